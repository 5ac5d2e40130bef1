// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"
#include "models/analysis/lanes.h"

namespace tideline {

/// What following the routes of a question gave.
struct FollowedRoutes
{
    LaneBuilder lanes;
    qint64 read = 0;     ///< routes in the asked time
    qint64 followed = 0; ///< of the subject
    Micros first = 0;
    Micros last = 0; ///< the end of the data
    std::vector<qint64> sources;

    QStringList notes() const;
};

/// NotFound where there are no routes at all; BadArgument where too many hold at once to be followed.
Result<FollowedRoutes> followRoutes(const Asked& asked, const RecordStore& records, const Progress& progress);

} // namespace tideline
