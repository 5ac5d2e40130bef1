// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/aggregator.h"

#include <algorithm>

namespace tideline {

namespace {

std::optional<RuleSet> ruleSetOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Service:
        return RuleSet::Service;
    case Dimension::Content:
        return RuleSet::Content;
    case Dimension::Route:
        return RuleSet::Route;
    case Dimension::Coin:
        return RuleSet::Coin;
    case Dimension::Obfuscation:
        return RuleSet::Obfuscation;
    default:
        return std::nullopt;
    }
}

std::pair<Micros, Micros> span(const Micros* from, const Micros* to)
{
    Micros least = *from, most = *from;
    for (; from != to; ++from) {
        least = std::min(least, *from);
        most = std::max(most, *from);
    }
    return {least, most};
}

} // namespace

Aggregator::Aggregator(const FlowQuestion& question)
    : m_question(question), m_groups(1 + question.by.size()), m_keys(question.by.size())
{
    const auto found = std::find(question.by.begin(), question.by.end(), Dimension::Direction);
    if (found != question.by.end())
        m_direction = int(found - question.by.begin());
    bool usesAddresses = question.countPeers || question.countLocals;
    for (std::size_t i = 0; i < question.by.size(); ++i)
        usesAddresses |= isAddress(i);
    if (usesAddresses)
        m_chunkGroups.emplace(1 + question.by.size());
}

ColumnSet Aggregator::columns(const FlowQuestion& question)
{
    using enum FlowColumn;
    ColumnSet columns{Start, SrcBytes, DstBytes, SrcPackets, DstPackets, Flows};
    if (question.countPeers || question.countLocals)
        columns.add({Src, Dst, Addresses});
    for (const Dimension dimension : question.by) {
        switch (dimension) {
        case Dimension::Protocol:
            columns.add(Protocol);
            break;
        case Dimension::Port:
            columns.add({SrcPort, DstPort});
            break;
        case Dimension::Exporter:
            columns.add(Exporter);
            break;
        case Dimension::Peer:
        case Dimension::Local:
        case Dimension::Country:
        case Dimension::Asn:
        case Dimension::Prefix:
        case Dimension::Subject:
            columns.add({Src, Dst, Addresses});
            break;
        default:
            break;
        }
    }
    return columns;
}

ResolverWants Aggregator::wants(const FlowQuestion& question)
{
    ResolverWants wants;
    for (const Dimension dimension : question.by) {
        if (const auto set = ruleSetOf(dimension))
            wants.set(*set) = true;
        wants.country |= dimension == Dimension::Country;
        wants.asn |= dimension == Dimension::Asn;
        wants.prefix |= dimension == Dimension::Prefix;
        wants.bySubject |= dimension == Dimension::Subject;
    }
    return wants;
}

/// Rows outside all bins leave the mask; false when none is left. Rows come mostly in time order, so the last bin is
/// tried first.
bool Aggregator::findBins(const DecodedChunk& columns, RowMask& mask)
{
    const std::vector<Micros>& edges = m_question.edges;
    const auto binOf = [&edges](Micros time) { return std::upper_bound(edges.begin(), edges.end(), time); };
    m_oneBin = true;
    std::size_t bin = 0;
    if (edges.size() >= 2) {
        const auto first = binOf(columns.minStart), last = binOf(columns.maxStart);
        if (first == edges.end() || last == edges.begin())
            return false;
        m_oneBin = first == last;
        bin = m_oneBin ? std::size_t(first - edges.begin()) - 1 : 0;
    }
    m_bins.assign(columns.rows(), std::uint32_t(bin));
    if (m_oneBin)
        return true;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const Micros start = columns.start[row];
        if (start < edges[bin] || start >= edges[bin + 1]) {
            const auto above = binOf(start);
            if (above == edges.begin() || above == edges.end()) {
                mask[row] = 0;
                continue;
            }
            bin = std::size_t(above - edges.begin()) - 1;
        }
        m_bins[row] = std::uint32_t(bin);
    }
    return true;
}

void Aggregator::findKeys(FlowView& view, std::uint32_t subject)
{
    const DecodedChunk& columns = view.columns();
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        std::vector<std::uint32_t>& ids = m_keys[i];
        ids.resize(view.rows());
        const auto copy = [&ids](const auto& values) { std::copy(values.begin(), values.end(), ids.begin()); };
        const auto look = [&ids](const auto& table, const auto& index) {
            for (std::size_t row = 0; row < ids.size(); ++row)
                ids[row] = table[index[row]];
        };
        const Dimension dimension = m_question.by[i];
        switch (dimension) {
        case Dimension::Direction:
            break; // by part
        case Dimension::Protocol:
            copy(columns.protocol);
            break;
        case Dimension::Port:
            copy(view.chunk().servicePort());
            break;
        case Dimension::Asn:
            copy(view.peerAsn());
            break;
        case Dimension::Prefix:
            copy(view.prefix());
            break;
        case Dimension::Peer:
            copy(view.peer());
            break;
        case Dimension::Local:
            copy(view.local());
            break;
        case Dimension::Source:
            std::fill(ids.begin(), ids.end(), view.chunk().resolver().sourceText(columns.info.source));
            break;
        case Dimension::Subject:
            std::fill(ids.begin(), ids.end(), subject);
            break;
        case Dimension::Country:
            look(view.chunk().country(), view.peer());
            break;
        case Dimension::Exporter:
            look(view.chunk().exporterText(), columns.exporter.index);
            break;
        default:
            copy(view.labels(*ruleSetOf(dimension)));
            break;
        }
    }
}

