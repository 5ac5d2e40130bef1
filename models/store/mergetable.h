// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

#include <QHash>

namespace tideline {

std::vector<EventMerge> loadMerges(Database& database); ///< by time, then ids
/// Adds pairs that are new; one that a person separated stays so.
void insertMerges(const Transaction& transaction, const std::vector<EventMerge>& merges);
/// Takes one event out of its group for good; all of them where `id` is the one that stands for the group.
/// Returns what was separated from what; nothing where the event is not merged.
std::vector<EventMerge> separateEvent(const Transaction& transaction, const QString& id, const QString& standsFor,
                                      Micros at);
/// Forgets every pair of which both events are among `ids`, and knows these instead.
void replaceMerges(const Transaction& transaction, const QStringList& ids, const std::vector<EventMerge>& pairs);

/// Which events are one: the groups that merged pairs make, also over sources that are hidden now.
class MergeGroups
{
public:
    explicit MergeGroups(const std::vector<EventMerge>& merges);
    bool isEmpty() const { return m_groups.empty(); }
    int groupOf(const QString& id) const { return m_index.value(id, -1); }
    const std::vector<QStringList>& groups() const { return m_groups; } ///< some may be empty

private:
    QHash<QString, int> m_index;
    std::vector<QStringList> m_groups;
};

} // namespace tideline
