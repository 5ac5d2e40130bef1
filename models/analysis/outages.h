// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/coverage.h"
#include "models/core/zone.h"
#include "models/query/flowstore.h"

#include <vector>

namespace tideline {

/// A recorded stretch without any flow, although the usual rhythm would have some.
struct Outage
{
    TimeRange range;     ///< last flow before to first flow after, cut at gaps
    double expected = 0; ///< flows that the usual rhythm would have had
};

inline constexpr int outageLeastBins = 2;
inline constexpr double outageLeastExpected = 20; ///< by chance (Poisson) such a silence has p = 2e-9

/// `answer` is ungrouped, binned by `edges`. What is usual: mean flows per covered time of the same hour of the week,
/// scaled by the level of the 7 days before and after the silence.
std::vector<Outage> findOutages(const FlowAggregate& answer, const std::vector<Micros>& edges, const TimeRange& range,
                                const Coverage& coverage, const Zone& zone, Micros leastLength);

} // namespace tideline
