// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/text.h"
#include "widgets/timeline/eventlanes.h"
#include "widgets/timeline/ticks.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

void EventLanes::paintPanel(QPainter& painter, const Theme& theme)
{
    ensureLayout();
    paintBackground(painter, theme);
    paintBrackets(painter, theme);
    for (int lane = 0; lane < laneCount(); ++lane) {
        paintGutter(painter, theme, lane);
        paintLane(painter, theme, lane);
    }
}

void EventLanes::paintBackground(QPainter& painter, const Theme& theme)
{
    const TimeScale s = scale();
    QColor band = theme.color(Token::Band);
    band.setAlphaF(0.28f);
    for (const Window& window : m_windows) {
        if (!window.range.overlaps(s.range))
            continue;
        const double left = std::max(0.0, s.toX(window.range.from)), right = std::min(s.width, s.toX(window.range.to));
        painter.fillRect(QRectF(gutterWidth + left, 0, right - left, height()), band);
    }
    const Ticks ticks = makeTicks(s, axis()->zone(), [](const QString&, bool) { return 0.0; });
    painter.setPen(QPen(theme.color(Token::Grid), 0));
    const int top = int(laneRect(0).top());
    for (const Tick& tick : ticks.ticks) {
        const int x = gutterWidth + int(std::floor(tick.x));
        if (tick.rank != TickRank::Minor)
            painter.drawLine(x, top, x, height());
    }
    for (int lane = 0; lane < std::max(1, laneCount()); ++lane)
        painter.drawLine(0, int(laneRect(lane).top()), width(), int(laneRect(lane).top()));
    if (m_lanes.empty())
        drawTabular(painter, {gutterWidth + s.width / 2, height() / 2.0},
                    tr("No events here. Import a table of events, add one (Ctrl+Shift+N), or change the filter."),
                    theme.font(TextRole::Secondary), theme.color(Token::TextDim), Qt::AlignHCenter);
}

void EventLanes::paintBrackets(QPainter& painter, const Theme& theme)
{
    const TimeScale s = scale();
    const QFont font = theme.font(TextRole::Axis);
    double labelsEnd = -1;
    for (const Annotation& annotation : m_annotations) {
        if (!annotation.eventId.isEmpty() || !annotation.period.overlaps(s.range))
            continue;
        const double from = s.toX(annotation.period.from), to = s.toX(annotation.period.to);
        const double left = gutterWidth + std::floor(std::max(0.0, from)),
                     right = gutterWidth + std::floor(std::min(s.width, to));
        painter.setPen(QPen(theme.color(Token::Warning), 0));
        painter.drawLine(QPointF(left, 13), QPointF(right, 13));
        if (from >= 0)
            painter.drawLine(QPointF(left, 13), QPointF(left, 18));
        if (to <= s.width)
            painter.drawLine(QPointF(right, 13), QPointF(right, 18));
        if (annotation.starred)
            paintStar(painter, {left + 5, 7}, 3.6, theme.color(Token::Warning));
        const QString text = elidedAtWord(annotation.text.section(u'\n', 0, 0), font,
                                          std::min(220.0, gutterWidth + s.width - left - 16));
        const double labelLeft = left + (annotation.starred ? 13 : 3);
        if (!text.isEmpty() && labelLeft > labelsEnd) {
            drawTabular(painter, {labelLeft, 10.5}, text, font, theme.color(Token::Warning));
            labelsEnd = labelLeft + tabularWidth(text, font) + 8;
        }
    }
}

void EventLanes::paintGutter(QPainter& painter, const Theme& theme, int lane)
{
    const Lane& items = m_lanes[std::size_t(lane)];
    const double y = laneRect(lane).center().y();
    QFont font = theme.font(TextRole::Secondary);
    font.setWeight(QFont::Medium);
    const QString count = QLocale().toString(m_layouts[std::size_t(lane)].visible);
    const QFont countFont = theme.font(TextRole::Axis);
    const double room = gutterWidth - 34 - 12 - tabularWidth(count, countFont);
    const QString name = items.others ? tr("Other (%1)").arg(items.others) : CategoryMarks::title(items.category);
    if (!items.others)
        paintMark(painter, {20, y}, m_marks.mark(items.category), theme, {5.4, false, false, false});
    drawTabular(painter, {34, y + 4}, elidedAtWord(name, font, room), font, theme.color(Token::Text));
    drawTabular(painter, {gutterWidth - 8.0, y + 4}, count, countFont, theme.color(Token::TextDim), Qt::AlignRight);
}

