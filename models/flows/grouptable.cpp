// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/grouptable.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace tideline {

std::uint32_t PairIndex::insert(std::size_t slot, std::uint64_t key)
{
    m_slots[slot] = {key, ++m_count};
    const std::uint32_t number = m_count - 1;
    if (std::size_t(m_count) * 2 > m_slots.size()) {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& each : old) {
            if (each.number == 0)
                continue;
            std::size_t at = slotOf(each.key);
            while (m_slots[at].number != 0)
                at = (at + 1) & (m_slots.size() - 1);
            m_slots[at] = each;
        }
    }
    return number;
}

void PairIndex::clear()
{
    if (m_count > 0)
        m_slots.assign(64, Slot());
    m_count = 0;
}

void GroupTable::append(const std::uint32_t* key)
{
    m_keys.insert(m_keys.end(), key, key + m_words);
    m_sums.append();
}

void GroupTable::reserve(std::size_t groups)
{
    m_keys.reserve(groups * m_words);
    m_sums.reserve(groups);
}

std::size_t GroupTable::bytes() const
{
    std::size_t bytes = m_keys.capacity() * sizeof(std::uint32_t) + m_sums.size() * m_sums.groupBytes();
    for (const PairIndex& step : m_steps)
        bytes += step.bytes();
    return bytes;
}

void GroupTable::clear()
{
    for (PairIndex& step : m_steps)
        step.clear();
    m_indexed = 0;
    m_keys.clear();
    m_sums.resize(0);
}

std::uint32_t GroupTable::number(const std::uint32_t* key)
{
    std::uint32_t number = m_steps[0].find(key[0], m_words > 1 ? key[1] : 0);
    for (std::size_t i = 1; i < m_steps.size(); ++i)
        number = m_steps[i].find(number, key[i + 1]);
    return number;
}

void GroupTable::indexAll()
{
    while (m_indexed < size())
        number(key(m_indexed++));
}

std::uint32_t GroupTable::find(const std::uint32_t* key)
{
    indexAll();
    const std::uint32_t found = number(key);
    if (found == size()) {
        append(key);
        ++m_indexed;
    }
    return found;
}

void GroupTable::find(const std::vector<std::uint32_t>& rows, std::uint32_t bin, const std::vector<std::uint32_t>& bins,
                      const std::vector<std::vector<std::uint32_t>>& columns, std::vector<std::uint32_t>& groups)
{
    indexAll();
    const auto binOf = [&](std::uint32_t row) { return bins.empty() ? bin : bins[row]; };
    for (std::size_t step = 0; step < m_steps.size(); ++step) {
        const std::uint32_t* column = step < columns.size() ? columns[step].data() : nullptr;
        for (const std::uint32_t row : rows)
            groups[row] = m_steps[step].find(step == 0 ? binOf(row) : groups[row], column ? column[row] : 0);
    }
    // The last step numbers groups in the order they are met.
    std::vector<std::uint32_t> key(m_words);
    for (std::size_t i = 0; i < rows.size() && size() < m_steps.back().size(); ++i) {
        const std::uint32_t row = rows[i];
        if (groups[row] < size())
            continue;
        key[0] = binOf(row);
        for (std::size_t word = 1; word < m_words; ++word)
            key[word] = columns[word - 1][row];
        append(key.data());
        ++m_indexed;
    }
}

