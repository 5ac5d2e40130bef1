// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/batchplan.h"

#include <QList>

#include <set>
#include <utility>

namespace tideline {

/// A batch as it is sent, with all columns added up, so that what arrived can be compared with what was sent.
struct BatchBlock
{
    /// One block of ClickHouse's Native format with the columns of flowTableColumns(). The server takes columns as they
    /// are where it would have to read rows cell by cell.
    QByteArray bytes;
    QByteArrayList sums; ///< what flowSums() has to give
    /// kind 0 service, 1 state, 2 exporter; valid UTF-8.
    std::set<std::pair<int, QByteArray>> texts;
    QByteArray digest; ///< SHA-256 in hex over the digests of its chunks
};

class BatchPacker
{
public:
    /// `networks` must outlive this.
    explicit BatchPacker(const NetworkTable& networks);
    /// Corrupt where a chunk is damaged. Thread-safe.
    Result<BatchBlock> pack(const ChunkSource& chunks, const BatchPlan& batch) const;

private:
    const NetworkTable& m_networks;
    std::vector<std::uint32_t> m_countries; ///< of each network: its place in countryNames()
};

} // namespace tideline
