// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/zone.h"

#include <algorithm>

namespace tideline {

namespace {

struct BinEntry
{
    Bin bin;
    const char* name;
    Micros shortest; ///< no bin of a zone without changes is shorter; coarse bins vary
};

constexpr BinEntry binTable[] = {
    {Bin::Minute, "minute", microsPerMinute},     {Bin::QuarterHour, "15min", 15 * microsPerMinute},
    {Bin::Hour, "hour", microsPerHour},           {Bin::Day, "day", microsPerDay},
    {Bin::Week, "week", 7 * microsPerDay},        {Bin::Month, "month", 28 * microsPerDay},
    {Bin::Quarter, "quarter", 90 * microsPerDay}, {Bin::Year, "year", 365 * microsPerDay},
};

const BinEntry& entryOf(Bin bin)
{
    return binTable[static_cast<std::size_t>(bin)];
}

bool isClockBin(Bin bin)
{
    return bin <= Bin::Hour;
}

/// The clock bin around `utc`: a step of the local clock, cut short where the clock is changed, so that bins never
/// overlap, have one offset each and follow one another without gaps.
TimeRange clockBin(Micros utc, Micros width, const Zone& zone)
{
    const auto& periods = zone.periods();
    auto next = std::upper_bound(periods.begin(), periods.end(), utc,
                                 [](Micros time, const Zone::Period& period) { return time < period.from; });
    const auto period = next == periods.begin() ? next : next - 1;
    const Micros local = utc + period->offset;
    const Micros rest = local % width;
    const Micros start = local - (rest < 0 ? rest + width : rest) - period->offset;
    const Micros end = next == periods.end() ? start + width : std::min(start + width, next->from);
    return {std::max(start, period->from), end};
}

/// First day of the calendar bin that holds a date, as days since 1970, moved on by `steps` bins.
std::int64_t calendarDay(const CivilTime& date, Bin bin, int steps)
{
    const auto monthDay = [&](int month) {
        const int months = date.year * 12 + month - 1;
        const int year = months >= 0 ? months / 12 : (months - 11) / 12;
        return daysFromCivil(year, months - year * 12 + 1, 1);
    };
    switch (bin) {
    case Bin::Week:
        return daysFromCivil(date.year, date.month, date.day) - (date.weekday - 1) + 7 * steps;
    case Bin::Month:
        return monthDay(date.month + steps);
    case Bin::Quarter:
        return monthDay((date.month - 1) / 3 * 3 + 1 + 3 * steps);
    case Bin::Year:
        return daysFromCivil(date.year + steps, 1, 1);
    default:
        return daysFromCivil(date.year, date.month, date.day) + steps;
    }
}

/// Keeps open ends such as TimeRange::beginning() from overflowing; no data lies beyond.
Micros withinReach(Micros utc)
{
    return std::clamp(utc, earliestTime - 2 * microsPerDay, latestTime + 2 * microsPerDay);
}

Micros calendarEdge(Micros utc, Bin bin, const Zone& zone, int steps)
{
    return zone.toUtc(calendarDay(zone.civil(utc), bin, steps) * microsPerDay).utc;
}

} // namespace

QString binName(Bin bin)
{
    return QString::fromLatin1(entryOf(bin).name);
}

std::optional<Bin> binFromName(QStringView name)
{
    for (const BinEntry& entry : binTable) {
        if (name == QLatin1String(entry.name))
            return entry.bin;
    }
    return std::nullopt;
}

Micros binStart(Micros utc, Bin bin, const Zone& zone)
{
    utc = withinReach(utc);
    if (isClockBin(bin))
        return clockBin(utc, entryOf(bin).shortest, zone).from;
    Micros start = calendarEdge(utc, bin, zone, 0);
    // A clock put back over midnight shows yesterday again although today has begun: today stays.
    for (Micros next = nextBin(start, bin, zone); next <= utc; next = nextBin(start, bin, zone))
        start = next;
    return start;
}

Micros nextBin(Micros start, Bin bin, const Zone& zone)
{
    start = withinReach(start);
    if (isClockBin(bin))
        return clockBin(start, entryOf(bin).shortest, zone).to;
    int steps = 1;
    Micros next = calendarEdge(start, bin, zone, steps);
    while (next <= start) // a day that a zone left out
        next = calendarEdge(start, bin, zone, ++steps);
    return next;
}

std::vector<Micros> binEdges(const TimeRange& range, Bin bin, const Zone& zone, std::size_t limit)
{
    if (range.isEmpty() || limit < 2 || range.from < earliestTime - microsPerDay ||
        range.to > latestTime + microsPerDay) {
        return {};
    }
    // Spares the loop where the answer is sure; no calendar bin is twice as long as its shortest.
    const auto fewest =
        std::uint64_t(range.length()) / std::uint64_t(entryOf(bin).shortest * (isClockBin(bin) ? 1 : 2));
    if (fewest > limit)
        return {};
    std::vector<Micros> edges{binStart(range.from, bin, zone)};
    while (edges.back() < range.to) {
        if (edges.size() == limit)
            return {};
        edges.push_back(nextBin(edges.back(), bin, zone));
    }
    return edges;
}

Bin fittingBin(const TimeRange& range, int target)
{
    for (const BinEntry& entry : binTable) {
        if (range.isEmpty() || !binEdges(range, entry.bin, Zone::utc(), std::size_t(std::max(target, 1)) + 1).empty())
            return entry.bin;
    }
    return Bin::Year;
}

} // namespace tideline
