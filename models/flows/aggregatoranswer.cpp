// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an aggregator has added up, as rows with names.
#include "models/flows/aggregator.h"

#include <queue>

#include <algorithm>
#include <cstring>
#include <functional>

namespace tideline {

namespace {

/// The first that is marked, from one on; as many as there are when none is.
std::uint32_t nextOne(const std::vector<std::uint8_t>& marks, std::uint32_t from)
{
    const void* next = from < marks.size() ? std::memchr(marks.data() + from, 1, marks.size() - from) : nullptr;
    return next ? std::uint32_t(static_cast<const std::uint8_t*>(next) - marks.data()) : std::uint32_t(marks.size());
}

} // namespace

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
        return m_shards->book().address(id).toString();
    default:
        return texts.text(id);
    }
}

Aggregator::Numbers Aggregator::keyOf(const Answered& all, std::uint32_t group) const
{
    Numbers key(m_groups.words());
    if (all.groups)
        std::copy_n(all.groups->key(group), key.size(), key.begin());
    else
        keyOf(group, key.data());
    return key;
}

QStringList Aggregator::keyTexts(const Answered& from, std::uint32_t group, const TextPool& texts) const
{
    QStringList all;
    if (m_question.by.empty())
        return all;
    const Numbers key = keyOf(from, group);
    for (std::size_t i = 0; i < m_question.by.size(); ++i)
        all.append(keyText(i, key[i + 1], texts));
    return all;
}

std::uint32_t Aggregator::binOf(const Answered& all, std::uint32_t group) const
{
    if (all.groups)
        return all.groups->key(group)[0];
    return m_layout.bins == 1 ? m_layout.firstBin : keyOf(all, group)[0];
}

/// Do the slots alone make the answer? Then most of them need no key.
bool Aggregator::areSlotsAll() const
{
    return m_layout.slotCount > 0 && m_groups.size() == 0 &&
           (!m_shards || (m_layout.isNumbered && m_shards->isEmpty()));
}

/// Where the groups are, and what was counted for each.
std::vector<Aggregator::Answered> Aggregator::answered()
{
    std::vector<Answered> all;
    const auto add = [&](const GroupTable* groups, const SumColumns& sums) {
        all.push_back({groups, &sums, {}, {}});
        all.back().peers.resize(m_question.countPeers ? sums.size() : 0);
        all.back().locals.resize(m_question.countLocals ? sums.size() : 0);
    };
    if (areSlotsAll()) {
        add(nullptr, m_slotSums);
        if (m_shards) {
            m_numberedPeers.addCounts(all.back().peers);
            m_numberedLocals.addCounts(all.back().locals);
        }
        return all;
    }
    flush();
    if (m_address < m_question.by.size()) {
        for (const AddressShards::Shard& shard : m_shards->shards()) {
            add(&shard.groups, shard.groups.sums());
            shard.peers.addCounts(all.back().peers);
            shard.locals.addCounts(all.back().locals);
        }
        return all;
    }
    add(&m_groups, m_groups.sums());
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

/// Sums over all bins of the keys of one table.
struct Aggregator::KeySums
{
    std::vector<std::uint32_t> keyOf; ///< per group; empty = each is its own key
    std::vector<double> sums;         ///< per key; -1 = not there
    std::vector<std::uint32_t> some;  ///< a group of each key; empty = the same

    std::uint32_t key(std::uint32_t group) const { return keyOf.empty() ? group : keyOf[group]; }
    std::uint32_t group(std::uint32_t key) const { return some.empty() ? key : some[key]; }
};

Aggregator::KeySums Aggregator::sumKeys(const Answered& all) const
{
    KeySums keys;
    if (m_question.edges.size() <= 2) {
        keys.sums.resize(all.sums->size());
        // What is not there has no sum; without a branch, since nobody can foresee it.
        for (std::uint32_t group = 0; group < all.sums->size(); ++group)
            keys.sums[group] = all.sums->of(group, m_question.topOf) - !isThere(all, group);
        return keys;
    }
    keys.keyOf.resize(all.sums->size());
    GroupTable joined(m_groups.words(), m_question.figures);
    for (std::uint32_t group = 0; group < all.sums->size(); ++group) {
        if (!isThere(all, group))
            continue;
        Numbers key = keyOf(all, group);
        key[0] = 0;
        keys.keyOf[group] = joined.find(key.data());
        joined.sums().add(keys.keyOf[group], *all.sums, group);
        if (keys.keyOf[group] == keys.some.size())
            keys.some.push_back(group);
    }
    for (std::uint32_t index = 0; index < joined.size(); ++index)
        keys.sums.push_back(joined.sums().of(index, m_question.topOf));
    return keys;
}

/// Marks the groups of the keys with the largest sums over all bins.
void Aggregator::choose(std::vector<Answered>& all, const TextPool& texts, FlowAggregate& answer) const
{
    if (m_question.top <= 0)
        return;
    const auto top = std::size_t(m_question.top);
    std::vector<KeySums> keys;
    std::size_t known = 0;
    std::priority_queue<double, std::vector<double>, std::greater<>> largest;
    for (const Answered& each : all) {
        keys.push_back(sumKeys(each));
        for (const double sum : keys.back().sums) {
            known += sum >= 0;
            if (largest.size() < top && sum >= 0)
                largest.push(sum);
            else if (!largest.empty() && sum > largest.top())
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
            if (keys[i].sums[key] < least)
                continue;
            if (keys[i].sums[key] > least)
                ++taken, isTaken[i][key] = 1;
            else
                equal.push_back({keyTexts(all[i], keys[i].group(key), texts), {i, key}});
        }
    }
    std::sort(equal.begin(), equal.end());
    for (std::size_t i = 0; taken < top; ++i, ++taken)
        isTaken[equal[i].second.first][equal[i].second.second] = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (keys[i].keyOf.empty()) {
            all[i].isChosen = std::move(isTaken[i]);
            continue;
        }
        for (std::uint32_t group = 0; group < keys[i].keyOf.size(); ++group)
            all[i].isChosen.push_back(isThere(all[i], group) && isTaken[i][keys[i].keyOf[group]]);
    }
}

