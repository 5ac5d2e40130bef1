// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/progress.h"
#include "models/core/result.h"

#include <vector>

namespace tideline {

/// A MaxMind DB as a table of ranges.
struct MmdbTable
{
    QString type;                  ///< what the database calls itself, "GeoLite2-Country"
    QString date;                  ///< ISO day on which it was built
    std::vector<Network> networks; ///< ascending, disjoint; neighbours that say the same are joined
};

/// By the marker near its end, whatever its name.
bool isMmdb(const QString& path);
/// All ranges with a country or an AS number, in the layouts of MaxMind, IPinfo and ip-location-db. BadInput for a file
/// that is damaged or names neither.
Result<MmdbTable> readMmdb(const QString& path, const Progress& progress = {});

} // namespace tideline
