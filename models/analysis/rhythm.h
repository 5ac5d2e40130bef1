// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/zone.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace tideline {

/// One hour of the week in local time: weekday 1 (Monday) … 7, hour 0 … 23.
struct RhythmCell
{
    double value = 0;
    Micros covered = 0;
};

/// The week as 168 cells, and the local days for the interval.
struct Rhythm168
{
    std::array<RhythmCell, 168> cells{};
    struct LocalDay
    {
        std::int64_t day = 0;            ///< days since 1970-01-01, local
        std::array<double, 2> value{};   ///< on a weekday, on the weekend: one of them is 0
        std::array<double, 2> covered{}; ///< hours
    };
    std::vector<LocalDay> days;

    const RhythmCell& at(int weekday, int hour) const { return cells[std::size_t((weekday - 1) * 24 + hour)]; }
};

/// The calendar people live by; the case's own where there is no subject.
struct Calendar
{
    QList<int> weekend = {6, 7};
    int officeFrom = 9;
    int officeTo = 18;
    bool isWeekend(int weekday) const { return weekend.contains(weekday); }
    bool isOffice(int weekday, int hour) const;
    bool isEvening(int hour) const { return hour >= officeTo; }
    static Calendar of(const Subject* subject);
};

/// Values per covered hour put in relation; empty where the base has no coverage or no traffic.
struct RhythmRatios
{
    std::optional<double> weekdayToWeekend; ///< per covered hour
    std::optional<std::pair<double, double>> interval;
    int block = 0;
    std::optional<double> officeToRest; ///< per covered hour
    std::optional<double> officeShare;  ///< of all volume; likewise below
    std::optional<double> eveningShare; ///< from the end of office hours to midnight, on every day
    std::optional<double> weekendShare;
};
RhythmRatios rhythmRatios(const Rhythm168& rhythm, const Calendar& calendar);

} // namespace tideline
