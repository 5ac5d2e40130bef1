// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/footer.h"

#include "models/core/timetext.h"
#include "models/core/zone.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FigureFooter", text);
}

Zone zoneNamed(const QString& name)
{
    const auto zone = Zone::named(name);
    return zone ? *zone : Zone::utc();
}

std::optional<Micros> momentOf(const QJsonValue& value)
{
    if (!value.isString())
        return std::nullopt;
    const auto time = parseTime(value.toString(), Zone::utc());
    return time && time->range ? std::optional(time->range->from) : std::nullopt;
}

} // namespace

FigureFooter FigureFooter::fromResult(const MeasureResult& result)
{
    FigureFooter footer;
    QStringList names;
    for (const auto& source : result.sources)
        names << source.name;
    constexpr qsizetype listed = 3;
    if (names.size() > listed) {
        const auto more = names.size() - listed;
        names = names.mid(0, listed);
        names << tr("%1 more").arg(more);
    }
    footer.source = names.join(QStringLiteral(", "));
    const QString series = result.question.value(QLatin1String("series")).toString();
    footer.subject = series.isEmpty() ? result.question.value(QLatin1String("subject")).toString() : series;
    const auto from = momentOf(result.question.value(QLatin1String("from")));
    const auto to = momentOf(result.question.value(QLatin1String("to")));
    if (from && to && *from < *to)
        footer.span = TimeRange{*from, *to};
    footer.zone = result.zone.isEmpty() ? QStringLiteral("UTC") : result.zone;
    QStringList filters;
    for (const char* key : {"where", "events"})
        if (const QString text = result.question.value(QLatin1String(key)).toString(); !text.isEmpty())
            filters << text;
    footer.filter = filters.join(QStringLiteral("; "));
    footer.simulated = result.simulated();
    footer.share = result.share;
    return footer;
}

QString firstPictureText(double share, const QLocale& locale)
{
    return tr("First picture, of %1 % of the flows; the rest is being counted")
        .arg(locale.toString(100 * share, 'f', 0));
}

QString FigureFooter::text(const QLocale& locale) const
{
    QStringList parts;
    if (share < 1)
        parts << firstPictureText(share, locale);
    if (!source.isEmpty())
        parts << tr("Source: %1").arg(source);
    if (!subject.isEmpty())
        parts << subject;
    if (span)
        parts << rangeText(*span, zoneNamed(zone), locale);
    parts << zone << (filter.isEmpty() ? tr("no filter") : tr("filter: %1").arg(filter));
    return parts.join(QStringLiteral(" · "));
}

void paintFooter(QPainter& painter, const QRectF& area, const FigureFooter& footer, const Theme& theme,
                 const QLocale& locale)
{
    const QFont font = theme.font(TextRole::Axis);
    double room = area.width();
    if (footer.simulated) {
        QFont bold = font;
        bold.setWeight(QFont::DemiBold);
        const QString word = tr("Simulated");
        const double width = tabularWidth(word, bold) + 12;
        const QRectF badge(area.right() - width, area.top() + 3, width, 16);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::SimulatedFill));
        painter.drawRoundedRect(badge, 3, 3);
        drawTabular(painter, {badge.left() + 6, badge.bottom() - 4}, word, bold, theme.color(Token::Simulated));
        room -= width + 10;
    }
    drawTabular(painter, {area.left(), area.top() + 15}, elidedAtWord(footer.text(locale), font, room), font,
                theme.color(Token::TextDim));
}

} // namespace tideline
