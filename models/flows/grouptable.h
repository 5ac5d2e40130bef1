// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/dictionarycolumns.h"
#include "models/query/flowstore.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tideline {

/// Numbers for pairs of numbers, in the order they are met: open addressing, since it is asked for every row.
class PairIndex
{
public:
    PairIndex() : m_slots(256) {}
    std::uint32_t find(std::uint32_t first, std::uint32_t second)
    {
        const std::uint64_t key = std::uint64_t(first) << 32 | second;
        for (std::size_t slot = slotOf(key);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].key == key && m_slots[slot].number != 0)
                return m_slots[slot].number - 1;
            if (m_slots[slot].number == 0)
                return insert(slot, key, m_count++);
        }
    }
    /// A number for a pair that is kept elsewhere for now, and its way in later.
    std::uint32_t take() { return m_count++; }
    void put(std::uint32_t first, std::uint32_t second, std::uint32_t number);
    std::uint32_t size() const { return m_count; }
    void clear();

private:
    struct Slot
    {
        std::uint64_t key = 0;
        std::uint32_t number = 0; ///< one more than it is; 0 = free
    };
    std::size_t slotOf(std::uint64_t key) const
    {
        const std::uint64_t x = key * 0x9E3779B97F4A7C15ULL;
        return std::size_t(x ^ (x >> 32)) & (m_slots.size() - 1);
    }
    std::uint32_t insert(std::size_t slot, std::uint64_t key, std::uint32_t number);
    std::vector<Slot> m_slots;
    std::uint32_t m_used = 0;
    std::uint32_t m_count = 0;
};

/// Sums under keys of a bin and a fixed number of further words. A key is found word by word: a bin and the first word
/// make a number, that and the second word the next one …
class GroupTable
{
public:
    /// One line of the processor's cache.
    struct alignas(64) Group
    {
        FlowSums sums;
        Micros first = TimeRange::end();
        Micros last = TimeRange::beginning();

        void add(const Group& more)
        {
            sums.bytesOut += more.sums.bytesOut;
            sums.bytesIn += more.sums.bytesIn;
            sums.packetsOut += more.sums.packetsOut;
            sums.packetsIn += more.sums.packetsIn;
            sums.flows += more.sums.flows;
            first = std::min(first, more.first);
            last = std::max(last, more.last);
        }
    };

    explicit GroupTable(std::size_t words) : m_words(words), m_steps(std::max<std::size_t>(1, words - 1)) {}

    /// The groups of rows, made where they are new. `columns`: of the words after the bin, per row. `isOneBin`: all
    /// rows are in the same.
    void find(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& bins, bool isOneBin,
              const std::vector<std::vector<std::uint32_t>>& columns, std::vector<std::uint32_t>& groups);
    std::uint32_t find(const std::uint32_t* key);
    Group& group(std::uint32_t index) { return m_groups[index]; }
    const Group& group(std::uint32_t index) const { return m_groups[index]; }
    const std::uint32_t* key(std::uint32_t index) const { return m_keys.data() + index * m_words; }
    std::uint32_t size() const { return std::uint32_t(m_groups.size()); }
    std::size_t words() const { return m_words; }
    void clear();

private:
    static constexpr std::uint32_t mostDirect = 1 << 22;
    static constexpr std::uint32_t none = 0xffffffff;
    void added(const std::uint32_t* key);
    /// The first step, by a table as long as the bin stays the same: no hashing where there is one bin only.
    std::uint32_t findFirst(std::uint32_t bin, std::uint32_t word)
    {
        if (bin == m_directBin && word < m_direct.size() && m_direct[word] != none)
            return m_direct[word];
        return addDirect(bin, word);
    }
    std::uint32_t addDirect(std::uint32_t bin, std::uint32_t word);
    void findDirect(std::uint32_t bin, const std::vector<std::uint32_t>& rows, const std::uint32_t* column,
                    std::vector<std::uint32_t>& groups);
    void flushDirect();

    std::size_t m_words;
    std::uint32_t m_directBin = none;
    std::vector<std::uint32_t> m_direct;
    bool m_isOnlyDirect = true; ///< so far nothing of the first step is in its index
    std::vector<PairIndex> m_steps;
    std::vector<std::uint32_t> m_keys;
    std::vector<Group> m_groups;
};

/// Numbers for the addresses that one thread meets. Chunks come with sorted addresses, so that they are found by going
/// along two sorted lists, which is many times faster than jumping about in a large table.
class AddressPool
{
public:
    /// `wanted` ascends; numbers for each, in their order.
    void intern(const std::vector<IpAddress>& wanted, std::vector<std::uint32_t>& numbers);
    /// Takes the other's addresses over; its numbers become `numbers[number]`.
    void merge(const AddressPool& other, std::vector<std::uint32_t>& numbers);
    const IpAddress& address(std::uint32_t number) const { return m_addresses[number]; }

private:
    struct Entry
    {
        std::uint64_t high = 0, low = 0; ///< the address as a number
        std::uint32_t number = 0;
        bool isBelow(const Entry& other) const { return high != other.high ? high < other.high : low < other.low; }
    };
    static Entry entryOf(const IpAddress& address);
    std::uint32_t find(const Entry& wanted, const IpAddress& address, std::size_t& at);
    void settle();
    std::vector<Entry> m_sorted;
    std::vector<Entry> m_fresh; ///< ascending, not yet in m_sorted
    std::vector<IpAddress> m_addresses;
};

/// Distinct pairs of group and address: exact counts.
class PairSet
{
public:
    PairSet() : m_slots(1024, freeSlot) {}
    /// True if the pair is new.
    bool insert(std::uint32_t group, std::uint32_t address);
    void clear()
    {
        if (m_used > 0)
            m_slots.assign(1024, freeSlot);
        m_used = 0;
    }
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

/// The distinct addresses of each group within a chunk: marks per dictionary entry, or pairs where there are too many
/// groups for that.
class EndMarks
{
public:
    void beginChunk(std::size_t entries);
    void mark(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& groups,
              const std::vector<std::uint32_t>& entries);
    /// Each pair of group and entry once.
    template <typename F> void forEach(F&& f) const
    {
        for (std::uint32_t group = 0; group < m_marks.size(); ++group) {
            for (std::uint32_t entry = 0; entry < m_marks[group].size(); ++entry) {
                if (m_marks[group][entry])
                    f(group, entry);
            }
        }
        m_pairs.forEach(f);
    }

private:
    static constexpr std::size_t mostMarks = 16 << 20;
    std::size_t m_entries = 0;
    std::vector<std::vector<std::uint8_t>> m_marks; ///< of the first groups, per entry
    PairSet m_pairs;
};

} // namespace tideline
