// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timefield.h"

#include "models/importers/flowtext.h"

#include <algorithm>

namespace tideline {

namespace {

Error badOption(const QString& key, const QString& value, const QString& known)
{
    return {ErrorCode::BadArgument,
            QStringLiteral("Unknown value “%1” of %2").arg(value, key),
            {},
            QStringLiteral("Known are %1.").arg(known)};
}

bool isNumber(const QString& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(),
                                          [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-'; });
}

Result<Micros> epochMicros(const QString& text, TimeRules::Epoch epoch)
{
    const QByteArray bytes = text.toLatin1();
    const std::string_view digits(bytes.constData(), std::size_t(bytes.size()));
    switch (epoch) {
    case TimeRules::Epoch::Seconds:
        return parseEpochSeconds(digits, 0);
    case TimeRules::Epoch::Thousandths:
        return parseEpochSeconds(digits, 3);
    case TimeRules::Epoch::Millionths:
        return parseEpochSeconds(digits, 6);
    case TimeRules::Epoch::Billionths:
        return parseEpochSeconds(digits, 9);
    default:
        break;
    }
    Micros micros = 0;
    if (parseEpoch(digits, micros))
        return micros;
    return Error{ErrorCode::BadInput, QStringLiteral("“%1” is no epoch time").arg(text.left(80)), {}, {}};
}

} // namespace

namespace {

/// "9-Apr-84 21:57" and "4/9/84" with the year in full.
QString withCentury(const QString& text, int pivot)
{
    const qsizetype blank = text.indexOf(u' ');
    const QString date = blank < 0 ? text : text.left(blank);
    const qsizetype sign = std::max(date.lastIndexOf(u'-'), date.lastIndexOf(u'/'));
    const QString year = date.mid(sign + 1);
    if (sign < 3 || year.size() != 2 || !isNumber(year) || date.left(sign).contains(u':'))
        return text;
    const QString full = QString::number((year.toInt() < pivot ? 2000 : 1900) + year.toInt());
    return date.left(sign + 1) + full + text.mid(date.size());
}

} // namespace

Result<std::optional<Zone>> zoneOption(const ReadOptions& options)
{
    const QString zone = options.value(QStringLiteral("zone")).toString();
    if (zone.isEmpty())
        return std::optional<Zone>();
    const auto named = Zone::named(zone);
    return named ? Result<std::optional<Zone>>(std::optional<Zone>(*named)) : named.error();
}

Result<TimeRules> TimeRules::make(const ReadOptions& options)
{
    TimeRules rules;
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    if (*zone)
        rules.zone = **zone;
    const QString dates = options.value(QStringLiteral("dates")).toString(QStringLiteral("ymd"));
    if (dates == u"mdy")
        rules.order = DateOrder::MonthDayYear;
    else if (dates == u"dmy")
        rules.order = DateOrder::DayMonthYear;
    else if (dates != u"ymd")
        return badOption(QStringLiteral("dates"), dates, QStringLiteral("ymd, mdy and dmy"));
    const QString epoch = options.value(QStringLiteral("epoch")).toString();
    const QStringList names{{},
                            QStringLiteral("seconds"),
                            QStringLiteral("ms"),
                            QStringLiteral("us"),
                            QStringLiteral("ns"),
                            QStringLiteral("any")};
    const qsizetype at = epoch.isEmpty() ? 0 : names.indexOf(epoch);
    if (at < 0)
        return badOption(QStringLiteral("epoch"), epoch, QStringLiteral("seconds, ms, us, ns and any"));
    rules.epoch = Epoch(at);
    const QJsonValue pivot = options.value(QStringLiteral("two_digit_years"));
    rules.pivot = pivot.isString() ? pivot.toString().toInt() : pivot.toInt();
    if (rules.pivot < 0 || rules.pivot > 99 || (!pivot.isUndefined() && rules.pivot == 0))
        return badOption(QStringLiteral("two_digit_years"), pivot.toVariant().toString(),
                         QStringLiteral("1 to 99: years below it are of this century"));
    return rules;
}

Result<EventTime> readTime(const QString& text, const Zone& zone, const TimeRules& rules)
{
    EventTime time;
    time.original = text;
    time.zone = zone.name();
    if (text.isEmpty() || text.startsWith(QStringLiteral("0000-00-00")) ||
        text.startsWith(QStringLiteral("00/00/0000")))
        return time;
    if (rules.epoch != TimeRules::Epoch::No && isNumber(text)) {
        const auto micros = epochMicros(text, rules.epoch);
        if (!micros)
            return micros.error();
        const bool whole = micros.value() % microsPerSecond == 0;
        time.precision = whole ? Precision::Second : Precision::Fraction;
        time.range = TimeRange{micros.value(), micros.value() + (whole ? microsPerSecond : 1)};
        time.zone = QStringLiteral("UTC");
    } else {
        auto parsed = parseTime(rules.pivot > 0 ? withCentury(text, rules.pivot) : text, zone, rules.order);
        if (!parsed)
            return parsed.error();
        time = std::move(parsed).value();
    }
    if (time.range && time.range->from == 0 && time.precision >= Precision::Second) {
        time.range.reset();
        time.precision = Precision::Day;
    }
    return time;
}

std::optional<Micros> binWidth(const QString& text)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    const QString unit = text.mid(digits).trimmed();
    const auto bin = binFromName(text);
    if (bin) {
        const Micros start = binStart(0, *bin, Zone::utc());
        return nextBin(start, *bin, Zone::utc()) - start;
    }
    bool good = false;
    const qint64 count = text.left(digits).toLongLong(&good);
    if (!good || count <= 0 || count > 1'000'000'000)
        return std::nullopt;
    if (unit.isEmpty() || unit == u"s")
        return count * microsPerSecond;
    if (unit == u"min")
        return count * microsPerMinute;
    if (unit == u"h")
        return count * microsPerHour;
    if (unit == u"d")
        return count <= 1'000'000 ? std::optional<Micros>(count * microsPerDay) : std::nullopt;
    if (unit == u"w")
        return count <= 100'000 ? std::optional<Micros>(count * 7 * microsPerDay) : std::nullopt;
    return std::nullopt;
}

TimeRange binAt(Micros start, const QString& width, const Zone& zone)
{
    if (const auto bin = binFromName(width); bin && binStart(start, *bin, zone) == start)
        return {start, nextBin(start, *bin, zone)};
    return {start, start + binWidth(width).value_or(microsPerSecond)};
}

} // namespace tideline
