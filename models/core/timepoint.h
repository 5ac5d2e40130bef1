// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <limits>
#include <optional>

namespace tideline {

/// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Micros = std::int64_t;

inline constexpr Micros microsPerMilli = 1'000;
inline constexpr Micros microsPerSecond = 1'000'000;
inline constexpr Micros microsPerMinute = 60 * microsPerSecond;
inline constexpr Micros microsPerHour = 60 * microsPerMinute;
inline constexpr Micros microsPerDay = 24 * microsPerHour;

/// 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z: times outside are rejected by every parser.
inline constexpr Micros earliestTime = -62'135'596'800LL * microsPerSecond;
inline constexpr Micros latestTime = 253'402'300'800LL * microsPerSecond;

/// Half-open interval [from, to) in UTC microseconds.
struct TimeRange
{
    Micros from = 0;
    Micros to = 0;

    Micros length() const { return to - from; }
    bool isEmpty() const { return to <= from; }
    bool contains(Micros t) const { return t >= from && t < to; }
    bool overlaps(const TimeRange& other) const { return from < other.to && other.from < to; }
    TimeRange intersected(const TimeRange& other) const
    {
        return {from > other.from ? from : other.from, to < other.to ? to : other.to};
    }
    TimeRange united(const TimeRange& other) const
    {
        return {from < other.from ? from : other.from, to > other.to ? to : other.to};
    }
    bool operator==(const TimeRange&) const = default;

    static constexpr Micros beginning() { return std::numeric_limits<Micros>::min(); }
    static constexpr Micros end() { return std::numeric_limits<Micros>::max(); }
    /// Everything.
    static TimeRange all() { return {beginning(), end()}; }
};

/// How exactly a time is known. The order is from coarse to fine.
enum class Precision { Year, Month, Day, Minute, Second, Fraction };

QString precisionName(Precision precision); ///< "year", "month", … "fraction"
std::optional<Precision> precisionFromName(QStringView name);

/// When an event happened: the span that its precision allows, what was written, and in which zone.
/// An undated event has no range and is never plotted.
struct EventTime
{
    std::optional<TimeRange> range; ///< a second-precise time is one second long, a month a month
    Precision precision = Precision::Day;
    QString original; ///< text as found
    QString zone;     ///< IANA name the text was read in; "UTC" where it said so

    bool isDated() const { return range.has_value(); }
    bool isSpan() const { return range && precision <= Precision::Month; }
    bool operator==(const EventTime&) const = default;
};

} // namespace tideline
