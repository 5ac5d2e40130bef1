// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timelineoverlay.h"

#include "widgets/theme/text.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/ticks.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

TimelineOverlay::TimelineOverlay(TimeAxis* axis, const TimeGestures* axisGestures, QWidget* parent)
    : QWidget(parent), m_axis(axis), m_axisGestures(axisGestures)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    const auto repaint = [this] { update(); };
    connect(axis, &TimeAxis::brushChanged, this, repaint);
    connect(axis, &TimeAxis::zoneChanged, this, repaint);
    connect(axis, &TimeAxis::rangeChanged, this, [this] {
        update();
        moveCrosshair(m_axis->cursor());
    });
    connect(axis, &TimeAxis::cursorChanged, this, &TimelineOverlay::moveCrosshair);
    connect(axisGestures, &TimeGestures::zoomBoxChanged, this, repaint);
}

void TimelineOverlay::setBounds(int top, int axisTop, int bottom)
{
    m_top = top;
    m_axisTop = axisTop;
    m_bottom = bottom;
    update();
}

TimeScale TimelineOverlay::scale() const
{
    return {m_axis->range(), std::max(1.0, double(width() - gutterWidth - rightMargin))};
}

void TimelineOverlay::moveCrosshair(std::optional<Micros> time)
{
    const int before = m_crosshair;
    const double x = time ? scale().toX(*time) : -1;
    m_crosshair = x >= 0 && x <= scale().width ? gutterWidth + int(std::floor(x)) : -1;
    if (before == m_crosshair)
        return;
    for (const int line : {before, m_crosshair})
        if (line >= 0)
            update(line - 1, m_top, 3, m_bottom - m_top);
}

void TimelineOverlay::paintRange(QPainter& painter, const TimeRange& range, bool withGrips)
{
    const TimeScale s = scale();
    if (!range.overlaps(s.range))
        return;
    const Theme theme = Theme::of(this);
    const QColor color = theme.color(Token::Selection);
    const double from = s.toX(range.from), to = s.toX(range.to);
    const double left = gutterWidth + std::max(0.0, from), right = gutterWidth + std::min(s.width, to);
    QColor fill = color;
    fill.setAlphaF(theme.isDark() ? 0.16f : 0.1f);
    painter.fillRect(QRectF(left, m_top, right - left, m_bottom - m_top), fill);
    for (const double x : {from, to}) {
        if (x < 0 || x > s.width)
            continue;
        const double line = gutterWidth + std::floor(x);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(color, 0));
        painter.drawLine(QPointF(line, m_top), QPointF(line, m_bottom));
        if (!withGrips)
            continue;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(line + 0.5 - 3.5, m_axisTop + 5, 7, 20), 3, 3);
    }
    QFont font = theme.font(TextRole::Axis);
    font.setWeight(QFont::DemiBold);
    const QString label =
        QStringLiteral("%1 · %2").arg(rangeText(range, m_axis->zone()), lengthText(double(range.length())));
    const double width = tabularWidth(label, font) + 16;
    const double middle = (left + right) / 2;
    const double x = std::clamp(middle - width / 2, double(gutterWidth),
                                std::max<double>(gutterWidth, gutterWidth + s.width - width));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(x, m_top - 5, width, 18), 3, 3);
    drawTabular(painter, {x + 8, m_top + 8.0}, label, font, theme.color(Token::OnSelection));
}

void TimelineOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto box = m_axisGestures->zoomBox();
    if (const auto brush = m_axis->brush(); brush && !box)
        paintRange(painter, *brush, true);
    if (box)
        paintRange(painter, *box, false);
    if (m_crosshair >= 0) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(Theme::of(this).color(Token::Axis), 0));
        painter.drawLine(m_crosshair, m_top, m_crosshair, m_bottom);
    }
}

} // namespace tideline
