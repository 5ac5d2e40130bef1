// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/grouptable.h"
#include "models/flows/rollup.h"

#include <QHash>

namespace tideline {

/// Are all edges and ends of the question that lie within the chunk's span on quarters of an hour?
bool isWithinGrain(const FlowQuestion& question, const ChunkInfo& chunk);
/// The question that a chunk's pre-aggregate answers.
FlowQuestion rollupQuestion(const FlowQuestion& question, const ChunkInfo& chunk);
/// From the answer to that question.
ChunkRollup makeRollup(const FlowAggregate& answer, const ChunkInfo& chunk);

/// Adds pre-aggregates, and what was scanned beside them, up to the answer of a question.
class RollupSums
{
public:
    explicit RollupSums(const FlowQuestion& question) : m_question(question), m_groups(2, question.figures) {}
    void add(const ChunkRollup& rollup);
    void add(const FlowAggregate::Row& row);
    void add(const RollupSums& other);
    std::vector<FlowAggregate::Row> rows() const; ///< sorted by bin and keys

private:
    std::uint32_t keyNumber(const QStringList& key);
    const FlowQuestion& m_question;
    QHash<QStringList, std::uint32_t> m_numbers;
    std::vector<QStringList> m_keys;
    GroupTable m_groups; ///< by bin and number of the key
};

} // namespace tideline
