// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/rollup.h"

#include "models/flows/columncache.h"

namespace tideline {

RollupStore::RollupStore() : m_columns(std::make_shared<ColumnCache>()) {}

RollupStore::~RollupStore() = default;

std::size_t ChunkRollup::bytes() const
{
    std::size_t all = sizeof(ChunkRollup) + rows.capacity() * sizeof(Row);
    for (const QStringList& key : keys) {
        all += sizeof(QStringList);
        for (const QString& word : key)
            all += sizeof(QString) + 32 + std::size_t(word.size()) * 2;
    }
    return all;
}

ChunkRollupPtr MemoryRollups::find(const QByteArray& key, qint64 chunk) const
{
    const std::lock_guard lock(m_mutex);
    const auto shape = m_shapes.find(key);
    if (shape == m_shapes.end())
        return nullptr;
    m_order.splice(m_order.begin(), m_order, shape->second.place);
    const auto found = shape->second.chunks.find(chunk);
    return found == shape->second.chunks.end() ? nullptr : found->second;
}

void MemoryRollups::put(const QByteArray& key, qint64 chunk, ChunkRollupPtr rollup)
{
    const std::lock_guard lock(m_mutex);
    const auto [entry, isNew] = m_shapes.try_emplace(key);
    Shape& shape = entry->second;
    if (isNew)
        shape.place = m_order.insert(m_order.begin(), key);
    const std::size_t bytes = rollup->bytes() + 64;
    if (!shape.chunks.emplace(chunk, std::move(rollup)).second)
        return; // another thread was faster
    shape.bytes += bytes;
    m_bytes += bytes;
    forgetOldest();
}

/// Whole shapes, the one at the front excepted; that one starts anew when it alone is too large.
void MemoryRollups::forgetOldest()
{
    while (m_bytes > m_most && m_order.size() > 1) {
        const auto oldest = m_shapes.find(m_order.back());
        m_bytes -= oldest->second.bytes;
        m_shapes.erase(oldest);
        m_order.pop_back();
    }
    if (m_bytes > m_most) {
        Shape& shape = m_shapes.begin()->second;
        shape.chunks.clear();
        shape.bytes = m_bytes = 0;
    }
}

std::size_t MemoryRollups::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace tideline
