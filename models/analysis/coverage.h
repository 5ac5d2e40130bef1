// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timepoint.h"

#include <vector>

namespace tideline {

/// When something was being recorded: sorted, disjoint, none empty.
using Coverage = std::vector<TimeRange>;

/// Any ranges as a coverage: sorted, touching and overlapping ones joined.
Coverage mergedCoverage(std::vector<TimeRange> ranges);
/// The part inside `range`.
Coverage coverageWithin(const Coverage& coverage, const TimeRange& range);
/// The gaps inside `range`: what `coverageWithin` leaves.
Coverage gapsWithin(const Coverage& coverage, const TimeRange& range);
/// Covered µs inside `range`.
Micros coveredLength(const Coverage& coverage, const TimeRange& range);
/// Covered µs of each bin [edges[i], edges[i + 1]), as far as it lies inside `range`. One sweep.
std::vector<Micros> coveredPerBin(const Coverage& coverage, const std::vector<Micros>& edges, const TimeRange& range);

/// µs as days of 24 hours: the unit of everything "per covered day".
inline double inDays(Micros length)
{
    return double(length) / double(microsPerDay);
}
inline double inHours(Micros length)
{
    return double(length) / double(microsPerHour);
}

} // namespace tideline
