// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/periodtext.h"

#include "models/core/timetext.h"

#include <QDate>
#include <QLocale>

namespace tideline {

namespace {

bool isMidnight(const CivilTime& t)
{
    return t.hour == 0 && t.minute == 0 && t.second == 0 && t.micros == 0;
}

QString dayText(const CivilTime& t, bool withYear)
{
    return QLocale().toString(QDate(t.year, t.month, t.day),
                              withYear ? QStringLiteral("d MMM yyyy") : QStringLiteral("d MMM"));
}

QString clockText(const CivilTime& t)
{
    return QStringLiteral("%1:%2").arg(t.hour, 2, 10, QLatin1Char('0')).arg(t.minute, 2, 10, QLatin1Char('0'));
}

} // namespace

QString periodText(const TimeRange& range, const Zone& zone)
{
    const CivilTime from = zone.civil(range.from);
    const CivilTime end = zone.civil(range.to);
    QString text;
    if (isMidnight(from) && isMidnight(end)) {
        const CivilTime last = zone.civil(range.to - 1); // whole days are named by their last one
        const bool isOneDay = from.year == last.year && from.month == last.month && from.day == last.day;
        text = isOneDay ? dayText(last, true)
                        : dayText(from, from.year != last.year) + QStringLiteral(" – ") + dayText(last, true);
    } else if (from.year == end.year && from.month == end.month && from.day == end.day) {
        text = dayText(from, true) + u' ' + clockText(from) + QStringLiteral(" – ") + clockText(end);
    } else {
        text = dayText(from, from.year != end.year) + u' ' + clockText(from) + QStringLiteral(" – ") +
               dayText(end, true) + u' ' + clockText(end);
    }
    return text + QStringLiteral(" · ") + durationText(range.length());
}

} // namespace tideline
