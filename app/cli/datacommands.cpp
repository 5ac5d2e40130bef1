// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// import, formats, rows, event, annotate
#include "app/cli/listcommands.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"
#include "models/exporters/export.h"
#include "models/exporters/exporttables.h"
#include "models/importers/recipe.h"
#include "models/session/importing.h"
#include "models/session/listing.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace tideline {

namespace {

Result<ImportRequest> requestFrom(const Arguments& arguments)
{
    ImportRequest request;
    request.format = arguments.value(QStringLiteral("format"));
    request.dryRun = arguments.has(QStringLiteral("dry-run"));
    if (arguments.has(QStringLiteral("recipe"))) {
        const QString path = arguments.value(QStringLiteral("recipe"));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::NotFound, file.errorString(), path, {}};
        const auto recipe = parseRecipe(file.readAll());
        if (!recipe) {
            Error error = recipe.error();
            error.where = path;
            return error;
        }
        if (request.format.isEmpty())
            request.format = recipe->format;
        request.options = recipe->options;
    }
    for (const QString& pair : arguments.values(QStringLiteral("set"))) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals <= 0)
            return Error{ErrorCode::BadArgument, QStringLiteral("--set takes key=value, not \"%1\"").arg(pair), {}, {}};
        const QString key = pair.left(equals);
        const QString value = pair.mid(equals + 1);
        if (key.startsWith(QStringLiteral("map."))) {
            QJsonObject map = request.options[QStringLiteral("map")].toObject();
            map[key.mid(4)] = value;
            request.options[QStringLiteral("map")] = map;
        } else {
            const QJsonDocument document = QJsonDocument::fromJson(value.toUtf8());
            request.options[key] = document.isObject() ? QJsonValue(document.object()) : QJsonValue(value);
        }
    }
    return request;
}

Result<Exit> import(const Arguments& arguments)
{
    const auto file = openFile(arguments.at(0), true);
    if (!file)
        return file.error();
    const auto request = requestFrom(arguments);
    if (!request)
        return request.error();
    QJsonArray files;
    bool rejected = false, failed = false;
    for (const QString& path : filesToImport(arguments.positional().mid(1))) {
        ImportRequest one = *request;
        one.path = path;
        const auto report = importFile(**file, one, terminalProgress());
        if (!report) {
            failed = true;
            printError(QStringLiteral("tideline-cli: ") + report.error().text());
            continue;
        }
        files += toJson(*report);
        rejected = rejected || (report->source.rejected > 0 && !report->alreadyKnown);
        if (!arguments.has(QStringLiteral("json"))) {
            const Source& source = report->source;
            printLine(QStringLiteral("%1: %2, %3 read, %4 accepted, %5 rejected, %6")
                          .arg(path, source.format)
                          .arg(source.read)
                          .arg(source.accepted)
                          .arg(source.rejected)
                          .arg(counted(source.duplicate, "duplicate")));
            for (const QString& note : source.notes)
                printLine(QStringLiteral("  ") + note);
            for (const MergedPair& pair : report->merged) {
                printLine(QStringLiteral("  merged: %1 = %2 (%3)").arg(pair.with->title, pair.event->title, pair.by));
                for (const QString& text : pair.disagrees)
                    printLine(QStringLiteral("    disagrees on ") + text);
            }
            for (const Problem& problem : report->problems)
                printLine(QStringLiteral("  line %1: %2").arg(problem.line).arg(problem.reason));
        }
    }
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("files"), files}});
    return failed ? Exit::CouldNot : rejected ? Exit::RowsRejected : Exit::Done;
}

Result<Exit> listFormats(const Arguments& arguments)
{
    QJsonArray list;
    const auto add = [&](const QString& name, const QString& kind, const QString& direction,
                         const QString& description) {
        list += QJsonObject{{QStringLiteral("name"), name},
                            {QStringLiteral("kind"), kind},
                            {QStringLiteral("direction"), direction},
                            {QStringLiteral("description"), description}};
        if (!arguments.has(QStringLiteral("json")))
            printLine(QStringLiteral("%1  %2  %3  %4")
                          .arg(name.leftJustified(22), kind.leftJustified(7), direction.leftJustified(6), description));
    };
    for (const Format& format : formats())
        add(format.name, fileKindName(format.kind), QStringLiteral("read"), format.description);
    for (const ExportFormat& format : exportFormats())
        add(format.name, QStringLiteral("case"), QStringLiteral("write"), format.description);
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("formats"), list}});
    return Exit::Done;
}

