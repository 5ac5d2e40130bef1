// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/flows/encoding.h"

namespace tideline {

/// A set of columns.
class ColumnSet
{
public:
    ColumnSet() = default;
    ColumnSet(std::initializer_list<FlowColumn> columns)
    {
        for (const FlowColumn column : columns)
            add(column);
    }
    static ColumnSet all()
    {
        ColumnSet set;
        set.m_bits = (1U << flowColumnCount) - 1;
        return set;
    }
    void add(FlowColumn column) { m_bits |= 1U << int(column); }
    void add(const ColumnSet& other) { m_bits |= other.m_bits; }
    bool has(FlowColumn column) const { return (m_bits >> int(column)) & 1; }
    std::vector<FlowColumn> list() const
    {
        std::vector<FlowColumn> columns;
        for (int i = 0; i < flowColumnCount; ++i) {
            if (has(FlowColumn(i)))
                columns.push_back(FlowColumn(i));
        }
        return columns;
    }

private:
    std::uint32_t m_bits = 0;
};

/// The columns of a chunk that were asked for, as arrays; addresses and texts stay indexes into dictionaries.
/// One is used again and again, so that its buffers are allocated once.
struct DecodedChunk
{
    ChunkInfo info;
    std::vector<Micros> start;
    std::vector<std::int64_t> duration;
    std::vector<std::uint32_t> src, dst;
    std::vector<std::uint16_t> srcPort, dstPort;
    std::vector<std::uint8_t> protocol;
    std::vector<std::uint64_t> srcBytes, dstBytes, srcPackets, dstPackets;
    std::vector<std::uint32_t> flows, nextAs, srcAs, dstAs;
    TextColumn service, state, exporter;
    std::vector<std::uint64_t> record;
    std::vector<IpAddress> addresses; ///< ascending

    std::size_t rows() const { return info.rows; }

    /// Corrupt when a blob is not what its header says, an index points nowhere, or a start lies outside the chunk's
    /// span. Columns that are not wanted keep what they held.
    Result<void> decode(const EncodedChunk& chunk, const ColumnSet& wanted);
    /// All rows, when all columns were decoded.
    FlowBatch toBatch() const;
    /// Appends one row.
    void appendRow(std::size_t row, FlowBatch& batch) const;
};

} // namespace tideline
