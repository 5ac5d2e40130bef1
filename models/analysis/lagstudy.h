// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace tideline {

inline constexpr int lagReach = 7;    ///< lags -7 … +7
inline constexpr int usualReach = 35; ///< days that say what is usual
inline constexpr int lagDraws = 2000;

/// What is unusual `lag` days after the events, all as logarithms of a ratio; empty where nothing can be said.
struct LagEffect
{
    int lag = 0;
    std::optional<double> effect;                  ///< mean over the events of ln(day / usual)
    std::optional<double> low, high;               ///< 95 % by drawing clusters of events
    std::optional<double> placeboLow, placeboHigh; ///< 95 % of what any dates give
    std::optional<double> p; ///< share of placebo draws at least as far from their median, two-sided, itself counted in
    int events = 0;          ///< that have this day and a usual level
};

struct LagStudy
{
    std::vector<LagEffect> lags; ///< 15, from -7 to +7
};

/// `logs`: ln of the volume of each day, empty where unknown; `weekdays`: 1 … 7 of each; `events`: sorted days.
/// Usual of an event: the median over days of the weekday of the lagged day that are 8 … 35 days from the event; at
/// least 3 are wanted. Placebo dates are drawn from days that are more than 7 days from any event, as many as there
/// are events, seeded. The bootstrap draws clusters: events no more than 7 days apart belong together.
LagStudy lagStudy(const std::vector<std::optional<double>>& logs, const std::vector<int>& weekdays,
                  const std::vector<int>& events);

} // namespace tideline
