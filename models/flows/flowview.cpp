// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/flowview.h"

#include <algorithm>

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
        const std::uint8_t* isDst = m_localIsDst.data();
        const T *src = ifSrc.data(), *dst = ifDst.data();
        T* out = made.data();
        for (std::size_t row = 0, count = rows(); row < count; ++row) // without a branch, so that it is done in vectors
            out[row] = src[row] ^ ((src[row] ^ dst[row]) & (T(0) - T(isDst[row])));
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
    const std::size_t classes = resolver.classes().count();
    auto known = std::find_if(m_prefixTexts.begin(), m_prefixTexts.end(),
                              [this](const auto& texts) { return texts.first == m_prefixes; });
    if (known == m_prefixTexts.end())
        known = m_prefixTexts.insert(known, {m_prefixes, {}});
    known->second.resize(classes * resolver.segments().count(), notAsked);
    const std::vector<std::uint32_t>& locals = local();
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint32_t addressClass = m_chunk.addressClass()[locals[row]];
        const std::uint32_t segment = m_chunk.segment(row);
        std::uint32_t& text = known->second[segment * classes + addressClass];
        if (text == notAsked)
            text = m_prefixes->prefix(resolver.classes(), addressClass, resolver.segments().inside(segment));
        m_prefix[row] = text;
    }
    return m_prefix;
}

const std::vector<std::uint32_t>& FlowView::labels(RuleSet set)
{
    std::vector<std::uint32_t>& labels = m_labels[std::size_t(set)];
    if (!labels.empty())
        return labels;
    const Resolver& resolver = m_chunk.resolver();
    std::optional<LabelColumn>& column = m_labelColumns[std::size_t(set)];
    if (!column)
        column.emplace(*resolver.rules(set), resolver);
    column->fill(*this, labels);
    // What no rule names is called what the log calls it.
    if (set == RuleSet::Service) {
        const std::vector<std::uint32_t>& index = columns().service.index;
        for (std::size_t row = 0; row < rows(); ++row) {
            if (labels[row] == TextPool::unknown)
                labels[row] = m_chunk.serviceText()[index[row]];
        }
    }
    return labels;
}

} // namespace tideline