bool PairSet::place(std::uint64_t pair)
{
    std::uint64_t x = pair * 0x9E3779B97F4A7C15ULL;
    std::size_t slot = std::size_t(x ^ (x >> 32)) & (m_slots.size() - 1);
    while (m_slots[slot] != freeSlot) {
        if (m_slots[slot] == pair)
            return false;
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    m_slots[slot] = pair;
    return true;
}

void PairSet::insert(std::uint32_t group, std::uint32_t address)
{
    if (group < m_bits.size()) {
        std::vector<std::uint64_t>& bits = m_bits[group];
        if (address / 64 >= bits.size())
            bits.resize(std::max<std::size_t>(address / 64 + 1, bits.size() * 2), 0);
        bits[address / 64] |= 1ULL << (address % 64);
        return;
    }
    if (m_slots.empty())
        m_slots.assign(64, freeSlot);
    if (!place(std::uint64_t(group) << 32 | address) || ++m_used * 2 <= m_slots.size())
        return;
    std::vector<std::uint64_t> old(m_slots.size() * 2, freeSlot);
    old.swap(m_slots);
    for (const std::uint64_t pair : old) {
        if (pair != freeSlot)
            place(pair);
    }
}

void PairSet::clear()
{
    m_slots.clear();
    m_used = 0;
}

std::size_t PairSet::bytes() const
{
    std::size_t words = m_slots.capacity();
    for (const auto& bits : m_bits)
        words += bits.capacity();
    return words * sizeof(std::uint64_t);
}

void PairSet::addCounts(std::vector<std::uint64_t>& counts) const
{
    for (std::size_t group = 0; group < m_bits.size(); ++group) {
        for (const std::uint64_t bits : m_bits[group])
            counts[group] += std::uint64_t(std::popcount(bits));
    }
    forEachHashed([&counts](std::uint32_t group, std::uint32_t) { ++counts[group]; });
}

void AddressMarks::clear(std::size_t addresses)
{
    m_addresses = addresses;
    m_marks.resize(std::min<std::size_t>(mostMarks / (addresses + 1) + 1, 1'024));
    for (std::vector<std::uint8_t>& marks : m_marks)
        marks.clear();
    m_pairs.clear();
}

/// Null where the slot has none.
std::uint8_t* AddressMarks::marksOf(std::uint32_t slot)
{
    if (slot >= m_marks.size())
        return nullptr;
    if (m_marks[slot].size() < m_addresses)
        m_marks[slot].resize(m_addresses, 0);
    return m_marks[slot].data();
}

void AddressMarks::mark(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& rowSlots,
                        const std::vector<std::uint32_t>& addresses)
{
    const std::uint32_t *slotOf = rowSlots.data(), *addressOf = addresses.data();
    std::uint32_t last = ~0U;
    std::uint8_t* marks = nullptr;
    for (const std::uint32_t row : rows) {
        if (slotOf[row] != last) {
            last = slotOf[row];
            marks = marksOf(last);
        }
        if (marks)
            marks[addressOf[row]] = 1;
        else
            m_pairs.insert(last, addressOf[row]);
    }
}

void AddressMarks::mark(std::uint32_t slot, const std::vector<std::uint32_t>& addresses)
{
    std::uint8_t* marks = marksOf(slot);
    for (const std::uint32_t address : addresses) {
        if (marks)
            marks[address] = 1;
        else
            m_pairs.insert(slot, address);
    }
}

void AddressMarks::add(const AddressMarks& other, std::size_t addresses, const std::vector<std::uint32_t>* numbers)
{
    m_addresses = std::max(m_addresses, addresses);
    const auto numberOf = [&](std::uint32_t address) { return numbers ? (*numbers)[address] : address; };
    for (std::uint32_t slot = 0; slot < other.m_marks.size(); ++slot) {
        const std::uint8_t* more = other.m_marks[slot].data();
        const auto size = std::uint32_t(other.m_marks[slot].size());
        std::uint8_t* marks = size > 0 ? marksOf(slot) : nullptr;
        for (std::uint32_t address = 0; marks && address < size; ++address) // nobody can foresee whether one is marked
            marks[numberOf(address)] |= more[address];
        for (std::uint32_t address = 0; !marks && address < size; ++address) {
            if (more[address])
                m_pairs.insert(slot, numberOf(address));
        }
    }
    other.m_pairs.forEachHashed([&](std::uint32_t slot, std::uint32_t address) {
        if (std::uint8_t* marks = marksOf(slot))
            marks[numberOf(address)] = 1;
        else
            m_pairs.insert(slot, numberOf(address));
    });
}

void AddressMarks::addCounts(std::vector<std::uint64_t>& counts) const
{
    for (std::size_t slot = 0; slot < m_marks.size(); ++slot) {
        for (const std::uint8_t mark : m_marks[slot])
            counts[slot] += mark;
    }
    m_pairs.addCounts(counts);
}

void AddressMarks::collect(std::vector<std::uint8_t>& isMarked) const
{
    for (const std::vector<std::uint8_t>& marks : m_marks)
        std::transform(marks.begin(), marks.end(), isMarked.begin(), isMarked.begin(), std::bit_or());
    m_pairs.forEachHashed([&isMarked](std::uint32_t, std::uint32_t address) { isMarked[address] = 1; });
}

void AddressMarks::list(std::vector<AddressMark>& all) const
{
    all.clear();
    for (std::uint32_t slot = 0; slot < m_marks.size(); ++slot) {
        const std::vector<std::uint8_t>& marks = m_marks[slot];
        std::size_t at = all.size();
        all.resize(at + marks.size() + 1);
        for (std::uint32_t address = 0; address < marks.size(); ++address) { // whether one is marked nobody foresees
            all[at] = {address, slot};
            at += marks[address];
        }
        all.resize(at);
    }
    m_pairs.forEachHashed([&all](std::uint32_t slot, std::uint32_t address) { all.push_back({address, slot}); });
}

} // namespace tideline
