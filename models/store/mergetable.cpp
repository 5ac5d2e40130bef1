// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/mergetable.h"

#include "models/store/seal.h"
#include "models/store/statement.h"

namespace tideline {
namespace {

void savePair(Database& database, const EventMerge& pair)
{
    Statement(database, "DELETE FROM event_merge WHERE kept = ?2 AND other = ?1").bind(pair.kept, pair.other).run();
    Statement(database, "INSERT INTO event_merge VALUES(?1, ?2, ?3, ?4, ?5)"
                        " ON CONFLICT(kept, other) DO UPDATE SET how = excluded.how, at = excluded.at,"
                        " state = excluded.state")
        .bind(pair.kept, pair.other, pair.how, pair.at, pair.split ? 0 : 1)
        .run();
}

} // namespace

std::vector<EventMerge> loadMerges(Database& database)
{
    std::vector<EventMerge> merges;
    Statement rows(database, "SELECT kept, other, how, at, state FROM event_merge ORDER BY at, kept, other");
    while (rows.step())
        merges.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3), rows.integer(4) == 0});
    return merges;
}

void insertMerges(const Transaction& transaction, const std::vector<EventMerge>& merges)
{
    Database& database = transaction.database();
    for (const EventMerge& pair : merges) {
        {
            Statement known(database, "SELECT 1 FROM event_merge WHERE (kept = ?1 AND other = ?2)"
                                      " OR (kept = ?2 AND other = ?1)");
            if (known.bind(pair.kept, pair.other).step())
                continue;
        }
        savePair(database, pair);
    }
    seal(transaction, {"event_merge"});
}

std::vector<EventMerge> separateEvent(const Transaction& transaction, const QString& id, const QString& standsFor,
                                      Micros at)
{
    Database& database = transaction.database();
    const std::vector<EventMerge> before = loadMerges(database);
    const MergeGroups groups(before);
    const int index = groups.groupOf(id);
    std::vector<EventMerge> separated;
    if (index < 0)
        return separated;
    const QStringList& group = groups.groups()[std::size_t(index)];
    const auto howOf = [&](const QString& a, const QString& b) {
        for (const EventMerge& pair : before) {
            if ((pair.kept == a && pair.other == b) || (pair.kept == b && pair.other == a))
                return pair.how;
        }
        return QString();
    };
    QStringList staying;
    for (qsizetype i = 0; i < group.size(); ++i) {
        if (id != standsFor && group[i] != id)
            staying << group[i];
        for (qsizetype j = i + 1; j < group.size(); ++j) {
            if (id == standsFor || group[i] == id || group[j] == id)
                separated.push_back({group[i], group[j], howOf(group[i], group[j]), at, true});
        }
    }
    for (const EventMerge& pair : separated)
        savePair(database, pair);
    for (qsizetype i = 1; i < staying.size(); ++i) // what hung together through the one that left
        savePair(database, {staying[0], staying[i], howOf(staying[0], staying[i]), at, false});
    seal(transaction, {"event_merge"});
    return separated;
}

void replaceMerges(const Transaction& transaction, const QStringList& ids, const std::vector<EventMerge>& pairs)
{
    Database& database = transaction.database();
    for (const EventMerge& pair : loadMerges(database)) {
        if (ids.contains(pair.kept) && ids.contains(pair.other))
            Statement(database, "DELETE FROM event_merge WHERE kept = ?1 AND other = ?2")
                .bind(pair.kept, pair.other)
                .run();
    }
    for (const EventMerge& pair : pairs)
        savePair(database, pair);
    seal(transaction, {"event_merge"});
}

MergeGroups::MergeGroups(const std::vector<EventMerge>& merges)
{
    for (const EventMerge& pair : merges) {
        if (pair.split)
            continue;
        int a = groupOf(pair.kept);
        const int b = groupOf(pair.other);
        if (a < 0) {
            a = int(m_groups.size());
            m_groups.push_back({pair.kept});
            m_index.insert(pair.kept, a);
        }
        if (b == a)
            continue;
        const QStringList joining = b < 0 ? QStringList{pair.other} : m_groups[std::size_t(b)];
        if (b >= 0)
            m_groups[std::size_t(b)].clear();
        for (const QString& id : joining)
            m_index.insert(id, a);
        m_groups[std::size_t(a)] += joining;
    }
}

} // namespace tideline
