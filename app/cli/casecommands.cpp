// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// new, founding, info, verify, subjects, windows, rules, enrich, sources
#include "app/cli/command.h"
#include "app/cli/comparesources.h"
#include "models/attribution/mmdb.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"
#include "models/exporters/export.h"
#include "models/session/eventmerging.h"
#include "models/session/founding.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

QJsonValue timeOrNull(const std::optional<TimeRange>& range, Micros TimeRange::*end)
{
    return range ? QJsonValue(isoUtc((*range).*end)) : QJsonValue();
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, file.errorString(), path, QStringLiteral("Check the name.")};
    return file.readAll();
}

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

// --- sources

QJsonObject sourceJson(const Source& source)
{
    return {{QStringLiteral("id"), source.id},
            {QStringLiteral("name"), source.name},
            {QStringLiteral("title"), source.title},
            {QStringLiteral("format"), source.format},
            {QStringLiteral("kind"), source.kind},
            {QStringLiteral("sha256"), source.sha256},
            {QStringLiteral("bytes"), source.bytes},
            {QStringLiteral("read"), source.read},
            {QStringLiteral("accepted"), source.accepted},
            {QStringLiteral("rejected"), source.rejected},
            {QStringLiteral("duplicates"), source.duplicate},
            {QStringLiteral("from"), timeOrNull(source.span, &TimeRange::from)},
            {QStringLiteral("to"), timeOrNull(source.span, &TimeRange::to)},
            {QStringLiteral("imported_at"), isoUtc(source.importedAt)},
            {QStringLiteral("notes"), QJsonArray::fromStringList(source.notes)},
            {QStringLiteral("simulated"), source.simulated},
            {QStringLiteral("withdrawn"), source.withdrawn}};
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
        {QStringLiteral("sources"),
         QStringLiteral("CASE [list | withdraw ID | restore ID | remove ID | compare ID ID [--csv]] [--json]"),
         QStringLiteral("What was imported; what changed between two editions of a list."),
         {json, QStringLiteral("csv")},
         1,
         sources},
    };
}

} // namespace tideline
