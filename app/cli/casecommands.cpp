// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// new, founding, info, verify
#include "app/cli/command.h"
#include "models/core/timetext.h"
#include "models/exporters/export.h"
#include "models/session/founding.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

Result<Exit> newCase(const Arguments& arguments)
{
    CaseInfo info;
    info.title = arguments.value(QStringLiteral("title"), QFileInfo(arguments.at(0)).completeBaseName());
    info.number = arguments.value(QStringLiteral("number"));
    info.examiner = arguments.value(QStringLiteral("examiner"));
    info.author = info.examiner;
    const auto zone = Zone::named(arguments.value(QStringLiteral("zone"), QStringLiteral("UTC")));
    if (!zone)
        return zone.error();
    info.zone = zone->name();
    const auto file = CaseFile::create(arguments.at(0), info);
    if (!file)
        return file.error();
    return Exit::Done;
}

Result<Exit> founding(const Arguments& arguments)
{
    bool flowsOk = true, seedOk = true;
    const qint64 flows = arguments.has(QStringLiteral("flows"))
                             ? arguments.value(QStringLiteral("flows")).toLongLong(&flowsOk)
                             : foundingFlows;
    const quint64 seed = arguments.has(QStringLiteral("seed"))
                             ? arguments.value(QStringLiteral("seed")).toULongLong(&seedOk)
                             : foundingSeed;
    if (!flowsOk || flows < 0 || !seedOk)
        return Error{ErrorCode::BadArgument, QStringLiteral("--flows and --seed are whole numbers"), {}, {}};
    const auto file = makeFoundingCase(arguments.at(0), flows, seed, terminalProgress());
    if (!file)
        return file.error();
    return Exit::Done;
}

Result<Exit> info(const Arguments& arguments)
{
    const auto open = openCase(arguments, false);
    if (!open)
        return open.error();
    const CaseInfo& caseInfo = open->snapshot->facts.info;
    const CaseFile::Counts& counts = open->snapshot->counts;
    std::optional<TimeRange> span = counts.eventSpan;
    for (const auto& more : {counts.flowSpan, counts.routeSpan, counts.querySpan}) {
        if (more)
            span = span ? span->united(*more) : *more;
    }
    const QJsonObject countsJson{
        {QStringLiteral("events"), counts.events},
        {QStringLiteral("flows"), counts.flows},
        {QStringLiteral("series"), counts.points},
        {QStringLiteral("routes"), counts.routes},
        {QStringLiteral("dns"), counts.queries},
        {QStringLiteral("actors"), counts.actors},
        {QStringLiteral("merged"), counts.merged},
        {QStringLiteral("problems"), counts.problems},
        {QStringLiteral("annotations"), counts.annotations},
        {QStringLiteral("sources"), counts.sources},
        {QStringLiteral("audit"), counts.audit},
        {QStringLiteral("subjects"), static_cast<qint64>(open->snapshot->facts.subjects.size())},
        {QStringLiteral("windows"), static_cast<qint64>(open->snapshot->facts.windows.size())},
        {QStringLiteral("rules"), static_cast<qint64>(open->snapshot->attribution->rules.size())}};
    const QJsonObject json{{QStringLiteral("title"), caseInfo.title},
                           {QStringLiteral("id"), caseInfo.id},
                           {QStringLiteral("number"), caseInfo.number},
                           {QStringLiteral("examiner"), caseInfo.examiner},
                           {QStringLiteral("classification"), caseInfo.classification},
                           {QStringLiteral("author"), caseInfo.author},
                           {QStringLiteral("zone"), caseInfo.zone},
                           {QStringLiteral("schema_version"), open->file->schemaVersion()},
                           {QStringLiteral("counts"), countsJson},
                           {QStringLiteral("from"), timeOrNull(span, &TimeRange::from)},
                           {QStringLiteral("to"), timeOrNull(span, &TimeRange::to)},
                           {QStringLiteral("simulated"),
                            std::any_of(open->snapshot->facts.sources.begin(), open->snapshot->facts.sources.end(),
                                        [](const Source& source) { return source.simulated; })}};
    if (arguments.has(QStringLiteral("json"))) {
        printJson(json);
        return Exit::Done;
    }
    for (const char* key : {"title", "number", "examiner", "classification", "zone", "from", "to"}) {
        const QString value = json[QLatin1String(key)].toString();
        if (!value.isEmpty())
            printLine(QStringLiteral("%1: %2").arg(QLatin1String(key), value));
    }
    printLine(QStringLiteral("schema version: %1").arg(open->file->schemaVersion()));
    for (auto it = countsJson.begin(); it != countsJson.end(); ++it)
        printLine(QStringLiteral("%1: %2").arg(it.key()).arg(it.value().toInteger()));
    return Exit::Done;
}

