// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"
#include "models/query/flowstore.h"
#include "models/remote/flowservers.h"

namespace tideline {

/// The flows of a case on ClickHouse servers. A question becomes one statement that the shards work on; only its
/// aggregates travel. The answers are those of ChunkFlowStore, row for row.
///
/// What names traffic is decided in two places, both by our own code, so that no meaning is left to the server:
/// - Subjects and rules travel within the question, as sets of leading bytes, ranges and numbers. What they say of
/// texts
///   is decided here over the small table of distinct texts. They may change at any time.
/// - Country and AS of the network tables stand in the rows, resolved when they were written, with the digest of the
///   tables: range joins are beyond 18.16. After the tables changed, questions that need them are refused until the
///   flows are attached again.
///
/// Which flows exist is for the case to say: every visible batch of it has to be in the servers' manifest, complete and
/// with as many rows as the shards really hold, before the question and, unchanged, after it. Otherwise the answer is
/// an error (Corrupt, or Busy while another program writes) and nothing is half counted.
class RemoteFlowStore final : public FlowStore
{
public:
    /// `chunks` is the case (only its list of chunks is read) and must outlive the store.
    RemoteFlowStore(const ChunkSource& chunks, AttributionPtr attribution, RemotePlace place, const QString& caseId,
                    const ServerLogin& login = ServerLogin::fromEnvironment(), const ServerLimits& limits = {});

    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const override;
    Result<FlowRows> rows(const FlowRowsQuestion& question, const Progress& progress) const override;

    const FlowServers& servers() const { return m_servers; }

private:
    Result<FlowAggregate> aggregateOnce(const FlowQuestion& question, const Progress& progress) const;
    Result<FlowRows> rowsOnce(const FlowRowsQuestion& question, const Progress& progress) const;

    const ChunkSource& m_chunks;
    AttributionPtr m_attribution;
    FlowServers m_servers;
};

} // namespace tideline
