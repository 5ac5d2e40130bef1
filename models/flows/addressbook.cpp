// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/addressbook.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

namespace tideline {

namespace {

std::uint32_t markOf(std::uint64_t high)
{
    return high == 0 ? 0 : std::uint32_t(high >> 32) | 1;
}

} // namespace

AddressTable::Key::Key(const IpAddress& address)
    : high(qFromBigEndian<std::uint64_t>(address.bytes.data()))
    , low(qFromBigEndian<std::uint64_t>(address.bytes.data() + 8))
{
    const std::uint64_t x = (low ^ (high * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    hash = x ^ (x >> 32);
}

std::uint32_t AddressTable::find(const Key& key, const IpAddress& address)
{
    const std::uint32_t mark = markOf(key.high);
    for (std::size_t slot = key.hash & (m_slots.size() - 1);; slot = (slot + 1) & (m_slots.size() - 1)) {
        Slot& at = m_slots[slot];
        if (at.number != 0) {
            if (at.low == key.low && at.mark == mark && (mark == 0 || m_addresses[at.number - 1] == address))
                return at.number - 1;
            continue;
        }
        m_addresses.push_back(address);
        const auto number = std::uint32_t(m_addresses.size());
        at = {key.low, mark, number};
        if (m_addresses.size() * 4 > m_slots.size() * 3)
            grow();
        return number - 1;
    }
}

void AddressTable::grow()
{
    m_slots.assign(m_slots.size() * 2, {});
    for (std::uint32_t i = 0; i < m_addresses.size(); ++i) {
        const Key key(m_addresses[i]);
        std::size_t slot = key.hash & (m_slots.size() - 1);
        while (m_slots[slot].number != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = {key.low, markOf(key.high), i + 1};
    }
}

std::uint32_t AddressTable::number(const IpAddress& address)
{
    return find(Key(address), address);
}

void AddressTable::number(const std::vector<IpAddress>& addresses, std::vector<std::uint32_t>& numbers)
{
    constexpr std::size_t ahead = 24;
    numbers.resize(addresses.size());
    if (m_addresses.empty())
        m_slots.resize(std::bit_ceil(std::max(m_slots.size(), addresses.size() * 2)));
    std::vector<Key> keys;
    keys.reserve(addresses.size());
    for (const IpAddress& address : addresses)
        keys.emplace_back(address);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i + ahead < keys.size())
            __builtin_prefetch(&m_slots[keys[i + ahead].hash & (m_slots.size() - 1)]);
        numbers[i] = find(keys[i], addresses[i]);
    }
}

void AddressBook::number(const AddressColumn& dictionary, const std::vector<std::uint32_t>& entries, Numbers& numbers)
{
    struct Part
    {
        std::vector<IpAddress> addresses;
        Numbers places;
    };
    std::array<Part, shardCount> parts;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        const IpAddress address = dictionary[entries[i]];
        Part& part = parts[AddressTable::hash(address) >> 60]; // tables go by the lower bits
        part.addresses.push_back(address);
        part.places.push_back(i);
    }
    numbers.resize(entries.size());
    Numbers within;
    for (std::size_t shard = 0; shard < shardCount; ++shard) {
        const Part& part = parts[shard];
        if (part.addresses.empty())
            continue;
        const std::lock_guard lock(m_shards[shard].mutex);
        AddressTable& table = m_shards[shard].addresses;
        const std::size_t before = table.size();
        table.number(part.addresses, within);
        m_addresses += table.size() - before;
        for (std::size_t largest = m_largest; largest < table.size();) {
            if (m_largest.compare_exchange_weak(largest, table.size()))
                break;
        }
        for (std::size_t i = 0; i < within.size(); ++i)
            numbers[part.places[i]] = std::uint32_t(within[i] * shardCount + shard);
    }
}

std::shared_ptr<const AddressBook::Numbers> AddressBook::numbered(const ChunkInfo& chunk,
                                                                  const AddressColumn& dictionary, bool inAnyCase)
{
    const std::size_t bytes = dictionary.size() * sizeof(std::uint32_t) + 256;
    bool isKept = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_chunks.find(chunk.id);
        if (found != m_chunks.end())
            return found->second;
        isKept = m_bytes + bytes <= m_most;
        if (isKept)
            m_bytes += bytes;
        else if (!inAnyCase)
            return nullptr;
    }
    std::vector<std::uint32_t> entries(dictionary.size());
    std::iota(entries.begin(), entries.end(), 0U);
    const auto made = std::make_shared<Numbers>();
    number(dictionary, entries, *made);
    if (!isKept)
        return made;
    const std::lock_guard lock(m_mutex);
    const auto [entry, isNew] = m_chunks.emplace(chunk.id, made);
    if (!isNew)
        m_bytes -= bytes; // another thread was faster
    return entry->second;
}

IpAddress AddressBook::address(std::uint32_t number) const
{
    const Shard& shard = m_shards[shardOf(number)];
    const std::lock_guard lock(shard.mutex);
    return shard.addresses.address(withinShard(number));
}

} // namespace tideline
