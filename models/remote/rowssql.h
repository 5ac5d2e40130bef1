// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"
#include "models/query/flowstore.h"
#include "models/remote/flowsql.h"

#include <map>

namespace tideline {

/// Pages of single flows, in the order of the case: by chunk, then start, then place in the chunk.
class RowsSql
{
public:
    /// `chunks` in the order of the case; both must outlive this.
    RowsSql(const FlowSql& flows, const std::vector<ChunkInfo>& chunks) : m_flows(flows), m_chunks(chunks) {}

    /// Reads "chunk, count" of the rows that match.
    Result<void> readCounts(QByteArray answer);
    std::uint64_t total() const { return m_total; }

    /// `from`: FROM and filter. Only the chunks that hold rows of the page are looked at.
    QByteArray select(const QByteArray& from, std::uint64_t offset, std::uint64_t limit) const;
    Result<void> read(QByteArray answer, FlowRows& rows) const;

private:
    const FlowSql& m_flows;
    const std::vector<ChunkInfo>& m_chunks;
    std::map<qint64, std::uint64_t> m_matching; ///< by chunk
    std::uint64_t m_total = 0;
};

} // namespace tideline
