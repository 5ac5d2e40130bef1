// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"

namespace tideline {

namespace {

constexpr QChar minusSign(0x2212);

bool isPrintable(Micros utc)
{
    return utc >= earliestTime && utc <= latestTime;
}

void appendNumber(QString& text, int number, int width)
{
    char digits[12];
    for (int i = width - 1; i >= 0; --i) {
        digits[i] = char('0' + number % 10);
        number /= 10;
    }
    text += QLatin1String(digits, width);
}

void appendDate(QString& text, const CivilTime& civil, Precision precision)
{
    appendNumber(text, civil.year, civil.year > 9999 ? 5 : 4);
    if (precision == Precision::Year)
        return;
    text += u'-';
    appendNumber(text, civil.month, 2);
    if (precision == Precision::Month)
        return;
    text += u'-';
    appendNumber(text, civil.day, 2);
}

void appendClock(QString& text, const CivilTime& civil, Precision precision)
{
    appendNumber(text, civil.hour, 2);
    text += u':';
    appendNumber(text, civil.minute, 2);
    if (precision == Precision::Minute)
        return;
    text += u':';
    appendNumber(text, civil.second, 2);
}

QString isoText(const CivilTime& civil, const QString& offset)
{
    QString text;
    text.reserve(40);
    appendDate(text, civil, Precision::Day);
    text += u'T';
    appendClock(text, civil, Precision::Second);
    text += u'.';
    appendNumber(text, civil.micros, 6);
    return text + offset;
}

struct DurationUnit
{
    Micros length;
    const char* one;
    const char* many;
};

constexpr DurationUnit durationUnits[] = {{microsPerDay, "day", "days"},
                                          {microsPerHour, "h", "h"},
                                          {microsPerMinute, "min", "min"},
                                          {microsPerSecond, "s", "s"}};

QString unitText(Micros count, const DurationUnit& unit)
{
    return QString::number(count) + u' ' + QLatin1String(count == 1 ? unit.one : unit.many);
}

/// Below a minute: "12.5 s", "250 ms", "12 µs".
QString shortDurationText(Micros length)
{
    if (length == 0)
        return QStringLiteral("0 s");
    if (length < microsPerMilli)
        return QString::number(length) + QStringLiteral(" µs");
    const Micros millis = (length + microsPerMilli / 2) / microsPerMilli;
    if (millis < 1000)
        return QString::number(millis) + QStringLiteral(" ms");
    const Micros tenths = (length + microsPerSecond / 20) / (microsPerSecond / 10);
    QString text = QString::number(tenths / 10);
    if (tenths % 10)
        text += u'.' + QString::number(tenths % 10);
    return text + QStringLiteral(" s");
}

} // namespace

QString isoUtc(Micros utc)
{
    return isPrintable(utc) ? isoText(civilFromMicros(utc), QStringLiteral("Z")) : QString();
}

QString isoLocal(Micros utc, const Zone& zone)
{
    return isPrintable(utc) ? isoText(zone.civil(utc), zone.offsetText(utc)) : QString();
}

QString timeText(Micros utc, Precision precision, const Zone& zone)
{
    QString text;
    if (!isPrintable(utc))
        return text;
    text.reserve(28);
    const CivilTime civil = zone.civil(utc);
    appendDate(text, civil, precision);
    if (precision <= Precision::Day)
        return text;
    text += u' ';
    appendClock(text, civil, precision);
    if (precision == Precision::Fraction) {
        const bool isMilli = civil.micros % 1000 == 0;
        text += u'.';
        appendNumber(text, isMilli ? civil.micros / 1000 : civil.micros, isMilli ? 3 : 6);
    }
    return text;
}

QString timeText(const EventTime& time, const Zone& zone)
{
    if (!time.range)
        return {};
    if (time.precision <= Precision::Day && time.zone != zone.name()) {
        if (const auto own = Zone::named(time.zone))
            return timeText(time.range->from, time.precision, *own);
    }
    return timeText(time.range->from, time.precision, zone);
}

QString durationText(Micros length)
{
    if (length < 0)
        return minusSign + durationText(length == TimeRange::beginning() ? TimeRange::end() : -length);
    // 59.95 s would read "60 s"; what rounds up to a minute is one.
    if (length < microsPerMinute - microsPerSecond / 20)
        return shortDurationText(length);
    for (std::size_t i = 0; i + 1 < std::size(durationUnits); ++i) {
        const DurationUnit& large = durationUnits[i];
        const DurationUnit& small = durationUnits[i + 1];
        const Micros smalls = length / small.length + (length % small.length >= small.length / 2);
        const Micros perLarge = large.length / small.length;
        if (smalls < perLarge)
            continue;
        const QString text = unitText(smalls / perLarge, large);
        return smalls % perLarge ? text + u' ' + unitText(smalls % perLarge, small) : text;
    }
    return shortDurationText(length);
}

} // namespace tideline
