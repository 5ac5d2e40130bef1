// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/flowstore.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tideline {

/// Sums under keys of a fixed number of words: open addressing, since it is asked for every row.
class GroupTable
{
public:
    struct Group
    {
        FlowSums sums;
        Micros first = TimeRange::end();
        Micros last = TimeRange::beginning();
        std::uint64_t peers = 0;
        std::uint64_t locals = 0;

        void add(const FlowSums& more, Micros moreFirst, Micros moreLast)
        {
            sums.bytesOut += more.bytesOut;
            sums.bytesIn += more.bytesIn;
            sums.packetsOut += more.packetsOut;
            sums.packetsIn += more.packetsIn;
            sums.flows += more.flows;
            first = std::min(first, moreFirst);
            last = std::max(last, moreLast);
        }
    };

    explicit GroupTable(std::size_t words) : m_words(words), m_slots(256, 0) {}

    /// The group's index; made if it is new.
    std::uint32_t find(const std::uint32_t* key);
    Group& group(std::uint32_t index) { return m_groups[index]; }
    const Group& group(std::uint32_t index) const { return m_groups[index]; }
    const std::uint32_t* key(std::uint32_t index) const { return m_keys.data() + index * m_words; }
    std::uint32_t size() const { return std::uint32_t(m_groups.size()); }
    std::size_t words() const { return m_words; }

private:
    std::size_t hash(const std::uint32_t* key) const
    {
        std::uint64_t x = 0x9E3779B97F4A7C15ULL;
        for (std::size_t i = 0; i < m_words; ++i)
            x = (x ^ key[i]) * 0xBF58476D1CE4E5B9ULL, x ^= x >> 29;
        return std::size_t(x ^ (x >> 32));
    }
    void grow();

    std::size_t m_words;
    std::vector<std::uint32_t> m_slots; ///< index + 1; 0 = free
    std::vector<std::uint32_t> m_keys;
    std::vector<Group> m_groups;
};

/// Numbers for the addresses that one thread meets.
class AddressPool
{
public:
    AddressPool() : m_slots(1024, 0) {}
    std::uint32_t intern(const IpAddress& address);
    const std::vector<IpAddress>& addresses() const { return m_addresses; }

private:
    std::vector<std::uint32_t> m_slots; ///< index + 1; 0 = free
    std::vector<IpAddress> m_addresses;
};

/// Distinct pairs of group and address: exact counts.
class PairSet
{
public:
    PairSet() : m_slots(1024, freeSlot) {}
    /// True if the pair is new.
    bool insert(std::uint32_t group, std::uint32_t address);
    template <typename F> void forEach(F&& f) const
    {
        for (const std::uint64_t pair : m_slots) {
            if (pair != freeSlot)
                f(std::uint32_t(pair >> 32), std::uint32_t(pair));
        }
    }

private:
    static constexpr std::uint64_t freeSlot = ~0ULL; ///< no group has so high a number
    bool place(std::uint64_t pair);
    std::vector<std::uint64_t> m_slots;
    std::size_t m_used = 0;
};

} // namespace tideline
