// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/addressshards.h"

#include <algorithm>

namespace tideline {

AddressShards::AddressShards(std::size_t words, const FlowFigures& figures, bool areKeys,
                             std::shared_ptr<AddressBook> book, std::size_t mostBytes)
    : m_book(std::move(book))
    , m_mostBytes(mostBytes)
    , m_bookBytes(m_book->bytes())
    , m_outer(words, FlowFigures{false, false, false, false})
{
    constexpr std::size_t fewGroups = 32;
    for (std::size_t i = 0; i < AddressBook::shardCount; ++i)
        m_shards.emplace_back(words, figures, areKeys ? 0 : fewGroups);
}

std::uint32_t AddressShards::outerGroup(const std::uint32_t* key)
{
    const std::lock_guard lock(m_mutex);
    return m_outer.find(key);
}

std::size_t AddressShards::bytes()
{
    std::size_t bytes = m_book->bytes() - m_bookBytes;
    for (Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        bytes += shard.groups.bytes() + shard.groupOf.size() * sizeof(std::uint32_t) + shard.peers.bytes() +
                 shard.locals.bytes();
    }
    return bytes;
}

bool AddressShards::isEmpty() const
{
    return m_outer.size() == 0 &&
           std::all_of(m_shards.begin(), m_shards.end(), [](const Shard& shard) { return shard.groups.size() == 0; });
}

} // namespace tideline
