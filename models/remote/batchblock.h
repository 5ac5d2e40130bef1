// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/batchplan.h"

#include <set>
#include <utility>

namespace tideline {

/// A batch as it is sent, with all columns added up, so that what arrived can be compared with what was sent.
struct BatchBlock
{
    /// One block of ClickHouse's Native format with the columns of flowTableColumns(). The server takes columns as they
    /// are where it would have to read rows cell by cell.
    QByteArray bytes;
    /// In the order of flowSums(), modulo 2^64.
    std::vector<std::uint64_t> sums;
    /// kind 0 service, 1 state, 2 exporter; valid UTF-8.
    std::set<std::pair<int, QByteArray>> texts;
    QByteArray digest; ///< SHA-256 in hex over the digests of its chunks
};

/// Corrupt where a chunk is damaged.
Result<BatchBlock> packBatch(const ChunkSource& chunks, const BatchPlan& batch, const NetworkTable& networks);

} // namespace tideline
