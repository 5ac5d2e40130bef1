// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/flowview.h"

namespace tideline {

void FlowView::orient(const MemberSet* members, const MemberSet* prefixes, RowMask& mask)
{
    m_prefixes = prefixes;
    m_localIsDst.clear();
    m_peerAsn.clear();
    m_prefix.clear();
    for (auto* made : {&m_local, &m_peer})
        made->clear();
    for (auto* made : {&m_bytesOut, &m_bytesIn, &m_packetsOut, &m_packetsIn})
        made->clear();
    for (auto& labels : m_labels)
        labels.clear();
    if (!members)
        return;
    m_chunk.findEnds(*members, m_ends);
    m_localIsDst = m_ends.dst;
    for (std::size_t row = 0; row < rows(); ++row)
        mask[row] &= std::uint8_t(m_ends.src[row] ^ m_ends.dst[row]);
}

template <typename T>
const std::vector<T>& FlowView::choose(const std::vector<T>& ifSrc, const std::vector<T>& ifDst, std::vector<T>& made)
{
    if (m_localIsDst.empty())
        return ifSrc;
    if (made.empty()) {
        made.resize(rows());
        for (std::size_t row = 0; row < rows(); ++row)
            made[row] = m_localIsDst[row] ? ifDst[row] : ifSrc[row];
    }
    return made;
}

const std::vector<std::uint32_t>& FlowView::local()
{
    return choose(columns().src, columns().dst, m_local);
}

const std::vector<std::uint32_t>& FlowView::peer()
{
    return choose(columns().dst, columns().src, m_peer);
}

const std::vector<std::uint64_t>& FlowView::bytesOut()
{
    return choose(columns().srcBytes, columns().dstBytes, m_bytesOut);
}

const std::vector<std::uint64_t>& FlowView::bytesIn()
{
    return choose(columns().dstBytes, columns().srcBytes, m_bytesIn);
}

const std::vector<std::uint64_t>& FlowView::packetsOut()
{
    return choose(columns().srcPackets, columns().dstPackets, m_packetsOut);
}

const std::vector<std::uint64_t>& FlowView::packetsIn()
{
    return choose(columns().dstPackets, columns().srcPackets, m_packetsIn);
}

const std::vector<std::uint32_t>& FlowView::peerAsn()
{
    if (m_peerAsn.empty()) {
        const std::vector<std::uint32_t>& peers = peer();
        m_peerAsn.resize(rows());
        for (std::size_t row = 0; row < rows(); ++row) {
            const std::uint32_t known = m_chunk.asn()[peers[row]];
            const std::uint32_t stated = isLocalDst(row) ? columns().srcAs[row] : columns().dstAs[row];
            m_peerAsn[row] = known ? known : stated;
        }
    }
    return m_peerAsn;
}

const std::vector<std::uint32_t>& FlowView::prefix()
{
    if (!m_prefix.empty())
        return m_prefix;
    m_prefix.assign(rows(), TextPool::unknown);
    if (!m_prefixes)
        return m_prefix;
    const Resolver& resolver = m_chunk.resolver();
    constexpr std::uint32_t notAsked = 0xffffffff;
    std::vector<std::uint32_t> known(std::size_t(resolver.classes().count()) * resolver.segments().count(), notAsked);
    const std::vector<std::uint32_t>& locals = local();
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint32_t addressClass = m_chunk.addressClass()[locals[row]];
        const std::uint32_t segment = m_chunk.segment(row);
        std::uint32_t& text = known[std::size_t(segment) * resolver.classes().count() + addressClass];
        if (text == notAsked)
            text = m_prefixes->prefix(resolver.classes(), addressClass, resolver.segments().inside(segment));
        m_prefix[row] = text;
    }
    return m_prefix;
}

std::uint32_t FlowView::label(RuleSet set, std::size_t row)
{
    std::vector<std::uint32_t>& labels = m_labels[std::size_t(set)];
    if (labels.empty())
        labels.assign(rows(), LabelMemo::missing);
    if (labels[row] == LabelMemo::missing)
        labels[row] = findLabel(set, row);
    return labels[row];
}

std::uint32_t FlowView::findLabel(RuleSet set, std::size_t row)
{
    const RuleMatcher& rules = *m_chunk.resolver().rules(set);
    std::uint32_t found = TextPool::unknown;
    if (!rules.isEmpty()) {
        const ColumnSet& needed = rules.columns();
        const DecodedChunk& all = columns();
        RuleFacts facts;
        if (rules.usesLocal())
            facts.localClass = m_chunk.addressClass()[local()[row]];
        if (rules.usesPeer())
            facts.peerClass = m_chunk.addressClass()[peer()[row]];
        if (rules.usesAsns())
            facts.peerAsn = peerAsn()[row];
        if (needed.has(FlowColumn::NextAs))
            facts.nextAs = all.nextAs[row];
        if (needed.has(FlowColumn::DstPort))
            facts.port = m_chunk.servicePort()[row];
        if (needed.has(FlowColumn::Protocol))
            facts.protocol = all.protocol[row];
        if (rules.usesExporter())
            facts.exporter = m_chunk.exporterFact()[all.exporter.index[row]];
        if (rules.usesService())
            facts.service = m_chunk.serviceFact()[all.service.index[row]];
        facts.segment = m_chunk.segment(row);

        const RuleMatcher::Key key = rules.key(facts);
        LabelMemo& memo = m_memos[std::size_t(set)];
        found = memo.find(key);
        if (found == LabelMemo::missing) {
            found = rules.match(facts, m_chunk.resolver().classes(), m_chunk.resolver().segments());
            memo.insert(key, found);
        }
    }
    // What no rule names is called what the log calls it.
    if (found == TextPool::unknown && set == RuleSet::Service)
        found = m_chunk.serviceText()[columns().service.index[row]];
    return found;
}

} // namespace tideline
