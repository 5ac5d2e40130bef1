// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importers/reading.h"

namespace tideline {

/// A file as an import reads it, by what recognises it.
inline Reading readLog(const QString& path, const ReadOptions& given = {}, std::size_t blockSize = 0)
{
    return readFile(path, {}, given, blockSize);
}

/// How many problems have which reason, "2 no data; 1 …": for comparing with a table.
inline QString reasonsOf(const ParsedBlock& block)
{
    QMap<QString, int> counts;
    for (const Problem& problem : block.problems)
        ++counts[problem.reason];
    QStringList parts;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        parts << QStringLiteral("%1 %2").arg(it.value()).arg(it.key());
    return parts.join(QStringLiteral("; "));
}

inline QMap<QString, int> categoriesOf(const ParsedBlock& block)
{
    QMap<QString, int> counts;
    for (const Event& event : block.events)
        ++counts[event.category];
    return counts;
}

/// The events without what tells where and how they were written.
inline std::vector<Event> withoutWriting(std::vector<Event> events)
{
    for (Event& event : events) {
        event.time.original.clear();
        event.record = 0;
    }
    return events;
}

inline std::vector<DnsRecord> withoutRecord(std::vector<DnsRecord> rows)
{
    for (DnsRecord& row : rows)
        row.record = 0;
    return rows;
}

} // namespace tideline
