// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/eventcolumns.h"

#include "models/core/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace tideline {

namespace {

// Fields shown without asking, in this order; the chooser offers all others.
const char* const shownFields[] = {"precision", "category", "title", "certainty", "amount_taken"};

QVariant timeKey(const EventRow& row)
{
    return row.event->time.range ? QVariant(qlonglong(row.event->time.range->from)) : QVariant();
}

/// Amounts sort by their number, whatever the currency: the eye looks for the large ones.
QVariant amountKey(const QString& text)
{
    if (text.isEmpty())
        return {};
    return text.section(u' ', 0, 0).toDouble();
}

EventColumn fieldColumn(const EventField& field, bool shown)
{
    const QString key = QLatin1String(field.key);
    const bool isAmount = key.startsWith(QStringLiteral("amount_"));
    const auto get = field.get;
    return {key,
            QCoreApplication::translate("EventField", field.title),
            shown,
            isAmount,
            false,
            [get](const EventRow& row, const Zone&) { return get(*row.event); },
            [get, isAmount](const EventRow& row) {
                const QString text = get(*row.event);
                return isAmount ? amountKey(text) : QVariant(text);
            }};
}

std::vector<EventColumn> makeColumns()
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("EventColumn", text); };
    std::vector<EventColumn> columns;
    columns.push_back({QStringLiteral("starred"), translated("★"), true, false, false,
                       [](const EventRow& row, const Zone&) { return row.starred ? QStringLiteral("★") : QString(); },
                       [](const EventRow& row) { return QVariant(row.starred ? 0 : 1); }});
    columns.push_back({QStringLiteral("utc"), translated("UTC"), true, false, false,
                       [](const EventRow& row, const Zone&) { return timeText(row.event->time, Zone::utc()); },
                       timeKey});
    columns.push_back({QStringLiteral("local"), translated("Local"), true, false, true,
                       [](const EventRow& row, const Zone& zone) { return timeText(row.event->time, zone); }, timeKey});
    for (const char* key : shownFields)
        columns.push_back(fieldColumn(*eventField(QString::fromLatin1(key)), true));
    for (const EventField& field : eventFields()) {
        const QLatin1String key(field.key);
        const bool isShown = std::any_of(std::begin(shownFields), std::end(shownFields),
                                         [key](const char* shown) { return key == QLatin1String(shown); });
        if (!isShown && key != QLatin1String("at"))
            columns.push_back(fieldColumn(field, false));
    }
    columns.push_back(
        {QStringLiteral("notes"), translated("Notes"), false, true, false,
         [](const EventRow& row, const Zone&) { return row.notes > 0 ? QString::number(row.notes) : QString(); },
         [](const EventRow& row) { return QVariant(row.notes); }});
    return columns;
}

} // namespace

const std::vector<EventColumn>& eventColumns()
{
    static const std::vector<EventColumn> columns = makeColumns();
    return columns;
}

} // namespace tideline
