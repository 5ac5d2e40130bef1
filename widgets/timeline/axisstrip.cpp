// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/axisstrip.h"

#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QPainter>

#include <cmath>

namespace tideline {

AxisStrip::AxisStrip(TimeAxis* axis, QWidget* parent) : TimePanel(axis, parent)
{
    setFixedHeight(30);
    setAccessibleName(tr("Time axis"));
    setToolTip(tr("Drag to zoom, Shift+drag to brush, wheel to zoom, double-click to fit"));
    m_gestures = new TimeGestures(axis, this, TimeGestures::Drag::Zoom);
    connect(axis, &TimeAxis::brushChanged, this, &AxisStrip::refresh);
}

void AxisStrip::paintPanel(QPainter& painter, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Axis);
    QFont bold = theme.font(TextRole::Strong);
    const QColor line = theme.color(Token::Axis), dim = theme.color(Token::TextDim);
    const int w = width(), h = height();
    painter.fillRect(rect(), theme.color(Token::SurfaceRaised));

    const TimeScale s = scale();
    const Ticks ticks = makeTicks(
        s, axis()->zone(), [&](const QString& text, bool isBold) { return tabularWidth(text, isBold ? bold : font); });
    for (const Tick& tick : ticks.ticks) {
        const int x = gutterWidth + int(std::floor(tick.x));
        const int length = tick.rank == TickRank::Context ? h : tick.rank == TickRank::Major ? 8 : 5;
        painter.setPen(QPen(line, 0));
        painter.drawLine(x, 0, x, length);
        if (tick.label.isEmpty())
            continue;
        if (tick.rank == TickRank::Context)
            drawTabular(painter, {x + 6.0, 20}, tick.label, bold, theme.color(Token::Text));
        else
            drawTabular(painter, {x + 0.5, 21}, tick.label, font, dim, Qt::AlignHCenter);
    }
    if (!ticks.pinned.isEmpty())
        drawTabular(painter, {gutterWidth + 6.0, 20}, ticks.pinned, bold, theme.color(Token::Text));

    painter.fillRect(0, 0, gutterWidth, h, theme.color(Token::SurfaceRaised));
    drawTabular(painter, {12, 13}, scaleText(s), font, dim);
    QFont small = font;
    small.setPixelSize(std::max(1, font.pixelSize() - 1));
    drawTabular(painter, {12, 25}, axis()->zone().name(), small, dim);
    painter.setPen(QPen(line, 0));
    painter.drawLine(0, 0, w, 0);
    painter.setPen(QPen(theme.color(Token::Border), 0));
    painter.drawLine(0, h - 1, w, h - 1);
    painter.drawLine(gutterWidth, 1, gutterWidth, h - 1);
}

QString AxisStrip::describe() const
{
    QString text = tr("Visible: %1, %2, zone %3.")
                       .arg(rangeText(axis()->range(), axis()->zone()), lengthText(double(axis()->range().length())),
                            axis()->zone().name());
    if (const auto brush = axis()->brush())
        text +=
            u' ' + tr("Brushed: %1, %2.").arg(rangeText(*brush, axis()->zone()), lengthText(double(brush->length())));
    return text;
}

} // namespace tideline