/// The copy of the case inside an unpacked bag: as intact as any case, and ending where the bag says it ends.
std::vector<Check> checksOfBaggedCase(const QString& bag)
{
    const QString copy = bag + QStringLiteral("/data/case.tideline");
    if (!QFileInfo::exists(copy))
        return {};
    const auto file = openFile(copy, false);
    if (!file)
        return {{QStringLiteral("case"), false, file.error().text()}};
    std::vector<Check> checks;
    if (const auto own = (*file)->verify(terminalProgress())) {
        for (const Check& check : *own)
            checks.push_back({QStringLiteral("case: ") + check.name, check.ok, check.detail});
    }
    const QString label = QStringLiteral("Tideline-Audit-Head: ");
    const auto info = readFile(bag + QStringLiteral("/bag-info.txt"));
    const auto audit = (*file)->audit();
    if (!info || !audit || audit->empty())
        return checks;
    QString stated;
    for (const QString& line : QString::fromUtf8(*info).split(u'\n')) {
        if (line.startsWith(label))
            stated = line.mid(label.size()).trimmed();
    }
    checks.push_back(
        {QStringLiteral("audit head"), stated == audit->back().hash,
         QStringLiteral("the bag says %1, the case ends with %2").arg(stated.left(16), audit->back().hash.left(16))});
    return checks;
}

Result<std::vector<Check>> checksOf(const QString& path)
{
    if (!isBag(path)) {
        const auto file = openFile(path, false);
        if (!file)
            return file.error();
        return (*file)->verify(terminalProgress());
    }
    const auto bag = verifyBag(path, terminalProgress());
    if (!bag)
        return bag.error();
    std::vector<Check> checks;
    for (const BagCheck& check : *bag)
        checks.push_back({check.name, check.ok, check.detail});
    const auto inner = checksOfBaggedCase(path);
    checks.insert(checks.end(), inner.begin(), inner.end());
    return checks;
}

Result<Exit> verify(const Arguments& arguments)
{
    const auto checks = checksOf(arguments.at(0));
    if (!checks && checks.error().code != ErrorCode::Corrupt)
        return checks.error();
    const std::vector<Check> all =
        checks ? *checks : std::vector<Check>{{QStringLiteral("open"), false, checks.error().text()}};
    const bool intact = std::all_of(all.begin(), all.end(), [](const Check& check) { return check.ok; });
    if (arguments.has(QStringLiteral("json"))) {
        QJsonArray list;
        for (const Check& check : all)
            list += QJsonObject{{QStringLiteral("name"), check.name},
                                {QStringLiteral("ok"), check.ok},
                                {QStringLiteral("detail"), check.detail}};
        printJson({{QStringLiteral("intact"), intact}, {QStringLiteral("checks"), list}});
    } else {
        for (const Check& check : all)
            printLine(
                QStringLiteral("%1  %2  %3")
                    .arg(check.ok ? QStringLiteral("ok    ") : QStringLiteral("FAILED"), check.name, check.detail));
        printLine(intact ? QStringLiteral("Intact.") : QStringLiteral("Not intact."));
    }
    return intact ? Exit::Done : Exit::CheckFailed;
}

} // namespace

std::vector<Command> caseCommands()
{
    const QString json = QStringLiteral("json");
    const QString zone = QStringLiteral("zone");
    return {
        {QStringLiteral("new"),
         QStringLiteral("CASE [--title T] [--zone Z] [--number N] [--examiner NAME]"),
         QStringLiteral("Makes an empty case."),
         {QStringLiteral("title"), zone, QStringLiteral("number"), QStringLiteral("examiner")},
         1,
         newCase},
        {QStringLiteral("founding"),
         QStringLiteral("CASE [--flows N] [--seed S]"),
         QStringLiteral("Makes the founding case: real events, simulated traffic, subject, windows, rules."),
         {QStringLiteral("flows"), QStringLiteral("seed")},
         1,
         founding},
        {QStringLiteral("info"),
         QStringLiteral("CASE [--json]"),
         QStringLiteral("Title, zone, schema, counts, span."),
         {json},
         1,
         info},
        {QStringLiteral("verify"),
         QStringLiteral("PATH [--json]"),
         QStringLiteral("Is a case file or an exported case intact, or what was altered?"),
         {json},
         1,
         verify},
    };
}

} // namespace tideline
