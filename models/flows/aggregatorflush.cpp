// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How an aggregator's slots get their keys, at the end of a chunk or of a scan.
#include "models/flows/aggregator.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tideline {

namespace {

using Item = AddressShards::Item;

void sortByEntry(std::vector<Item>& items)
{
    const auto isBelow = [](const Item& a, const Item& b) { return a.entry < b.entry; };
    if (!std::is_sorted(items.begin(), items.end(), isBelow))
        std::stable_sort(items.begin(), items.end(), isBelow);
}

void sortByGroup(std::vector<Item>& items)
{
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.about < b.about; });
}

/// The pairs of a group that stand together in `byGroup`.
template <typename Insert> void forEachOf(const std::vector<Item>& byGroup, std::uint32_t group, Insert&& insert)
{
    auto it = std::lower_bound(byGroup.begin(), byGroup.end(), group,
                               [](const Item& item, std::uint32_t which) { return item.about < which; });
    for (; it != byGroup.end() && it->about == group; ++it)
        insert(it->entry);
}

using Shard = AddressShards::Shard;

/// One more than the group is of a key that is nothing but an address; 0 = none yet.
inline std::uint32_t groupOf(const Shard& shard, std::uint32_t number)
{
    return number < shard.groupOf.size() ? shard.groupOf[number] : 0;
}

inline std::uint32_t groupFor(Shard& shard, std::uint32_t number)
{
    if (number >= shard.groupOf.size())
        shard.groupOf.resize(std::max<std::size_t>(number + 1, shard.groupOf.size() * 2), 0);
    std::uint32_t& group = shard.groupOf[number];
    if (group == 0) {
        const std::uint32_t key[2] = {0, number};
        shard.groups.append(key);
        group = shard.groups.size();
    }
    return group - 1;
}

} // namespace

bool Aggregator::isAddress(std::size_t dimension) const
{
    return m_question.by[dimension] == Dimension::Peer || m_question.by[dimension] == Dimension::Local;
}

/// The dimension that says which shard a group is in; as many as there are dimensions when none does.
std::size_t Aggregator::firstAddress() const
{
    std::size_t first = 0;
    while (first < m_question.by.size() && !isAddress(first))
        ++first;
    return first;
}

/// A slot's bin and codes, or a group's of the chunk.
void Aggregator::keyOf(std::uint32_t slot, std::uint32_t* key) const
{
    if (m_layout.slotCount == 0) {
        std::copy_n(m_chunkGroups.key(slot), m_chunkGroups.words(), key);
        return;
    }
    for (std::size_t i = m_layout.sizes.size(); i > 0; --i) {
        key[i] = slot % m_layout.sizes[i - 1];
        slot /= m_layout.sizes[i - 1];
    }
    key[0] = m_layout.firstBin + slot;
}

/// The slots [from, to) that rows went to; they are free again.
void Aggregator::listUsed(std::uint32_t from, std::uint32_t to)
{
    m_usedSlots.resize(to - from + 1);
    std::size_t count = 0;
    for (std::uint32_t slot = from; slot < to; ++slot) { // without a branch: nobody can foresee them
        m_usedSlots[count] = slot;
        count += m_isUsed[slot];
    }
    m_usedSlots.resize(count);
    std::fill(m_isUsed.begin() + from, m_isUsed.begin() + to, std::uint8_t(0));
}

void Aggregator::flush()
{
    const bool hasSlots = m_layout.slotCount > 0;
    const bool isEmpty = hasSlots && !std::memchr(m_isUsed.data(), 1, m_layout.slotCount);
    if (isEmpty || (m_isOneAddress && m_dictionary && hasSlots && flushAddresses())) {
        m_dictionary = nullptr;
        return;
    }
    std::vector<std::uint32_t>& used = m_usedSlots;
    if (hasSlots) {
        listUsed(0, std::uint32_t(m_layout.slotCount));
    } else {
        used.resize(m_chunkGroups.size());
        std::iota(used.begin(), used.end(), 0U);
    }
    if (!used.empty()) {
        SumColumns& sums = hasSlots ? m_slotSums : m_chunkGroups.sums();
        if (firstAddress() < m_question.by.size()) {
            flushShards(sums);
        } else {
            flushGroups(sums);
            if (m_shards)
                flushCounts();
        }
        for (const std::uint32_t slot : used)
            sums.reset(slot);
    }
    m_chunkGroups.clear();
    m_dictionary = nullptr;
}

void Aggregator::flushGroups(const SumColumns& sums)
{
    std::vector<std::uint32_t> key(m_groups.words());
    const bool areNew = m_groups.size() == 0; // slots have keys of their own
    if (areNew)
        m_groups.reserve(m_usedSlots.size());
    for (const std::uint32_t slot : m_usedSlots) {
        keyOf(slot, key.data());
        if (areNew)
            m_groups.append(key.data());
        m_groups.sums().add(areNew ? m_groups.size() - 1 : m_groups.find(key.data()), sums, slot);
    }
}

