// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/editions.h"

#include "models/core/timetext.h"

#include <algorithm>
#include <map>

namespace tideline {

namespace {

using Entries = std::map<QString, const Event*>;
using Fields = std::map<QString, QString>;

Entries byId(const std::vector<EventPtr>& events)
{
    std::vector<const Event*> sorted;
    for (const EventPtr& event : events)
        sorted.push_back(event.get());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Event* a, const Event* b) { return a->record < b->record; });
    Entries entries;
    for (const Event* event : sorted) {
        const QString id = event->externalId.isEmpty() ? event->category + u':' + event->title : event->externalId;
        QString key = id;
        for (int copy = 2; entries.contains(key); ++copy)
            key = QStringLiteral("%1 (%2)").arg(id).arg(copy);
        entries.emplace(key, event);
    }
    return entries;
}

/// Parts that may stand in any order.
QString sortedParts(const QString& text)
{
    QStringList parts = text.split(u';');
    for (QString& part : parts)
        part = part.trimmed();
    std::sort(parts.begin(), parts.end());
    return parts.join(QStringLiteral("; "));
}

Fields fieldsOf(const Event& event)
{
    Fields fields;
    const auto put = [&fields](const QString& key, const QString& text) {
        if (!text.isEmpty())
            fields[key] = text;
    };
    for (const EventField& field : eventFields()) {
        const QString key = QString::fromLatin1(field.key);
        if (key == u"id" || key == u"at" || key == u"precision")
            continue;
        const bool anyOrder = key == u"country" || key == u"channel" || key == u"tag" || key == u"place";
        put(key, anyOrder ? sortedParts(field.get(event)) : field.get(event));
    }
    put(QStringLiteral("time"), timeText(event.time, Zone::utc()));
    for (auto it = event.extra.begin(); it != event.extra.end(); ++it) {
        const bool edition = it.key() == u"list_date" || it.key() == u"list_digest" || it.key() == u"last_seen";
        if (!edition)
            put(it.key(), sortedParts(it.value()));
    }
    return fields;
}

Cell textCell(const QString& text)
{
    return text.isEmpty() ? Cell() : Cell(text);
}

void addChanges(const QString& id, const Event& before, const Event& after, Table& table)
{
    const Fields old = fieldsOf(before), now = fieldsOf(after);
    Fields keys = old;
    keys.insert(now.begin(), now.end());
    const auto valueIn = [](const Fields& fields, const QString& key) {
        const auto found = fields.find(key);
        return found == fields.end() ? QString() : found->second;
    };
    for (const auto& [key, any] : keys) {
        const QString was = valueIn(old, key), is = valueIn(now, key);
        if (was != is)
            table.rows.push_back({id, after.title, QStringLiteral("changed"), key, textCell(was), textCell(is)});
    }
}

} // namespace

Table compareEditions(const std::vector<EventPtr>& before, const std::vector<EventPtr>& after)
{
    Table table;
    constexpr const char* columns[][2] = {{"id", "Entry"},    {"name", "Name"},     {"change", "Change"},
                                          {"field", "Field"}, {"before", "Before"}, {"after", "After"}};
    for (const auto& column : columns)
        table.columns.push_back(
            {QString::fromLatin1(column[0]), QString::fromLatin1(column[1]), ColumnType::String, {}});
    const Entries old = byId(before), now = byId(after);
    Entries all = old;
    all.insert(now.begin(), now.end());
    for (const auto& [id, any] : all) {
        const auto was = old.find(id), is = now.find(id);
        if (was != old.end() && is != now.end())
            addChanges(id, *was->second, *is->second, table);
        else
            table.rows.push_back({id, any->title, is == now.end() ? QStringLiteral("removed") : QStringLiteral("added"),
                                  Cell(), Cell(), Cell()});
    }
    return table;
}

} // namespace tideline
