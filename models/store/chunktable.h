// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/store/casefile.h"
#include "models/store/transaction.h"

namespace tideline {

/// Visible chunks that overlap the range, by start time.
std::vector<ChunkInfo> loadChunks(Database& database, const TimeRange& range);
/// The wanted columns of a chunk, read straight into their arrays; its digest only with all of them.
EncodedChunk loadChunk(Database& database, const ChunkInfo& info, const std::vector<FlowColumn>& wanted);
void insertChunk(const Transaction& transaction, qint64 source, int block, const EncodedChunk& chunk);
/// Every column against the digest of its chunk.
Check checkChunks(Database& database, const Progress& progress);

} // namespace tideline
