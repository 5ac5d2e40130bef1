// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/flowstore.h"
#include "models/remote/batchplan.h"
#include "models/remote/flowservers.h"

namespace tideline {

struct WriteReport
{
    std::uint64_t batches = 0; ///< of the case
    std::uint64_t written = 0; ///< of them; the others were there already
    std::uint64_t rows = 0;    ///< written
    qint64 bytes = 0;          ///< sent
};

/// Copies the visible flows of a case to the servers' tables: whole batches, round robin straight to the local tables
/// of the shards, several at once. A batch that is there, complete and resolved with the same network tables stays.
/// Every other one is dropped on all shards, its entry in the manifest first, and written again: its rows come, are
/// added up on the server and compared with what was sent, and the entry comes last. Stopping or failing at any moment
/// leaves batches that do not count; the next run goes on from there.
Result<WriteReport> writeFlows(const ChunkSource& chunks, const Attribution& attribution, const FlowServers& servers,
                               const Progress& progress);

/// Asks both stores for the sums and spans of every import and protocol, both ways: is what was written also what is
/// asked from now on? (That each batch arrived, its addresses with it, writeFlows() has seen.) Corrupt, with the first
/// difference, if they do not agree.
Result<void> proveEqual(const FlowStore& ours, const FlowStore& theirs, const Progress& progress);

} // namespace tideline
