// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/listing.h"

#include "models/core/timetext.h"
#include "models/flows/flowtable.h"
#include "models/query/fields.h"

#include <QHash>

namespace tideline {

namespace {

QHash<qint64, QString> sourceNames(const std::vector<Source>& sources)
{
    QHash<qint64, QString> names;
    for (const Source& source : sources)
        names.insert(source.id, source.name);
    return names;
}

TableColumn column(const char* key, const char* title, ColumnType type = ColumnType::String)
{
    return {QLatin1String(key), QLatin1String(title), type, {}};
}

} // namespace

Table flowTable(const FlowRows& rows, const CaseSnapshot& snapshot)
{
    return toTable(rows, snapshot.allSources);
}

Table pointTable(const std::vector<SeriesPoint>& points, const TimeRange& range, const std::vector<Source>& sources)
{
    Table table;
    table.columns = {column("time", "Time", ColumnType::Time),
                     column("end", "End", ColumnType::Time),
                     column("quantity", "Quantity"),
                     column("unit", "Unit"),
                     column("key", "Place"),
                     column("value", "Value", ColumnType::Number),
                     column("source", "Source"),
                     column("line", "Line", ColumnType::Integer),
                     column("series", "Series")};
    const auto names = sourceNames(sources);
    for (const SeriesPoint& point : points) {
        if (point.span.overlaps(range))
            table.rows.push_back({point.span.from, point.span.to, point.quantity, point.unit, point.key, point.value,
                                  names.value(point.source), point.record, seriesName(point)});
    }
    return table;
}

Result<EventPtr> findEvent(const CaseFacts& facts, const QString& id)
{
    EventPtr found;
    for (const EventPtr& event : facts.events) {
        if (event->id == id)
            return event;
        if (!id.isEmpty() && event->externalId == id) {
            if (found)
                return Error{ErrorCode::BadArgument,
                             QStringLiteral("Several events are called \"%1\"").arg(id),
                             {},
                             QStringLiteral("Use the long id of one of them, e.g. %1.").arg(found->id)};
            found = event;
        }
    }
    if (!found)
        return Error{ErrorCode::NotFound,
                     QStringLiteral("There is no event \"%1\"").arg(id),
                     {},
                     QStringLiteral("See `rows CASE events`.")};
    return found;
}

Result<void> setEventField(Event& event, const QString& key, const QString& value, const Zone& zone)
{
    if (key == u"at") {
        const qsizetype slash = value.indexOf(QStringLiteral("/"));
        auto time = parseTime(slash < 0 ? value : value.left(slash), zone);
        if (slash > 0 && !time) // a date such as 1/31/2020
            time = parseTime(value, zone);
        if (!time)
            return time.error();
        if (slash > 0) {
            const auto end = parseTime(value.mid(slash + 1), zone);
            if (end && end->range && time->range)
                time->range->to = std::max(time->range->to, end->range->to);
        }
        time->original = value;
        event.time = std::move(*time);
        return {};
    }
    const EventField* field = eventField(key);
    if (!field || !field->set) {
        QStringList known = {QStringLiteral("at")};
        for (const EventField& each : eventFields()) {
            if (each.set)
                known += QLatin1String(each.key);
        }
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("\"%1\" is no field that can be set").arg(key),
                     {},
                     QStringLiteral("Did you mean %1?").arg(nearestNames(key, known).join(QStringLiteral(", ")))};
    }
    if (!field->set(event, value))
        return Error{ErrorCode::BadArgument, QStringLiteral("\"%1\" cannot be read as %2").arg(value, key), {}, {}};
    return {};
}

} // namespace tideline
