// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/grouptable.h"

#include "models/core/ipaddress.h"

#include <algorithm>

namespace tideline {

std::uint32_t GroupTable::find(const std::uint32_t* key)
{
    std::size_t slot = hash(key) & (m_slots.size() - 1);
    while (m_slots[slot] != 0) {
        const std::uint32_t index = m_slots[slot] - 1;
        if (std::equal(key, key + m_words, this->key(index)))
            return index;
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    m_keys.insert(m_keys.end(), key, key + m_words);
    m_groups.emplace_back();
    m_slots[slot] = std::uint32_t(m_groups.size());
    const std::uint32_t made = m_slots[slot] - 1;
    if (m_groups.size() * 2 > m_slots.size())
        grow();
    return made;
}

void GroupTable::grow()
{
    m_slots.assign(m_slots.size() * 2, 0);
    for (std::uint32_t index = 0; index < m_groups.size(); ++index) {
        std::size_t slot = hash(key(index)) & (m_slots.size() - 1);
        while (m_slots[slot] != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = index + 1;
    }
}

std::uint32_t AddressPool::intern(const IpAddress& address)
{
    const auto place = [this](const IpAddress& wanted) {
        std::size_t slot = addressHash(wanted) & (m_slots.size() - 1);
        while (m_slots[slot] != 0 && m_addresses[m_slots[slot] - 1] != wanted)
            slot = (slot + 1) & (m_slots.size() - 1);
        return slot;
    };
    const std::size_t slot = place(address);
    if (m_slots[slot] != 0)
        return m_slots[slot] - 1;
    m_addresses.push_back(address);
    m_slots[slot] = std::uint32_t(m_addresses.size());
    if (m_addresses.size() * 2 > m_slots.size()) {
        m_slots.assign(m_slots.size() * 2, 0);
        for (std::uint32_t i = 0; i < m_addresses.size(); ++i)
            m_slots[place(m_addresses[i])] = i + 1;
    }
    return std::uint32_t(m_addresses.size()) - 1;
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

} // namespace tideline
