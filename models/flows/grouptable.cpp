// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/grouptable.h"

#include <QtEndian>

namespace tideline {

std::uint32_t PairIndex::insert(std::size_t slot, std::uint64_t key, std::uint32_t number)
{
    m_slots[slot] = {key, number + 1};
    if (std::size_t(++m_used) * 2 > m_slots.size()) {
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

void PairIndex::put(std::uint32_t first, std::uint32_t second, std::uint32_t number)
{
    const std::uint64_t key = std::uint64_t(first) << 32 | second;
    std::size_t slot = slotOf(key);
    while (m_slots[slot].number != 0)
        slot = (slot + 1) & (m_slots.size() - 1);
    insert(slot, key, number);
}

void PairIndex::clear()
{
    if (m_used > 0)
        m_slots.assign(256, Slot());
    m_used = m_count = 0;
}

void GroupTable::added(const std::uint32_t* key)
{
    m_keys.insert(m_keys.end(), key, key + m_words);
    m_groups.emplace_back();
}

std::uint32_t GroupTable::addDirect(std::uint32_t bin, std::uint32_t word)
{
    if (m_directBin == none)
        m_directBin = bin;
    if (bin != m_directBin) {
        flushDirect();
        m_directBin = bin;
        m_direct.clear();
    }
    // Where bins take turns, the table is filled anew for each of them and had better be small.
    if (word >= (m_isOnlyDirect ? mostDirect : mostDirect / 64)) {
        flushDirect();
        return m_steps[0].find(bin, word);
    }
    if (word >= m_direct.size())
        m_direct.resize(std::max<std::size_t>(word + 1, m_direct.size() * 2), none);
    m_direct[word] = m_isOnlyDirect ? m_steps[0].take() : m_steps[0].find(bin, word);
    return m_direct[word];
}

void GroupTable::findDirect(std::uint32_t bin, const std::vector<std::uint32_t>& rows, const std::uint32_t* column,
                            std::vector<std::uint32_t>& groups)
{
    if (bin != m_directBin)
        addDirect(bin, column ? column[rows[0]] : 0);
    for (std::size_t i = 0; i < rows.size();) {
        // As long as nothing is new the table stays where it is.
        const std::uint32_t* direct = m_direct.data();
        const std::size_t size = m_direct.size();
        for (; i < rows.size(); ++i) {
            const std::uint32_t word = column ? column[rows[i]] : 0;
            if (word >= size || direct[word] == none)
                break;
            groups[i] = direct[word];
        }
        if (i < rows.size()) {
            groups[i] = addDirect(bin, column ? column[rows[i]] : 0);
            ++i;
        }
    }
}

/// From now on the index of the first step knows all pairs.
void GroupTable::flushDirect()
{
    for (std::uint32_t word = 0; m_isOnlyDirect && word < m_direct.size(); ++word) {
        if (m_direct[word] != none)
            m_steps[0].put(m_directBin, word, m_direct[word]);
    }
    m_isOnlyDirect = false;
}

void GroupTable::clear()
{
    for (PairIndex& step : m_steps)
        step.clear();
    m_directBin = none;
    m_direct.clear();
    m_isOnlyDirect = true;
    m_keys.clear();
    m_groups.clear();
}

std::uint32_t GroupTable::find(const std::uint32_t* key)
{
    // The table stays with the bin it has: keys that come one by one may change bins with each.
    const std::uint32_t word = m_words > 1 ? key[1] : 0;
    if (m_directBin != none && m_directBin != key[0])
        flushDirect();
    std::uint32_t number =
        m_directBin == none || m_directBin == key[0] ? findFirst(key[0], word) : m_steps[0].find(key[0], word);
    for (std::size_t i = 1; i < m_steps.size(); ++i)
        number = m_steps[i].find(number, key[i + 1]);
    if (number == m_groups.size())
        added(key);
    return number;
}

void GroupTable::find(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& bins, bool isOneBin,
                      const std::vector<std::vector<std::uint32_t>>& columns, std::vector<std::uint32_t>& groups)
{
    groups.resize(rows.size());
    if (!isOneBin)
        flushDirect();
    for (std::size_t step = 0; step < m_steps.size(); ++step) {
        const std::uint32_t* column = step < columns.size() ? columns[step].data() : nullptr;
        const auto wordOf = [&](std::size_t i) { return column ? column[rows[i]] : 0; };
        if (step > 0) {
            for (std::size_t i = 0; i < rows.size(); ++i)
                groups[i] = m_steps[step].find(groups[i], wordOf(i));
        } else if (!isOneBin) {
            for (std::size_t i = 0; i < rows.size(); ++i)
                groups[i] = m_steps[0].find(bins[rows[i]], wordOf(i));
        } else {
            findDirect(bins[rows[0]], rows, column, groups);
        }
    }
    // The last step numbers groups in the order they are met.
    std::vector<std::uint32_t> key(m_words);
    for (std::size_t i = 0; i < rows.size() && m_groups.size() < m_steps.back().size(); ++i) {
        if (groups[i] < m_groups.size())
            continue;
        key[0] = bins[rows[i]];
        for (std::size_t word = 1; word < m_words; ++word)
            key[word] = columns[word - 1][rows[i]];
        added(key.data());
    }
}

AddressPool::Entry AddressPool::entryOf(const IpAddress& address)
{
    return {qFromBigEndian<std::uint64_t>(address.bytes.data()),
            qFromBigEndian<std::uint64_t>(address.bytes.data() + 8), 0};
}

/// `at`: where the search goes on; addresses are asked for in ascending order.
std::uint32_t AddressPool::find(const Entry& wanted, const IpAddress& address, std::size_t& at)
{
    // Strides that double, then halving: far jumps cost little, short ones next to nothing.
    std::size_t stride = 1;
    while (at + stride < m_sorted.size() && m_sorted[at + stride].isBelow(wanted)) {
        at += stride;
        stride *= 2;
    }
    std::size_t end = std::min(at + stride + 1, m_sorted.size());
    while (at < end) {
        const std::size_t middle = (at + end) / 2;
        if (m_sorted[middle].isBelow(wanted))
            at = middle + 1;
        else
            end = middle;
    }
    if (at < m_sorted.size() && m_sorted[at].high == wanted.high && m_sorted[at].low == wanted.low)
        return m_sorted[at].number;
    m_fresh.push_back(wanted);
    m_fresh.back().number = std::uint32_t(m_addresses.size());
    m_addresses.push_back(address);
    return m_fresh.back().number;
}

/// Merges what is new into the sorted list, from the end, so that nothing is overwritten.
void AddressPool::settle()
{
    std::size_t old = m_sorted.size(), fresh = m_fresh.size();
    m_sorted.resize(old + fresh);
    for (std::size_t to = m_sorted.size(); fresh > 0; --to) {
        const bool takesOld = old > 0 && m_fresh[fresh - 1].isBelow(m_sorted[old - 1]);
        m_sorted[to - 1] = takesOld ? m_sorted[--old] : m_fresh[--fresh];
    }
    m_fresh.clear();
}

void AddressPool::intern(const std::vector<IpAddress>& wanted, std::vector<std::uint32_t>& numbers)
{
    numbers.resize(wanted.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        numbers[i] = find(entryOf(wanted[i]), wanted[i], at);
    settle();
}

void AddressPool::merge(const AddressPool& other, std::vector<std::uint32_t>& numbers)
{
    numbers.resize(other.m_addresses.size());
    std::size_t at = 0;
    for (const Entry& entry : other.m_sorted)
        numbers[entry.number] = find(entry, other.m_addresses[entry.number], at);
    settle();
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

bool PairSet::insert(std::uint32_t group, std::uint32_t address)
{
    if (!place(std::uint64_t(group) << 32 | address))
        return false;
    if (++m_used * 2 > m_slots.size()) {
        std::vector<std::uint64_t> old(m_slots.size() * 2, freeSlot);
        old.swap(m_slots);
        for (const std::uint64_t pair : old) {
            if (pair != freeSlot)
                place(pair);
        }
    }
    return true;
}

void EndMarks::beginChunk(std::size_t entries)
{
    m_entries = entries;
    m_marks.clear();
    m_pairs.clear();
}

void EndMarks::mark(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& groups,
                    const std::vector<std::uint32_t>& entries)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t group = groups[i], entry = entries[rows[i]];
        if (group >= m_marks.size() && (group == 0 || (group + 1) * m_entries <= mostMarks))
            m_marks.resize(group + 1, std::vector<std::uint8_t>(m_entries, 0));
        if (group < m_marks.size())
            m_marks[group][entry] = 1;
        else
            m_pairs.insert(group, entry);
    }
}

} // namespace tideline
