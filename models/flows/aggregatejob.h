// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/addresspart.h"
#include "models/flows/aggregator.h"
#include "models/flows/chunkflowstore.h"
#include "models/flows/columncache.h"
#include "models/flows/rollupsums.h"
#include "models/flows/scan.h"

#include <atomic>
#include <optional>

namespace tideline {

/// One question on its way over the chunks: those that have a pre-aggregate are not looked at, the others are scanned,
/// by all threads. Where it meets more addresses than there is room for, it begins anew and goes over the chunks
/// several times, each time for a part of the addresses.
class AggregateJob
{
public:
    AggregateJob(const ChunkSource& source, ColumnCache& columns, const AttributionPtr& attribution,
                 RollupStore* rollups, ThreadPool& pool, const FlowQuestion& question);
    Result<FlowAggregate> run(const Progress& progress, const FlowStore::FirstPicture& first);

private:
    struct Worker
    {
        Worker(const FlowQuestion& question, const ScanPlan& plan, const AddressPart& part, AddressShards* shards)
            : sums(std::make_unique<Aggregator>(question, shards)), scanner(plan), mask(part), rolled(question)
        {}
        std::unique_ptr<Aggregator> sums; ///< of what was scanned
        ChunkScanner scanner;
        PartMask mask;
        std::unique_ptr<ChunkScanner> builder; ///< of pre-aggregates
        RollupSums rolled;
    };
    Result<std::unique_ptr<ScanPlan>> plan(const FlowQuestion& question, const TimeRange& range) const;
    Result<void> visit(const std::vector<ChunkInfo>& chunks, std::size_t from, std::size_t step,
                       const Progress& progress);
    Result<void> take(Worker& worker, const ChunkInfo& chunk);
    Result<void> roll(Worker& worker, const ChunkInfo& chunk);
    Result<void> scan(const ScanPlan& plan, ChunkScanner& scanner, const ChunkInfo& chunk, Aggregator& sums,
                      PartMask& part);
    FlowAggregate answer();
    void beginPass(const std::vector<ChunkInfo>& chunks, const AddressPart& part);
    bool hasRoom();
    Result<FlowAggregate> inParts(const std::vector<ChunkInfo>& chunks, const Progress& progress);
    Result<std::optional<FlowAggregate>> onePart(const std::vector<ChunkInfo>& chunks, const AddressPart& part,
                                                 const Progress& progress);
    Result<FlowAggregate> oneCountAtATime(const Progress& progress);

    const ChunkSource& m_source;
    ColumnCache& m_columns;
    const AttributionPtr& m_attribution;
    RollupStore* m_rollups;
    ThreadPool& m_pool;
    const FlowQuestion& m_asked;
    FlowQuestion m_question; ///< with the figure that `top` goes by
    QByteArray m_key;        ///< of the pre-aggregates; empty = without
    std::unique_ptr<ScanPlan> m_plan;
    std::unique_ptr<ScanPlan> m_wholePlan; ///< for pre-aggregates: whatever the question's range
    AddressPart m_part;
    std::unique_ptr<AddressShards> m_shards;
    std::atomic<bool> m_isFull = false; ///< more by address than there is room for: the pass comes to nothing
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<std::uint8_t> m_isDone; ///< chunks that were visited
    std::atomic<std::uint64_t> m_scanned = 0;
};

} // namespace tideline