void Aggregator::add(FlowView& view, RowMask& mask, std::uint32_t subject)
{
    if (m_chunkGroups && m_serial != view.chunk().serial()) {
        m_serial = view.chunk().serial();
        m_dictionary = &view.columns().addresses;
        m_chunkGroups->clear();
        m_chunkPeers.beginChunk(m_dictionary->size());
        m_chunkLocals.beginChunk(m_dictionary->size());
    }
    if (!findBins(view.columns(), mask))
        return;
    findKeys(view, subject);
    if (m_direction < 0) {
        addPart(view, mask, Part::Whole);
    } else {
        addPart(view, mask, Part::Out);
        addPart(view, mask, Part::In);
    }
}

/// What the part sums. A flow counts as one where the side that started it sends; it has no part in the other direction
/// when nothing was sent there.
void Aggregator::takePart(FlowView& view, Part part, RowMask& mask, Summed& summed)
{
    summed = {view.bytesOut().data(),  view.bytesIn().data(),       view.packetsOut().data(),
              view.packetsIn().data(), view.columns().flows.data(), view.columns().start.data()};
    if (part == Part::Whole)
        return;
    m_none.resize(std::max(m_none.size(), mask.size()), 0);
    const bool isIn = part == Part::In;
    const std::uint64_t* bytes = isIn ? summed.bytesIn : summed.bytesOut;
    const std::uint64_t* packets = isIn ? summed.packetsIn : summed.packetsOut;
    (isIn ? summed.bytesOut : summed.bytesIn) = m_none.data();
    (isIn ? summed.packetsOut : summed.packetsIn) = m_none.data();
    m_startedFlows.resize(mask.size());
    const std::uint8_t* isDst = view.localIsDst().empty() ? nullptr : view.localIsDst().data();
    const std::uint32_t* flows = summed.flows;
    std::uint32_t* startedFlows = m_startedFlows.data();
    std::uint8_t* taken = mask.data();
    for (std::size_t row = 0, rows = mask.size(); row < rows; ++row) {
        const bool started = (isDst && isDst[row]) == isIn;
        startedFlows[row] = flows[row] & (0U - std::uint32_t(started));
        taken[row] &= std::uint8_t(started | ((bytes[row] | packets[row]) != 0));
    }
    summed.flows = m_startedFlows.data();
    std::vector<std::uint32_t>& direction = m_keys[std::size_t(m_direction)];
    std::fill(direction.begin(), direction.end(), isIn ? directionIn : directionOut);
}

void Aggregator::addPart(FlowView& view, const RowMask& mask, Part part)
{
    Summed summed{};
    m_partMask = mask;
    takePart(view, part, m_partMask, summed);
    m_rows.resize(mask.size());
    std::size_t taken = 0;
    for (std::uint32_t row = 0; row < mask.size(); ++row) {
        m_rows[taken] = row;
        taken += m_partMask[row];
    }
    m_rows.resize(taken);
    if (taken == 0)
        return;
    if (m_question.by.empty() && !m_chunkGroups)
        return addRuns(view.columns(), summed);
    GroupTable& groups = m_chunkGroups ? *m_chunkGroups : m_groups;
    groups.find(m_rows, m_bins, m_oneBin, m_keys, m_rowGroups);
    for (std::size_t i = 0; i < taken; ++i)
        addRow(summed, m_rows[i], groups.group(m_rowGroups[i]));
    if (m_question.countPeers)
        m_chunkPeers.mark(m_rows, m_rowGroups, view.peer());
    if (m_question.countLocals)
        m_chunkLocals.mark(m_rows, m_rowGroups, view.local());
}

void Aggregator::addRow(const Summed& summed, std::size_t row, GroupTable::Group& group)
{
    group.sums.bytesOut += summed.bytesOut[row];
    group.sums.bytesIn += summed.bytesIn[row];
    group.sums.packetsOut += summed.packetsOut[row];
    group.sums.packetsIn += summed.packetsIn[row];
    group.sums.flows += summed.flows[row];
    group.first = std::min(group.first, summed.start[row]);
    group.last = std::max(group.last, summed.start[row]);
}

