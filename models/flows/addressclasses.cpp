// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/addressclasses.h"

#include <algorithm>

namespace tideline {

int AddressClasses::addList(const std::vector<Prefix>& prefixes)
{
    const auto found = std::find(m_lists.begin(), m_lists.end(), prefixes);
    if (found != m_lists.end())
        return int(found - m_lists.begin());
    m_lists.push_back(prefixes);
    return int(m_lists.size()) - 1;
}

void AddressClasses::build()
{
    struct Edge
    {
        IpAddress at;
        int list;
        int step; ///< +1 where a prefix begins, -1 after it
    };
    std::vector<Edge> edges;
    for (std::size_t list = 0; list < m_lists.size(); ++list) {
        for (const Prefix& prefix : m_lists[list]) {
            edges.push_back({prefix.first, int(list), 1});
            IpAddress after = prefix.last();
            if (increment(after))
                edges.push_back({after, int(list), -1});
        }
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return isBelow(a.at, b.at); });

    Bits bits((m_lists.size() + 63) / 64, 0);
    std::vector<int> open(m_lists.size(), 0); // a list's own prefixes may overlap
    std::map<Bits, std::uint32_t> classes{{bits, 0}};
    m_members.assign(1, bits);
    for (std::size_t i = 0; i < edges.size();) {
        const IpAddress at = edges[i].at;
        for (; i < edges.size() && edges[i].at == at; ++i) {
            const auto list = std::size_t(edges[i].list);
            open[list] += edges[i].step;
            const std::uint64_t bit = 1ULL << (list % 64);
            bits[list / 64] = open[list] > 0 ? bits[list / 64] | bit : bits[list / 64] & ~bit;
        }
        const auto [entry, isNew] = classes.emplace(bits, std::uint32_t(m_members.size()));
        if (isNew)
            m_members.push_back(bits);
        m_pieces.append(at, entry->second == 0 ? RangeMap::none : std::int32_t(entry->second));
    }
}

void AddressClasses::classify(const std::vector<IpAddress>& sorted, std::vector<std::uint32_t>& classes) const
{
    std::vector<std::int32_t> values;
    m_pieces.findSorted(sorted, values);
    classes.resize(sorted.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        classes[i] = values[i] == RangeMap::none ? 0 : std::uint32_t(values[i]);
}

} // namespace tideline
