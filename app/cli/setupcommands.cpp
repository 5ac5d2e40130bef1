// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// subjects, windows, rules, enrich
#include "app/cli/command.h"
#include "models/attribution/mmdb.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

// --- subjects

QJsonObject subjectJson(const Subject& subject)
{
    QJsonArray prefixes, asns, members, weekend;
    for (const SubjectMember& member : subject.members) {
        if (member.prefix)
            prefixes += member.prefix->toString();
        else
            asns += static_cast<qint64>(member.asn);
        const auto end = [](Micros t, Micros open) { return t == open ? QJsonValue() : QJsonValue(isoUtc(t)); };
        members += QJsonObject{
            {QStringLiteral("prefix"), member.prefix ? QJsonValue(member.prefix->toString()) : QJsonValue()},
            {QStringLiteral("asn"), member.prefix ? QJsonValue() : QJsonValue(static_cast<qint64>(member.asn))},
            {QStringLiteral("from"), end(member.valid.from, TimeRange::beginning())},
            {QStringLiteral("to"), end(member.valid.to, TimeRange::end())}};
    }
    for (const int day : subject.weekend)
        weekend += day;
    return {{QStringLiteral("name"), subject.name},
            {QStringLiteral("prefixes"), prefixes},
            {QStringLiteral("asns"), asns},
            {QStringLiteral("zone"), subject.zone},
            {QStringLiteral("members"), members},
            {QStringLiteral("weekend"), weekend},
            {QStringLiteral("office_from"), subject.officeFrom},
            {QStringLiteral("office_to"), subject.officeTo}};
}

Result<Subject> subjectFrom(const Arguments& arguments, const QString& caseZone)
{
    Subject subject;
    subject.name = arguments.at(2);
    for (const QString& text : arguments.values(QStringLiteral("prefix"))) {
        const auto prefix = Prefix::parse(text);
        if (!prefix)
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("\"%1\" is not a prefix").arg(text),
                         {},
                         QStringLiteral("Write 175.45.176.0/22 or 2001:db8::/32, with no bits beyond the length.")};
        subject.members.push_back({*prefix, 0, TimeRange::all()});
    }
    for (const QString& text : arguments.values(QStringLiteral("asn"))) {
        bool ok = false;
        const uint asn = (text.startsWith(QStringLiteral("AS"), Qt::CaseInsensitive) ? text.mid(2) : text).toUInt(&ok);
        if (!ok || asn == 0)
            return Error{ErrorCode::BadArgument, QStringLiteral("\"%1\" is not an AS number").arg(text), {}, {}};
        subject.members.push_back({std::nullopt, asn, TimeRange::all()});
    }
    if (subject.members.empty())
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("A subject needs at least one prefix or AS number"),
                     {},
                     QStringLiteral("Give --prefix or --asn.")};
    const auto zone = Zone::named(arguments.value(QStringLiteral("zone"), caseZone));
    if (!zone)
        return zone.error();
    subject.zone = zone->name();
    return subject;
}

Result<Exit> subjects(const Arguments& arguments)
{
    const QString action = arguments.positional().size() > 1 ? arguments.at(1) : QStringLiteral("list");
    const auto file = openFile(arguments.at(0), action != u"list");
    if (!file)
        return file.error();
    if (action == u"add" || action == u"remove") {
        if (arguments.at(2).isEmpty())
            return Error{
                ErrorCode::BadArgument, QStringLiteral("Which subject?"), {}, QStringLiteral("Give its name.")};
        if (action == u"remove") {
            if (const auto removed = (*file)->removeSubject(arguments.at(2)); !removed)
                return removed.error();
            return Exit::Done;
        }
        const auto caseInfo = (*file)->info();
        if (!caseInfo)
            return caseInfo.error();
        const auto subject = subjectFrom(arguments, caseInfo->zone);
        if (!subject)
            return subject.error();
        if (const auto put = (*file)->putSubject(*subject); !put)
            return put.error();
        return Exit::Done;
    }
    if (action != u"list")
        return Error{ErrorCode::BadArgument, QStringLiteral("subjects knows list, add and remove"), {}, {}};
    const auto all = (*file)->subjects();
    if (!all)
        return all.error();
    QJsonArray list;
    for (const Subject& subject : *all)
        list += subjectJson(subject);
    if (arguments.has(QStringLiteral("json"))) {
        printJson({{QStringLiteral("subjects"), list}});
        return Exit::Done;
    }
    for (const Subject& subject : *all) {
        QStringList members;
        for (const SubjectMember& member : subject.members)
            members += member.prefix ? member.prefix->toString() : QStringLiteral("AS%1").arg(member.asn);
        printLine(QStringLiteral("%1  %2  %3").arg(subject.name, members.join(QStringLiteral(", ")), subject.zone));
    }
    return Exit::Done;
}

// --- windows

