// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/labelcolumn.h"

namespace tideline {

/// A tile of a chunk as seen from one side: which end of each row is local. Columns that depend on it are made when
/// first asked for.
class FlowView
{
public:
    explicit FlowView(ResolvedChunk& chunk) : m_chunk(chunk) {}

    /// Without members src is local. With members only rows with exactly one end inside stay in `mask`.
    /// `prefixes` gives the names of local prefixes; may be null.
    void orient(const MemberSet* members, const MemberSet* prefixes, RowMask& mask);

    const ResolvedChunk& chunk() const { return m_chunk; }
    const DecodedChunk& columns() const { return m_chunk.columns(); }
    std::size_t rows() const { return m_chunk.rows(); }
    bool isLocalDst(std::size_t row) const { return !m_localIsDst.empty() && m_localIsDst[row]; }
    /// Per row; empty = nowhere.
    const RowMask& localIsDst() const { return m_localIsDst; }

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
    const std::vector<std::uint32_t>& labels(RuleSet set);

private:
    template <typename T>
    const std::vector<T>& choose(const std::vector<T>& ifSrc, const std::vector<T>& ifDst, std::vector<T>& made);

    ResolvedChunk& m_chunk;
    const MemberSet* m_prefixes = nullptr;
    RowMask m_localIsDst; ///< empty = nowhere
    ResolvedChunk::Ends m_ends;
    std::vector<std::uint32_t> m_local, m_peer, m_peerAsn, m_prefix;
    std::vector<std::uint64_t> m_bytesOut, m_bytesIn, m_packetsOut, m_packetsIn;
    std::array<std::vector<std::uint32_t>, std::size(allRuleSets)> m_labels;
    // These live as long as the question.
    std::array<std::optional<LabelColumn>, std::size(allRuleSets)> m_labelColumns;
    std::vector<std::pair<const MemberSet*, std::vector<std::uint32_t>>> m_prefixTexts; ///< per segment and class
};

} // namespace tideline
