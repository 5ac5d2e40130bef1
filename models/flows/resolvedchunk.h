// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/resolver.h"

namespace tideline {

/// One byte a row: 1 = taken.
using RowMask = std::vector<std::uint8_t>;

/// A chunk with everything that can be said per dictionary entry rather than per row, and one tile of its rows. Used
/// again for the next chunk, so that its buffers are allocated once.
class ResolvedChunk
{
public:
    explicit ResolvedChunk(const Resolver& resolver) : m_resolver(resolver) {}
    Result<void> open(const EncodedChunk& chunk, const ColumnSet& columns);
    /// The next rows to look at; `from` is a multiple of tileRows.
    Result<void> loadRows(std::size_t from, std::size_t count, const TimeCuts& cuts);
    /// Changes with every chunk that is opened: what was found out per dictionary entry holds as long as it stays.
    std::uint64_t serial() const { return m_serial; }

    const DecodedChunk& columns() const { return m_columns; }
    std::size_t rows() const { return m_columns.rows(); }
    const Resolver& resolver() const { return m_resolver; }

    // Per dictionary entry.
    const std::vector<std::uint32_t>& addressClass() const { return m_class; }
    const std::vector<std::uint32_t>& country() const { return m_country; } ///< text numbers
    const std::vector<std::uint32_t>& asn() const { return m_asn; }         ///< by the network tables; 0 = unknown
    const std::vector<std::uint32_t>& exporterText() const { return m_exporterText; }
    const std::vector<std::uint32_t>& exporterFact() const { return m_exporterFact; }
    const std::vector<std::uint32_t>& serviceText() const { return m_serviceText; }
    const std::vector<std::uint32_t>& serviceFact() const { return m_serviceFact; }

    // Per row.
    std::uint32_t segment(std::size_t row) const { return m_segments.empty() ? m_segment : m_segments[row]; }
    const std::vector<std::uint16_t>& servicePort() const { return m_port; }

    /// Which ends of each row belong to the members.
    struct Ends
    {
        RowMask src, dst;
    };
    void findEnds(const MemberSet& members, Ends& ends);

private:
    void resolveAddresses();
    void resolveTexts();
    void resolveTime();
    void resolvePorts();
    /// Per segment of the chunk and entry of the dictionary: 0 no, 1 yes, 2 depends on the AS that the record states.
    using Flags = std::vector<std::uint8_t>;
    const Flags& memberFlags(const MemberSet& members);
    void fillFlags(const MemberSet& members, std::uint32_t segment, std::uint8_t* flags) const;

    const Resolver& m_resolver;
    DecodedChunk m_columns;
    ColumnSet m_wanted;
    std::uint64_t m_serial = 0;
    std::vector<std::pair<const MemberSet*, Flags>> m_flags; ///< of the chunk at hand
    std::uint32_t m_firstSegment = 0, m_lastSegment = 0;     ///< of the chunk
    std::vector<std::uint32_t> m_class, m_country, m_asn;
    std::vector<std::int32_t> m_network;
    std::vector<std::uint32_t> m_exporterText, m_exporterFact, m_serviceText, m_serviceFact;
    std::uint32_t m_segment = 0;           ///< of all rows of the tile …
    std::vector<std::uint32_t> m_segments; ///< … unless there is one for each
    std::vector<std::uint16_t> m_port;
};

} // namespace tideline
