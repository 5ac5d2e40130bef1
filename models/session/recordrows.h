// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"
#include "models/query/expression.h"
#include "models/store/casefile.h"

namespace tideline {

/// Rows of routes or of DNS queries as a table.
struct RecordRows
{
    Table table;      ///< the first `limit` rows, by time
    qint64 total = 0; ///< rows that match, limit or not
};
/// What to list: `where` is the filter language on the fields of these rows, which are named as the columns are.
struct RecordQuestion
{
    TimeRange range = TimeRange::all();
    QString where;
    Zone zone;         ///< in which times of `where` are read
    qint64 limit = -1; ///< -1 = all
};

/// time, client, client_port, server, server_port, protocol, query, type, outcome, answers, query_bytes, answer_bytes,
/// source, line. Free words search query and answers.
Result<RecordRows> queryRows(const CaseFile& file, const RecordQuestion& question);
/// time, kind, prefix, peer, peer_as, path, origin, upstream, source, line. Free words search the path.
Result<RecordRows> routeRows(const CaseFile& file, const RecordQuestion& question);

} // namespace tideline
