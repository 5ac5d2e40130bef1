// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <cstdint>
#include <deque>
#include <mutex>

namespace tideline {

/// Numbers for the names that one question meets, shared by its threads. Asked per dictionary entry, not per row.
class TextPool
{
public:
    /// "unknown", and the empty text.
    static constexpr std::uint32_t unknown = 0;

    TextPool() { intern(QStringLiteral("unknown")); }

    std::uint32_t intern(const QString& text)
    {
        const std::lock_guard lock(m_mutex);
        if (text.isEmpty())
            return unknown;
        const auto found = m_ids.constFind(text);
        if (found != m_ids.constEnd())
            return *found;
        const auto id = std::uint32_t(m_texts.size());
        m_texts.push_back(text);
        m_ids.insert(text, id);
        return id;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_texts.size();
    }
    QString text(std::uint32_t id) const
    {
        const std::lock_guard lock(m_mutex);
        return m_texts[id];
    }

private:
    mutable std::mutex m_mutex;
    QHash<QString, std::uint32_t> m_ids;
    std::deque<QString> m_texts;
};

} // namespace tideline
