// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/exporttables.h"

#include "models/core/timetext.h"

#include <QHash>
#include <QSet>

namespace tideline {

namespace {

TableColumn text(const char* key, const char* title)
{
    return {QString::fromLatin1(key), QString::fromLatin1(title), ColumnType::String, {}};
}

TableColumn time(const char* key, const char* title)
{
    return {QString::fromLatin1(key), QString::fromLatin1(title), ColumnType::Time, {}};
}

TableColumn integer(const char* key, const char* title, const char* unit = "")
{
    return {QString::fromLatin1(key), QString::fromLatin1(title), ColumnType::Integer, QString::fromLatin1(unit)};
}

QString yesNo(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

QString joined(const QStringList& list)
{
    return list.join(QStringLiteral("; "));
}

QHash<qint64, const Source*> byId(const std::vector<Source>& sources)
{
    QHash<qint64, const Source*> found;
    for (const Source& source : sources)
        found.insert(source.id, &source);
    return found;
}

/// All names that the sources' own columns have, sorted.
QStringList extraKeys(const std::vector<EventPtr>& events)
{
    QSet<QString> keys;
    for (const EventPtr& event : events) {
        for (auto extra = event->extra.begin(); extra != event->extra.end(); ++extra)
            keys.insert(extra.key());
    }
    QStringList sorted(keys.begin(), keys.end());
    sorted.sort();
    return sorted;
}

std::vector<Cell> eventRow(const Event& event, const Source* source, const QStringList& extras)
{
    std::vector<Cell> row{event.id};
    for (const EventField& field : eventFields())
        row.emplace_back(field.get(event));
    row.push_back(event.time.range ? timeCell(event.time.range->from) : Cell());
    row.push_back(event.time.range ? timeCell(event.time.range->to) : Cell());
    row.emplace_back(event.time.original);
    row.emplace_back(event.time.zone);
    row.push_back(source ? Cell(source->name) : Cell());
    row.push_back(source ? Cell(source->sha256) : Cell());
    row.push_back(event.record > 0 ? Cell(event.record) : Cell());
    row.emplace_back(yesNo(source && source->simulated));
    for (const QString& key : extras) {
        const auto extra = event.extra.find(key);
        row.push_back(extra == event.extra.end() ? Cell() : Cell(*extra));
    }
    return row;
}

QString subjectDays(const Subject& subject)
{
    QStringList days;
    for (const int day : subject.weekend)
        days.append(QString::number(day));
    return joined(days);
}

} // namespace

Cell timeCell(Micros utc)
{
    return utc < earliestTime || utc > latestTime ? Cell() : Cell(qint64(utc));
}

Table withUtcColumns(const Table& table)
{
    Table twin;
    for (const TableColumn& column : table.columns) {
        twin.columns.push_back(column);
        if (column.type == ColumnType::Time)
            twin.columns.push_back(
                {column.key + QStringLiteral("_utc"), column.title + QStringLiteral(" (UTC)"), ColumnType::String, {}});
    }
    for (const auto& row : table.rows) {
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(row[i]);
            if (i >= table.columns.size() || table.columns[i].type != ColumnType::Time)
                continue;
            const auto* utc = std::get_if<qint64>(&row[i]);
            cells.push_back(utc ? Cell(isoUtc(*utc)) : Cell());
        }
        twin.rows.push_back(std::move(cells));
    }
    return twin;
}

Table eventTable(const std::vector<EventPtr>& events, const std::vector<Source>& sources)
{
    Table table;
    table.columns.push_back(text("event", "Event"));
    for (const EventField& field : eventFields())
        table.columns.push_back(text(field.key, field.title));
    for (const TableColumn& column :
         {time("from", "From"), time("to", "To"), text("original_time", "Time as written"),
          text("original_zone", "Zone of it"), text("file", "File"), text("file_sha256", "SHA-256 of the file"),
          integer("record", "Line or record"), text("simulated", "Simulated")})
        table.columns.push_back(column);
    const QStringList extras = extraKeys(events);
    for (const QString& key : extras)
        table.columns.push_back({QStringLiteral("extra.") + key, key, ColumnType::String, {}});
    const auto sourceById = byId(sources);
    for (const EventPtr& event : events)
        table.rows.push_back(eventRow(*event, sourceById.value(event->source), extras));
    return withUtcColumns(table);
}

Table amountTable(const std::vector<EventPtr>& events)
{
    Table table{{text("event", "Event"),
                 text("id", "ID"),
                 text("kind", "Kind"),
                 {QStringLiteral("amount"), QStringLiteral("Amount"), ColumnType::MoneyAmount, {}},
                 text("currency", "Currency"),
                 text("note", "Note")},
                {}};
    for (const EventPtr& event : events) {
        for (const Money& money : event->amounts)
            table.rows.push_back(
                {event->id, event->externalId, moneyKindName(money.kind), money.amount, money.currency, money.note});
    }
    return table;
}

Table placeTable(const std::vector<EventPtr>& events)
{
    Table table{{text("event", "Event"), text("id", "ID"), text("country", "Country"), text("role", "Role"),
                 text("name", "Name"), text("source", "Source")},
                {}};
    for (const EventPtr& event : events) {
        for (const Place& place : event->places)
            table.rows.push_back({event->id, event->externalId, place.country, place.role, place.name, place.source});
    }
    return table;
}

Table claimTable(const std::vector<EventPtr>& events)
{
    Table table{{text("event", "Event"),
                 text("id", "ID"),
                 text("quantity", "Quantity"),
                 text("kind", "Kind"),
                 {QStringLiteral("value"), QStringLiteral("Value"), ColumnType::MoneyAmount, {}},
                 text("unit", "Unit"),
                 text("as_of", "As of"),
                 text("claimed_by", "Claimed by"),
                 text("source", "Source"),
                 text("note", "Note")},
                {}};
    for (const EventPtr& event : events) {
        for (const Claim& claim : event->claims)
            table.rows.push_back({event->id, event->externalId, claim.quantity, claim.kind, claim.value, claim.unit,
                                  claim.asOf, claim.claimedBy, claim.source, claim.note});
    }
    return table;
}

Table annotationTable(const std::vector<Annotation>& annotations, const std::vector<EventPtr>& events)
{
    Table table{{text("annotation", "Annotation"), text("event", "Event"), text("event_title", "Title of the event"),
                 time("from", "From"), time("to", "To"), text("text", "Text (Markdown)"), text("tags", "Tags"),
                 text("starred", "Starred"), text("author", "Author"), time("created", "Created"),
                 time("changed", "Changed")},
                {}};
    QHash<QString, const Event*> eventById;
    for (const EventPtr& event : events)
        eventById.insert(event->id, event.get());
    for (const Annotation& annotation : annotations) {
        const Event* event = eventById.value(annotation.eventId);
        const bool isPeriod = annotation.eventId.isEmpty();
        table.rows.push_back({annotation.id, isPeriod ? Cell() : Cell(annotation.eventId),
                              event ? Cell(event->title) : Cell(), isPeriod ? timeCell(annotation.period.from) : Cell(),
                              isPeriod ? timeCell(annotation.period.to) : Cell(), annotation.text,
                              joined(annotation.tags), yesNo(annotation.starred), annotation.author,
                              timeCell(annotation.createdAt), timeCell(annotation.changedAt)});
    }
    return withUtcColumns(table);
}

Table sourceTable(const std::vector<Source>& sources)
{
    Table table{{integer("id", "Source"), text("name", "Name"), text("title", "Title"), text("format", "Format"),
                 text("kind", "Kind"), text("sha256", "SHA-256"), integer("bytes", "Size", "B"),
                 time("imported_at", "Imported"), integer("read", "Read"), integer("accepted", "Accepted"),
                 integer("rejected", "Rejected"), integer("duplicates", "Duplicates"), time("from", "First"),
                 time("to", "Last"), text("simulated", "Simulated"), text("withdrawn", "Withdrawn"),
                 text("notes", "Notes")},
                {}};
    for (const Source& source : sources) {
        table.rows.push_back({source.id, source.name, source.title, source.format, source.kind, source.sha256,
                              source.bytes, timeCell(source.importedAt), source.read, source.accepted, source.rejected,
                              source.duplicate, source.span ? timeCell(source.span->from) : Cell(),
                              source.span ? timeCell(source.span->to) : Cell(), yesNo(source.simulated),
                              yesNo(source.withdrawn), joined(source.notes)});
    }
    return withUtcColumns(table);
}

Table problemTable(const std::vector<Problem>& problems, const std::vector<Source>& sources)
{
    Table table{{integer("source", "Source"), text("file", "File"), integer("line", "Line"),
                 integer("column", "Column"), text("reason", "Reason"), text("text", "Text")},
                {}};
    const auto sourceById = byId(sources);
    for (const Problem& problem : problems) {
        const Source* source = sourceById.value(problem.source);
        table.rows.push_back({problem.source, source ? Cell(source->name) : Cell(), problem.line,
                              problem.column > 0 ? Cell(qint64(problem.column)) : Cell(), problem.reason,
                              problem.text});
    }
    return table;
}

Table windowTable(const std::vector<Window>& windows)
{
    Table table{{text("name", "Name"), time("from", "From"), time("to", "To"), text("note", "Note")}, {}};
    for (const Window& window : windows)
        table.rows.push_back({window.name, timeCell(window.range.from), timeCell(window.range.to), window.note});
    return withUtcColumns(table);
}

Table subjectTable(const std::vector<Subject>& subjects)
{
    Table table{{text("subject", "Subject"), text("prefix", "Prefix"), integer("asn", "AS"), time("from", "Valid from"),
                 time("to", "Valid to"), text("zone", "Zone"), text("weekend", "Weekend"),
                 integer("office_from", "Office from"), integer("office_to", "Office to")},
                {}};
    for (const Subject& subject : subjects) {
        std::vector<SubjectMember> members = subject.members;
        if (members.empty())
            members.emplace_back(); // a subject without members is still there
        for (const SubjectMember& member : members) {
            table.rows.push_back({subject.name, member.prefix ? Cell(member.prefix->toString()) : Cell(),
                                  member.asn ? Cell(qint64(member.asn)) : Cell(), timeCell(member.valid.from),
                                  timeCell(member.valid.to), subject.zone, subjectDays(subject),
                                  qint64(subject.officeFrom), qint64(subject.officeTo)});
        }
    }
    return withUtcColumns(table);
}

QStringList figureStems(const std::vector<ExportFigure>& figures)
{
    QStringList stems;
    for (const ExportFigure& figure : figures) {
        QString stem;
        for (const QChar c : figure.id.toLower().left(60)) {
            const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
            if (isPlain || !stem.endsWith(u'-'))
                stem += isPlain ? c : QChar(u'-');
        }
        if (stem.isEmpty() || stem == u"-")
            stem = QStringLiteral("figure");
        QString unique = stem;
        for (int n = 2; stems.contains(unique); ++n)
            unique = stem + u'-' + QString::number(n);
        stems.append(unique);
    }
    return stems;
}

} // namespace tideline
