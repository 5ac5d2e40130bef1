// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/addressbook.h"
#include "models/flows/grouptable.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace tideline {

/// What belongs to addresses, of a whole question: groups with an address in their key, and distinct addresses. Its
/// threads share it, shard by shard of the address book.
class AddressShards
{
public:
    struct Shard
    {
        Shard(std::size_t which, std::size_t words, const FlowFigures& figures) : index(which), groups(words, figures)
        {}
        const std::size_t index;
        std::mutex mutex;
        GroupTable groups;                  ///< addresses in keys are their numbers in the shard
        std::vector<std::uint32_t> groupOf; ///< where a key is nothing but an address: 1 + group, 0 = none, by number
        PairSet peers, locals;              ///< of groups and numbers
    };

    /// `words`: of a key, the bin among them.
    AddressShards(std::size_t words, const FlowFigures& figures, std::shared_ptr<AddressBook> book);

    /// Groups without an address in their key that addresses are counted for: the same number in all threads.
    std::uint32_t outerGroup(const std::uint32_t* key);

    using Item = EntryMark;
    /// Calls `work(shard, from, to, numbers)` for the items [from, to) of each shard, one thread at a time a shard,
    /// with the number of each item's entry. `items` ascend by entry.
    template <typename Work>
    void forEachShard(const ChunkInfo& chunk, const AddressColumn& dictionary, const std::vector<Item>& items,
                      Work&& work)
    {
        if (items.empty())
            return;
        const auto known = m_book->numbered(chunk, dictionary);
        const auto cuts = known ? known->cuts : m_book->cut(dictionary);
        const std::size_t first = m_turn++ * (AddressBook::shardCount / 4 + 1); // threads begin at different ones
        std::vector<std::uint32_t> numbers;
        for (std::size_t i = 0; i < AddressBook::shardCount; ++i) {
            const std::size_t at = (first + i) % AddressBook::shardCount;
            const std::size_t from = place(items, cuts[at]), to = place(items, cuts[at + 1]);
            if (from == to)
                continue;
            findNumbers(at, known.get(), dictionary, items, from, to, numbers);
            const std::lock_guard lock(m_shards[at].mutex);
            work(m_shards[at], from, to, numbers);
        }
    }
    /// Calls `work(shard, from, to, numbers)` for the entries of each shard, with the number of each entry; false
    /// without calling it when the chunk has no numbers yet and there is no room for them.
    template <typename Work>
    bool forEachKnownShard(const ChunkInfo& chunk, const AddressColumn& dictionary, Work&& work)
    {
        const auto known = m_book->numbered(chunk, dictionary);
        const std::size_t first = m_turn++ * (AddressBook::shardCount / 4 + 1);
        for (std::size_t i = 0; known && i < AddressBook::shardCount; ++i) {
            Shard& shard = m_shards[(first + i) % AddressBook::shardCount];
            const std::lock_guard lock(shard.mutex);
            work(shard, known->cuts[shard.index], known->cuts[shard.index + 1], known->numbers);
        }
        return known != nullptr;
    }
    /// Of a single entry of the shard's, or any other address.
    std::uint32_t number(const Shard& shard, const IpAddress& address);
    const std::deque<Shard>& shards() const { return m_shards; }
    const GroupTable& outer() const { return m_outer; }
    const AddressBook& book() const { return *m_book; }

private:
    static std::size_t place(const std::vector<Item>& items, std::uint32_t entry);
    void findNumbers(std::size_t shard, const AddressBook::Numbered* known, const AddressColumn& dictionary,
                     const std::vector<Item>& items, std::size_t from, std::size_t to,
                     std::vector<std::uint32_t>& numbers);

    std::shared_ptr<AddressBook> m_book;
    std::deque<Shard> m_shards;
    std::mutex m_mutex; ///< guards m_outer
    GroupTable m_outer;
    std::atomic<std::size_t> m_turn = 0;
};

} // namespace tideline
