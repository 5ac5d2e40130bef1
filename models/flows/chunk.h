// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/core/result.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace tideline {

/// Columns of a chunk, in the order of FlowBatch; the address dictionary is a column of its own.
enum class FlowColumn {
    Start,
    Duration,
    Src,
    Dst,
    SrcPort,
    DstPort,
    Protocol,
    SrcBytes,
    DstBytes,
    SrcPackets,
    DstPackets,
    Flows,
    NextAs,
    SrcAs,
    DstAs,
    Service,
    State,
    Exporter,
    Record,
    Addresses
};
inline constexpr int flowColumnCount = 20;
inline constexpr std::size_t chunkRows = 65'536;

/// What is known of a chunk without loading it.
struct ChunkInfo
{
    qint64 id = 0;       ///< key in the store
    qint64 source = 0;   ///< import
    bool oneWay = false; ///< records of one direction (NetFlow): the service port is the smaller well-known one
    std::uint32_t rows = 0;
    Micros minStart = 0;
    Micros maxStart = 0; ///< inclusive
};

/// 64 K rows with one blob a column. Integers are offsets from the column's minimum in 0, 1, 2, 4 or 8 bytes; addresses
/// are indexes into the chunk's sorted dictionary; texts are indexes into a small dictionary kept with the column.
struct EncodedChunk
{
    ChunkInfo info;
    std::array<QByteArray, flowColumnCount> columns;
    QByteArray digest; ///< SHA-256 over all columns in order
};

/// The digest that a chunk with these columns must have.
QByteArray chunkDigest(const EncodedChunk& chunk);
/// The same; Corrupt where the chunk carries another one (an empty one is not looked at).
Result<QByteArray> verifiedDigest(const EncodedChunk& chunk);
/// Encodes rows [from, from + count) of a batch, at most 16 × chunkRows.
EncodedChunk encodeChunk(const FlowBatch& batch, std::size_t from, std::size_t count, qint64 source, bool oneWay);
/// The inverse: every column. Corrupt where a blob does not hold what its header says, or the digest is another one
/// (see verifiedDigest).
Result<FlowBatch> decodeChunk(const EncodedChunk& chunk);

/// Where chunks come from. `load` is called from several threads at once.
class ChunkSource
{
public:
    virtual ~ChunkSource() = default;
    /// Visible chunks (complete imports, not withdrawn) that overlap the range, by start time.
    virtual Result<std::vector<ChunkInfo>> chunks(const TimeRange& range) const = 0;
    /// The wanted columns of one chunk; the others stay empty.
    virtual Result<EncodedChunk> load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const = 0;
};

} // namespace tideline
