// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/addressbook.h"
#include "models/flows/grouptable.h"

#include <array>
#include <deque>
#include <mutex>
#include <numeric>

namespace tideline {

/// What belongs to addresses, of a whole question with too many of them for tables by their numbers: groups with an
/// address in their key, and distinct addresses. Its threads share it, shard by shard of the address book.
class AddressShards
{
public:
    struct Shard
    {
        Shard(std::size_t words, const FlowFigures& figures, std::size_t bitGroups)
            : groups(words, figures), peers(bitGroups), locals(bitGroups)
        {}
        std::mutex mutex;
        GroupTable groups;                  ///< addresses in keys are their numbers in the book
        std::vector<std::uint32_t> groupOf; ///< where a key is nothing but an address: 1 + group, 0 = none
        PairSet peers, locals;              ///< of groups and numbers
    };

    /// `words`: of a key, the bin among them. `areKeys`: are there addresses in keys? `mostBytes`: that each thread may
    /// use of its own before it turns to the shards.
    AddressShards(std::size_t words, const FlowFigures& figures, bool areKeys, std::shared_ptr<AddressBook> book,
                  std::size_t mostBytes);

    /// Groups without an address in their key that addresses are counted for: the same number in all threads.
    std::uint32_t outerGroup(const std::uint32_t* key);
    /// Calls `work(shard, mark)` for all marks by number, one thread at a time a shard.
    template <typename Work> void forEachShard(const std::vector<AddressMark>& marks, Work&& work)
    {
        std::array<std::vector<AddressMark>, AddressBook::shardCount> parts;
        for (const AddressMark& mark : marks)
            parts[AddressBook::shardOf(mark.address)].push_back(mark);
        // What another thread is at comes later, until nothing else is left.
        std::vector<std::size_t> open(parts.size()), later;
        std::iota(open.begin(), open.end(), 0U);
        for (bool isPatient = false; !open.empty(); open.swap(later)) {
            later.clear();
            for (const std::size_t at : open) {
                std::unique_lock lock(m_shards[at].mutex, std::defer_lock);
                if (isPatient)
                    lock.lock();
                else if (!lock.try_lock()) {
                    later.push_back(at);
                    continue;
                }
                for (const AddressMark& mark : parts[at])
                    work(m_shards[at], mark);
            }
            isPatient = later.size() == open.size();
        }
    }
    bool isEmpty() const;
    /// About what the groups, the distinct addresses and the numbers that the question brought take.
    std::size_t bytes();
    const std::deque<Shard>& shards() const { return m_shards; }
    const GroupTable& outer() const { return m_outer; }
    AddressBook& book() const { return *m_book; }
    std::size_t mostBytes() const { return m_mostBytes; }

private:
    std::shared_ptr<AddressBook> m_book;
    const std::size_t m_mostBytes;
    const std::size_t m_bookBytes; ///< before the question
    std::deque<Shard> m_shards;
    std::mutex m_mutex; ///< guards m_outer
    GroupTable m_outer;
};

} // namespace tideline
