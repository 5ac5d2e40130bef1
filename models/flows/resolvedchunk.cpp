// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/resolvedchunk.h"

namespace tideline {

Result<void> ResolvedChunk::load(const EncodedChunk& chunk, const ColumnSet& columns)
{
    if (auto decoded = m_columns.decode(chunk, columns); !decoded)
        return decoded;
    if (columns.has(FlowColumn::Addresses))
        resolveAddresses();
    resolveTexts(columns);
    resolveTime();
    if (columns.has(FlowColumn::SrcPort) && columns.has(FlowColumn::DstPort))
        resolvePorts();
    return {};
}

void ResolvedChunk::resolveAddresses()
{
    const std::vector<IpAddress>& addresses = m_columns.addresses;
    m_resolver.classes().isEmpty() ? m_class.assign(addresses.size(), 0)
                                   : m_resolver.classes().classify(addresses, m_class);
    if (!m_resolver.usesNetworks())
        return;
    const NetworkTable& networks = m_resolver.networks();
    networks.pieces().findSorted(addresses, m_network);
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

void ResolvedChunk::resolveTexts(const ColumnSet& columns)
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
    if (columns.has(FlowColumn::Exporter))
        number(m_columns.exporter, m_exporterText, m_exporterFact);
    if (columns.has(FlowColumn::Service))
        number(m_columns.service, m_serviceText, m_serviceFact);
}

void ResolvedChunk::resolveTime()
{
    const TimeSegments& segments = m_resolver.segments();
    m_segment = segments.at(m_columns.info.minStart);
    m_segments.clear();
    if (segments.at(m_columns.info.maxStart) == m_segment)
        return;
    m_segments.resize(rows());
    for (std::size_t row = 0; row < rows(); ++row)
        m_segments[row] = segments.at(m_columns.start[row]);
}

void ResolvedChunk::resolvePorts()
{
    m_port = m_columns.dstPort;
    if (!m_columns.info.oneWay)
        return;
    // A record of one direction may be the answer: the service is then on the sender's side.
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint16_t least = std::min(m_columns.srcPort[row], m_columns.dstPort[row]);
        if (least < 1024)
            m_port[row] = least;
    }
}

void ResolvedChunk::memberFlags(const MemberSet& members, std::uint32_t segment, std::uint8_t* flags) const
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

void ResolvedChunk::findEnds(const MemberSet& members, Ends& ends) const
{
    const std::size_t entries = m_class.size();
    const std::uint32_t count =
        m_segments.empty() ? 1 : m_resolver.segments().at(m_columns.info.maxStart) - m_segment + 1;
    std::vector<std::uint8_t> flags(entries * count);
    for (std::uint32_t i = 0; i < count; ++i)
        memberFlags(members, m_segment + i, flags.data() + i * entries);

    const auto side = [&](const std::vector<std::uint32_t>& index, const std::vector<std::uint32_t>& as,
                          RowMask& mask) {
        mask.resize(rows());
        if (m_segments.empty()) {
            for (std::size_t row = 0; row < rows(); ++row)
                mask[row] = flags[index[row]];
        } else {
            for (std::size_t row = 0; row < rows(); ++row)
                mask[row] = flags[(m_segments[row] - m_segment) * entries + index[row]];
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
