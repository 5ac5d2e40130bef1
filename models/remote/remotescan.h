// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/batchplan.h"
#include "models/remote/filtersql.h"
#include "models/remote/flowservers.h"

namespace tideline {

/// What one answer rests on: the range and filter of a question, and the batches of the case that it looks at, which
/// the servers hold completely.
class RemoteScan
{
public:
    struct Wants
    {
        TimeRange range;
        ExpressionPtr where;
        QString subject;
        bool networks = false; ///< countries or AS numbers
    };
    /// NotFound when there is no such subject; Corrupt when batches are missing or resolved with other network tables.
    static Result<RemoteScan> prepare(const ChunkSource& chunks, const AttributionPtr& attribution,
                                      const FlowServers& servers, const Wants& wants, const Progress& progress);
    /// Asked after the answer came: Busy if a batch was written anew meanwhile, so that the answer must not be used.
    Result<void> stillStands(const Progress& progress) const;

    const std::vector<ChunkInfo>& chunks() const { return m_chunks; } ///< by start time
    std::uint64_t rows() const;                                       ///< in these chunks
    const TimeRange& range() const { return m_range; }
    const Subject* subject() const { return m_subject; }
    const FlowTexts& texts() const { return m_texts; }
    /// " FROM … ARRAY JOIN … PREWHERE … WHERE …" of the rows within `range` as well.
    QByteArray from(const FlowSql& flows, const TimeRange& range) const;

private:
    explicit RemoteScan(const FlowServers& servers) : m_servers(&servers) {}
    Result<std::vector<WrittenBatch>> findWritten(const Progress& progress) const;
    Result<void> loadTexts(const Progress& progress);
    QByteArray inBatches() const;

    const FlowServers* m_servers;
    TimeRange m_range;
    ExpressionPtr m_where;
    const Subject* m_subject = nullptr;
    QByteArray m_networks; ///< digest that the batches must have; empty = any
    std::vector<ChunkInfo> m_chunks;
    std::vector<BatchPlan> m_batches;
    std::vector<WrittenBatch> m_written;
    FlowTexts m_texts;
};

} // namespace tideline
