// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/addressbook.h"

#include <mutex>
#include <unordered_map>

namespace tideline {

/// Columns of chunks as they were read, for the questions to come: most screens ask for the same few. Thread-safe;
/// chunks do not change under their number.
class ColumnCache
{
public:
    /// What is read when there is no more room goes only in place of what the last two questions did not look at: a
    /// scan over more than fits would otherwise throw out everything before it comes to it again.
    /// `most`: bytes of columns; the numbers of addresses have three eighths of that besides, and what a question
    /// collects by address three quarters.
    explicit ColumnCache(std::size_t most = 128 << 20) : m_most(most) {}
    void beginQuestion();
    /// Numbers of addresses; for one question only where a case has too many of them.
    std::shared_ptr<AddressBook> book();
    Result<EncodedChunk> load(const ChunkSource& source, const ChunkInfo& info, const std::vector<FlowColumn>& wanted);
    std::size_t bytes() const;
    std::size_t mostByAddress() const { return m_most / 4 * 3; }

private:
    struct Entry
    {
        QByteArray blob;
        std::uint64_t question = 0; ///< the last that looked at it
    };
    static qint64 keyOf(const ChunkInfo& info, FlowColumn column) { return info.id * 32 + int(column); }
    void keep(qint64 key, const QByteArray& blob);
    void makeRoom(std::size_t bytes);

    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::unordered_map<qint64, Entry> m_entries;
    std::size_t m_bytes = 0;
    std::uint64_t m_question = 2;
    std::uint64_t m_lastSweep = 0;
    std::shared_ptr<AddressBook> m_book;
    bool m_isBookTooLarge = false;
};

} // namespace tideline
