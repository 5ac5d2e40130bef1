// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timetext.h"
#include "models/importers/reader.h"

#include <optional>

namespace tideline {

/// The option `zone` (IANA name); nothing if it is not given, BadArgument if there is no such zone.
Result<std::optional<Zone>> zoneOption(const ReadOptions& options);

/// How a file writes its times: what the options zone, dates and epoch say.
struct TimeRules
{
    enum class Epoch { No, Seconds, Thousandths, Millionths, Billionths, Any };
    Zone zone;
    DateOrder order = DateOrder::YearMonthDay;
    Epoch epoch = Epoch::No;
    /// Option `two_digit_years`: 9-Apr-84 is 1984 and 9-Apr-17 is 2017 where this is 50; 0 = years have four digits.
    int pivot = 0;

    static Result<TimeRules> make(const ReadOptions& options);
};

/// One time text. Texts that mean "none" (empty, 0000-00-00…, 00/00/0000…, and the very second 1970-01-01T00:00:00 UTC,
/// which is what programs write that know no time) give an undated time.
Result<EventTime> readTime(const QString& text, const Zone& zone, const TimeRules& rules);

/// The length of a bin: "3600" seconds, "15min", "3h", "1d", "2w", or a name of --bin; nullopt if it is none.
std::optional<Micros> binWidth(const QString& text);
/// The bin that begins at `start`: of `width` as written, by the calendar of the zone where it is a name of --bin.
TimeRange binAt(Micros start, const QString& width, const Zone& zone);

} // namespace tideline
