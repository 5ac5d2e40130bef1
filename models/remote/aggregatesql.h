// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/flowstore.h"
#include "models/remote/flowsql.h"

namespace tideline {

/// What a question of sums selects, and how its answer is read.
class AggregateSql
{
public:
    /// `edges`: those of the question or a run of them; `question` and `flows` must outlive this.
    AggregateSql(const FlowQuestion& question, const FlowSql& flows, const std::vector<Micros>& edges);

    QByteArray select() const;
    /// What comes after the filter.
    QByteArray tail() const;
    /// Appends the rows, their bins counted from `firstBin`.
    Result<void> read(QByteArray answer, int firstBin, std::vector<FlowAggregate::Row>& rows) const;

    static bool isBy(const FlowQuestion& question, Dimension dimension);
    static bool needsNetworks(const FlowQuestion& question);
    static bool usesAsns(const std::vector<Subject>& subjects);

private:
    QByteArray keySql(Dimension dimension) const;
    bool isByDirection() const { return isBy(m_question, Dimension::Direction); }

    const FlowQuestion& m_question;
    FlowFigures m_figures; ///< with the one that `top` goes by
    const FlowSql& m_flows;
    QByteArray m_bin;
};

} // namespace tideline
