// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/dnsrecord.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/core/route.h"

#include <functional>

namespace tideline {

/// Rows that are neither flows nor events, streamed by time: a measure adds up as they pass, so memory does not grow
/// with them. Thread-safe. The callback returns false to stop. `range` is of `at`; only sources that are visible.
class RecordStore
{
public:
    virtual ~RecordStore() = default;
    virtual Result<void> eachRoute(const TimeRange& range,
                                   const std::function<bool(const RouteRecord&)>& take) const = 0;
    virtual Result<void> eachQuery(const TimeRange& range, const std::function<bool(const DnsRecord&)>& take) const = 0;
};

} // namespace tideline
