// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/sumcolumns.h"

#include "models/flows/kernel.h"

#include <algorithm>
#include <array>

namespace tideline {

namespace {

constexpr std::size_t fewGroups = 32;

/// Both at once, since one sum would wait for itself.
TIDELINE_KERNEL void addTotals(const std::uint64_t* out, const std::uint64_t* in, std::size_t count,
                               std::uint64_t& allOut, std::uint64_t& allIn)
{
    std::uint64_t sumOut = 0, sumIn = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sumOut += out[i];
        sumIn += in[i];
    }
    allOut += sumOut;
    allIn += sumIn;
}

TIDELINE_KERNEL std::uint64_t total(const std::uint32_t* values, std::size_t count)
{
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < count; ++i)
        all += values[i];
    return all;
}

TIDELINE_KERNEL void widen(const Micros* values, std::size_t count, Micros& least, Micros& most)
{
    for (std::size_t i = 0; i < count; ++i) {
        least = values[i] < least ? values[i] : least;
        most = values[i] > most ? values[i] : most;
    }
}

/// To few groups: neighbouring rows go to sums of their own, since one that was just written cannot be read at once.
template <typename Pair>
void addToFew(std::vector<Pair>& sums, const std::uint64_t* out, const std::uint64_t* in, const std::uint32_t* groups,
              std::size_t count)
{
    constexpr std::size_t ways = 4;
    std::array<std::array<Pair, fewGroups>, ways> apart{};
    std::size_t i = 0;
    for (; i + ways <= count; i += ways) {
        for (std::size_t way = 0; way < ways; ++way) {
            Pair& sum = apart[way][groups[i + way]];
            sum.out += out[i + way];
            sum.in += in[i + way];
        }
    }
    for (; i < count; ++i) {
        sums[groups[i]].out += out[i];
        sums[groups[i]].in += in[i];
    }
    for (std::size_t group = 0; group < std::min(fewGroups, sums.size()); ++group) {
        for (const auto& way : apart) {
            sums[group].out += way[group].out;
            sums[group].in += way[group].in;
        }
    }
}

/// A table that is larger than the processor's nearer caches is asked for ahead.
constexpr std::size_t largeTable = 1 << 20;
constexpr std::size_t ahead = 24;

template <typename Pair>
void addPairs(std::vector<Pair>& sums, const std::uint64_t* out, const std::uint64_t* in, const std::uint32_t* groups,
              std::size_t count)
{
    if (sums.size() <= fewGroups)
        return addToFew(sums, out, in, groups, count);
    Pair* to = sums.data();
    const std::size_t fetched = sums.size() * sizeof(Pair) > largeTable && count > ahead ? count - ahead : 0;
    for (std::size_t i = 0; i < fetched; ++i) {
        __builtin_prefetch(&to[groups[i + ahead]], 1);
        Pair& sum = to[groups[i]];
        sum.out += out[i];
        sum.in += in[i];
    }
    for (std::size_t i = fetched; i < count; ++i) {
        Pair& sum = to[groups[i]];
        sum.out += out[i];
        sum.in += in[i];
    }
}

template <typename Pair>
void addPairs(std::vector<Pair>& sums, const std::uint64_t* out, const std::uint64_t* in, const std::uint32_t* groups,
              const std::vector<std::uint32_t>& taken)
{
    Pair* to = sums.data();
    for (const std::uint32_t row : taken) {
        Pair& sum = to[groups[row]];
        sum.out += out[row];
        sum.in += in[row];
    }
}

} // namespace

void SumColumns::resize(std::size_t groups)
{
    m_size = std::uint32_t(groups);
    if (m_figures.bytes)
        m_bytes.resize(groups);
    if (m_figures.packets)
        m_packets.resize(groups);
    if (m_figures.flows)
        m_flows.resize(groups);
    if (m_figures.times)
        m_times.resize(groups);
}

void SumColumns::append()
{
    ++m_size;
    if (m_figures.bytes)
        m_bytes.emplace_back();
    if (m_figures.packets)
        m_packets.emplace_back();
    if (m_figures.flows)
        m_flows.push_back(0);
    if (m_figures.times)
        m_times.emplace_back();
}

void SumColumns::reserve(std::size_t groups)
{
    if (m_figures.bytes)
        m_bytes.reserve(groups);
    if (m_figures.packets)
        m_packets.reserve(groups);
    if (m_figures.flows)
        m_flows.reserve(groups);
    if (m_figures.times)
        m_times.reserve(groups);
}