/// Without keys, rows of one bin follow each other: they are added up column by column before they go to their group.
void Aggregator::addRuns(const DecodedChunk& columns, const Summed& summed)
{
    const auto sum = [](const auto* values, std::size_t from, std::size_t to) {
        std::uint64_t all = 0;
        for (std::size_t row = from; row < to; ++row)
            all += values[row];
        return all;
    };
    const bool isWhole = m_rows.size() == columns.rows();
    std::size_t to = 0;
    for (std::size_t from = 0; from < m_rows.size(); from = to) {
        const std::uint32_t bin = m_bins[m_rows[from]];
        GroupTable::Group& group = m_groups.group(m_groups.find(&bin));
        for (to = m_oneBin ? m_rows.size() : from + 1; to < m_rows.size() && m_bins[m_rows[to]] == bin;)
            ++to;
        if (!isWhole) {
            for (std::size_t i = from; i < to; ++i)
                addRow(summed, m_rows[i], group);
            continue;
        }
        group.sums.bytesOut += sum(summed.bytesOut, from, to);
        group.sums.bytesIn += sum(summed.bytesIn, from, to);
        group.sums.packetsOut += sum(summed.packetsOut, from, to);
        group.sums.packetsIn += sum(summed.packetsIn, from, to);
        group.sums.flows += sum(summed.flows, from, to);
        const auto [least, most] =
            m_oneBin ? std::pair(columns.minStart, columns.maxStart) : span(summed.start + from, summed.start + to);
        group.first = std::min(group.first, least);
        group.last = std::max(group.last, most);
    }
}

/// A key with other numbers for its addresses.
void Aggregator::translate(const std::uint32_t* from, const std::vector<std::uint32_t>& addresses,
                           std::uint32_t* key) const
{
    std::copy_n(from, m_groups.words(), key);
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        if (isAddress(i))
            key[i + 1] = addresses[key[i + 1]];
    }
}

void Aggregator::endChunk()
{
    if (!m_dictionary)
        return;
    // Only addresses that are met get a number.
    std::vector<std::uint8_t> isUsed(m_dictionary->size(), 0);
    const auto use = [&isUsed](std::uint32_t, std::uint32_t entry) { isUsed[entry] = 1; };
    m_chunkPeers.forEach(use);
    m_chunkLocals.forEach(use);
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        for (std::uint32_t index = 0; isAddress(i) && index < m_chunkGroups->size(); ++index)
            isUsed[m_chunkGroups->key(index)[i + 1]] = 1;
    }
    std::vector<IpAddress> wanted;
    std::vector<std::uint32_t> entries, numbers, numberOf(isUsed.size());
    for (std::uint32_t entry = 0; entry < isUsed.size(); ++entry) {
        if (isUsed[entry]) {
            wanted.push_back((*m_dictionary)[entry]);
            entries.push_back(entry);
        }
    }
    m_addresses.intern(wanted, numbers);
    for (std::size_t i = 0; i < entries.size(); ++i)
        numberOf[entries[i]] = numbers[i];

    std::vector<std::uint32_t> groups(m_chunkGroups->size()), key(m_groups.words());
    for (std::uint32_t index = 0; index < groups.size(); ++index) {
        translate(m_chunkGroups->key(index), numberOf, key.data());
        groups[index] = m_groups.find(key.data());
    }
    // The groups lie all over the memory: they are asked for ahead.
    constexpr std::size_t ahead = 12;
    for (std::uint32_t index = 0; index < groups.size(); ++index) {
        if (index + ahead < groups.size())
            __builtin_prefetch(&m_groups.group(groups[index + ahead]), 1);
        m_groups.group(groups[index]).add(m_chunkGroups->group(index));
    }
    m_chunkPeers.forEach(
        [&](std::uint32_t group, std::uint32_t entry) { m_peers.insert(groups[group], numberOf[entry]); });
    m_chunkLocals.forEach(
        [&](std::uint32_t group, std::uint32_t entry) { m_locals.insert(groups[group], numberOf[entry]); });
    m_dictionary = nullptr;
}

void Aggregator::merge(const Aggregator& other)
{
    std::vector<std::uint32_t> addresses;
    m_addresses.merge(other.m_addresses, addresses);
    std::vector<std::uint32_t> groups(other.m_groups.size()), key(m_groups.words());
    for (std::uint32_t index = 0; index < groups.size(); ++index) {
        translate(other.m_groups.key(index), addresses, key.data());
        groups[index] = m_groups.find(key.data());
        m_groups.group(groups[index]).add(other.m_groups.group(index));
    }
    other.m_peers.forEach(
        [&](std::uint32_t group, std::uint32_t peer) { m_peers.insert(groups[group], addresses[peer]); });
    other.m_locals.forEach(
        [&](std::uint32_t group, std::uint32_t local) { m_locals.insert(groups[group], addresses[local]); });
}

bool Aggregator::isAddress(std::size_t dimension) const
{
    return m_question.by[dimension] == Dimension::Peer || m_question.by[dimension] == Dimension::Local;
}

} // namespace tideline
