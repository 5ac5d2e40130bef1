// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"

#include <algorithm>
#include <set>
#include <vector>

namespace tideline {

/// The whole address space cut into disjoint pieces, each with a number: what tables of ranges boil down to.
class RangeMap
{
public:
    static constexpr std::int32_t none = -1;

    /// A range [first, last] with its number.
    struct Range
    {
        IpAddress first;
        IpAddress last;
        std::int32_t value = none;
    };

    RangeMap() = default;
    /// Where ranges overlap, `preferred(a, b)` says whether the number a wins over b: a strict order.
    template <typename Preferred> RangeMap(const std::vector<Range>& ranges, Preferred preferred);

    /// The number of the piece, or `none`.
    std::int32_t find(const IpAddress& address) const;
    /// The same for ascending addresses, faster than one by one. `values` gets one entry for each.
    void findSorted(const std::vector<IpAddress>& addresses, std::vector<std::int32_t>& values) const;

    bool isEmpty() const { return m_edges.empty(); }

    /// Starts of the pieces, ascending, with their numbers.
    const std::vector<IpAddress>& edges() const { return m_edges; }
    const std::vector<std::int32_t>& values() const { return m_values; }
    /// A map from pieces: neighbours of the same number are joined.
    void append(const IpAddress& from, std::int32_t value);

private:
    std::vector<IpAddress> m_edges;
    std::vector<std::int32_t> m_values;
};

/// One more than `address`; false after the last one.
bool increment(IpAddress& address);
/// Compares as numbers; faster than the array's own comparison.
inline bool isBelow(const IpAddress& a, const IpAddress& b)
{
    return __builtin_memcmp(a.bytes.data(), b.bytes.data(), 16) < 0;
}

/// Sweeps over the starts and ends of all ranges and keeps those that are open in order of preference.
template <typename Preferred> RangeMap::RangeMap(const std::vector<Range>& ranges, Preferred preferred)
{
    struct Edge
    {
        IpAddress at;
        std::int32_t value;
        bool opens;
    };
    std::vector<Edge> edges;
    edges.reserve(ranges.size() * 2);
    for (const Range& range : ranges) {
        if (isBelow(range.last, range.first))
            continue;
        edges.push_back({range.first, range.value, true});
        IpAddress after = range.last;
        if (increment(after))
            edges.push_back({after, range.value, false});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return isBelow(a.at, b.at); });

    std::multiset<std::int32_t, Preferred> open(preferred);
    for (std::size_t i = 0; i < edges.size();) {
        const IpAddress at = edges[i].at;
        for (; i < edges.size() && edges[i].at == at; ++i) {
            if (edges[i].opens)
                open.insert(edges[i].value);
            else
                open.erase(open.find(edges[i].value));
        }
        append(at, open.empty() ? none : *open.begin());
    }
}

} // namespace tideline