/// Distinct addresses of groups that have none in their key.
void Aggregator::flushCounts()
{
    std::vector<std::uint32_t> outer(m_usedSlots.back() + 1), key(m_groups.words());
    for (const std::uint32_t slot : m_usedSlots) {
        keyOf(slot, key.data());
        outer[slot] = m_shards->outerGroup(key.data());
    }
    const auto count = [&](const EndMarks& marks, PairSet AddressShards::Shard::*pairs) {
        marks.list(m_items);
        sortByEntry(m_items);
        m_shards->forEachShard(
            m_chunk, *m_dictionary, m_items,
            [&](AddressShards::Shard& shard, std::size_t from, std::size_t to, const Numbers& numbers) {
                for (std::size_t i = from; i < to; ++i)
                    (shard.*pairs).insert(outer[m_items[i].about], numbers[i - from]);
            });
    };
    if (m_question.countPeers)
        count(m_chunkPeers, &AddressShards::Shard::peers);
    if (m_question.countLocals)
        count(m_chunkLocals, &AddressShards::Shard::locals);
}

void Aggregator::flushShards(const SumColumns& sums)
{
    const std::size_t first = firstAddress() + 1;
    std::vector<std::uint32_t> key(m_groups.words());
    m_items.clear();
    for (const std::uint32_t slot : m_usedSlots) {
        keyOf(slot, key.data());
        m_items.push_back({key[first], slot});
    }
    sortByEntry(m_items);
    m_chunkPeers.list(m_peerItems);
    m_chunkLocals.list(m_localItems);
    sortByGroup(m_peerItems);
    sortByGroup(m_localItems);
    m_shards->forEachShard(
        m_chunk, *m_dictionary, m_items,
        [&](AddressShards::Shard& shard, std::size_t from, std::size_t to, const Numbers& numbers) {
            const auto numberOf = [&](std::uint32_t entry) { return m_shards->number(shard, (*m_dictionary)[entry]); };
            for (std::size_t i = from; i < to; ++i) {
                const std::uint32_t slot = m_items[i].about;
                keyOf(slot, key.data());
                key[first] = numbers[i - from];
                for (std::size_t word = first + 1; word < key.size(); ++word) {
                    if (isAddress(word - 1))
                        key[word] = numberOf(key[word]);
                }
                const std::uint32_t group =
                    m_isOneAddress ? groupFor(shard, key[first]) : shard.groups.find(key.data());
                shard.groups.sums().add(group, sums, slot);
                forEachOf(m_peerItems, slot, [&](std::uint32_t entry) { shard.peers.insert(group, numberOf(entry)); });
                forEachOf(m_localItems, slot,
                          [&](std::uint32_t entry) { shard.locals.insert(group, numberOf(entry)); });
            }
        });
}

/// Where the key is one address and the chunk's addresses are numbered: a slot is an entry, and no key is looked for.
bool Aggregator::flushAddresses()
{
    return m_shards->forEachKnownShard(
        m_chunk, *m_dictionary,
        [this](AddressShards::Shard& shard, std::uint32_t from, std::uint32_t to, const Numbers& numbers) {
            constexpr std::size_t ahead = 16;
            listUsed(from, to);
            if (shard.groups.size() == 0)
                shard.groups.reserve(m_usedSlots.size() * 2);
            for (std::size_t i = 0; i < m_usedSlots.size(); ++i) {
                if (i + ahead < m_usedSlots.size())
                    shard.groups.sums().prefetch(groupOf(shard, numbers[m_usedSlots[i + ahead]]));
                const std::uint32_t entry = m_usedSlots[i];
                shard.groups.sums().add(groupFor(shard, numbers[entry]), m_slotSums, entry);
                m_slotSums.reset(entry);
            }
        });
}

void Aggregator::endChunk()
{
    if (m_dictionary)
        flush();
}

void Aggregator::merge(Aggregator& other)
{
    if (m_layout == other.m_layout && !m_shards) {
        for (std::uint32_t slot = 0; slot < m_layout.slotCount; ++slot) {
            if (other.m_isUsed[slot]) {
                m_slotSums.add(slot, other.m_slotSums, slot);
                m_isUsed[slot] = 1;
            }
        }
    } else {
        flush();
        other.flush();
    }
    for (std::uint32_t index = 0; index < other.m_groups.size(); ++index)
        m_groups.sums().add(m_groups.find(other.m_groups.key(index)), other.m_groups.sums(), index);
}

} // namespace tideline
