// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/coverage.h"
#include "models/analysis/rhythm.h"
#include "models/analysis/statistics.h"

namespace tideline {

namespace {

std::optional<double> perHour(const RhythmCell& sum)
{
    return sum.covered > 0 ? std::optional(sum.value / inHours(sum.covered)) : std::nullopt;
}

std::optional<double> ratioOf(const RhythmCell& own, const RhythmCell& base)
{
    const auto a = perHour(own), b = perHour(base);
    return a && b && *b > 0 ? std::optional(*a / *b) : std::nullopt;
}

void add(RhythmCell& sum, const RhythmCell& cell)
{
    sum.value += cell.value;
    sum.covered += cell.covered;
}

} // namespace

bool Calendar::isOffice(int weekday, int hour) const
{
    const bool isWithin = officeFrom <= officeTo ? hour >= officeFrom && hour < officeTo
                                                 : hour >= officeFrom || hour < officeTo; // a night shift
    return isWithin && !isWeekend(weekday);
}

Calendar Calendar::of(const Subject* subject)
{
    return subject ? Calendar{subject->weekend, subject->officeFrom, subject->officeTo} : Calendar{};
}

RhythmRatios rhythmRatios(const Rhythm168& rhythm, const Calendar& calendar)
{
    RhythmCell all, weekdays, weekend, office, rest, evening;
    for (int weekday = 1; weekday <= 7; ++weekday) {
        for (int hour = 0; hour < 24; ++hour) {
            const RhythmCell& cell = rhythm.at(weekday, hour);
            add(all, cell);
            add(calendar.isWeekend(weekday) ? weekend : weekdays, cell);
            add(calendar.isOffice(weekday, hour) ? office : rest, cell);
            if (calendar.isEvening(hour))
                add(evening, cell);
        }
    }
    RhythmRatios ratios;
    ratios.weekdayToWeekend = ratioOf(weekdays, weekend);
    ratios.officeToRest = ratioOf(office, rest);
    if (all.value > 0) {
        ratios.officeShare = office.value / all.value;
        ratios.eveningShare = evening.value / all.value;
        ratios.weekendShare = weekend.value / all.value;
    }
    if (ratios.weekdayToWeekend) {
        std::vector<RatioTerm> days;
        for (const Rhythm168::LocalDay& day : rhythm.days)
            days.push_back({day.value[0], day.covered[0], day.value[1], day.covered[1]});
        // Blocks shorter than a week would often hold no weekend at all.
        ratios.block = days.size() >= 28 ? 7 : 0;
        ratios.interval = ratioInterval({{days}}, ratios.block);
    }
    return ratios;
}

} // namespace tideline
