// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an aggregator has added up, as rows with names.
#include "models/flows/aggregator.h"

#include <queue>

#include <algorithm>
#include <functional>
#include <map>

namespace tideline {

QString Aggregator::keyText(std::size_t dimension, std::uint32_t id, std::size_t shard, const TextPool& texts) const
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
        return m_shards->book().address(shard, id).toString();
    default:
        return texts.text(id);
    }
}

QStringList Aggregator::keyTexts(const Answered& from, std::uint32_t group, const TextPool& texts) const
{
    QStringList all;
    for (std::size_t i = 0; i < m_question.by.size(); ++i)
        all.append(keyText(i, from.groups->key(group)[i + 1], from.shard, texts));
    return all;
}

/// Where the groups are, and what was counted for each.
std::vector<Aggregator::Answered> Aggregator::answered()
{
    std::vector<Answered> all;
    const auto add = [&](const GroupTable& groups, std::size_t shard) {
        all.push_back({&groups, shard, {}, {}, {}});
        all.back().peers.resize(m_question.countPeers ? groups.size() : 0);
        all.back().locals.resize(m_question.countLocals ? groups.size() : 0);
    };
    if (firstAddress() < m_question.by.size()) {
        for (const AddressShards::Shard& shard : m_shards->shards()) {
            add(shard.groups, shard.index);
            shard.peers.addCounts(all.back().peers);
            shard.locals.addCounts(all.back().locals);
        }
        return all;
    }
    add(m_groups, 0);
    if (!m_shards)
        return all;
    std::vector<std::uint64_t> peers(m_shards->outer().size()), locals(m_shards->outer().size());
    for (const AddressShards::Shard& shard : m_shards->shards()) {
        shard.peers.addCounts(peers);
        shard.locals.addCounts(locals);
    }
    for (std::uint32_t group = 0; group < m_groups.size(); ++group) {
        const std::uint32_t outer = m_shards->outerGroup(m_groups.key(group));
        if (m_question.countPeers)
            all.back().peers[group] = peers[outer];
        if (m_question.countLocals)
            all.back().locals[group] = locals[outer];
    }
    return all;
}

namespace {

/// Sums over all bins of the keys of one table.
struct KeySums
{
    std::vector<std::uint32_t> keyOf; ///< per group; empty = each is its own key
    std::vector<double> sums;         ///< per key
    std::vector<std::uint32_t> some;  ///< a group of each key; empty = the same

    std::uint32_t key(std::uint32_t group) const { return keyOf.empty() ? group : keyOf[group]; }
    std::uint32_t group(std::uint32_t key) const { return some.empty() ? key : some[key]; }
};

KeySums joinBins(const GroupTable& groups, bool areBinned, Quantity of)
{
    KeySums keys;
    if (!areBinned) {
        keys.sums.reserve(groups.size());
        for (std::uint32_t group = 0; group < groups.size(); ++group)
            keys.sums.push_back(groups.sums().of(group, of));
        return keys;
    }
    keys.keyOf.resize(groups.size());
    GroupTable joined(groups.words(), groups.sums().figures());
    std::vector<std::uint32_t> key(groups.words());
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
        std::copy_n(groups.key(group), key.size(), key.begin());
        key[0] = 0;
        keys.keyOf[group] = joined.find(key.data());
        joined.sums().add(keys.keyOf[group], groups.sums(), group);
        if (keys.keyOf[group] == keys.some.size())
            keys.some.push_back(group);
    }
    for (std::uint32_t index = 0; index < joined.size(); ++index)
        keys.sums.push_back(joined.sums().of(index, of));
    return keys;
}

} // namespace

/// Marks the groups of the keys with the largest sums over all bins.
void Aggregator::choose(std::vector<Answered>& all, const TextPool& texts, FlowAggregate& answer) const
{
    for (Answered& each : all)
        each.isChosen.assign(each.groups->size(), 1);
    if (m_question.top <= 0)
        return;
    const auto top = std::size_t(m_question.top);
    std::vector<KeySums> keys;
    std::size_t known = 0;
    std::priority_queue<double, std::vector<double>, std::greater<>> largest;
    for (const Answered& each : all) {
        keys.push_back(joinBins(*each.groups, m_question.edges.size() > 2, m_question.topOf));
        known += keys.back().sums.size();
        for (const double sum : keys.back().sums) {
            if (largest.size() < top)
                largest.push(sum);
            else if (sum > largest.top())
                largest.pop(), largest.push(sum);
        }
    }
    if (known <= top)
        return;
    answer.restKeys = known - top;
    // Of those that are equally large the first by name are taken.
    const double least = largest.top();
    std::vector<std::pair<QStringList, std::pair<std::size_t, std::uint32_t>>> equal;
    std::vector<std::vector<std::uint8_t>> isTaken;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        isTaken.emplace_back(keys[i].sums.size(), 0);
        for (std::uint32_t key = 0; key < keys[i].sums.size(); ++key) {
            if (keys[i].sums[key] > least)
                ++taken, isTaken[i][key] = 1;
            else if (keys[i].sums[key] == least)
                equal.push_back({keyTexts(all[i], keys[i].group(key), texts), {i, key}});
        }
    }
    std::sort(equal.begin(), equal.end());
    for (std::size_t i = 0; taken < top; ++i, ++taken)
        isTaken[equal[i].second.first][equal[i].second.second] = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::uint32_t group = 0; group < all[i].isChosen.size(); ++group)
            all[i].isChosen[group] = isTaken[i][keys[i].key(group)];
    }
}

void Aggregator::finish(const TextPool& texts, FlowAggregate& answer)
{
    flush();
    std::vector<Answered> all = answered();
    choose(all, texts, answer);
    std::vector<FlowAggregate::Row>& rows = answer.rows;
    GroupTable rest(1, m_question.figures);
    std::uint32_t restBin = 0, restGroup = 0;
    for (const Answered& each : all) {
        const SumColumns& sums = each.groups->sums();
        for (std::uint32_t group = 0; group < each.groups->size(); ++group) {
            const std::uint32_t bin = each.groups->key(group)[0];
            if (each.isChosen[group]) {
                rows.push_back({int(bin), keyTexts(each, group, texts), sums.sums(group), sums.first(group),
                                sums.last(group), each.peers.empty() ? 0 : each.peers[group],
                                each.locals.empty() ? 0 : each.locals[group]});
                continue;
            }
            if (rest.size() == 0 || bin != restBin)
                restGroup = rest.find(&bin);
            restBin = bin;
            rest.sums().add(restGroup, sums, group);
        }
    }
    for (std::uint32_t i = 0; i < rest.size(); ++i)
        answer.rest.push_back(
            {int(rest.key(i)[0]), {}, rest.sums().sums(i), rest.sums().first(i), rest.sums().last(i)});
    const auto isBefore = [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return a.bin != b.bin
                   ? a.bin < b.bin
                   : std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
    };
    std::sort(rows.begin(), rows.end(), isBefore);
    std::sort(answer.rest.begin(), answer.rest.end(), isBefore);
}

} // namespace tideline
