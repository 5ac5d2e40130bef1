// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/blockcutter.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace tideline {

/// Reads, hashes and cuts on a thread of its own, a few blocks ahead, so that neither waits for the disk that the case
/// is written to. While it lives, nobody else touches the stream and the cutter.
class ReadAhead
{
public:
    ReadAhead(BlockCutter& cutter, const Reader& reader, const ByteStream& stream);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// What BlockCutter::next gives; waits for it.
    Result<std::optional<BlockCutter::Piece>> next();
    /// Of the file as found, up to the last piece given.
    qint64 bytesRead() const { return m_bytesRead; }

private:
    struct Step
    {
        Result<std::optional<BlockCutter::Piece>> piece;
        qint64 bytesRead = 0;
        bool isLast() const { return !piece || !*piece; }
    };
    void work();

    BlockCutter& m_cutter;
    const Reader& m_reader;
    const ByteStream& m_stream;
    qint64 m_bytesRead = 0;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Step> m_steps;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tideline
