// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an aggregator has added up, as rows with names.
#include "models/flows/aggregator.h"

#include <queue>

#include <algorithm>
#include <functional>

namespace tideline {

namespace {

/// A key that may be among the largest, by its table and its number there.
struct Candidate
{
    double sum = 0;
    std::uint32_t table = 0, key = 0;
};

/// Leaves `top` of the candidates, none of which is below `least`: of those that are equally large the first by name.
/// There may be millions of these, so that only the names of the best are kept.
template <typename NameOf>
void keepLargest(std::vector<Candidate>& candidates, double least, std::size_t top, NameOf&& nameOf)
{
    if (candidates.size() <= top)
        return;
    const auto equal =
        std::partition(candidates.begin(), candidates.end(), [least](const auto& each) { return each.sum > least; });
    const auto open = top - std::size_t(equal - candidates.begin());
    using Named = std::pair<QStringList, Candidate>;
    const auto isBefore = [](const Named& a, const Named& b) { return a.first < b.first; };
    std::priority_queue<Named, std::vector<Named>, decltype(isBefore)> first(isBefore);
    for (auto each = equal; each != candidates.end(); ++each) {
        Named named{nameOf(*each), *each};
        if (first.size() == open && !isBefore(named, first.top()))
            continue;
        first.push(std::move(named));
        if (first.size() > open)
            first.pop();
    }
    candidates.erase(equal, candidates.end());
    for (; !first.empty(); first.pop())
        candidates.push_back(first.top().second);
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

/// Calls `use(sum, key)` with the sum over all bins of each key where that is `least` or more. In a single bin each
/// group is a key, otherwise `keyOfGroup` joins them. Returns how many keys there are.
template <typename Use>
std::size_t Aggregator::visitKeys(const Answered& all, const double& least, Numbers& keyOfGroup, Numbers& groupOfKey,
                                  Use&& use) const
{
    const std::uint32_t groups = all.sums->size();
    if (m_question.edges.size() <= 2) {
        for (std::uint32_t group = 0; group < groups; ++group) {
            const double sum = all.sums->of(group, m_question.topOf);
            if (sum >= least && isThere(all, group)) // the first mostly tells
                use(sum, group);
        }
        return all.groups ? groups : std::size_t(std::count(m_isUsed.begin(), m_isUsed.end(), 1));
    }
    GroupTable joined(m_groups.words(), m_question.figures);
    keyOfGroup.resize(groups);
    for (std::uint32_t group = 0; group < groups; ++group) {
        if (!isThere(all, group))
            continue;
        Numbers key = keyOf(all, group);
        key[0] = 0;
        keyOfGroup[group] = joined.find(key.data());
        joined.sums().add(keyOfGroup[group], *all.sums, group);
        if (keyOfGroup[group] == groupOfKey.size())
            groupOfKey.push_back(group);
    }
    for (std::uint32_t key = 0; key < joined.size(); ++key) {
        if (joined.sums().of(key, m_question.topOf) >= least)
            use(joined.sums().of(key, m_question.topOf), key);
    }
    return joined.size();
}

/// Finds the groups of the keys with the largest sums over all bins.
void Aggregator::choose(std::vector<Answered>& all, const TextPool& texts, FlowAggregate& answer) const
{
    if (m_question.top <= 0)
        return;
    const auto top = std::size_t(m_question.top);
    const bool isOneBin = m_question.edges.size() <= 2;
    std::vector<Numbers> keysOf(all.size()), groupsOf(all.size());
    std::vector<Candidate> candidates;
    std::priority_queue<double, std::vector<double>, std::greater<>> largest;
    double least = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        known += visitKeys(all[i], least, keysOf[i], groupsOf[i], [&](double sum, std::uint32_t key) {
            candidates.push_back({sum, std::uint32_t(i), key});
            largest.push(sum);
            if (largest.size() > top)
                largest.pop();
            if (largest.size() == top)
                least = largest.top();
        });
    }
    if (known <= top)
        return;
    answer.restKeys = known - top;
    std::erase_if(candidates, [least](const Candidate& each) { return each.sum < least; });
    keepLargest(candidates, least, top, [&](const Candidate& each) {
        const Numbers& groups = groupsOf[each.table];
        return keyTexts(all[each.table], groups.empty() ? each.key : groups[each.key], texts);
    });
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].isCut = true;
        Numbers& chosen = all[i].chosen;
        for (const Candidate& each : candidates) {
            if (each.table == i)
                chosen.push_back(each.key);
        }
        std::sort(chosen.begin(), chosen.end());
        if (isOneBin)
            continue;
        const Numbers keys = std::exchange(chosen, {});
        for (std::uint32_t group = 0; group < keysOf[i].size(); ++group) {
            if (isThere(all[i], group) && std::binary_search(keys.begin(), keys.end(), keysOf[i][group]))
                chosen.push_back(group);
        }
    }
}

/// What was not chosen goes to the rest of its bin.
void Aggregator::addRest(const Answered& all, GroupTable& rest) const
{
    const bool isOneBin = m_question.edges.size() <= 2;
    auto chosen = all.chosen.begin();
    for (std::uint32_t group = 0; group < all.sums->size(); ++group) {
        if (chosen != all.chosen.end() && *chosen == group) {
            ++chosen;
            continue;
        }
        if (!isOneBin && !isThere(all, group))
            continue;
        // In one bin all up to the next that was chosen: nothing was added to what is not there.
        const std::uint32_t next = chosen == all.chosen.end() ? all.sums->size() : *chosen;
        const std::uint32_t end = isOneBin ? next : group + 1, bin = binOf(all, group);
        rest.sums().addRun(rest.find(&bin), *all.sums, group, end);
        group = end - 1;
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
        for (const std::uint32_t group : each.chosen)
            places.push_back({binOf(each, group), group, &each});
        for (std::uint32_t group = 0; !each.isCut && group < each.sums->size(); ++group) {
            if (isThere(each, group))
                places.push_back({binOf(each, group), group, &each});
        }
        if (each.isCut)
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
