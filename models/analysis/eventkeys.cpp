// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/picked.h"
#include "models/query/fields.h"

#include <algorithm>

namespace tideline {

namespace {

struct TimeKey
{
    const char* name;
    Bin bin; ///< how exactly the time must be known
    QString (*text)(const CivilTime&);
};

QString padded(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString yearText(const CivilTime& time)
{
    return QStringLiteral("%1").arg(time.year, 4, 10, QLatin1Char('0'));
}

QString quarterText(const CivilTime& time)
{
    return yearText(time) + QStringLiteral("-Q%1").arg((time.month - 1) / 3 + 1);
}

QString monthText(const CivilTime& time)
{
    return yearText(time) + u'-' + padded(time.month);
}

QString dayText(const CivilTime& time)
{
    return monthText(time) + u'-' + padded(time.day);
}

/// The Monday that begins the week.
QString weekText(const CivilTime& time)
{
    const std::int64_t monday = daysFromCivil(time.year, time.month, time.day) - (time.weekday - 1);
    return dayText(civilFromMicros(monday * microsPerDay));
}

QString weekdayText(const CivilTime& time)
{
    return QString::number(time.weekday);
}

QString hourText(const CivilTime& time)
{
    return padded(time.hour);
}

constexpr TimeKey timeKeys[] = {{"year", Bin::Year, yearText},    {"quarter", Bin::Quarter, quarterText},
                                {"month", Bin::Month, monthText}, {"week", Bin::Week, weekText},
                                {"day", Bin::Day, dayText},       {"weekday", Bin::Day, weekdayText},
                                {"hour", Bin::Hour, hourText}};

const TimeKey* timeKey(const QString& name)
{
    const auto* it = std::find_if(std::begin(timeKeys), std::end(timeKeys),
                                  [&](const TimeKey& key) { return name == QLatin1String(key.name); });
    return it == std::end(timeKeys) ? nullptr : it;
}

QString textOfTime(const TimeKey& key, const EventTime& time, const Zone& zone)
{
    if (!time.isDated())
        return QStringLiteral("undated");
    const CivilTime civil = zone.civil(placedAt(time, zone));
    if (isFineEnough(time.precision, key.bin))
        return key.text(civil);
    const QString known = time.precision == Precision::Year    ? yearText(civil)
                          : time.precision == Precision::Month ? monthText(civil)
                                                               : dayText(civil);
    return QStringLiteral("%1 (%2 unknown)").arg(known, QLatin1String(key.name));
}

/// Countries of places with a role, each once.
QStringList placesWithRole(const Event& event, QStringView role)
{
    QStringList countries;
    for (const Place& place : event.places) {
        if (place.role.compare(role, Qt::CaseInsensitive) == 0 && !place.country.isEmpty())
            countries.append(place.country);
    }
    return countries;
}

/// Null where the name has one value only.
std::optional<QStringList> listOf(const Event& event, const QString& name, const Picked* picked)
{
    if (name == u"country")
        return event.countries;
    if (name == u"channel")
        return event.channels;
    if (name == u"tag")
        return event.tags + (picked ? picked->addedTags.value(event.id) : QStringList());
    if (name == u"victim")
        return placesWithRole(event, u"victim");
    return std::nullopt;
}

} // namespace

QStringList timeKeyNames()
{
    QStringList names;
    for (const TimeKey& key : timeKeys)
        names.append(QLatin1String(key.name));
    return names;
}

Result<void> checkEventKey(const QString& name, const CaseFacts& facts)
{
    if (timeKey(name) || isMultiple(name) || eventField(name))
        return {};
    QStringList known = timeKeyNames() + QStringList{QStringLiteral("victim")};
    for (const EventField& field : eventFields())
        known.append(QLatin1String(field.key));
    for (const EventPtr& event : facts.events) {
        if (event->extra.contains(name))
            return {};
        for (auto it = event->extra.keyBegin(); it != event->extra.keyEnd(); ++it) {
            if (!known.contains(*it))
                known.append(*it);
        }
    }
    return Error{ErrorCode::BadArgument,
                 QStringLiteral("events have no field “%1”").arg(name),
                 {},
                 QStringLiteral("Nearest: %1").arg(nearestNames(name, known).join(QStringLiteral(", ")))};
}

QStringList eventKeys(const Event& event, const QString& name, const Zone& zone, const Picked& picked)
{
    if (const TimeKey* key = timeKey(name))
        return {textOfTime(*key, event.time, zone)};
    QStringList keys;
    if (const auto list = listOf(event, name, &picked)) {
        keys = *list;
    } else if (const EventField* field = eventField(name)) {
        keys = {field->get(event)};
    } else {
        keys = {event.extra.value(name)};
    }
    keys.removeAll(QString());
    keys.removeDuplicates();
    return keys.isEmpty() ? QStringList{QStringLiteral("unknown")} : keys;
}

bool isMultiple(const QString& name)
{
    return listOf(Event{}, name, nullptr).has_value();
}

} // namespace tideline
