// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/flows/dictionarycolumns.h"
#include "models/flows/integercolumn.h"

#include <algorithm>

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

/// Rows that are scanned at a time: their columns stay in the processor's cache.
inline constexpr std::size_t tileRows = frameRows;

/// Where it matters when a flow starts: at the ends of ranges and bins. Rows between two cuts are all alike.
struct TimeCuts
{
    bool areEverywhere = false;
    std::vector<Micros> at; ///< ascending
    static const TimeCuts& everywhere();
    /// Does one lie above `least` and not above `most`?
    bool divide(Micros least, Micros most) const
    {
        const auto above = std::upper_bound(at.begin(), at.end(), least);
        return areEverywhere || (above != at.end() && *above <= most);
    }
};

/// The columns of a chunk that were asked for, a tile of rows at a time, as arrays; addresses and texts stay indexes
/// into dictionaries. One is used again and again, so that its buffers are allocated once.
struct DecodedChunk
{
    ChunkInfo info;
    std::vector<Micros> start;
    std::vector<std::int64_t> duration;
    std::vector<std::uint32_t> src, dst;
    std::vector<std::uint16_t> srcPort, dstPort;
    std::vector<std::uint8_t> protocol;
    std::vector<std::uint64_t> srcBytes, dstBytes, srcPackets, dstPackets;
    std::vector<std::uint32_t> flows, srcAs, dstAs;
    std::vector<std::uint32_t> nextAs; ///< empty where there are codes
    TextColumn service, state, exporter;
    std::vector<std::uint64_t> record;
    AddressColumn addresses;
    /// What the starts of the rows lie within; `start` itself is filled when some lie on different sides of a cut.
    Micros minStart = 0, maxStart = 0;
    bool hasStarts = false;
    /// The neighbouring AS, mostly one of few: the chunk's values, and a code per row; null = `nextAs` has them.
    std::vector<std::uint32_t> nextAsTable;
    const std::uint8_t* nextAsCode = nullptr;

    std::uint32_t nextAsOf(std::size_t row) const { return nextAsCode ? nextAsTable[nextAsCode[row]] : nextAs[row]; }

    /// Rows decoded, of those of the chunk.
    std::size_t rows() const { return m_rows; }

    /// Opens the columns and reads the dictionaries. Corrupt when a blob is not what its header says. Columns that are
    /// not wanted keep what they held.
    Result<void> open(const EncodedChunk& chunk, const ColumnSet& wanted);
    /// Decodes rows [from, from + count), `from` a multiple of tileRows. Corrupt when a value does not fit, an index
    /// points nowhere, or a start lies outside the chunk's span.
    Result<void> decodeRows(std::size_t from, std::size_t count, const TimeCuts& cuts = TimeCuts::everywhere());
    /// All rows at once.
    Result<void> decode(const EncodedChunk& chunk, const ColumnSet& wanted);
    /// All rows, when all columns were decoded.
    FlowBatch toBatch() const;
    /// Appends one row.
    void appendRow(std::size_t row, FlowBatch& batch) const;

private:
    template <typename Chunk, typename F> static void forEachInteger(Chunk& chunk, F&& f);
    template <typename Chunk, typename F> static void forEachText(Chunk& chunk, F&& f);
    bool areInside(FlowColumn column, const std::vector<std::uint32_t>& indexes) const;
    bool findStarts(std::size_t from, std::size_t count, const TimeCuts& cuts);
    bool findNextAs(std::size_t from, std::size_t count);
    Error damaged(FlowColumn column) const;

    ColumnSet m_wanted;
    std::array<IntegerColumn, flowColumnCount> m_integers;
    std::size_t m_rows = 0;
};

} // namespace tideline
