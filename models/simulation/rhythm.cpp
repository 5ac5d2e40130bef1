// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/rhythm.h"

#include <cmath>
#include <functional>

namespace tideline {
namespace {

double bump(double hour, double middle, double width)
{
    return std::exp(-(hour - middle) * (hour - middle) / (2 * width * width));
}

/// Rounded to millionths: a last bit that differs between C libraries must not change a single flow.
Rhythm normalised(const QList<int>& weekend, int shift, const std::function<double(bool free, double hour)>& level)
{
    Rhythm rhythm{};
    double sum = 0;
    for (int day = 1; day <= 7; ++day)
        for (int hour = 0; hour < 24; ++hour)
            sum += rhythm[(day - 1) * 24 + hour] = level(weekend.contains(day), (hour - shift + 24) % 24);
    for (double& cell : rhythm)
        cell = std::round(cell / sum * 1e6);
    sum = 0;
    for (double cell : rhythm)
        sum += cell;
    for (double& cell : rhythm)
        cell /= sum;
    return rhythm;
}

} // namespace

Rhythm eveningRhythm(const QList<int>& weekend)
{
    return normalised(weekend, 0, [](bool free, double hour) {
        const double evening = 0.16 + bump(hour, 21, 2.3) + 0.22 * bump(hour, 13, 3) + 0.25 * bump(hour, 0, 1.2);
        return free ? 1.5 * evening + 0.75 * bump(hour, 15, 3.4) : evening;
    });
}

Rhythm officeRhythm(const QList<int>& weekend, int shift)
{
    return normalised(weekend, shift, [](bool free, double hour) {
        if (free)
            return 0.15 + 0.42 * bump(hour, 13, 3.4) + 0.28 * bump(hour, 20, 2.2);
        return 0.15 + 1.25 * (bump(hour, 10, 1.8) + bump(hour, 15, 2.1)) + 0.28 * bump(hour, 20, 1.8);
    });
}

Rhythm mixedRhythm(const Rhythm& first, const Rhythm& second, double part)
{
    Rhythm mixed{};
    for (std::size_t i = 0; i < mixed.size(); ++i)
        mixed[i] = (1 - part) * first[i] + part * second[i];
    return mixed;
}

double officeHoursShare(const Rhythm& rhythm, const QList<int>& weekend, int from, int to)
{
    double share = 0;
    for (int day = 1; day <= 7; ++day)
        for (int hour = from; hour < to; ++hour)
            share += weekend.contains(day) ? 0 : rhythm[(day - 1) * 24 + hour];
    return share;
}

double weekdayRatio(const Rhythm& rhythm, const QList<int>& weekend)
{
    double working = 0, free = 0;
    for (int cell = 0; cell < 168; ++cell)
        (weekend.contains(cell / 24 + 1) ? free : working) += rhythm[cell];
    const double freeDays = weekend.size();
    return free > 0 ? (working / (7 - freeDays)) / (free / freeDays) : 0;
}

} // namespace tideline
