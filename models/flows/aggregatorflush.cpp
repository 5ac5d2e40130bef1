// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How an aggregator's slots get their keys, at the end of a chunk or of a scan.
#include "models/flows/aggregator.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

namespace tideline {

namespace {

/// The marks of a slot that stand together in `bySlot`.
template <typename Insert> void forEachOf(const std::vector<AddressMark>& bySlot, std::uint32_t slot, Insert&& insert)
{
    auto it = std::lower_bound(bySlot.begin(), bySlot.end(), slot,
                               [](const AddressMark& mark, std::uint32_t which) { return mark.about < which; });
    for (; it != bySlot.end() && it->about == slot; ++it)
        insert(it->address);
}

void sortBySlot(std::vector<AddressMark>& marks)
{
    std::sort(marks.begin(), marks.end(), [](const AddressMark& a, const AddressMark& b) { return a.about < b.about; });
}

/// Of a key that is nothing but an address.
std::uint32_t groupFor(AddressShards::Shard& shard, std::uint32_t number)
{
    const std::uint32_t within = AddressBook::withinShard(number);
    if (within >= shard.groupOf.size())
        shard.groupOf.resize(std::max<std::size_t>(within + 1, shard.groupOf.size() * 2), 0);
    std::uint32_t& group = shard.groupOf[within];
    if (group == 0) {
        const std::uint32_t key[2] = {0, number};
        shard.groups.append(key);
        group = shard.groups.size();
    }
    return group - 1;
}

} // namespace

/// A slot's bin and codes, or a group's of the chunk.
void Aggregator::codesOf(std::uint32_t slot, std::uint32_t* key) const
{
    if (m_layout.slotCount == 0) {
        std::copy_n(m_chunkGroups.key(slot), m_chunkGroups.words(), key);
        return;
    }
    const bool isLeading = m_layout.isNumbered && m_address < m_layout.sizes.size();
    for (std::size_t i = m_layout.sizes.size(); i > 0; --i) {
        if (isLeading && i == m_address + 1)
            continue;
        key[i] = slot % m_layout.sizes[i - 1];
        slot /= m_layout.sizes[i - 1];
    }
    key[0] = m_layout.firstBin + slot % m_layout.bins;
    if (isLeading)
        key[m_address + 1] = slot / m_layout.bins;
}

/// The same with the numbers of addresses.
void Aggregator::keyOf(std::uint32_t slot, std::uint32_t* key) const
{
    codesOf(slot, key);
    for (std::size_t i = m_address; i < m_question.by.size(); ++i) {
        if (isAddress(i))
            key[i + 1] = numberOf(key[i + 1]);
    }
}

/// The slots that rows went to; they are free again.
void Aggregator::listUsed()
{
    m_usedSlots.resize(m_isUsed.size() + 1);
    std::size_t count = 0;
    for (std::uint32_t slot = 0; slot < m_isUsed.size(); ++slot) { // without a branch: nobody can foresee them
        m_usedSlots[count] = slot;
        count += m_isUsed[slot];
    }
    m_usedSlots.resize(count);
    std::fill(m_isUsed.begin(), m_isUsed.end(), std::uint8_t(0));
}

void Aggregator::flush()
{
    const bool hasSlots = m_layout.slotCount > 0;
    if (hasSlots && std::memchr(m_isUsed.data(), 1, m_isUsed.size())) {
        listUsed();
    } else {
        m_usedSlots.resize(m_chunkGroups.size());
        std::iota(m_usedSlots.begin(), m_usedSlots.end(), 0U);
    }
    if (!m_usedSlots.empty()) {
        SumColumns& sums = hasSlots ? m_slotSums : m_chunkGroups.sums();
        if (m_shards && !m_layout.isNumbered)
            findNumbers();
        (m_layout.isNumbered ? m_numberedPeers : m_peers).list(m_peerItems);
        (m_layout.isNumbered ? m_numberedLocals : m_locals).list(m_localItems);
        if (m_address < m_question.by.size()) {
            flushShards(sums);
        } else {
            flushGroups(sums);
            if (m_shards)
                flushCounts();
        }
        for (const std::uint32_t slot : m_usedSlots)
            sums.reset(slot);
    }
    m_chunkGroups.clear();
    if (m_layout.isNumbered)
        clearNumbered();
}

void Aggregator::clearNumbered()
{
    m_numberedPeers.clear(m_shards->book().bound());
    m_numberedLocals.clear(m_shards->book().bound());
}

/// Where the chunk's entries have no numbers yet: those that are about to be looked at.
void Aggregator::findNumbers()
{
    if (m_numbers)
        return;
    std::vector<std::uint8_t> isAsked(m_dictionary->size());
    m_peers.collect(isAsked);
    m_locals.collect(isAsked);
    Numbers key(m_groups.words());
    for (const std::uint32_t slot : m_usedSlots) {
        codesOf(slot, key.data());
        for (std::size_t i = m_address; i < m_question.by.size(); ++i) {
            if (isAddress(i))
                isAsked[key[i + 1]] = 1;
        }
    }
    Numbers entries(isAsked.size() + 1), numbers;
    std::size_t count = 0;
    for (std::uint32_t entry = 0; entry < isAsked.size(); ++entry) {
        entries[count] = entry;
        count += isAsked[entry];
    }
    entries.resize(count);
    m_shards->book().number(*m_dictionary, entries, numbers);
    const auto all = std::make_shared<Numbers>(m_dictionary->size());
    for (std::size_t i = 0; i < entries.size(); ++i)
        (*all)[entries[i]] = numbers[i];
    m_numbers = all;
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
    Numbers outer(m_usedSlots.back() + 1), key(m_groups.words());
    for (const std::uint32_t slot : m_usedSlots) {
        keyOf(slot, key.data());
        outer[slot] = m_shards->outerGroup(key.data());
    }
    const auto count = [&](std::vector<AddressMark>& marks, PairSet AddressShards::Shard::*pairs) {
        for (AddressMark& mark : marks)
            mark = {numberOf(mark.address), outer[mark.about]};
        m_shards->forEachShard(marks, [pairs](AddressShards::Shard& shard, const AddressMark& mark) {
            (shard.*pairs).insert(mark.about, AddressBook::withinShard(mark.address));
        });
    };
    count(m_peerItems, &AddressShards::Shard::peers);
    count(m_localItems, &AddressShards::Shard::locals);
}

void Aggregator::flushShards(const SumColumns& sums)
{
    Numbers key(m_groups.words());
    m_items.clear();
    for (const std::uint32_t slot : m_usedSlots) {
        keyOf(slot, key.data());
        m_items.push_back({key[m_address + 1], slot});
    }
    sortBySlot(m_peerItems);
    sortBySlot(m_localItems);
    m_shards->forEachShard(m_items, [&](AddressShards::Shard& shard, const AddressMark& item) {
        keyOf(item.about, key.data());
        const std::uint32_t group = m_isOneAddress ? groupFor(shard, item.address) : shard.groups.find(key.data());
        shard.groups.sums().add(group, sums, item.about);
        forEachOf(m_peerItems, item.about,
                  [&](std::uint32_t address) { shard.peers.insert(group, numberOf(address)); });
        forEachOf(m_localItems, item.about,
                  [&](std::uint32_t address) { shard.locals.insert(group, numberOf(address)); });
    });
}

void Aggregator::endChunk()
{
    if (m_dictionary && m_layout.isNumbered) {
        m_usedSlots.clear(); // they have numbers
        findNumbers();
        m_numberedPeers.add(m_peers, m_shards->book().bound(), m_numbers.get());
        m_numberedLocals.add(m_locals, m_shards->book().bound(), m_numbers.get());
    } else if (m_dictionary) {
        flush();
    }
    m_dictionary = nullptr;
}

/// Of the same layout.
void Aggregator::mergeSlots(const Aggregator& other)
{
    if (m_isUsed.size() < other.m_isUsed.size()) {
        m_slotSums.resize(other.m_isUsed.size());
        m_isUsed.resize(other.m_isUsed.size(), 0);
    }
    m_slotSums.add(other.m_slotSums);
    const std::uint8_t* more = other.m_isUsed.data();
    std::transform(more, more + other.m_isUsed.size(), m_isUsed.begin(), m_isUsed.begin(), std::bit_or());
    if (m_shards) {
        m_numberedPeers.add(other.m_numberedPeers, m_shards->book().bound());
        m_numberedLocals.add(other.m_numberedLocals, m_shards->book().bound());
    }
}

void Aggregator::merge(Aggregator& other)
{
    if (m_layout == other.m_layout && m_layout.slotCount > 0 && (!m_shards || m_layout.isNumbered)) {
        mergeSlots(other);
    } else {
        flush();
        other.flush();
    }
    for (std::uint32_t index = 0; index < other.m_groups.size(); ++index)
        m_groups.sums().add(m_groups.find(other.m_groups.key(index)), other.m_groups.sums(), index);
}

} // namespace tideline
