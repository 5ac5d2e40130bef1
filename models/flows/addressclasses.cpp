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

void AddressClasses::classify(const AddressColumn& sorted, std::vector<std::uint32_t>& classes) const
{
    const std::vector<IpAddress>& edges = m_pieces.edges();
    const auto classAt = [this](std::int32_t value) { return value == RangeMap::none ? 0U : std::uint32_t(value); };
    classes.assign(sorted.size(), 0);
    // Few pieces: each is one run of the dictionary, found by halving. Many: along both lists.
    constexpr std::size_t halvings = 20;
    if (edges.size() * halvings < sorted.size()) {
        std::size_t from = edges.empty() ? 0 : sorted.lowerBound(edges.front());
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const std::size_t to = i + 1 < edges.size() ? sorted.lowerBound(edges[i + 1]) : sorted.size();
            std::fill(classes.begin() + std::ptrdiff_t(from), classes.begin() + std::ptrdiff_t(to),
                      classAt(m_pieces.values()[i]));
            from = to;
        }
        return;
    }
    std::vector<std::int32_t> values;
    m_pieces.findSorted(sorted.list(), values);
    std::transform(values.begin(), values.end(), classes.begin(), classAt);
}

} // namespace tideline
