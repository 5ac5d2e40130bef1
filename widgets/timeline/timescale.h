// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timepoint.h"

namespace tideline {

/// Every panel keeps these margins, so that all share one plot edge.
inline constexpr int gutterWidth = 168;
inline constexpr int rightMargin = 12;

inline constexpr Micros narrowestRange = 1;
inline constexpr Micros widestRange = latestTime - earliestTime;

/// A range of time on so many pixels. Plain arithmetic, tested without a screen.
struct TimeScale
{
    TimeRange range{0, microsPerDay};
    double width = 1; ///< of the plot, in pixels

    double toX(Micros t) const;
    Micros toTime(double x) const;
    double microsPerPixel() const;

    /// `factor` < 1 zooms in; the time under `x` stays where it is.
    TimeRange zoomed(double factor, double x) const;
    /// By pixels; positive moves to later times.
    TimeRange panned(double pixels) const;
};

/// Within years 1..9999, at least a microsecond and at most 10,000 years long.
TimeRange withinLimits(TimeRange range);
/// The range with a little air on both sides, so that the first mark is not cut by the edge.
TimeRange withMargin(TimeRange range, double share = 0.02);

} // namespace tideline