Result<ExpressionPtr> whereArgument(const Arguments& arguments, const Zone& zone, Domain domain, const QString& rowsOf)
{
    auto where = parseExpression(arguments.value(QStringLiteral("where")), zone);
    if (!where)
        return where.error();
    if (const Expression* foreign = foreignTerm(*where, domain))
        return Error{ErrorCode::BadArgument,
                     foreign->field ? QStringLiteral("Character %1: \"%2\" is no field of %3")
                                          .arg(foreign->position + 1)
                                          .arg(QLatin1String(foreign->field->name), rowsOf)
                                    : QStringLiteral("Character %1: free words search events, not %2")
                                          .arg(foreign->position + 1)
                                          .arg(rowsOf),
                     {},
                     {}};
    return where;
}

Result<Table> rowsTable(const OpenCase& open, const Arguments& arguments, qint64 limit, qint64& total)
{
    const QString kind = arguments.at(1);
    const auto range = rangeArgument(arguments, open.zone);
    if (!range)
        return range.error();
    const TimeRange within = range->value_or(TimeRange::all());
    if (kind == u"flows") {
        FlowRowsQuestion question;
        const auto where = whereArgument(arguments, open.zone, Domain::Flows, kind);
        if (!where)
            return where.error();
        question.range = within;
        question.where = *where;
        question.limit = limit < 0 ? UINT64_MAX : static_cast<quint64>(limit);
        const auto rows = askRows(*open.file, *open.snapshot, question, terminalProgress());
        if (!rows)
            return rows.error();
        total = static_cast<qint64>(rows->total);
        return flowTable(*rows, *open.snapshot);
    }
    if (kind == u"dns" || kind == u"routes")
        return recordTable(open, arguments, within, limit, total);
    const auto where = whereArgument(arguments, open.zone, Domain::Events, kind);
    if (!where)
        return where.error();
    Result<Table> table = Table();
    if (kind == u"events")
        table = eventTable(filteredEvents(open.snapshot->facts, *where, within, !range->has_value()),
                           open.snapshot->allSources);
    else if (kind == u"series")
        table = pointTable(open.snapshot->facts.points, within, open.snapshot->allSources);
    else if (kind == u"problems") {
        const auto problems = open.file->problems();
        if (!problems)
            return problems.error();
        table = problemTable(*problems, open.snapshot->allSources);
    } else
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("There are no rows called \"%1\"").arg(kind),
                     {},
                     QStringLiteral("Known: events, flows, dns, series, routes, problems.")};
    if (!table)
        return table;
    total = static_cast<qint64>(table->rows.size());
    if (limit >= 0 && total > limit)
        table->rows.resize(static_cast<std::size_t>(limit));
    return table;
}

Result<Exit> rows(const Arguments& arguments)
{
    const auto open = openCase(arguments, false);
    if (!open)
        return open.error();
    qint64 limit = -1;
    if (arguments.has(QStringLiteral("limit"))) {
        bool ok = false;
        limit = arguments.value(QStringLiteral("limit")).toLongLong(&ok);
        if (!ok || limit < 0)
            return Error{ErrorCode::BadArgument, QStringLiteral("--limit is a whole number"), {}, {}};
    }
    qint64 total = 0;
    const auto table = rowsTable(*open, arguments, limit, total);
    if (!table)
        return table.error();
    if (arguments.has(QStringLiteral("json"))) {
        QJsonObject json = toJson(*table, arguments.has(QStringLiteral("zone")) ? &open->zone : nullptr);
        json[QStringLiteral("total")] = total;
        printJson(json);
        return Exit::Done;
    }
    printTable(*table, arguments, open->zone);
    if (static_cast<qint64>(table->rows.size()) < total)
        printError(QStringLiteral("%1 of %2 shown").arg(table->rows.size()).arg(counted(total, "row")));
    return Exit::Done;
}

// --- events by hand

Result<void> applyFields(Event& event, const Arguments& arguments, const Zone& zone, int firstField)
{
    QStringList pairs = arguments.positional().mid(firstField);
    for (const char* option : {"title", "at", "category"}) {
        if (arguments.has(QLatin1String(option)))
            pairs.prepend(QStringLiteral("%1=%2").arg(QLatin1String(option), arguments.value(QLatin1String(option))));
    }
    for (const QString& pair : pairs) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals <= 0)
            return Error{ErrorCode::BadArgument, QStringLiteral("Expected field=value, not \"%1\"").arg(pair), {}, {}};
        if (const auto set = setEventField(event, pair.left(equals), pair.mid(equals + 1), zone); !set)
            return set.error();
    }
    return {};
}

