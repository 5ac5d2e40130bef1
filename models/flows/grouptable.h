// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/sumcolumns.h"

#include <cstdint>
#include <vector>

namespace tideline {

/// Numbers for pairs of numbers, in the order they are met: open addressing, since it is asked for every row.
class PairIndex
{
public:
    PairIndex() : m_slots(64) {}
    std::uint32_t find(std::uint32_t first, std::uint32_t second)
    {
        const std::uint64_t key = std::uint64_t(first) << 32 | second;
        for (std::size_t slot = slotOf(key);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].key == key && m_slots[slot].number != 0)
                return m_slots[slot].number - 1;
            if (m_slots[slot].number == 0)
                return insert(slot, key);
        }
    }
    std::uint32_t size() const { return m_count; }
    std::size_t bytes() const { return m_count == 0 ? 0 : m_slots.size() * sizeof(Slot); }
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
    std::uint32_t insert(std::size_t slot, std::uint64_t key);
    std::vector<Slot> m_slots;
    std::uint32_t m_count = 0;
};

/// Sums under keys of a bin and a fixed number of further words. A key is found word by word: a bin and the first word
/// make a number, that and the second word the next one …
class GroupTable
{
public:
    GroupTable(std::size_t words, const FlowFigures& figures)
        : m_words(words), m_steps(words > 1 ? words - 1 : 1), m_sums(figures)
    {}

    /// The groups of rows, made where they are new; `groups` is per row of the tile. `bins`: empty when all rows are
    /// in `bin`. `columns`: of the words after the bin, per row.
    void find(const std::vector<std::uint32_t>& rows, std::uint32_t bin, const std::vector<std::uint32_t>& bins,
              const std::vector<std::vector<std::uint32_t>>& columns, std::vector<std::uint32_t>& groups);
    std::uint32_t find(const std::uint32_t* key);
    /// A key that is known to be new.
    void append(const std::uint32_t* key);
    void reserve(std::size_t groups);
    SumColumns& sums() { return m_sums; }
    const SumColumns& sums() const { return m_sums; }
    const std::uint32_t* key(std::uint32_t index) const { return m_keys.data() + index * m_words; }
    std::uint32_t size() const { return m_sums.size(); }
    std::size_t words() const { return m_words; }
    std::size_t bytes() const;
    void clear();

private:
    std::uint32_t number(const std::uint32_t* key);
    void indexAll();
    std::size_t m_words;
    std::vector<PairIndex> m_steps; ///< of the first m_indexed keys: those that are only appended need none
    std::uint32_t m_indexed = 0;
    std::vector<std::uint32_t> m_keys;
    SumColumns m_sums;
};

/// Distinct pairs of group and address: exact counts. A bit for each address in the first groups, hashing beyond.
class PairSet
{
public:
    /// `bitGroups`: how many groups have bits.
    explicit PairSet(std::size_t bitGroups = 32) : m_bits(bitGroups) {}
    void insert(std::uint32_t group, std::uint32_t address);
    void clear(); ///< only without bits
    std::size_t bytes() const;
    /// How many addresses there are in each group.
    void addCounts(std::vector<std::uint64_t>& counts) const;
    template <typename F> void forEachHashed(F&& f) const
    {
        for (const std::uint64_t pair : m_slots) {
            if (pair != freeSlot)
                f(std::uint32_t(pair >> 32), std::uint32_t(pair));
        }
    }

private:
    static constexpr std::uint64_t freeSlot = ~0ULL; ///< no group has so high a number
    bool place(std::uint64_t pair);
    std::vector<std::vector<std::uint64_t>> m_bits; ///< per group
    std::vector<std::uint64_t> m_slots;
    std::size_t m_used = 0;
};

/// An address, by its place in a chunk's dictionary or its number in the book, and the group or slot it is about.
struct AddressMark
{
    std::uint32_t address = 0;
    std::uint32_t about = 0;
};

/// The distinct addresses of each slot: marks per address, or pairs where there are too many slots for that.
class AddressMarks
{
public:
    static constexpr std::size_t mostMarks = 4 << 20;
    void clear(std::size_t addresses);
    /// `rowSlots` and `addresses` are per row of the tile.
    void mark(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& rowSlots,
              const std::vector<std::uint32_t>& addresses);
    /// All rows of the tile, in one slot.
    void mark(std::uint32_t slot, const std::vector<std::uint32_t>& addresses);
    /// Those of another one, of which there may be more. `numbers`: what its addresses are called here.
    void add(const AddressMarks& other, std::size_t addresses, const std::vector<std::uint32_t>* numbers = nullptr);
    /// How many there are of each slot.
    void addCounts(std::vector<std::uint64_t>& counts) const;
    /// Sets 1 for the addresses of all slots.
    void collect(std::vector<std::uint8_t>& isMarked) const;
    /// Each pair of slot and address once.
    void list(std::vector<AddressMark>& all) const;

private:
    std::uint8_t* marksOf(std::uint32_t slot);
    std::size_t m_addresses = 0;
    std::vector<std::vector<std::uint8_t>> m_marks; ///< of the first slots, per address; empty = none yet
    PairSet m_pairs{0};
};

} // namespace tideline
