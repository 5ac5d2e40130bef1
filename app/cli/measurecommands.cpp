// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// measures, measure, finding
#include "app/cli/command.h"
#include "app/cli/questionargument.h"
#include "models/session/findings.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>

namespace tideline {

namespace {

Result<Exit> listMeasures(const Arguments& arguments)
{
    QJsonArray list;
    for (const Measure& measure : measures()) {
        QJsonArray columns;
        for (const TableColumn& column : measure.columns)
            columns += QJsonObject{{QStringLiteral("key"), column.key},
                                   {QStringLiteral("title"), column.title},
                                   {QStringLiteral("type"), columnTypeName(column.type)},
                                   {QStringLiteral("unit"), column.unit}};
        list += QJsonObject{{QStringLiteral("name"), measure.name},
                            {QStringLiteral("question"), measure.question},
                            {QStringLiteral("definition"), measure.definition},
                            {QStringLiteral("source"), measure.source},
                            {QStringLiteral("options"), QJsonArray::fromStringList(measure.options)},
                            {QStringLiteral("takes_series"), measure.ofSeries},
                            {QStringLiteral("columns"), columns}};
        if (!arguments.has(QStringLiteral("json")))
            printLine(
                QStringLiteral("%1  %2\n    %3\n    Source: %4\n    Options: %5%6")
                    .arg(measure.name.leftJustified(14), measure.question, measure.definition, measure.source,
                         measure.options.join(QStringLiteral(", ")),
                         measure.ofSeries ? QStringLiteral(" (of: also the name of a usage series)") : QString()));
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("measures"), list}});
    return Exit::Done;
}

Result<MeasureResult> measured(const OpenCase& open, const Arguments& arguments, const QString& name)
{
    if (!measureNamed(name)) {
        QStringList known;
        for (const Measure& measure : measures())
            known += measure.name;
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("There is no measure \"%1\"").arg(name),
                     {},
                     QStringLiteral("Known: %1.").arg(known.join(QStringLiteral(", ")))};
    }
    Question base;
    base.measure = name;
    const auto question = questionArgument(arguments, open.zone, base);
    if (!question)
        return question.error();
    return askMeasure(*open.file, *open.snapshot, *question, terminalProgress());
}

Result<Exit> measure(const Arguments& arguments)
{
    const auto open = openCase(arguments, false);
    if (!open)
        return open.error();
    const auto result = measured(*open, arguments, arguments.at(1));
    if (!result)
        return result.error();
    if (arguments.has(QStringLiteral("json"))) {
        printJson(toJson(*result, arguments.has(QStringLiteral("zone")) ? &open->zone : nullptr));
        return Exit::Done;
    }
    if (arguments.has(QStringLiteral("csv"))) {
        printTable(result->table, arguments, open->zone);
        return Exit::Done;
    }
    printLine(result->headline.text);
    const auto zone = Zone::named(result->zone);
    printTable(result->table, arguments, zone ? *zone : open->zone);
    for (const QString& note : result->notes)
        printError(note);
    return Exit::Done;
}

Result<Exit> pinFinding(const OpenCase& open, const Arguments& arguments)
{
    if (!arguments.has(QStringLiteral("measure")) || !arguments.has(QStringLiteral("statement")))
        return Error{ErrorCode::BadArgument, QStringLiteral("finding pin needs --measure and --statement"), {}, {}};
    const auto result = measured(open, arguments, arguments.value(QStringLiteral("measure")));
    if (!result)
        return result.error();
    const Finding finding = makeFinding(*result, arguments.value(QStringLiteral("statement")),
                                        open.snapshot->facts.info.author, currentTime());
    if (const auto saved = saveFinding(*open.file, finding); !saved)
        return saved.error();
    if (arguments.has(QStringLiteral("json")))
        printJson(toJson(finding));
    else
        printLine(QStringLiteral("%1  %2").arg(finding.id, finding.headline.text));
    return Exit::Done;
}

Result<Exit> finding(const Arguments& arguments)
{
    const QString action = arguments.at(1);
    if (action != u"pin" && action != u"list" && action != u"verify")
        return Error{ErrorCode::BadArgument, QStringLiteral("finding knows pin, list and verify"), {}, {}};
    const auto open = openCase(arguments, action == u"pin");
    if (!open)
        return open.error();
    if (action == u"pin")
        return pinFinding(*open, arguments);
    const auto findings = loadFindings(*open->file);
    if (!findings)
        return findings.error();
    QJsonArray list;
    bool same = true;
    for (const Finding& each : *findings) {
        if (action == u"list") {
            list += toJson(each);
            if (!arguments.has(QStringLiteral("json")))
                printLine(QStringLiteral("%1  %2  %3").arg(each.id, each.headline.text, each.statement));
            continue;
        }
        const FindingCheck check = checkFinding(*open->file, *open->snapshot, each, terminalProgress());
        same = same && check.state == FindingState::Same;
        list += toJson(check);
        if (!arguments.has(QStringLiteral("json")))
            printLine(
                QStringLiteral("%1  %2  %3 -> %4  %5")
                    .arg(findingStateName(check.state), each.statement, each.headline.text, check.now, check.reason));
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("findings"), list}});
    return same ? Exit::Done : Exit::CheckFailed;
}

} // namespace

std::vector<Command> measureCommands()
{
    const QString json = QStringLiteral("json");
    return {
        {QStringLiteral("measures"),
         QStringLiteral("[--json]"),
         QStringLiteral("Every measure: definition, options, columns."),
         {json},
         0,
         listMeasures},
        {QStringLiteral("measure"),
         QStringLiteral(
             "CASE NAME [--subject S] [--from T] [--to T] [--window W] [--against W] [--at T] [--bin BIN] [--by DIM] "
             "[--of bytes|packets|flows|SERIES] [--events EXPR] [--where EXPR] [--top N] [--zone Z] [--json | --csv]"),
         QStringLiteral("Asks one measure."), questionOptions() + QStringList{json, QStringLiteral("csv")}, 2, measure},
        {QStringLiteral("finding"),
         QStringLiteral("CASE (pin --measure NAME [options] --statement T | list | verify) [--json]"),
         QStringLiteral("Live measurements: pinned, listed, computed again."),
         questionOptions() + QStringList{json, QStringLiteral("measure"), QStringLiteral("statement")}, 2, finding},
    };
}

} // namespace tideline
