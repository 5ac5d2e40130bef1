// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timeparser.h"

#include <algorithm>

namespace tideline {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

Error badTime(QStringView text, const QString& reason, const QString& remedy = {})
{
    return {
        ErrorCode::BadInput, QStringLiteral("“%1” is no time: %2").arg(text.left(80).toString(), reason), {}, remedy};
}

/// Local end of what a text means, exclusive.
Micros endOf(const WrittenTime& written, Micros start)
{
    const CivilTime& civil = written.civil;
    switch (written.precision) {
    case Precision::Year:
        return daysFromCivil(civil.year + 1, 1, 1) * microsPerDay;
    case Precision::Month:
        return daysFromCivil(civil.year + civil.month / 12, civil.month % 12 + 1, 1) * microsPerDay;
    case Precision::Day:
        return start + microsPerDay;
    case Precision::Minute:
        return start + microsPerMinute;
    case Precision::Second:
        return start + microsPerSecond;
    case Precision::Fraction:
        break;
    }
    Micros length = microsPerSecond;
    for (int i = 0; i < written.fractionDigits && length > 1; ++i)
        length /= 10;
    return start + length;
}

/// The span in UTC. Calendar spans begin and end when the day does; only a time of day can be doubtful.
Result<TimeRange> resolved(QStringView text, const WrittenTime& written, const Zone& zone)
{
    const Micros start = microsFromCivil(written.civil);
    const Micros end = endOf(written, start);
    if (written.offset)
        return TimeRange{start - *written.offset, end - *written.offset};
    const Zone::Resolved from = zone.toUtc(start);
    if (written.precision <= Precision::Day)
        return TimeRange{from.utc, zone.toUtc(end).utc};
    const QString remedy = QStringLiteral("Write the offset from UTC behind it");
    if (from.ambiguous) {
        return badTime(text, QStringLiteral("it is ambiguous, clocks in %1 showed it twice").arg(zone.name()), remedy);
    }
    if (from.missing)
        return badTime(text, QStringLiteral("clocks in %1 were put forward and never showed it").arg(zone.name()),
                       remedy);
    return TimeRange{from.utc, from.utc + (end - start)};
}

QString zoneNameOf(const WrittenTime& written, const Zone& zone)
{
    if (!written.offset)
        return zone.name();
    return *written.offset == 0 ? QStringLiteral("UTC") : QStringLiteral("UTC") + isoOffset(*written.offset);
}

/// 9 to 11 digits and perhaps a fraction: nothing else is written so, and it lies between 1973 and 5138.
bool isEpoch(QStringView text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto whole = end - text.begin();
    if (whole < 9 || whole > 11)
        return false;
    return end == text.end() || (*end == u'.' && end + 1 != text.end() && std::all_of(end + 1, text.end(), isDigit));
}

Result<EventTime> epochTime(QStringView text)
{
    const QByteArray digits = text.toLatin1();
    const auto micros = parseEpochSeconds({digits.constData(), std::size_t(digits.size())});
    if (!micros)
        return micros.error();
    const qsizetype point = text.indexOf(u'.');
    WrittenTime written;
    written.precision = point < 0 ? Precision::Second : Precision::Fraction;
    written.fractionDigits = point < 0 ? 0 : int(text.size() - point - 1);
    return EventTime{TimeRange{*micros, endOf(written, *micros)}, written.precision, {}, QStringLiteral("UTC")};
}

} // namespace

Result<EventTime> parseTime(QStringView text, const Zone& zone, DateOrder order)
{
    const QStringView trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return badTime(text, QStringLiteral("it is empty"));
    if (isEpoch(trimmed)) {
        auto time = epochTime(trimmed);
        if (time)
            time->original = text.toString();
        return time;
    }
    TimeParser parser(trimmed, order);
    const auto written = parser.run();
    if (!written)
        return badTime(text, QString::fromLatin1(parser.reason()),
                       QStringLiteral("Write it like 2017-10-01 17:37:51+09:00"));
    const auto range = resolved(text, *written, zone);
    if (!range)
        return range.error();
    if (range->from < earliestTime || range->to > latestTime)
        return badTime(text, QStringLiteral("it lies outside the years 0001 to 9999"));
    return EventTime{*range, written->precision, text.toString(), zoneNameOf(*written, zone)};
}

Result<Micros> parseEpochSeconds(std::string_view text, int power)
{
    const auto bad = [&](const char* reason) {
        const QString shown = QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), 80)));
        return badTime(shown, QString::fromLatin1(reason));
    };
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest[0] == '-';
    rest.remove_prefix(negative);
    if (rest.size() > 30)
        return bad("it has too many digits");
    __int128 value = 0;
    int fraction = -1;
    int digits = 0;
    for (const char c : rest) {
        if (c == '.' && fraction < 0 && digits > 0) {
            fraction = 0;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            ++digits;
            fraction += fraction >= 0;
        } else {
            return bad("it is not a decimal number");
        }
    }
    if (digits == 0 || fraction == 0)
        return bad("it is not a decimal number");
    if (negative)
        value = -value;
    int shift = 6 - power - std::max(fraction, 0);
    for (; shift > 0; --shift)
        value *= 10;
    for (; shift < 0; ++shift) // floor, not truncation: cutting twice must not move a time before 1970
        value = value / 10 - (value % 10 < 0);
    if (value < earliestTime || value >= latestTime)
        return bad("it lies outside the years 0001 to 9999");
    return Micros(value);
}

Result<TimeRange> parseTimeRange(const QString& text, const Zone& zone)
{
    const auto time = parseTime(text, zone);
    if (!time)
        return Error{ErrorCode::BadArgument, time.error().what, time.error().where, time.error().remedy};
    TimeRange range = *time->range;
    if (time->precision > Precision::Day)
        range.to = range.from;
    return range;
}

} // namespace tideline