Result<Exit> windows(const Arguments& arguments)
{
    const QString action = arguments.positional().size() > 1 ? arguments.at(1) : QStringLiteral("list");
    const auto open = openCase(arguments, action != u"list");
    if (!open)
        return open.error();
    if (action == u"add") {
        const auto range = rangeArgument(arguments, open->zone);
        if (!range)
            return range.error();
        if (arguments.at(2).isEmpty() || !arguments.has(QStringLiteral("from")) || !arguments.has(QStringLiteral("to")))
            return Error{ErrorCode::BadArgument, QStringLiteral("A window needs a name, --from and --to"), {}, {}};
        if (const auto put = open->file->putWindow({arguments.at(2), **range, {}}); !put)
            return put.error();
        return Exit::Done;
    }
    if (action == u"remove") {
        if (const auto removed = open->file->removeWindow(arguments.at(2)); !removed)
            return removed.error();
        return Exit::Done;
    }
    if (action != u"list")
        return Error{ErrorCode::BadArgument, QStringLiteral("windows knows list, add and remove"), {}, {}};
    std::vector<Window> all = open->snapshot->facts.windows;
    std::stable_sort(all.begin(), all.end(),
                     [](const Window& a, const Window& b) { return a.range.from < b.range.from; });
    const bool zoned = arguments.has(QStringLiteral("zone"));
    QJsonArray list;
    for (const Window& window : all) {
        const auto text = [&](Micros t) { return zoned ? isoLocal(t, open->zone) : isoUtc(t); };
        list += QJsonObject{{QStringLiteral("name"), window.name},
                            {QStringLiteral("from"), text(window.range.from)},
                            {QStringLiteral("to"), text(window.range.to)},
                            {QStringLiteral("note"), window.note}};
        if (!arguments.has(QStringLiteral("json")))
            printLine(
                QStringLiteral("%1  %2  %3")
                    .arg(window.name, isoLocal(window.range.from, open->zone), isoLocal(window.range.to, open->zone)));
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("windows"), list}});
    return Exit::Done;
}

// --- rules and tables

Result<Exit> rules(const Arguments& arguments)
{
    const QString action = arguments.positional().size() > 1 ? arguments.at(1) : QStringLiteral("list");
    const auto file = openFile(arguments.at(0), action != u"list");
    if (!file)
        return file.error();
    if (action == u"load") {
        const auto bytes = readFile(arguments.at(2));
        if (!bytes)
            return bytes.error();
        const auto parsed = parseRules(*bytes);
        if (!parsed) {
            Error error = parsed.error();
            error.where =
                error.where.isEmpty() ? arguments.at(2) : arguments.at(2) + QStringLiteral(", ") + error.where;
            return error;
        }
        if (const auto set = (*file)->setRules(*parsed); !set)
            return set.error();
        return Exit::Done;
    }
    if (action != u"list")
        return Error{ErrorCode::BadArgument, QStringLiteral("rules knows list and load"), {}, {}};
    const auto all = (*file)->rules();
    if (!all)
        return all.error();
    const QByteArray json = rulesToJson(*all);
    std::fwrite(json.constData(), 1, static_cast<std::size_t>(json.size()), stdout);
    return Exit::Done;
}

/// A MaxMind DB, or ranges as CSV, which are of the day on which the file was written.
Result<MmdbTable> readNetworks(const QString& path)
{
    if (isMmdb(path) || path.endsWith(QStringLiteral(".mmdb"), Qt::CaseInsensitive))
        return readMmdb(path, terminalProgress());
    const auto bytes = readFile(path);
    if (!bytes)
        return bytes.error();
    auto networks = parseNetworks(*bytes);
    if (!networks) {
        Error error = networks.error();
        error.where = error.where.isEmpty() ? path : path + QStringLiteral(", ") + error.where;
        return error;
    }
    const QString date = QFileInfo(path).lastModified().toUTC().date().toString(Qt::ISODate);
    return MmdbTable{QStringLiteral("CSV"), date, std::move(*networks)};
}

Result<Exit> enrich(const Arguments& arguments)
{
    const auto file = openFile(arguments.at(0), true);
    if (!file)
        return file.error();
    for (const QString& path : arguments.positional().mid(1)) {
        auto table = readNetworks(path);
        if (!table)
            return table.error();
        const QString name = QFileInfo(path).fileName();
        if (const auto put = (*file)->putNetworks(name, table->date, table->networks); !put)
            return put.error();
        printError(
            QStringLiteral("%1 of %2: %3").arg(name, table->date, counted(qint64(table->networks.size()), "range")));
    }
    return Exit::Done;
}

} // namespace

std::vector<Command> setupCommands()
{
    const QString json = QStringLiteral("json");
    const QString zone = QStringLiteral("zone");
    return {
        {QStringLiteral("subjects"),
         QStringLiteral("CASE [list | add NAME --prefix P... --asn N... [--zone Z] | remove NAME] [--json]"),
         QStringLiteral("Whose traffic is measured."),
         {json, zone, QStringLiteral("prefix"), QStringLiteral("asn")},
         1,
         subjects},
        {QStringLiteral("windows"),
         QStringLiteral("CASE [list | add NAME --from T --to T | remove NAME] [--zone Z] [--json]"),
         QStringLiteral("Named intervals that measures compare."),
         {json, zone, QStringLiteral("from"), QStringLiteral("to")},
         1,
         windows},
        {QStringLiteral("rules"),
         QStringLiteral("CASE [list | load FILE] [--json]"),
         QStringLiteral("What names routes, services, content, coins and obfuscation."),
         {json},
         1,
         rules},
        {QStringLiteral("enrich"),
         QStringLiteral("CASE FILE..."),
         QStringLiteral("Adds country and network tables (MaxMind DB, or ranges as CSV)."),
         {},
         2,
         enrich},
    };
}

} // namespace tideline