Result<Exit> event(const Arguments& arguments)
{
    const QString action = arguments.at(1);
    if (action == u"merges")
        return listMerges(arguments);
    if (action == u"split")
        return splitEvent(arguments);
    const auto open = openCase(arguments, true);
    if (!open)
        return open.error();
    Event event;
    if (action == u"add") {
        if (!arguments.has(QStringLiteral("title")) || !arguments.has(QStringLiteral("at")))
            return Error{ErrorCode::BadArgument, QStringLiteral("An event needs --title and --at"), {}, {}};
        event.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        if (const auto set = applyFields(event, arguments, open->zone, 2); !set)
            return set.error();
    } else if (action == u"edit" || action == u"remove") {
        const auto found = findEvent(open->snapshot->facts, arguments.at(2));
        if (!found)
            return found.error();
        event = **found;
        if (action == u"remove") {
            if (const auto removed = open->file->removeEvent(event.id); !removed)
                return removed.error();
            return Exit::Done;
        }
        if (const auto set = applyFields(event, arguments, open->zone, 3); !set)
            return set.error();
    } else {
        return Error{ErrorCode::BadArgument, QStringLiteral("event knows add, edit, remove, merges and split"), {}, {}};
    }
    if (const auto put = open->file->putEvent(event); !put)
        return put.error();
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("id"), event.id}});
    else
        printLine(event.id);
    return Exit::Done;
}

Result<Exit> annotate(const Arguments& arguments)
{
    const auto open = openCase(arguments, true);
    if (!open)
        return open.error();
    Annotation annotation;
    annotation.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    annotation.text = arguments.value(QStringLiteral("text"));
    annotation.tags = arguments.values(QStringLiteral("tag"));
    annotation.author = open->snapshot->facts.info.author;
    annotation.createdAt = annotation.changedAt = currentTime();
    if (annotation.text.isEmpty() && annotation.tags.isEmpty())
        return Error{ErrorCode::BadArgument, QStringLiteral("A note needs --text or --tag"), {}, {}};
    if (arguments.has(QStringLiteral("event"))) {
        const auto found = findEvent(open->snapshot->facts, arguments.value(QStringLiteral("event")));
        if (!found)
            return found.error();
        annotation.eventId = (*found)->id;
    } else {
        const auto range = rangeArgument(arguments, open->zone);
        if (!range)
            return range.error();
        if (!*range || (*range)->from == TimeRange::beginning() || (*range)->to == TimeRange::end())
            return Error{
                ErrorCode::BadArgument, QStringLiteral("A note stands on --event or on --from and --to"), {}, {}};
        annotation.period = **range;
    }
    if (const auto put = open->file->putAnnotation(annotation); !put)
        return put.error();
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("id"), annotation.id}});
    else
        printLine(annotation.id);
    return Exit::Done;
}

} // namespace

std::vector<Command> dataCommands()
{
    const QString json = QStringLiteral("json"), zone = QStringLiteral("zone"), from = QStringLiteral("from"),
                  to = QStringLiteral("to");
    return {
        {QStringLiteral("formats"),
         QStringLiteral("[--json]"),
         QStringLiteral("Every readable and writable format."),
         {json},
         0,
         listFormats},
        {QStringLiteral("import"),
         QStringLiteral("CASE FILE... [--format NAME] [--recipe FILE] [--set key=value]... [--dry-run] [--json]"),
         QStringLiteral("Reads files and folders into the case; formats are found by content."),
         {json, QStringLiteral("format"), QStringLiteral("recipe"), QStringLiteral("set"), QStringLiteral("dry-run")},
         2,
         import},
        {QStringLiteral("rows"),
         QStringLiteral(
             "CASE events|flows|dns|series|routes|problems [--from T] [--to T] [--where EXPR] [--limit N] [--zone Z] "
             "[--json | --csv]"),
         QStringLiteral("The rows themselves."),
         {json, QStringLiteral("csv"), zone, from, to, QStringLiteral("where"), QStringLiteral("limit")},
         2,
         rows},
        {QStringLiteral("event"),
         QStringLiteral(
             "CASE (add --title T --at T [--category C] [field=value]... | edit ID field=value... | remove ID | "
             "merges | split ID)"),
         QStringLiteral("Events by hand; those that are one in several sources."),
         {json, zone, QStringLiteral("title"), QStringLiteral("at"), QStringLiteral("category")},
         2,
         event},
        {QStringLiteral("annotate"),
         QStringLiteral("CASE --text T (--event ID | --from T --to T) [--tag TAG]..."),
         QStringLiteral("A note on an event or a period."),
         {json, zone, from, to, QStringLiteral("text"), QStringLiteral("event"), QStringLiteral("tag")},
         1,
         annotate},
    };
}

} // namespace tideline