void SumColumns::addRows(const Rows& rows, const std::uint32_t* groups, std::size_t count)
{
    if (m_figures.bytes)
        addPairs(m_bytes, rows.bytesOut, rows.bytesIn, groups, count);
    if (m_figures.packets)
        addPairs(m_packets, rows.packetsOut, rows.packetsIn, groups, count);
    for (std::size_t i = 0; m_figures.flows && i < count; ++i)
        m_flows[groups[i]] += rows.flows[i];
    for (std::size_t i = 0; m_figures.times && i < count; ++i)
        m_times[groups[i]].add({rows.start[i], rows.start[i]});
}

void SumColumns::addRows(const Rows& rows, const std::uint32_t* groups, const std::vector<std::uint32_t>& taken)
{
    if (m_figures.bytes)
        addPairs(m_bytes, rows.bytesOut, rows.bytesIn, groups, taken);
    if (m_figures.packets)
        addPairs(m_packets, rows.packetsOut, rows.packetsIn, groups, taken);
    if (m_figures.flows) {
        for (const std::uint32_t row : taken)
            m_flows[groups[row]] += rows.flows[row];
    }
    if (m_figures.times) {
        for (const std::uint32_t row : taken)
            m_times[groups[row]].add({rows.start[row], rows.start[row]});
    }
}

void SumColumns::add(const SumColumns& other)
{
    for (std::size_t i = 0; i < other.m_bytes.size(); ++i)
        m_bytes[i].add(other.m_bytes[i]);
    for (std::size_t i = 0; i < other.m_packets.size(); ++i)
        m_packets[i].add(other.m_packets[i]);
    for (std::size_t i = 0; i < other.m_flows.size(); ++i)
        m_flows[i] += other.m_flows[i];
    for (std::size_t i = 0; i < other.m_times.size(); ++i)
        m_times[i].add(other.m_times[i]);
}

void SumColumns::addRun(std::uint32_t group, const SumColumns& other, std::uint32_t from, std::uint32_t to)
{
    const auto total = [from, to](auto& sum, const auto& column) {
        std::decay_t<decltype(sum)> all = sum;
        for (std::uint32_t i = from; i < to; ++i)
            all.add(column[i]);
        sum = all;
    };
    if (m_figures.bytes)
        total(m_bytes[group], other.m_bytes);
    if (m_figures.packets)
        total(m_packets[group], other.m_packets);
    if (m_figures.times)
        total(m_times[group], other.m_times);
    for (std::uint32_t i = from; m_figures.flows && i < to; ++i)
        m_flows[group] += other.m_flows[i];
}

void SumColumns::addAll(const Rows& rows, std::size_t count, std::uint32_t group)
{
    if (m_figures.bytes)
        addTotals(rows.bytesOut, rows.bytesIn, count, m_bytes[group].out, m_bytes[group].in);
    if (m_figures.packets)
        addTotals(rows.packetsOut, rows.packetsIn, count, m_packets[group].out, m_packets[group].in);
    if (m_figures.flows)
        m_flows[group] += total(rows.flows, count);
    if (m_figures.times)
        widen(rows.start, count, m_times[group].first, m_times[group].last);
}

void SumColumns::add(std::uint32_t group, const FlowSums& sums, Micros first, Micros last)
{
    if (m_figures.bytes) {
        m_bytes[group].out += sums.bytesOut;
        m_bytes[group].in += sums.bytesIn;
    }
    if (m_figures.packets) {
        m_packets[group].out += sums.packetsOut;
        m_packets[group].in += sums.packetsIn;
    }
    if (m_figures.flows)
        m_flows[group] += sums.flows;
    if (m_figures.times)
        m_times[group].add({first, last});
}

FlowSums SumColumns::sums(std::uint32_t group) const
{
    FlowSums sums;
    if (m_figures.bytes) {
        sums.bytesOut = m_bytes[group].out;
        sums.bytesIn = m_bytes[group].in;
    }
    if (m_figures.packets) {
        sums.packetsOut = m_packets[group].out;
        sums.packetsIn = m_packets[group].in;
    }
    if (m_figures.flows)
        sums.flows = m_flows[group];
    return sums;
}

} // namespace tideline