void EventLanes::paintLane(QPainter& painter, const Theme& theme, int lane)
{
    const Lane& items = m_lanes[std::size_t(lane)];
    const LaneLayout& layout = m_layouts[std::size_t(lane)];
    const auto markOf = [&](const LaneItem& item) { return m_marks.mark(m_events[std::size_t(item.event)]->category); };
    painter.setRenderHint(QPainter::Antialiasing, false);
    const LaneRows row = rows(lane);
    const double sy = spanY(lane), half = row.barHalf;
    const int selected = selectedIndex();
    for (const auto& bar : layout.bars) {
        const LaneItem& item = (bar.ofPoint ? items.points : items.spans)[std::size_t(bar.item)];
        const QColor color = markColor(markOf(item), theme);
        const double left = gutterWidth + bar.left, right = gutterWidth + bar.right;
        QColor fill = color;
        fill.setAlphaF(m_events[std::size_t(item.event)]->verified ? 0.42f : 0.18f);
        painter.fillRect(QRectF(left, sy - half, right - left, 2 * half), fill);
        painter.setPen(QPen(color, 0));
        if (!m_events[std::size_t(item.event)]->verified)
            painter.drawRect(QRectF(left, std::floor(sy - half), right - left, 2 * half));
        for (const auto& [x, shown] : {std::pair(left, bar.startsHere), std::pair(right, bar.endsHere)})
            if (shown)
                painter.drawLine(QPointF(std::floor(x), sy - row.tickHalf), QPointF(std::floor(x), sy + row.tickHalf));
        if (item.event == selected) {
            painter.setPen(QPen(theme.color(Token::Selection), 2));
            painter.drawRect(QRectF(left - 2, sy - half - 2.5, right - left + 4, 2 * half + 5));
        }
        if (item.starred && !bar.ofPoint)
            paintStar(painter, {left + 4, sy - 8}, 3.6, theme.color(Token::Warning));
    }
    paintColumns(painter, theme, lane);
    paintPills(painter, theme, lane);
    const double y = pointY(lane);
    for (const auto& mark : layout.marks) {
        const LaneItem& item = items.points[std::size_t(mark.point)];
        paintMark(painter, {gutterWidth + mark.x, y}, markOf(item), theme,
                  {5.2, !m_events[std::size_t(item.event)]->verified, item.event == selected, item.starred});
    }
    paintLabels(painter, theme, lane);
}

void EventLanes::paintPills(QPainter& painter, const Theme& theme, int lane)
{
    const Lane& items = m_lanes[std::size_t(lane)];
    QFont font = theme.font(TextRole::Axis);
    font.setWeight(QFont::DemiBold);
    const double y = pointY(lane), half = rows(lane).pillHalf;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& pill : m_layouts[std::size_t(lane)].pills) {
        const CategoryMark mark =
            m_marks.mark(m_events[std::size_t(items.points[std::size_t(pill.first)].event)]->category);
        const QColor color = markColor(mark, theme);
        const QRectF box(gutterWidth + pill.left, y - half, pill.right - pill.left, 2 * half);
        painter.setPen(pill.selected ? QPen(theme.color(Token::Selection), 2.5) : QPen(color, 1.2));
        painter.setBrush(theme.color(Token::Surface));
        painter.drawRoundedRect(box, half, half);
        QColor tint = color;
        tint.setAlphaF(0.13f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        painter.drawRoundedRect(box, half, half);
        paintMark(painter, {box.left() + 10, y}, mark, theme, {3.8, false, false, false});
        drawTabular(painter, {box.left() + 18, y + 4}, QString::number(pill.count), font, theme.color(Token::Text));
        if (pill.starred)
            paintStar(painter, {box.right() - 2, box.top() + 1}, 4.2, theme.color(Token::Warning));
    }
}

void EventLanes::paintLabels(QPainter& painter, const Theme& theme, int lane)
{
    const QFont plain = theme.font(TextRole::Axis);
    QFont strong = plain;
    strong.setWeight(QFont::DemiBold);
    const double y = pointY(lane), baseline = laneRect(lane).top() + rows(lane).labelBaseline;
    const double leader = rows(lane).pillHalf + 0.5, top = baseline - QFontMetricsF(plain).capHeight() - 1.5;
    for (const auto& label : m_layouts[std::size_t(lane)].labels) {
        const QColor color = theme.color(label.strong ? Token::Text : Token::TextDim);
        if (label.below) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(QPen(theme.color(Token::Axis), 0));
            const double x = std::floor(gutterWidth + label.x);
            if (top - (y + leader) >= 1)
                painter.drawLine(QPointF(x, y + leader), QPointF(x, top));
            drawHaloed(painter, {gutterWidth + label.left, baseline}, label.text, label.strong ? strong : plain, color,
                       theme.color(Token::Surface));
        } else {
            drawTabular(painter, {gutterWidth + label.left, y + 4}, label.text, label.strong ? strong : plain, color);
        }
    }
}

void EventLanes::paintColumns(QPainter& painter, const Theme& theme, int lane)
{
    const LaneLayout& layout = m_layouts[std::size_t(lane)];
    if (layout.columns.empty())
        return;
    // One scale for all lanes, so that heights can be compared across them.
    int most = 1;
    for (const LaneLayout& other : m_layouts)
        for (const auto& column : other.columns)
            most = std::max(most, column.count);
    const QRectF area = laneRect(lane);
    const double bottom = spanY(lane) - 6, tallest = bottom - area.top() - 4;
    const QColor color = m_lanes[std::size_t(lane)].others ? theme.color(Token::Axis)
                                                           : m_marks.color(m_lanes[std::size_t(lane)].category, theme);
    for (const auto& column : layout.columns) {
        const double height = std::max(2.0, std::round(tallest * column.count / most));
        painter.fillRect(QRectF(gutterWidth + column.x, bottom - height, columnWidth - 1, height), color);
    }
}

} // namespace tideline
