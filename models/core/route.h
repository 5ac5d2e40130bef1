// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <cstdint>
#include <string>

namespace tideline {

/// What one line of routing data says: a neighbour announced or withdrew a prefix, or a table held it at that moment.
enum class RouteKind : std::uint8_t { Announced, Withdrawn, Table };
const char* routeKindName(RouteKind kind); ///< "announced", "withdrawn", "table"

/// One route as a collector's peer sent it, or as a table lists it.
struct RouteRecord
{
    Micros at = 0;
    RouteKind kind = RouteKind::Announced;
    Prefix prefix;
    IpAddress peer;           ///< who told the collector; unspecified = not said
    std::uint32_t peerAs = 0; ///< 0 = not said
    std::string path;         ///< AS numbers as sent, "59689 6939 3356 {64512,64513}"; empty for a withdrawal
    std::uint32_t origin = 0; ///< last AS of the path; 0 = none or a set
    /// The AS that the origin hands its traffic to: the last one of the path that is not the origin (prepending left
    /// out); 0 = none.
    std::uint32_t upstream = 0;
    std::uint64_t record = 0; ///< 1-based number in the file
    std::int64_t source = 0;
    bool operator==(const RouteRecord&) const = default;
};

/// Fills origin and upstream from the path.
void setPath(RouteRecord& route, std::string path);

} // namespace tideline
