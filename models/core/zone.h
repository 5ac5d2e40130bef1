// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/timepoint.h"

#include <QString>

#include <memory>
#include <vector>

namespace tideline {

/// Broken-down civil time, proleptic Gregorian. month 1..12, day 1..31, weekday 1 (Monday) .. 7.
struct CivilTime
{
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micros = 0;
    int weekday = 4;
    bool operator==(const CivilTime&) const = default;
};

/// Days since 1970-01-01 of a civil date (Hinnant's algorithm), and back.
std::int64_t daysFromCivil(int year, int month, int day);
CivilTime civilFromMicros(Micros localMicros); ///< of a time already shifted to local
Micros microsFromCivil(const CivilTime& civil);
bool isValidDate(int year, int month, int day);

/// "+08:30", "-03:00"; with seconds only where an offset has some (local mean times).
QString isoOffset(Micros offset);

/// A zone of the tz database with its transitions cached, since one QTimeZone lookup costs hundreds of
/// nanoseconds. Cheap to copy; immutable; safe to share between threads.
class Zone
{
public:
    /// One period of constant offset: from (UTC) on, until the next one.
    struct Period
    {
        Micros from;
        Micros offset; ///< local = utc + offset
    };

    Zone(); ///< UTC
    static Zone utc() { return {}; }
    /// `name`: IANA name, or "UTC", or a fixed offset "UTC+08:30". BadArgument when unknown.
    static Result<Zone> named(const QString& name);

    const QString& name() const;
    const std::vector<Period>& periods() const;

    Micros offsetAt(Micros utc) const;
    Micros toLocal(Micros utc) const { return utc + offsetAt(utc); }
    CivilTime civil(Micros utc) const { return civilFromMicros(toLocal(utc)); }

    /// What a local time means in UTC. A time in a gap or a fold is `ambiguous`; then `utc` is the earlier reading.
    struct Resolved
    {
        Micros utc = 0;
        bool ambiguous = false; ///< fold: two readings
        bool missing = false;   ///< gap: the clock never showed it; `utc` is the end of the gap
    };
    Resolved toUtc(Micros local) const;
    Micros toUtc(const CivilTime& civil) const { return toUtc(microsFromCivil(civil)).utc; }

    /// "+08:30" at this time; "UTC" zones give "Z".
    QString offsetText(Micros utc) const;
    bool operator==(const Zone& other) const { return name() == other.name(); }

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// Width of time bins, and the grain of the command line's --bin.
enum class Bin { Minute, QuarterHour, Hour, Day, Week, Month, Quarter, Year };
QString binName(Bin bin); ///< "minute", "15min", "hour", …
std::optional<Bin> binFromName(QStringView name);

/// The start (UTC) of the local bin that holds `utc`; weeks start on Monday. Bins up to an hour are steps of the local
/// clock cut short where the clock is changed; days and longer run from local midnight to local midnight.
Micros binStart(Micros utc, Bin bin, const Zone& zone);
/// The start of the bin after the one that starts at `start`.
Micros nextBin(Micros start, Bin bin, const Zone& zone);
/// Edges e0 < e1 < … with e0 <= range.from and the last >= range.to. Empty if more than `limit` edges would be
/// needed, if the range is empty, or if it reaches beyond 0001–9999.
std::vector<Micros> binEdges(const TimeRange& range, Bin bin, const Zone& zone, std::size_t limit = 2'000'000);
/// The finest bin that gives at most `target` bins over the range (the default of `volume`).
Bin fittingBin(const TimeRange& range, int target = 200);

} // namespace tideline
