// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/importers/blockcutter.h"
#include "models/session/corrections.h"
#include "models/session/importing.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace tideline {

/// A piece of the file on its way to a worker.
struct RawBlock
{
    int index = 0;
    BlockCutter::Piece piece;
    bool skip = false; ///< committed by an earlier run: parse for the counts, do not write
    bool end = false;  ///< no piece: what the reader has to say at the end
};

/// What a worker made of it.
struct ReadyBlock
{
    int index = 0;
    bool skip = false;
    ParsedBlock parsed; ///< flows already moved into chunks
    std::vector<EncodedChunk> chunks;
    CoverageBuilder coverage;
    std::optional<TimeRange> span;
    qint64 flows = 0;
};

/// Parses blocks on all cores (on one, where the format cannot but be read in order) and hands them back in order. The
/// owner feeds and drains from one thread.
class BlockPipeline
{
public:
    /// `firstIndex`: of the first block that will be fed.
    BlockPipeline(Reader& reader, int threads, int firstIndex = 0, const Corrections& corrections = {});
    ~BlockPipeline();

    /// Is there room? Memory stays bounded because the owner asks before it feeds.
    bool hasRoom() const;
    void feed(RawBlock block);
    int pending() const { return m_fedTo - m_next; }
    /// The next block in order; waits for it. Only call while pending() > 0.
    ReadyBlock next();

private:
    void work();
    ParsedBlock parse(const RawBlock& raw, FlowBatch& spare);
    bool waitForTurn(int index);
    bool mayBegin() const;

    Reader& m_reader;
    const Corrections m_corrections;
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_fedSomething;
    std::condition_variable m_finishedSomething;
    std::condition_variable m_turned;
    std::deque<RawBlock> m_waiting;
    std::map<int, ReadyBlock> m_ready;
    int m_fedTo;                  ///< index after the last block fed
    int m_next;                   ///< index of the block that is handed back next
    int m_turn;                   ///< index of the block whose turn it is, of a format in order
    std::size_t m_parsing = 0;    ///< blocks that are being parsed
    std::size_t m_lastWeight = 0; ///< of the block that was parsed last
    std::size_t m_ahead = 0;      ///< of all that are ready
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace tideline
