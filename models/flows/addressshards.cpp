// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/addressshards.h"

#include <algorithm>

namespace tideline {

AddressShards::AddressShards(std::size_t words, const FlowFigures& figures, std::shared_ptr<AddressBook> book)
    : m_book(std::move(book)), m_outer(words, FlowFigures{false, false, false, false})
{
    for (std::size_t i = 0; i < AddressBook::shardCount; ++i)
        m_shards.emplace_back(i, words, figures);
}

std::uint32_t AddressShards::outerGroup(const std::uint32_t* key)
{
    const std::lock_guard lock(m_mutex);
    return m_outer.find(key);
}

std::size_t AddressShards::place(const std::vector<Item>& items, std::uint32_t entry)
{
    return std::size_t(std::lower_bound(items.begin(), items.end(), entry,
                                        [](const Item& item, std::uint32_t at) { return item.entry < at; }) -
                       items.begin());
}

void AddressShards::findNumbers(std::size_t shard, const AddressBook::Numbered* known, const AddressColumn& dictionary,
                                const std::vector<Item>& items, std::size_t from, std::size_t to,
                                std::vector<std::uint32_t>& numbers)
{
    numbers.resize(to - from);
    if (known) {
        for (std::size_t i = from; i < to; ++i)
            numbers[i - from] = known->numbers[items[i].entry];
        return;
    }
    std::vector<IpAddress> addresses;
    addresses.reserve(to - from);
    for (std::size_t i = from; i < to; ++i)
        addresses.push_back(dictionary[items[i].entry]);
    m_book->number(shard, addresses, numbers);
}

std::uint32_t AddressShards::number(const Shard& shard, const IpAddress& address)
{
    std::vector<std::uint32_t> numbers;
    m_book->number(shard.index, {address}, numbers);
    return numbers.front();
}

} // namespace tideline
