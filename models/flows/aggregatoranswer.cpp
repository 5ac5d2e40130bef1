// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an aggregator has added up, as rows with names.
#include "models/flows/aggregator.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tideline {

QString Aggregator::keyText(std::size_t dimension, std::uint32_t id, const TextPool& texts) const
{
    switch (m_question.by[dimension]) {
    case Dimension::Direction:
        return id == directionIn ? QStringLiteral("in") : QStringLiteral("out");
    case Dimension::Protocol:
        return QString::fromStdString(protocolName(int(id)));
    case Dimension::Port:
        return QString::number(id);
    case Dimension::Asn:
        return id == 0 ? texts.text(TextPool::unknown) : QStringLiteral("AS%1").arg(id);
    case Dimension::Peer:
    case Dimension::Local:
        return m_addresses.address(id).toString();
    default:
        return texts.text(id);
    }
}

FlowAggregate::Row Aggregator::rowOf(std::uint32_t index, const TextPool& texts) const
{
    const std::uint32_t* key = m_groups.key(index);
    const GroupTable::Group& group = m_groups.group(index);
    FlowAggregate::Row row;
    row.bin = int(key[0]);
    for (std::size_t i = 0; i < m_question.by.size(); ++i)
        row.keys.append(keyText(i, key[i + 1], texts));
    row.sums = group.sums;
    row.first = group.first;
    row.last = group.last;
    return row;
}

/// Which groups belong to the keys with the largest sums over all bins.
std::vector<std::uint8_t> Aggregator::chosen(const TextPool& texts) const
{
    std::vector<std::uint8_t> chosen(m_groups.size(), 1);
    if (m_question.top <= 0)
        return chosen;
    // Keys without their bins, and the number of each group's key.
    GroupTable joined(m_groups.words());
    std::vector<std::uint32_t> keyOf(m_groups.size());
    std::iota(keyOf.begin(), keyOf.end(), 0);
    const bool isJoined = m_question.edges.size() > 2;
    std::vector<std::uint32_t> key(m_groups.words());
    for (std::uint32_t index = 0; isJoined && index < m_groups.size(); ++index) {
        std::copy_n(m_groups.key(index), key.size(), key.begin());
        key[0] = 0;
        keyOf[index] = joined.find(key.data());
        joined.group(keyOf[index]).add(m_groups.group(index));
    }
    const GroupTable& keys = isJoined ? joined : m_groups;
    const auto top = std::size_t(m_question.top);
    if (keys.size() <= top)
        return chosen;
    std::vector<std::pair<double, std::uint32_t>> order;
    for (std::uint32_t index = 0; index < keys.size(); ++index)
        order.emplace_back(-keys.group(index).sums.of(m_question.topOf), index);
    std::nth_element(order.begin(), order.begin() + std::ptrdiff_t(top) - 1, order.end());
    const double least = order[top - 1].first;
    // Of those that are equally large the first by name are taken.
    const auto names = [&](std::uint32_t index) {
        QStringList all;
        for (std::size_t i = 0; i < m_question.by.size(); ++i)
            all.append(keyText(i, keys.key(index)[i + 1], texts));
        return all;
    };
    std::vector<std::pair<QStringList, std::uint32_t>> equal;
    std::vector<std::uint8_t> taken(keys.size(), 0);
    std::size_t count = 0;
    for (const auto& [sum, index] : order) {
        if (sum < least)
            ++count, taken[index] = 1;
        else if (sum == least)
            equal.emplace_back(names(index), index);
    }
    std::sort(equal.begin(), equal.end());
    for (std::size_t i = 0; count < top; ++i, ++count)
        taken[equal[i].second] = 1;
    for (std::uint32_t index = 0; index < chosen.size(); ++index)
        chosen[index] = taken[keyOf[index]];
    return chosen;
}

void Aggregator::finish(const TextPool& texts, FlowAggregate& answer) const
{
    const std::vector<std::uint8_t> isChosen = chosen(texts);
    std::vector<std::uint64_t> peers(m_groups.size()), locals(m_groups.size());
    m_peers.forEach([&peers](std::uint32_t group, std::uint32_t) { ++peers[group]; });
    m_locals.forEach([&locals](std::uint32_t group, std::uint32_t) { ++locals[group]; });
    std::vector<FlowAggregate::Row>& rows = answer.rows;
    std::map<int, GroupTable::Group> rest;
    for (std::uint32_t index = 0; index < m_groups.size(); ++index) {
        if (!isChosen[index]) {
            rest[int(m_groups.key(index)[0])].add(m_groups.group(index));
            continue;
        }
        rows.push_back(rowOf(index, texts));
        rows.back().peers = peers[index];
        rows.back().locals = locals[index];
    }
    for (const auto& [bin, group] : rest)
        answer.rest.push_back({bin, {}, group.sums, group.first, group.last});
    std::sort(rows.begin(), rows.end(), [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return a.bin != b.bin
                   ? a.bin < b.bin
                   : std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
    });
}

} // namespace tideline
