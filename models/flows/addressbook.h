// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/flows/dictionarycolumns.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace tideline {

/// Numbers for addresses, in the order they are met.
class AddressTable
{
public:
    std::uint32_t number(const IpAddress& address);
    /// Of many at once: the table is larger than the processor's cache, so that it is asked for ahead.
    void number(const std::vector<IpAddress>& addresses, std::vector<std::uint32_t>& numbers);
    const IpAddress& address(std::uint32_t number) const { return m_addresses[number]; }
    std::size_t size() const { return m_addresses.size(); }
    static std::uint64_t hash(const IpAddress& address) { return Key(address).hash; }

private:
    struct Key
    {
        explicit Key(const IpAddress& address);
        std::uint64_t high = 0, low = 0; ///< the address as a number
        std::uint64_t hash = 0;
    };
    struct Slot
    {
        std::uint64_t low = 0;
        std::uint32_t mark = 0;   ///< of the high half; 0 = that is 0, as it is of IPv4
        std::uint32_t number = 0; ///< one more than it is; 0 = free
    };
    std::uint32_t find(const Key& key, const IpAddress& address);
    void grow();
    std::vector<Slot> m_slots = std::vector<Slot>(64);
    std::vector<IpAddress> m_addresses;
};

/// Addresses of a case, numbered once and for all. Inside they lie in shards, spread by hashing, so that threads do not
/// wait for each other. Outlives questions: whoever asks again finds a chunk's numbers as they were. Thread-safe.
class AddressBook
{
public:
    static constexpr std::size_t shardCount = 16;
    using Numbers = std::vector<std::uint32_t>;
    /// `most`: bytes of chunks' numbers that are kept.
    explicit AddressBook(std::size_t most) : m_most(most), m_shards(shardCount) {}

    /// The number of each entry of a chunk's dictionary. Where there is no room to keep them they are found for this
    /// time only if `inAnyCase`; null otherwise.
    std::shared_ptr<const Numbers> numbered(const ChunkInfo& chunk, const AddressColumn& dictionary, bool inAnyCase);
    /// Of some entries.
    void number(const AddressColumn& dictionary, const std::vector<std::uint32_t>& entries, Numbers& numbers);
    IpAddress address(std::uint32_t number) const;
    static std::size_t shardOf(std::uint32_t number) { return number % shardCount; }
    static std::uint32_t withinShard(std::uint32_t number) { return number / shardCount; }
    /// All numbers are below; hardly more than there are addresses.
    std::uint32_t bound() const { return std::uint32_t(m_largest * shardCount); }
    /// About what the addresses take.
    std::size_t bytes() const { return m_addresses * addressBytes; }
    /// More addresses than a case should remember.
    bool isTooLarge() const { return m_addresses > mostAddresses; }

private:
    static constexpr std::size_t mostAddresses = 1'000'000;
    static constexpr std::size_t addressBytes = 48; ///< itself, and two or less slots
    struct Shard
    {
        mutable std::mutex mutex;
        AddressTable addresses;
    };
    const std::size_t m_most;
    std::deque<Shard> m_shards;
    std::atomic<std::size_t> m_addresses = 0, m_largest = 0; ///< in all shards; in one
    std::mutex m_mutex;                                      ///< guards what follows
    std::unordered_map<qint64, std::shared_ptr<const Numbers>> m_chunks;
    std::size_t m_bytes = 0;
};

} // namespace tideline
