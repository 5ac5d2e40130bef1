// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/dnsrecord.h"
#include "models/core/route.h"
#include "models/store/transaction.h"

#include <functional>
#include <vector>

namespace tideline {

// Routes and DNS queries: written by block, read as a stream by time, so that memory does not grow with them.

void insertRoutes(const Transaction& transaction, qint64 source, int block, const std::vector<RouteRecord>& routes);
void insertQueries(const Transaction& transaction, qint64 source, int block, const std::vector<DnsRecord>& queries);

/// Rows of visible sources with `at` in the range, by time, then as they came; until `take` returns false.
void streamRoutes(Database& database, const TimeRange& range, const std::function<bool(const RouteRecord&)>& take);
void streamQueries(Database& database, const TimeRange& range, const std::function<bool(const DnsRecord&)>& take);

} // namespace tideline
