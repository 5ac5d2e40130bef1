// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"

namespace tideline {

/// The zone in which a result's times are to be shown; the export's where it names none.
inline Zone zoneOf(const MeasureResult& result, const Zone& fallback)
{
    if (result.zone.isEmpty())
        return fallback;
    const auto own = Zone::named(result.zone);
    return own ? *own : fallback;
}

} // namespace tideline
