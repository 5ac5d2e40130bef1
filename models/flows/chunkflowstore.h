// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"
#include "models/query/flowstore.h"

#include <functional>
#include <memory>

namespace tideline {

class RollupStore;
class ThreadPool;

/// Answers questions by scanning time-pruned chunks on all cores, or from pre-aggregates of them (rollup.h) where the
/// question allows it: the answers are the same.
class ChunkFlowStore final : public FlowStore
{
public:
    /// `source` must outlive the store.
    /// Without `rollups` everything is scanned; the same ones may serve several stores over the same source.
    ChunkFlowStore(const ChunkSource& source, AttributionPtr attribution, int threads = 0 /* all cores */,
                   std::shared_ptr<RollupStore> rollups = {});
    ~ChunkFlowStore() override;

    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const override;
    /// A first picture of a long question: the sums so far, unscaled, and the share of the flows that they cover, from
    /// chunks all over the span. Called at most once, on the calling thread, before the full answer.
    using Partial = std::function<void(const FlowAggregate& soFar, double share)>;
    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress,
                                    const Partial& partial) const;
    Result<FlowRows> rows(const FlowRowsQuestion& question, const Progress& progress) const override;

private:
    const ChunkSource& m_source;
    AttributionPtr m_attribution;
    std::shared_ptr<RollupStore> m_rollups;
    std::unique_ptr<ThreadPool> m_pool;
};

} // namespace tideline
