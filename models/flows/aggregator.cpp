// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/aggregator.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::uint32_t notYet = 0xffffffff;
constexpr std::uint32_t directionIn = 0, directionOut = 1;

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

} // namespace

Aggregator::Aggregator(const FlowQuestion& question)
    : m_question(question), m_groups(1 + question.by.size()), m_keys(question.by.size())
{
    const auto found = std::find(question.by.begin(), question.by.end(), Dimension::Direction);
    if (found != question.by.end())
        m_direction = int(found - question.by.begin());
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

/// Rows outside all bins leave the mask. Rows come mostly in time order, so the last bin is tried first.
void Aggregator::findBins(const DecodedChunk& columns, RowMask& mask)
{
    const std::vector<Micros>& edges = m_question.edges;
    m_bins.assign(columns.rows(), 0);
    if (edges.size() < 2)
        return;
    std::size_t bin = 0;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const Micros start = columns.start[row];
        if (start < edges[bin] || start >= edges[bin + 1]) {
            const auto above = std::upper_bound(edges.begin(), edges.end(), start);
            if (above == edges.begin() || above == edges.end()) {
                mask[row] = 0;
                continue;
            }
            bin = std::size_t(above - edges.begin()) - 1;
        }
        m_bins[row] = std::uint32_t(bin);
    }
}

std::uint32_t Aggregator::addressId(const DecodedChunk& columns, std::uint32_t entry)
{
    if (m_entryIds[entry] == notYet)
        m_entryIds[entry] = m_addresses.intern(columns.addresses[entry]);
    return m_entryIds[entry];
}

void Aggregator::fillAddresses(const DecodedChunk& columns, const std::vector<std::uint32_t>& index,
                               const RowMask& mask, std::vector<std::uint32_t>& ids)
{
    for (std::size_t row = 0; row < mask.size(); ++row) {
        if (mask[row])
            ids[row] = addressId(columns, index[row]);
    }
}

void Aggregator::fillLabels(FlowView& view, const RowMask& mask, RuleSet set, std::vector<std::uint32_t>& ids)
{
    for (std::size_t row = 0; row < mask.size(); ++row) {
        if (mask[row])
            ids[row] = view.label(set, row);
    }
}

void Aggregator::findKeys(FlowView& view, const RowMask& mask, std::uint32_t subject)
{
    const DecodedChunk& columns = view.columns();
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        std::vector<std::uint32_t>& ids = m_keys[i];
        ids.resize(view.rows());
        const auto copy = [&ids](const auto& values) { std::copy(values.begin(), values.end(), ids.begin()); };
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
            fillAddresses(columns, view.peer(), mask, ids);
            break;
        case Dimension::Local:
            fillAddresses(columns, view.local(), mask, ids);
            break;
        case Dimension::Source:
            std::fill(ids.begin(), ids.end(), view.chunk().resolver().sourceText(columns.info.source));
            break;
        case Dimension::Subject:
            std::fill(ids.begin(), ids.end(), subject);
            break;
        case Dimension::Country:
            for (std::size_t row = 0; row < ids.size(); ++row)
                ids[row] = view.country(row);
            break;
        case Dimension::Exporter:
            for (std::size_t row = 0; row < ids.size(); ++row)
                ids[row] = view.chunk().exporterText()[columns.exporter.index[row]];
            break;
        default:
            fillLabels(view, mask, *ruleSetOf(dimension), ids);
            break;
        }
    }
}

void Aggregator::add(FlowView& view, RowMask& mask, std::uint32_t subject)
{
    findBins(view.columns(), mask);
    m_entryIds.assign(view.columns().addresses.size(), notYet);
    findKeys(view, mask, subject);
    if (m_direction < 0) {
        addPart(view, mask, Part::Whole);
    } else {
        addPart(view, mask, Part::Out);
        addPart(view, mask, Part::In);
    }
}

/// The columns that are summed, fetched once for all rows.
struct Aggregator::Columns
{
    explicit Columns(FlowView& from)
        : view(from)
        , bytesOut(from.bytesOut())
        , bytesIn(from.bytesIn())
        , packetsOut(from.packetsOut())
        , packetsIn(from.packetsIn())
        , flows(from.columns().flows)
        , start(from.columns().start)
    {}
    const FlowView& view;
    const std::vector<std::uint64_t>&bytesOut, &bytesIn, &packetsOut, &packetsIn;
    const std::vector<std::uint32_t>& flows;
    const std::vector<Micros>& start;
};

