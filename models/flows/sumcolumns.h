// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/flowstore.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tideline {

/// The sums of groups, a column for each figure: those that a question does not ask for take neither room nor time.
class SumColumns
{
public:
    /// What is added, per row of a tile; null for figures that are not asked for.
    struct Rows
    {
        const std::uint64_t *bytesOut = nullptr, *bytesIn = nullptr, *packetsOut = nullptr, *packetsIn = nullptr;
        const std::uint32_t* flows = nullptr;
        const Micros* start = nullptr;

        Rows from(std::size_t row) const
        {
            const auto further = [row](const auto* values) { return values ? values + row : nullptr; };
            return {further(bytesOut),  further(bytesIn), further(packetsOut),
                    further(packetsIn), further(flows),   further(start)};
        }
    };
    explicit SumColumns(const FlowFigures& figures) : m_figures(figures) {}

    const FlowFigures& figures() const { return m_figures; }
    std::uint32_t size() const { return m_size; }
    void resize(std::size_t groups);
    void reserve(std::size_t groups);
    /// One more group.
    void append();
    /// Row i goes to group `groups[i]`, for `count` rows or those that `taken` lists.
    void addRows(const Rows& rows, const std::uint32_t* groups, std::size_t count);
    void addRows(const Rows& rows, const std::uint32_t* groups, const std::vector<std::uint32_t>& taken);
    /// All rows to one group.
    void addAll(const Rows& rows, std::size_t count, std::uint32_t group);
    void add(std::uint32_t group, const SumColumns& other, std::uint32_t from);
    /// Group by group; the other one has no more of them.
    void add(const SumColumns& other);
    /// All that is in the groups [from, to) of the other to one.
    void addRun(std::uint32_t group, const SumColumns& other, std::uint32_t from, std::uint32_t to);
    void add(std::uint32_t group, const FlowSums& sums, Micros first, Micros last);
    void reset(std::uint32_t group);
    /// The room a group takes.
    std::size_t groupBytes() const
    {
        return (m_figures.bytes ? sizeof(Pair) : 0) + (m_figures.packets ? sizeof(Pair) : 0) +
               (m_figures.flows ? sizeof(std::uint64_t) : 0) + (m_figures.times ? sizeof(Span) : 0);
    }

    FlowSums sums(std::uint32_t group) const;
    /// One figure, which must be among those asked for.
    double of(std::uint32_t group, Quantity quantity) const;
    Micros first(std::uint32_t group) const { return m_figures.times ? m_times[group].first : 0; }
    Micros last(std::uint32_t group) const { return m_figures.times ? m_times[group].last : 0; }

private:
    struct Pair
    {
        std::uint64_t out = 0, in = 0;
        void add(const Pair& more) { out += more.out, in += more.in; }
        double both() const { return double(out) + double(in); }
    };
    struct Span
    {
        Micros first = TimeRange::end();
        Micros last = TimeRange::beginning();
        void add(const Span& more) { first = std::min(first, more.first), last = std::max(last, more.last); }
    };
    FlowFigures m_figures;
    std::uint32_t m_size = 0;
    std::vector<Pair> m_bytes, m_packets;
    std::vector<std::uint64_t> m_flows;
    std::vector<Span> m_times;
};

inline void SumColumns::add(std::uint32_t group, const SumColumns& other, std::uint32_t from)
{
    if (m_figures.bytes)
        m_bytes[group].add(other.m_bytes[from]);
    if (m_figures.packets)
        m_packets[group].add(other.m_packets[from]);
    if (m_figures.flows)
        m_flows[group] += other.m_flows[from];
    if (m_figures.times)
        m_times[group].add(other.m_times[from]);
}

inline void SumColumns::reset(std::uint32_t group)
{
    if (m_figures.bytes)
        m_bytes[group] = {};
    if (m_figures.packets)
        m_packets[group] = {};
    if (m_figures.flows)
        m_flows[group] = 0;
    if (m_figures.times)
        m_times[group] = {};
}

inline double SumColumns::of(std::uint32_t group, Quantity quantity) const
{
    switch (quantity) {
    case Quantity::Bytes:
        return m_bytes[group].both();
    case Quantity::Packets:
        return m_packets[group].both();
    case Quantity::Flows:
        break;
    }
    return double(m_flows[group]);
}

} // namespace tideline
