// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"
#include "models/query/flowstore.h"

#include <memory>

namespace tideline {

class ThreadPool;

/// Answers questions by scanning time-pruned chunks on all cores.
class ChunkFlowStore final : public FlowStore
{
public:
    /// `source` must outlive the store.
    ChunkFlowStore(const ChunkSource& source, AttributionPtr attribution, int threads = 0 /* all cores */);
    ~ChunkFlowStore() override;

    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const override;
    Result<FlowRows> rows(const FlowRowsQuestion& question, const Progress& progress) const override;

private:
    const ChunkSource& m_source;
    AttributionPtr m_attribution;
    std::unique_ptr<ThreadPool> m_pool;
};

} // namespace tideline
