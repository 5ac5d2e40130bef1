// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/roweffect.h"

#include "models/core/timetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RowEffect", text);
}

QString whenText(const EventTime& time, const Zone& zone)
{
    if (!time.range)
        return tr("undated");
    const QString local = timeText(time, zone);
    if (time.precision < Precision::Minute)
        return local;
    if (zone == Zone::utc())
        return local + QStringLiteral(" UTC");
    return QStringLiteral("%1 %2 (%3 UTC)").arg(local, zone.offsetText(time.range->from), timeText(time, Zone::utc()));
}

QString shortened(const QString& text)
{
    constexpr int longest = 80;
    return text.size() <= longest ? text : text.left(longest) + QChar(0x2026);
}

QString eventText(const Event& event, const Zone& zone)
{
    QStringList parts{tr("When: %1").arg(whenText(event.time, zone))};
    for (const EventField& field : eventFields()) {
        const QString key = QString::fromLatin1(field.key);
        const QString text = field.get(event).simplified().replace(u';', QStringLiteral("; ")).simplified();
        const bool known = key == u"id" || key == u"at" || key == u"verified" || key == u"line" || key == u"record";
        if (!known && !text.isEmpty() && text != u"0")
            parts +=
                QStringLiteral("%1: %2").arg(QCoreApplication::translate("EventField", field.title), shortened(text));
    }
    return parts.join(QStringLiteral(" · "));
}

QString pointText(const SeriesPoint& point, const Zone& zone)
{
    return QStringLiteral("%1 = %2, %3 – %4")
        .arg(seriesName(point), QLocale().toString(point.value, 'g', 10), isoLocal(point.span.from, zone),
             isoLocal(point.span.to, zone));
}

} // namespace

QString rowEffect(const ParsedBlock& parsed, qint64 line, const Zone& zone)
{
    for (const Problem& problem : parsed.problems) {
        if (problem.line == line)
            return tr("Line %1 is rejected: %2").arg(line).arg(problem.reason);
    }
    QStringList parts;
    for (const Event& event : parsed.events) {
        if (event.record == line)
            parts += eventText(event, zone);
    }
    for (const SeriesPoint& point : parsed.points) {
        if (point.record == line)
            parts += pointText(point, zone);
    }
    return parts.isEmpty() ? tr("Line %1 becomes nothing: it has no value").arg(line)
                           : tr("Line %1 becomes · %2").arg(line).arg(parts.join(QStringLiteral(" · ")));
}

} // namespace tideline
