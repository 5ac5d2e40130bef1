// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timescale.h"

#include <algorithm>
#include <cmath>

namespace tideline {

double TimeScale::toX(Micros t) const
{
    // The difference is exact in integers, so a microsecond range keeps its precision far from 1970.
    return double(t - range.from) / double(std::max<Micros>(1, range.length())) * width;
}

Micros TimeScale::toTime(double x) const
{
    const long double offset = (long double)(x) / std::max(1e-9, width) * (long double)(range.length());
    const long double limit = 4.0e18L;
    return range.from + Micros(std::llroundl(std::clamp(offset, -limit, limit)));
}

double TimeScale::microsPerPixel() const
{
    return double(range.length()) / std::max(1.0, width);
}

TimeRange TimeScale::zoomed(double factor, double x) const
{
    const long double before = (long double)(range.length());
    const long double after = std::clamp(before * factor, (long double)(narrowestRange), (long double)(widestRange));
    const double share = std::clamp(x / std::max(1.0, width), 0.0, 1.0);
    const Micros fixed = range.from + Micros(std::llroundl(share * before));
    const Micros from = fixed - Micros(std::llroundl(share * after));
    return withinLimits({from, from + std::max<Micros>(1, Micros(std::llroundl(after)))});
}

TimeRange TimeScale::panned(double pixels) const
{
    const Micros by = toTime(pixels) - range.from;
    return withinLimits({range.from + by, range.to + by});
}

TimeRange withinLimits(TimeRange range)
{
    const Micros length =
        range.to < range.from ? narrowestRange : std::clamp(range.length(), narrowestRange, widestRange);
    const Micros from = std::clamp(range.from, earliestTime, latestTime - length);
    return {from, from + length};
}

TimeRange withMargin(TimeRange range, double share)
{
    const Micros margin = std::max<Micros>(1, Micros(double(range.length()) * share));
    return withinLimits({range.from - margin, range.to + margin});
}

} // namespace tideline
