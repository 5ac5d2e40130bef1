// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"

#include <QStringList>

#include <vector>

namespace tideline {

/// An aggregate as a full table of bins × keys, with the coverage of each bin.
struct Grid
{
    std::vector<Micros> edges;   ///< n + 1 for n bins
    QStringList keys;            ///< sorted; what `top` joined stands last as "other (n)"; one empty key without groups
    std::vector<FlowSums> cells; ///< bin-major
    std::vector<Micros> covered; ///< µs per bin inside the asked range
    int joinedKeys = 0;

    std::size_t bins() const { return covered.size(); }
    const FlowSums& at(std::size_t bin, qsizetype key) const
    {
        return cells[bin * std::size_t(keys.size()) + std::size_t(key)];
    }
    FlowSums binTotal(std::size_t bin) const;
    FlowSums keyTotal(qsizetype key) const;
    /// Nothing was recorded in the bin, and nothing is in it.
    bool isGap(std::size_t bin) const { return covered[bin] == 0 && binTotal(bin).flows == 0; }
    double coveredShare(std::size_t bin) const;
};

void addSums(FlowSums& sums, const FlowSums& more);

/// `answer` is grouped by one dimension if `isGrouped`, else by none. With `top` > 0 only the largest keys by `of`
/// stand alone, whether the question asked for them only or for all. BadArgument if the table would have more than a
/// million cells.
Result<Grid> gridOf(const FlowAggregate& answer, std::vector<Micros> edges, const Asked& asked, bool isGrouped,
                    int top = 0);

/// A group with its sums over all bins.
struct KeyedSums
{
    QString key;
    FlowSums sums;
    Micros first = 0;
    Micros last = 0;
    std::uint64_t peers = 0;  ///< of the only bin
    std::uint64_t locals = 0; ///< of the only bin
};
/// One entry a key, largest first by `of`, then by key.
std::vector<KeyedSums> rankedKeys(const FlowAggregate& answer, Quantity of);

/// The sum of the keys that `top` left out.
double restOf(const FlowAggregate& answer, Quantity of);
double totalOf(const std::vector<KeyedSums>& keys, Quantity of);

} // namespace tideline
