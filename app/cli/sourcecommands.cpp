// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// sources
#include "app/cli/command.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"
#include "models/session/editions.h"
#include "models/session/eventmerging.h"
#include "models/session/sourcetext.h"

#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

/// One edition of a list: a source that is there and whose events can be seen.
Result<Source> editionArgument(const std::vector<Source>& all, const QString& text)
{
    const QString remedy = QStringLiteral("See `tideline-cli sources CASE`.");
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&text](const Source& source) { return QString::number(source.id) == text; });
    if (found == all.end())
        return Error{
            ErrorCode::BadArgument, QStringLiteral("there is no source “%1” to compare").arg(text), {}, remedy};
    if (found->withdrawn)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("source %1 is withdrawn").arg(text),
                     {},
                     QStringLiteral("Restore it first: `sources CASE restore %1`.").arg(text)};
    return *found;
}

/// What changed between two editions of one list.
Result<Exit> compareSources(const CaseFile& file, const Arguments& arguments)
{
    const auto all = file.sources();
    if (!all)
        return all.error();
    const auto first = editionArgument(*all, arguments.at(2)), second = editionArgument(*all, arguments.at(3));
    if (!first || !second)
        return (first ? second : first).error();
    const auto events = file.separateEvents(); // two editions share their ids: merged ones are one event
    if (!events)
        return events.error();
    std::vector<EventPtr> before, after;
    for (const EventPtr& event : *events) {
        if (event->source == first->id)
            before.push_back(event);
        if (event->source == second->id)
            after.push_back(event);
    }
    if (before.empty() && after.empty())
        return Error{ErrorCode::BadArgument, QStringLiteral("neither source holds events"), {}, {}};
    const Table table = compareEditions(before, after);
    // A row that both files have word for word is kept once, with the file that came first.
    const Source& later = first->id < second->id ? *second : *first;
    const QString lost = first->id < second->id ? QStringLiteral("removed") : QStringLiteral("added");
    const bool missing = std::any_of(table.rows.begin(), table.rows.end(),
                                     [&lost](const auto& row) { return std::get<QString>(row[2]) == lost; });
    if (missing && later.duplicate > 0)
        return Error{
            ErrorCode::BadArgument,
            QStringLiteral("source %1 had %2 that %3 in the case already and kept once, so what is missing in it "
                           "cannot be told")
                .arg(later.id)
                .arg(counted(later.duplicate, "row"), wasOrWere(later.duplicate)),
            {},
            QStringLiteral("Import it anew with its edition named, so that its rows are rows of their own "
                           "(import CASE FILE --set edition=2024-05-01).")};
    printTable(table, arguments, Zone::utc());
    return Exit::Done;
}

QJsonObject sourceJson(const Source& source)
{
    QJsonObject json = sourceFacts(source);
    json.insert(QStringLiteral("id"), source.id);
    json.insert(QStringLiteral("name"), source.name);
    json.insert(QStringLiteral("title"), source.title);
    json.insert(QStringLiteral("imported_at"), isoUtc(source.importedAt));
    json.insert(QStringLiteral("simulated"), source.simulated);
    json.insert(QStringLiteral("withdrawn"), source.withdrawn);
    return json;
}

Result<Exit> sources(const Arguments& arguments)
{
    const QString action = arguments.positional().size() > 1 ? arguments.at(1) : QStringLiteral("list");
    const auto file = openFile(arguments.at(0), action != u"list" && action != u"compare");
    if (!file)
        return file.error();
    if (action == u"compare")
        return compareSources(**file, arguments);
    if (action == u"withdraw" || action == u"restore" || action == u"remove") {
        bool ok = false;
        const qint64 id = arguments.at(2).toLongLong(&ok);
        if (!ok)
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("%1 needs the number of a source").arg(action),
                         {},
                         QStringLiteral("See `tideline-cli sources CASE`.")};
        if (action == u"remove") {
            if (const auto removed = (*file)->removeSource(id, terminalProgress()); !removed)
                return removed.error();
            return Exit::Done;
        }
        const auto merged = setSourceWithdrawn(**file, id, action == u"withdraw");
        if (!merged)
            return merged.error();
        for (const QString& note : merged->notes)
            printError(note);
        return Exit::Done;
    }
    if (action != u"list")
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("sources knows list, withdraw, restore, remove and compare"),
                     {},
                     {}};
    const auto all = (*file)->sources();
    if (!all)
        return all.error();
    QJsonArray list;
    for (const Source& source : *all) {
        list += sourceJson(source);
        if (!arguments.has(QStringLiteral("json")))
            printLine(QStringLiteral("%1  %2  %3  %4 of %5  %6%7")
                          .arg(source.id)
                          .arg(source.name, source.format)
                          .arg(source.accepted)
                          .arg(counted(source.read, "row"))
                          .arg(source.sha256.left(16), source.withdrawn ? QStringLiteral("  withdrawn") : QString()));
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("sources"), list}});
    return Exit::Done;
}

} // namespace

std::vector<Command> sourceCommands()
{
    const QString json = QStringLiteral("json");
    return {
        {QStringLiteral("sources"),
         QStringLiteral("CASE [list | withdraw ID | restore ID | remove ID | compare ID ID [--csv]] [--json]"),
         QStringLiteral("What was imported; what changed between two editions of a list."),
         {json, QStringLiteral("csv")},
         1,
         sources},
    };
}

} // namespace tideline
