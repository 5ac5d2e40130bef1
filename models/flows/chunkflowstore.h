// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"
#include "models/query/flowstore.h"

#include <memory>

namespace tideline {

class ColumnCache;
class RollupStore;
class ThreadPool;

/// Answers questions by scanning time-pruned chunks on all cores, or from pre-aggregates of them (rollup.h) where the
/// question allows it: the answers are the same.
class ChunkFlowStore final : public FlowStore
{
public:
    /// `source` must outlive the store.
    /// Without `rollups` everything is scanned. The same ones, and the same `columns`, may serve several stores over
    /// the same source; without `columns` it takes those of the pre-aggregates, or has its own.
    ChunkFlowStore(const ChunkSource& source, AttributionPtr attribution, int threads = 0 /* all cores */,
                   std::shared_ptr<RollupStore> rollups = {}, std::shared_ptr<ColumnCache> columns = {});
    ~ChunkFlowStore() override;

    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const override;
    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress,
                                    const FirstPicture& first) const override;
    Result<FlowRows> rows(const FlowRowsQuestion& question, const Progress& progress) const override;

private:
    const ChunkSource& m_source;
    AttributionPtr m_attribution;
    std::shared_ptr<RollupStore> m_rollups;
    std::shared_ptr<ColumnCache> m_columns;
    std::unique_ptr<ThreadPool> m_pool;
};

} // namespace tideline
