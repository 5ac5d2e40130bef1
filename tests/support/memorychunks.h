// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"

#include <algorithm>

namespace tideline {

/// Chunks in memory, for tests and benches.
class MemoryChunks final : public ChunkSource
{
public:
    void add(EncodedChunk chunk)
    {
        chunk.info.id = qint64(m_chunks.size()) + 1;
        m_chunks.push_back(std::move(chunk));
    }
    /// Cuts the batch into chunks of `rows`.
    void addBatch(const FlowBatch& batch, qint64 source = 1, bool oneWay = false, std::size_t rows = chunkRows)
    {
        for (std::size_t from = 0; from < batch.size(); from += rows)
            add(encodeChunk(batch, from, std::min(rows, batch.size() - from), source, oneWay));
    }
    std::vector<EncodedChunk>& all() { return m_chunks; }

    Result<std::vector<ChunkInfo>> chunks(const TimeRange& range) const override
    {
        std::vector<ChunkInfo> found;
        for (const EncodedChunk& chunk : m_chunks) {
            if (chunk.info.maxStart >= range.from && chunk.info.minStart < range.to)
                found.push_back(chunk.info);
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const ChunkInfo& a, const ChunkInfo& b) { return a.minStart < b.minStart; });
        return found;
    }
    Result<EncodedChunk> load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const override
    {
        const EncodedChunk& chunk = m_chunks[std::size_t(info.id) - 1];
        EncodedChunk loaded;
        loaded.info = chunk.info;
        for (const FlowColumn column : wanted)
            loaded.columns[std::size_t(column)] = chunk.columns[std::size_t(column)];
        return loaded;
    }

private:
    std::vector<EncodedChunk> m_chunks;
};

} // namespace tideline
