// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/resolvedchunk.h"

namespace tideline {

/// A chunk as seen from one side: which end of each row is local. Columns that depend on it are made when first asked
/// for; labels of rules row by row.
class FlowView
{
public:
    explicit FlowView(const ResolvedChunk& chunk) : m_chunk(chunk) {}

    /// Without members src is local. With members only rows with exactly one end inside stay in `mask`.
    /// `prefixes` gives the names of local prefixes; may be null.
    void orient(const MemberSet* members, const MemberSet* prefixes, RowMask& mask);

    const ResolvedChunk& chunk() const { return m_chunk; }
    const DecodedChunk& columns() const { return m_chunk.columns(); }
    std::size_t rows() const { return m_chunk.rows(); }
    bool isLocalDst(std::size_t row) const { return !m_localIsDst.empty() && m_localIsDst[row]; }

    const std::vector<std::uint32_t>& local();
    const std::vector<std::uint32_t>& peer();
    const std::vector<std::uint64_t>& bytesOut();
    const std::vector<std::uint64_t>& bytesIn();
    const std::vector<std::uint64_t>& packetsOut();
    const std::vector<std::uint64_t>& packetsIn();
    /// By the network tables, or else as the record says.
    const std::vector<std::uint32_t>& peerAsn();
    /// Text numbers.
    const std::vector<std::uint32_t>& prefix();
    std::uint32_t country(std::size_t row) { return m_chunk.country()[peer()[row]]; }
    std::uint32_t label(RuleSet set, std::size_t row);

private:
    template <typename T>
    const std::vector<T>& choose(const std::vector<T>& ifSrc, const std::vector<T>& ifDst, std::vector<T>& made);
    std::uint32_t findLabel(RuleSet set, std::size_t row);

    const ResolvedChunk& m_chunk;
    const MemberSet* m_prefixes = nullptr;
    RowMask m_localIsDst; ///< empty = nowhere
    ResolvedChunk::Ends m_ends;
    std::vector<std::uint32_t> m_local, m_peer, m_peerAsn, m_prefix;
    std::vector<std::uint64_t> m_bytesOut, m_bytesIn, m_packetsOut, m_packetsIn;
    std::array<std::vector<std::uint32_t>, std::size(allRuleSets)> m_labels;
    std::array<LabelMemo, std::size(allRuleSets)> m_memos; ///< live as long as the question
};

} // namespace tideline