/// False when the flow has no part in this direction. A flow counts as one where the side that started it sends.
bool Aggregator::addSums(const Columns& columns, std::size_t row, Part part, FlowSums& sums)
{
    const bool takesOut = part != Part::In, takesIn = part != Part::Out;
    const std::uint64_t out = takesOut ? columns.bytesOut[row] : 0;
    const std::uint64_t in = takesIn ? columns.bytesIn[row] : 0;
    const std::uint64_t packetsOut = takesOut ? columns.packetsOut[row] : 0;
    const std::uint64_t packetsIn = takesIn ? columns.packetsIn[row] : 0;
    const bool started = part == Part::Whole || columns.view.isLocalDst(row) == (part == Part::In);
    if (!started && out == 0 && in == 0 && packetsOut == 0 && packetsIn == 0)
        return false;
    sums.bytesOut += out;
    sums.bytesIn += in;
    sums.packetsOut += packetsOut;
    sums.packetsIn += packetsIn;
    sums.flows += started ? columns.flows[row] : 0;
    return true;
}

void Aggregator::addPart(FlowView& view, const RowMask& mask, Part part)
{
    const Columns columns(view);
    if (m_direction >= 0)
        std::fill(m_keys[std::size_t(m_direction)].begin(), m_keys[std::size_t(m_direction)].end(),
                  part == Part::In ? directionIn : directionOut);
    const std::size_t words = m_groups.words();
    std::vector<std::uint32_t> key(words), last(words);
    std::uint32_t group = notYet;
    for (std::size_t row = 0; row < mask.size(); ++row) {
        FlowSums sums;
        if (!mask[row] || !addSums(columns, row, part, sums))
            continue;
        key[0] = m_bins[row];
        for (std::size_t i = 1; i < words; ++i)
            key[i] = m_keys[i - 1][row];
        if (group == notYet || key != last) {
            group = m_groups.find(key.data());
            last = key;
        }
        m_groups.group(group).add(sums, columns.start[row], columns.start[row]);
        if (m_question.countPeers)
            m_peers.insert(group, addressId(view.columns(), view.peer()[row]));
        if (m_question.countLocals)
            m_locals.insert(group, addressId(view.columns(), view.local()[row]));
    }
}

bool Aggregator::isAddress(std::size_t dimension) const
{
    return m_question.by[dimension] == Dimension::Peer || m_question.by[dimension] == Dimension::Local;
}

void Aggregator::merge(const Aggregator& other)
{
    std::vector<std::uint32_t> addresses;
    for (const IpAddress& address : other.m_addresses.addresses())
        addresses.push_back(m_addresses.intern(address));
    std::vector<std::uint32_t> groups(other.m_groups.size());
    std::vector<std::uint32_t> key(m_groups.words());
    for (std::uint32_t index = 0; index < groups.size(); ++index) {
        std::copy_n(other.m_groups.key(index), key.size(), key.begin());
        for (std::size_t i = 1; i < key.size(); ++i) {
            if (isAddress(i - 1))
                key[i] = addresses[key[i]];
        }
        groups[index] = m_groups.find(key.data());
        const GroupTable::Group& more = other.m_groups.group(index);
        m_groups.group(groups[index]).add(more.sums, more.first, more.last);
    }
    other.m_peers.forEach(
        [&](std::uint32_t group, std::uint32_t peer) { m_peers.insert(groups[group], addresses[peer]); });
    other.m_locals.forEach(
        [&](std::uint32_t group, std::uint32_t local) { m_locals.insert(groups[group], addresses[local]); });
}

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
        return m_addresses.addresses()[id].toString();
    default:
        return texts.text(id);
    }
}

std::vector<FlowAggregate::Row> Aggregator::finish(const TextPool& texts)
{
    m_peers.forEach([this](std::uint32_t group, std::uint32_t) { ++m_groups.group(group).peers; });
    m_locals.forEach([this](std::uint32_t group, std::uint32_t) { ++m_groups.group(group).locals; });
    std::vector<FlowAggregate::Row> rows(m_groups.size());
    for (std::uint32_t index = 0; index < rows.size(); ++index) {
        const std::uint32_t* key = m_groups.key(index);
        const GroupTable::Group& group = m_groups.group(index);
        FlowAggregate::Row& row = rows[index];
        row.bin = int(key[0]);
        for (std::size_t i = 0; i < m_question.by.size(); ++i)
            row.keys.append(keyText(i, key[i + 1], texts));
        row.sums = group.sums;
        row.first = group.first;
        row.last = group.last;
        row.peers = group.peers;
        row.locals = group.locals;
    }
    std::sort(rows.begin(), rows.end(), [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return a.bin != b.bin
                   ? a.bin < b.bin
                   : std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
    });
    return rows;
}

} // namespace tideline
