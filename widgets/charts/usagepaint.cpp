// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/usagechart.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UsageChart", text);
}

constexpr double markerRoom = 24, timeAxisRoom = 24;

/// The legend that the widget has as check boxes; hidden series are named as such.
void paintLegend(QPainter& painter, const UsageScene& scene, const UsageFrame& frame, double left, double top)
{
    const QFont font = frame.theme.font(TextRole::Axis);
    const int n = int(scene.data.keys.size());
    if (n < 2 && (n == 0 || scene.data.keys.front().isEmpty()))
        return;
    for (int i = 0; i < n; ++i) {
        const double y = top + (n - 1 - i) * 18;
        const bool hidden = std::size_t(i) < scene.hidden.size() && scene.hidden[std::size_t(i)];
        painter.setPen(hidden ? QPen(frame.theme.series(i), 1) : QPen(Qt::NoPen));
        painter.setBrush(hidden ? QBrush(Qt::NoBrush) : QBrush(frame.theme.series(i)));
        painter.drawRoundedRect(QRectF(left, y, 10, 10), 2, 2);
        const QString name = hidden ? tr("%1 (hidden)").arg(scene.data.keys[i]) : scene.data.keys[i];
        drawTabular(painter, {left + 16, y + 9}, QFontMetricsF(font).elidedText(name, Qt::ElideRight, gutterWidth - 64),
                    font, frame.theme.color(Token::Text));
    }
}

/// A short title stays on its line; the name of a series may need several beside the labels of the axis.
QStringList titleLines(const QString& title, const QFont& font, double width)
{
    constexpr qsizetype mostLines = 4;
    QStringList lines;
    for (const QString& word : title.split(u' ', Qt::SkipEmptyParts)) {
        const QString longer = lines.isEmpty() ? word : lines.last() + u' ' + word;
        if (!lines.isEmpty() && (tabularWidth(longer, font) <= width || lines.size() == mostLines))
            lines.last() = longer;
        else
            lines.append(word);
    }
    for (QString& line : lines)
        line = QFontMetricsF(font).elidedText(line, Qt::ElideRight, width);
    return lines;
}

} // namespace

void paintTimeAxis(QPainter& painter, const QRectF& plot, const TimeScale& scale, const Zone& zone, const Theme& theme,
                   const QLocale& locale)
{
    const QFont font = theme.font(TextRole::Axis), bold = theme.font(TextRole::Strong);
    const Ticks ticks = makeTicks(
        scale, zone, [&](const QString& text, bool isBold) { return tabularWidth(text, isBold ? bold : font); },
        locale);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Tick& tick : ticks.ticks) {
        const double x = std::floor(plot.left() + tick.x) + 0.5;
        painter.setPen(QPen(theme.color(Token::Axis), 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + (tick.rank == TickRank::Context ? 20
                                                                                : tick.rank == TickRank::Major ? 6
                                                                                                               : 3)));
        if (tick.label.isEmpty())
            continue;
        if (tick.rank == TickRank::Context)
            drawTabular(painter, {x + 5, plot.bottom() + 18}, tick.label, bold, theme.color(Token::Text));
        else
            drawTabular(painter, {x, plot.bottom() + 18}, tick.label, font, theme.color(Token::TextDim),
                        Qt::AlignHCenter);
    }
    if (!ticks.pinned.isEmpty())
        drawTabular(painter, {plot.left() + 5, plot.bottom() + 18}, ticks.pinned, bold, theme.color(Token::Text));
}

void paintUsageGutter(QPainter& painter, const UsageScene& scene, const UsageFrame& frame, double left, double top,
                      bool hasTitle)
{
    const QFont font = frame.theme.font(TextRole::Axis);
    const QColor dim = frame.theme.color(Token::TextDim);
    const QFont strong = frame.theme.font(TextRole::Strong);
    QString name = hasTitle ? scene.title : QString();
    if (const QString unit = QStringLiteral(" (%1)").arg(scene.data.unit); scene.data.isLevel && name.endsWith(unit))
        name.chop(unit.size()); // it stands below
    const QStringList title = titleLines(name, strong, gutterWidth - 52);
    for (qsizetype line = 0; line < title.size(); ++line) {
        top += line > 0 ? 16 : 0;
        drawTabular(painter, {left, top + 18}, title[line], strong, frame.theme.color(Token::Text));
    }
    drawTabular(painter, {left, top + 34}, QStringLiteral("%1 %2").arg(frame.unit.text, scene.perText()).trimmed(),
                font, dim);
    if (!scene.splitBy.isEmpty())
        drawTabular(painter, {left, top + 49}, scene.splitBy, font, dim);
    else if (scene.data.hasBelowZero())
        drawTabular(painter, {left, top + 49}, tr("below 0: see the table"), font, dim);
    const double legendEnd = top + 62 + double(scene.data.keys.size()) * 18;
    if (!scene.means.empty() && legendEnd + 22 < frame.plot.bottom()) {
        QFont small = font;
        small.setPixelSize(std::max(1, font.pixelSize() - 1));
        drawTabular(painter, {left, legendEnd + 16}, tr("dashed: mean of window"), small, dim);
    }
}

void paintUsage(QPainter& painter, const QRectF& area, const UsageScene& scene, const TimeRange& range,
                const Theme& theme)
{
    const QRectF plot(area.left() + gutterWidth, area.top() + markerRoom, area.width() - gutterWidth - rightMargin,
                      area.height() - markerRoom - timeAxisRoom);
    const UsageFrame frame = usageFrame(scene, plot, range, theme);
    paintValueAxis(painter, frame);
    paintGaps(painter, scene, frame);
    paintStack(painter, scene, frame);
    paintMeans(painter, scene, frame);
    paintMarkers(painter, scene, frame);
    paintUsageGutter(painter, scene, frame, area.left() + 12, area.top());
    paintLegend(painter, scene, frame, area.left() + 12, area.top() + 66);
    paintTimeAxis(painter, plot, frame.scale, scene.zone, theme, scene.locale);
}

} // namespace tideline
