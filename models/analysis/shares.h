// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/grid.h"

namespace tideline {

/// What `routes`, `services`, `content`, `obfuscation` and `mining` have in common: volume by one dimension and its
/// share of all volume, over the whole asked time or per bin.
struct ShareTable
{
    Dimension dimension = Dimension::Service;
    QString keyColumn;
    QString keyTitle;
    bool withUnknown = true; ///< without it rows of what no rule names are left out; shares stay those of all volume
    bool withTimes = false;  ///< adds flows, first and last
};

/// The key of what no rule names.
inline QString unknownKey()
{
    return QStringLiteral("unknown");
}

/// One question grouped by the dimension, binned if the question has a bin.
Result<std::vector<FlowQuestion>> planShares(const Asked& asked, const ShareTable& shape);
/// rank, key, value, share or, binned, start, end, key, value, share, covered.
std::vector<TableColumn> shareColumns(const Question& question, const ShareTable& shape);
Table rankedTable(const std::vector<KeyedSums>& keys, const Question& question, const ShareTable& shape);
Result<Table> binnedTable(const FlowAggregate& answer, const Asked& asked, const ShareTable& shape);
/// Notes what share no rule names.
void noteUnknown(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of);

} // namespace tideline
