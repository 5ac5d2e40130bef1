// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/timepoint.h"
#include "models/core/zone.h"

#include <string_view>

namespace tideline {

/// Order of the numbers in dates such as 3/4/2019.
enum class DateOrder { YearMonthDay, MonthDayYear, DayMonthYear };

/// Reads one time text into the span it means. Accepted: ISO 8601 dates and times with `T` or blank, 1–9 fraction
/// digits (beyond the sixth cut off), zone `Z`, `+hh:mm`, `+hhmm`, `+hh`, or a trailing " UTC"; `20171001T090751Z`;
/// years, months, days; `1/31/2020` by `order` (an error under YearMonthDay), optionally with AM or PM; English month
/// names (`05-Dec-2019 06:00:00`, `5 Dec 2019`, `Dec 5, 2019`, `December 2019`); epoch seconds of 9–11 digits with
/// fraction (other epoch units never: say so to `parseEpochSeconds`). Seconds may be 60 (the next second), 24:00 is the
/// next midnight. A text without zone is read in `zone`; one that falls into a clock change's fold or gap is an error
/// that says so. Range 0001–9999. Fails with BadInput.
Result<EventTime> parseTime(QStringView text, const Zone& zone, DateOrder order = DateOrder::YearMonthDay);

/// Decimal epoch numbers to µs without doubles: "1506848871.25" in units of 10^-`power` seconds (0 s, 3 ms, 6 µs, 9
/// ns). What is finer than 1 µs is cut off towards the past. Range 0001–9999. Fails with BadInput.
Result<Micros> parseEpochSeconds(std::string_view text, int power = 0);

/// A point or a span of the command line: like `parseTime`, but a time of minute precision or finer is the point
/// [t, t]: `--from` takes `from`, `--to` takes `to`, so that a date, month or year given as `--to` means its end.
Result<TimeRange> parseTimeRange(const QString& text, const Zone& zone);

/// "2017-10-01T09:07:51.000000Z": always UTC, microseconds. Empty outside 0001–9999, as all texts below.
QString isoUtc(Micros utc);
/// With the zone's offset "2017-10-01T17:37:51.000000+08:30".
QString isoLocal(Micros utc, const Zone& zone);
/// For people and tables, as exact as the precision allows: "2017", "2017-10", "2017-10-01", "2017-10-01 17:37".
QString timeText(Micros utc, Precision precision, const Zone& zone);
/// A day, month or year is shown as it was in its own zone: it is a date, not an instant. Empty if undated.
QString timeText(const EventTime& time, const Zone& zone);
/// "185 days", "3 h 20 min", "12 s": at most two units.
QString durationText(Micros length);

} // namespace tideline
