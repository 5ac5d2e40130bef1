// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/readahead.h"

namespace tideline {

namespace {
constexpr std::size_t most = 2; ///< blocks that wait
}

ReadAhead::ReadAhead(BlockCutter& cutter, const Reader& reader, const ByteStream& stream)
    : m_cutter(cutter), m_reader(reader), m_stream(stream), m_thread([this] { work(); })
{}

ReadAhead::~ReadAhead()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<std::optional<BlockCutter::Piece>> ReadAhead::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_steps.empty(); });
    m_bytesRead = m_steps.front().bytesRead;
    if (m_steps.front().isLast()) // it stays: whoever asks again hears the same
        return m_steps.front().piece;
    auto piece = std::move(m_steps.front().piece);
    m_steps.pop_front();
    lock.unlock();
    m_changed.notify_all();
    return piece;
}

void ReadAhead::work()
{
    for (bool isLast = false; !isLast;) {
        auto piece = m_cutter.next(m_reader);
        Step step{std::move(piece), m_stream.bytesRead()};
        isLast = step.isLast();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_stop || m_steps.size() < most; });
        if (m_stop)
            return;
        m_steps.push_back(std::move(step));
        lock.unlock();
        m_changed.notify_all();
    }
}

} // namespace tideline
