// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// actors, redact; event merges and split; rows of DNS queries and routes
#include "app/cli/listcommands.h"

#include "models/core/counted.h"
#include "models/session/actornames.h"
#include "models/session/eventmerging.h"
#include "models/session/recordrows.h"

#include <QJsonArray>

namespace tideline {

namespace {

QJsonObject actorJson(const Actor& actor, const QString& source)
{
    return {{QStringLiteral("id"), actor.id},
            {QStringLiteral("name"), actor.name},
            {QStringLiteral("aliases"), QJsonArray::fromStringList(actor.aliases)},
            {QStringLiteral("country"), actor.country.isEmpty() ? QJsonValue() : QJsonValue(actor.country)},
            {QStringLiteral("note"), actor.note},
            {QStringLiteral("links"), QJsonArray::fromStringList(actor.links)},
            {QStringLiteral("source"), source},
            {QStringLiteral("line"), actor.record}};
}

Result<Exit> actors(const Arguments& arguments)
{
    const QString action = arguments.positional().size() > 1 ? arguments.at(1) : QStringLiteral("list");
    if (action != u"list" && action != u"resolve")
        return Error{ErrorCode::BadArgument, QStringLiteral("actors knows list and resolve"), {}, {}};
    if (action == u"resolve" && arguments.at(2).isEmpty())
        return Error{ErrorCode::BadArgument, QStringLiteral("Which name?"), {}, QStringLiteral("Give one name.")};
    const auto file = openFile(arguments.at(0), false);
    if (!file)
        return file.error();
    const auto all = (*file)->actors();
    const auto sources = (*file)->sources();
    if (!all || !sources)
        return all ? sources.error() : all.error();
    QHash<qint64, QString> names;
    for (const Source& source : *sources)
        names.insert(source.id, source.name);
    const std::vector<Actor> shown = action == u"list" ? *all : actorsNamed(*all, arguments.at(2));
    const bool isJson = arguments.has(QStringLiteral("json"));
    QJsonArray list;
    for (const Actor& actor : shown) {
        list += actorJson(actor, names.value(actor.source));
        if (!isJson)
            printLine(QStringLiteral("%1  %2  %3").arg(actor.name, actor.country, actor.aliases.join(u", ")));
    }
    if (isJson && action == u"resolve")
        printJson({{QStringLiteral("name"), arguments.at(2)},
                   {QStringLiteral("ambiguous"), shown.size() > 1},
                   {QStringLiteral("actors"), list}});
    else if (isJson)
        printJson({{QStringLiteral("actors"), list}});
    else if (action == u"resolve" && shown.size() != 1)
        printError(shown.empty() ? QStringLiteral("No actor carries this name")
                                 : QStringLiteral("%1 actors carry this name: none is chosen").arg(shown.size()));
    return Exit::Done;
}

Result<Exit> redact(const Arguments& arguments)
{
    const QString text = arguments.value(QStringLiteral("text"));
    if (text.trimmed().isEmpty())
        return Error{ErrorCode::BadArgument, QStringLiteral("redact needs --text T"), {}, {}};
    const auto file = openFile(arguments.at(0), true);
    if (!file)
        return file.error();
    const auto done = (*file)->redact(text, terminalProgress());
    if (!done)
        return done.error();
    QJsonArray rows;
    for (const qint64 row : done->auditRows)
        rows += row;
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("audit_rows"), rows}, {QStringLiteral("rejected_rows"), done->rejectedRows}});
    else
        printLine(QStringLiteral("Taken out of %1 and %2. Copies and exports made before still hold it.")
                      .arg(counted(rows.size(), "audit row"), counted(done->rejectedRows, "rejected row")));
    return Exit::Done;
}

} // namespace

Result<Exit> listMerges(const Arguments& arguments)
{
    const auto file = openFile(arguments.at(0), false);
    if (!file)
        return file.error();
    const auto pairs = mergedPairs(**file);
    if (!pairs)
        return pairs.error();
    QJsonArray list;
    for (const MergedPair& pair : *pairs) {
        list += toJson(pair);
        if (arguments.has(QStringLiteral("json")))
            continue;
        printLine(QStringLiteral("%1 %2 %3  (%4)")
                      .arg(pair.event->id, pair.split ? QStringLiteral("separated from") : QStringLiteral("with"),
                           pair.with->id, pair.by));
        printLine(QStringLiteral("  %1 / %2").arg(pair.event->title, pair.with->title));
        for (const QString& text : pair.disagrees)
            printLine(QStringLiteral("  disagrees on ") + text);
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("merges"), list}});
    return Exit::Done;
}

Result<Exit> splitEvent(const Arguments& arguments)
{
    const auto file = openFile(arguments.at(0), true);
    if (!file)
        return file.error();
    QString id = arguments.at(2);
    const auto events = (*file)->separateEvents();
    if (!events)
        return events.error();
    // A source's own id may be that of several parts; ours never is.
    QStringList found;
    for (const EventPtr& event : *events) {
        if (event->id == id)
            found = {id};
        else if (!id.isEmpty() && event->externalId == id && !found.contains(id))
            found += event->id;
    }
    if (found.size() > 1)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("Several events are called \"%1\"").arg(id),
                     {},
                     QStringLiteral("Use the long id of one of them, e.g. %1.").arg(found.first())};
    if (found.size() == 1)
        id = found.first();
    if (const auto split = (*file)->splitEvent(id); !split)
        return split.error();
    return Exit::Done;
}

Result<Table> recordTable(const OpenCase& open, const Arguments& arguments, const TimeRange& range, qint64 limit,
                          qint64& total)
{
    const RecordQuestion question{range, arguments.value(QStringLiteral("where")), open.zone, limit};
    const auto rows = arguments.at(1) == u"dns" ? queryRows(*open.file, question) : routeRows(*open.file, question);
    if (!rows)
        return rows.error();
    total = rows->total;
    return rows->table;
}

std::vector<Command> listCommands()
{
    return {
        {QStringLiteral("actors"),
         QStringLiteral("CASE [list | resolve NAME] [--json]"),
         QStringLiteral("Threat actors with their names; resolve gives all that carry a name."),
         {QStringLiteral("json")},
         1,
         actors},
        {QStringLiteral("redact"),
         QStringLiteral("CASE --text T [--json]"),
         QStringLiteral("Takes a text for good out of what the case keeps of deleted, edited and rejected things."),
         {QStringLiteral("json"), QStringLiteral("text")},
         1,
         redact},
    };
}

} // namespace tideline
