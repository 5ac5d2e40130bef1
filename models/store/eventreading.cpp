// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/eventjoin.h"
#include "models/store/eventtable.h"
#include "models/store/listingtable.h"
#include "models/store/mergetable.h"
#include "models/store/statement.h"

#include <algorithm>

namespace tideline {
namespace {

QHash<qint64, QString> sourceNames(Database& database)
{
    QHash<qint64, QString> names;
    Statement rows(database, "SELECT id, name FROM source");
    while (rows.step())
        names.insert(rows.integer(0), rows.integer(0) == 0 ? QStringLiteral("by hand") : rows.text(1));
    return names;
}

void joinAddenda(std::vector<KeyedEvent>& events, const std::vector<Addendum>& addenda)
{
    if (addenda.empty())
        return;
    QMultiHash<QString, Event*> entries;
    for (const KeyedEvent& event : events) {
        if (!event.second->externalId.isEmpty())
            entries.insert(event.second->externalId, event.second.get());
    }
    for (const Addendum& addendum : addenda) {
        const auto [first, last] = entries.equal_range(addendum.entry);
        for (auto it = first; it != last; ++it)
            addAddendum(**it, addendum);
    }
}

void joinActors(std::vector<KeyedEvent>& events, const ActorNames& actors)
{
    if (actors.isEmpty())
        return;
    for (const KeyedEvent& event : events) {
        if (!event.second->actor.isEmpty())
            actors.tell(*event.second);
    }
}

/// The event of the source that came first stands for a group.
void orderGroup(std::vector<std::shared_ptr<Event>>& group)
{
    std::sort(group.begin(), group.end(), [](const auto& a, const auto& b) {
        return a->source != b->source ? a->source < b->source : a->id < b->id;
    });
}

std::shared_ptr<Event> mergedGroup(std::vector<std::shared_ptr<Event>>& group, const QHash<qint64, QString>& names)
{
    orderGroup(group);
    for (std::size_t i = 1; i < group.size(); ++i)
        mergeInto(*group[0], *group[i], names.value(group[i]->source));
    return group[0];
}

std::vector<EventPtr> sorted(std::vector<EventPtr> events)
{
    std::sort(events.begin(), events.end(), &isEarlier);
    return events;
}

} // namespace

std::vector<EventPtr> loadSeparateEvents(Database& database, const QSet<QString>* only)
{
    std::vector<KeyedEvent> found = loadEventRows(database, only);
    joinAddenda(found, loadAddenda(database));
    joinActors(found, ActorNames(loadActors(database)));
    std::vector<EventPtr> events;
    events.reserve(found.size());
    for (KeyedEvent& event : found)
        events.push_back(std::move(event.second));
    return sorted(std::move(events));
}

std::vector<EventPtr> loadEvents(Database& database)
{
    const MergeGroups groups(loadMerges(database));
    if (groups.isEmpty())
        return loadSeparateEvents(database);
    std::vector<KeyedEvent> found = loadEventRows(database, nullptr);
    joinAddenda(found, loadAddenda(database));
    joinActors(found, ActorNames(loadActors(database)));
    std::vector<EventPtr> events;
    std::vector<std::vector<std::shared_ptr<Event>>> grouped(groups.groups().size());
    for (KeyedEvent& event : found) {
        const int group = groups.groupOf(event.second->id);
        if (group < 0)
            events.push_back(std::move(event.second));
        else
            grouped[std::size_t(group)].push_back(std::move(event.second));
    }
    const QHash<qint64, QString> names = sourceNames(database);
    for (auto& group : grouped) {
        if (!group.empty())
            events.push_back(mergedGroup(group, names));
    }
    return sorted(std::move(events));
}

std::optional<Event> loadEvent(Database& database, const QString& id)
{
    const MergeGroups groups(loadMerges(database));
    const int index = groups.groupOf(id);
    const QStringList ids = index < 0 ? QStringList{id} : groups.groups()[std::size_t(index)];
    const ActorNames actors(loadActors(database));
    std::vector<std::shared_ptr<Event>> group;
    for (const QString& member : ids) {
        std::optional<Event> event = loadEventRow(database, member);
        if (!event)
            continue;
        if (!event->externalId.isEmpty()) {
            for (const Addendum& addendum : loadAddenda(database, event->externalId))
                addAddendum(*event, addendum);
        }
        actors.tell(*event);
        group.push_back(std::make_shared<Event>(std::move(*event)));
    }
    const bool visible = std::any_of(group.begin(), group.end(), [&](const auto& event) { return event->id == id; });
    if (!visible)
        return std::nullopt;
    return *mergedGroup(group, sourceNames(database));
}

QHash<QString, QString> loadMergedIds(Database& database)
{
    QHash<QString, QString> standsFor;
    const MergeGroups groups(loadMerges(database));
    for (const QStringList& ids : groups.groups()) {
        std::vector<std::shared_ptr<Event>> group;
        for (const QString& id : ids) {
            const std::vector<EventRow> rows = eventRows(database, id);
            if (rows.empty())
                continue;
            Event event;
            event.id = id;
            event.source = rows.front().source;
            group.push_back(std::make_shared<Event>(std::move(event)));
        }
        orderGroup(group);
        for (std::size_t i = 1; i < group.size(); ++i)
            standsFor.insert(group[i]->id, group[0]->id);
    }
    return standsFor;
}

} // namespace tideline