/// What was not chosen goes to the rest of its bin.
void Aggregator::addRest(const Answered& all, GroupTable& rest) const
{
    const auto isRest = [&](std::uint32_t group) { return !all.isChosen[group] && isThere(all, group); };
    const bool isOneBin = m_question.edges.size() <= 2;
    const auto size = std::uint32_t(all.isChosen.size());
    for (std::uint32_t group = 0; group < size;) {
        if (!isRest(group)) {
            ++group;
            continue;
        }
        // A run up to the next one that was chosen; nothing was added to what is not there.
        std::uint32_t end = group + 1;
        if (isOneBin)
            end = nextOne(all.isChosen, end);
        const std::uint32_t bin = binOf(all, group);
        rest.sums().addRun(rest.find(&bin), *all.sums, group, end);
        group = end;
    }
}

void Aggregator::finish(const TextPool& texts, FlowAggregate& answer)
{
    std::vector<Answered> all = answered();
    choose(all, texts, answer);
    struct RowPlace
    {
        std::uint32_t bin = 0, group = 0;
        const Answered* from = nullptr;
    };
    std::vector<RowPlace> places;
    GroupTable rest(1, m_question.figures);
    for (const Answered& each : all) {
        const std::vector<std::uint8_t>& isChosen = each.groups || !each.isChosen.empty() ? each.isChosen : m_isUsed;
        for (std::uint32_t group = 0; group < each.sums->size(); ++group) {
            group = isChosen.empty() ? group : nextOne(isChosen, group);
            if (group < each.sums->size())
                places.push_back({binOf(each, group), group, &each});
        }
        addRest(each, rest);
    }
    // By bins while that is little to move about.
    const auto byBin = [](const auto& a, const auto& b) { return a.bin < b.bin; };
    std::sort(places.begin(), places.end(), byBin);
    std::vector<FlowAggregate::Row>& rows = answer.rows;
    rows.reserve(places.size());
    for (const auto& [bin, group, from] : places)
        rows.push_back({int(bin), keyTexts(*from, group, texts), from->sums->sums(group), from->sums->first(group),
                        from->sums->last(group), from->peers.empty() ? 0 : from->peers[group],
                        from->locals.empty() ? 0 : from->locals[group]});
    const auto byKeys = [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
    };
    for (auto from = rows.begin(); from != rows.end();) {
        const auto to = std::upper_bound(from, rows.end(), *from, byBin);
        std::sort(from, to, byKeys);
        from = to;
    }
    for (std::uint32_t i = 0; i < rest.size(); ++i)
        answer.rest.push_back(
            {int(rest.key(i)[0]), {}, rest.sums().sums(i), rest.sums().first(i), rest.sums().last(i)});
    std::sort(answer.rest.begin(), answer.rest.end(), byBin);
}

} // namespace tideline
