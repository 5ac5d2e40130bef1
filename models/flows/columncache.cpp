// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/columncache.h"

namespace tideline {

void ColumnCache::beginQuestion()
{
    const std::lock_guard lock(m_mutex);
    ++m_question;
}

std::shared_ptr<AddressBook> ColumnCache::book()
{
    const std::lock_guard lock(m_mutex);
    m_isBookTooLarge |= m_book && m_book->isTooLarge();
    if (m_isBookTooLarge) {
        m_book.reset();
        return std::make_shared<AddressBook>(0);
    }
    if (!m_book)
        m_book = std::make_shared<AddressBook>(m_most * 3 / 8);
    return m_book;
}

Result<EncodedChunk> ColumnCache::load(const ChunkSource& source, const ChunkInfo& info,
                                       const std::vector<FlowColumn>& wanted)
{
    std::vector<FlowColumn> missing;
    std::vector<std::pair<FlowColumn, QByteArray>> known;
    {
        const std::lock_guard lock(m_mutex);
        for (const FlowColumn column : wanted) {
            const auto found = m_entries.find(keyOf(info, column));
            if (found == m_entries.end()) {
                missing.push_back(column);
                continue;
            }
            found->second.question = m_question;
            known.emplace_back(column, found->second.blob);
        }
    }
    EncodedChunk chunk;
    chunk.info = info;
    if (!missing.empty()) {
        auto loaded = source.load(info, missing);
        if (!loaded)
            return loaded;
        chunk = std::move(*loaded);
        const std::lock_guard lock(m_mutex);
        for (const FlowColumn column : missing)
            keep(keyOf(info, column), chunk.columns[std::size_t(column)]);
    }
    for (auto& [column, blob] : known)
        chunk.columns[std::size_t(column)] = std::move(blob);
    return chunk;
}

void ColumnCache::keep(qint64 key, const QByteArray& blob)
{
    const std::size_t bytes = std::size_t(blob.size()) + 128;
    makeRoom(bytes);
    if (m_bytes + bytes <= m_most && m_entries.emplace(key, Entry{blob, m_question}).second)
        m_bytes += bytes;
}

/// Once for each question: then nothing more becomes old.
void ColumnCache::makeRoom(std::size_t bytes)
{
    if (m_bytes + bytes <= m_most || m_lastSweep == m_question)
        return;
    m_lastSweep = m_question;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (entry->second.question + 1 >= m_question) {
            ++entry;
            continue;
        }
        m_bytes -= std::size_t(entry->second.blob.size()) + 128;
        entry = m_entries.erase(entry);
    }
}

std::size_t ColumnCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace tideline
