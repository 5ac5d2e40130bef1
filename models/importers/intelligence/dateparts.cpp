// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/dateparts.h"

namespace tideline {

namespace {

/// "7" as "07"; what is no such number stays as it is, so that the time parser refuses it by its text.
QString padded(const QString& text, int width)
{
    bool good = false;
    const int number = text.toInt(&good);
    return good && number >= 0 ? QString::number(number).rightJustified(width, u'0') : text;
}

QString clockOf(const JsonNode& parts)
{
    if (const QString time = parts["time"].text(); !time.isEmpty())
        return time;
    const QString hour = parts["hour"].text(), minute = parts["minute"].text(), second = parts["second"].text();
    if (hour.isEmpty())
        return {};
    // An hour alone is still a clock time: to the minute is the coarsest that a clock can say.
    QString clock = padded(hour, 2) + u':' + padded(minute.isEmpty() ? QStringLiteral("0") : minute, 2);
    if (minute.isEmpty() || second.isEmpty())
        return clock;
    clock += u':' + padded(second, 2);
    const QString thousandths = parts["millisecond"].text();
    return thousandths.isEmpty() ? clock : clock + u'.' + padded(thousandths, 3);
}

} // namespace

Result<EventTime> timeOfParts(const JsonNode& parts, const Zone& zone)
{
    EventTime undated;
    undated.zone = zone.name();
    QString text = padded(parts["year"].text(), 4);
    if (text.isEmpty())
        return undated;
    const QString month = parts["month"].text(), day = parts["day"].text();
    if (!month.isEmpty()) {
        text += u'-' + padded(month, 2);
        if (!day.isEmpty()) {
            text += u'-' + padded(day, 2);
            if (const QString clock = clockOf(parts); !clock.isEmpty())
                text += u'T' + clock;
        }
    }
    auto time = parseTime(text, zone);
    if (time)
        time->original = text;
    return time;
}

} // namespace tideline
