// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/resolvedchunk.h"

#include "models/flows/kernel.h"

namespace tideline {

namespace {

/// A record of one direction may be the answer: the service is then on the sender's side.
TIDELINE_KERNEL void chooseWellKnown(const std::uint16_t* src, const std::uint16_t* dst, std::size_t rows,
                                     std::uint16_t* port)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint16_t least = src[row] < dst[row] ? src[row] : dst[row];
        port[row] = least < 1024 ? least : dst[row];
    }
}

} // namespace

Result<void> ResolvedChunk::open(const EncodedChunk& chunk, const ColumnSet& columns)
{
    ++m_serial;
    m_wanted = columns;
    m_flags.clear();
    if (auto opened = m_columns.open(chunk, columns); !opened)
        return opened;
    const TimeSegments& segments = m_resolver.segments();
    m_firstSegment = segments.at(m_columns.info.minStart);
    m_lastSegment = segments.at(m_columns.info.maxStart);
    if (columns.has(FlowColumn::Addresses))
        resolveAddresses();
    resolveTexts();
    return {};
}

Result<void> ResolvedChunk::loadRows(std::size_t from, std::size_t count, const TimeCuts& cuts)
{
    if (auto decoded = m_columns.decodeRows(from, count, cuts); !decoded)
        return decoded;
    resolveTime();
    if (m_wanted.has(FlowColumn::SrcPort) && m_wanted.has(FlowColumn::DstPort))
        resolvePorts();
    return {};
}

void ResolvedChunk::resolveAddresses()
{
    const AddressColumn& addresses = m_columns.addresses;
    m_resolver.classes().classify(addresses, m_class);
    if (!m_resolver.usesNetworks())
        return;
    const NetworkTable& networks = m_resolver.networks();
    networks.pieces().findSorted(addresses.list(), m_network);
    m_asn.assign(addresses.size(), 0);
    m_country.assign(addresses.size(), TextPool::unknown);
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (m_network[i] == RangeMap::none)
            continue;
        const auto network = std::size_t(m_network[i]);
        m_asn[i] = networks.networks()[network].asn;
        if (m_resolver.wants().country)
            m_country[i] = m_resolver.countryText(network);
    }
}

void ResolvedChunk::resolveTexts()
{
    TextPool& pool = m_resolver.texts();
    const auto number = [&pool](const TextColumn& column, std::vector<std::uint32_t>& texts,
                                std::vector<std::uint32_t>& facts) {
        texts.clear();
        facts.clear();
        for (const std::string& entry : column.dictionary) {
            const QString text = QString::fromStdString(entry);
            texts.push_back(pool.intern(text));
            facts.push_back(pool.intern(text.toLower()));
        }
    };
    if (m_wanted.has(FlowColumn::Exporter))
        number(m_columns.exporter, m_exporterText, m_exporterFact);
    if (m_wanted.has(FlowColumn::Service))
        number(m_columns.service, m_serviceText, m_serviceFact);
}

void ResolvedChunk::resolveTime()
{
    m_segments.clear();
    m_segment = m_firstSegment;
    if (m_firstSegment == m_lastSegment)
        return;
    const TimeSegments& segments = m_resolver.segments();
    m_segment = segments.at(m_columns.minStart);
    if (!m_columns.hasStarts || segments.at(m_columns.maxStart) == m_segment)
        return;
    m_segments.resize(rows());
    for (std::size_t row = 0; row < rows(); ++row)
        m_segments[row] = segments.at(m_columns.start[row]);
}

void ResolvedChunk::resolvePorts()
{
    m_port.resize(rows());
    if (m_columns.info.oneWay)
        chooseWellKnown(m_columns.srcPort.data(), m_columns.dstPort.data(), rows(), m_port.data());
    else
        m_port = m_columns.dstPort;
}

void ResolvedChunk::fillFlags(const MemberSet& members, std::uint32_t segment, std::uint8_t* flags) const
{
    const AddressClasses& classes = m_resolver.classes();
    const Micros time = m_resolver.segments().inside(segment);
    const bool usesAsns = members.usesAsns();
    constexpr std::uint8_t notAsked = 9;
    std::vector<std::uint8_t> ofClass(classes.count(), notAsked);
    for (std::size_t i = 0; i < m_class.size(); ++i) {
        std::uint8_t& known = ofClass[m_class[i]];
        if (known == notAsked)
            known = members.hasClass(classes, m_class[i], time);
        flags[i] = known;
        if (usesAsns && !known)
            flags[i] = m_asn[i] == 0 ? 2 : members.hasAsn(m_asn[i], time);
    }
}

const ResolvedChunk::Flags& ResolvedChunk::memberFlags(const MemberSet& members)
{
    for (const auto& [known, flags] : m_flags) {
        if (known == &members)
            return flags;
    }
    const std::size_t entries = m_class.size();
    Flags flags(entries * (m_lastSegment - m_firstSegment + 1));
    for (std::uint32_t segment = m_firstSegment; segment <= m_lastSegment; ++segment)
        fillFlags(members, segment, flags.data() + (segment - m_firstSegment) * entries);
    m_flags.emplace_back(&members, std::move(flags));
    return m_flags.back().second;
}

void ResolvedChunk::findEnds(const MemberSet& members, Ends& ends)
{
    const std::size_t entries = m_class.size();
    const Flags& all = memberFlags(members);
    const auto side = [&](const std::vector<std::uint32_t>& index, const std::vector<std::uint32_t>& as,
                          RowMask& mask) {
        mask.resize(rows());
        const std::uint8_t* flags = all.data() + (m_segment - m_firstSegment) * entries;
        if (m_segments.empty()) {
            for (std::size_t row = 0; row < rows(); ++row)
                mask[row] = flags[index[row]];
        } else {
            for (std::size_t row = 0; row < rows(); ++row)
                mask[row] = all[(m_segments[row] - m_firstSegment) * entries + index[row]];
        }
        if (!members.usesAsns())
            return;
        for (std::size_t row = 0; row < rows(); ++row) {
            if (mask[row] == 2)
                mask[row] = members.hasAsn(as[row], m_resolver.segments().inside(segment(row)));
        }
    };
    side(m_columns.src, m_columns.srcAs, ends.src);
    side(m_columns.dst, m_columns.dstAs, ends.dst);
}

} // namespace tideline
