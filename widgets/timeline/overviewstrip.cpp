// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/overviewstrip.h"

#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr int eventBase = 34, usageBase = 52, boxTop = 4, boxHeight = 49, columnPitch = 4;
constexpr double edgeReach = 5;

} // namespace

OverviewStrip::OverviewStrip(TimeAxis* axis, QWidget* parent) : TimePanel(axis, parent)
{
    setFixedHeight(70);
    setMouseTracking(true);
    setAccessibleName(tr("Overview of all time"));
    connect(axis, &TimeAxis::fullRangeChanged, this, [this] {
        m_binnedWidth = -1;
        refresh();
    });
}

void OverviewStrip::setEvents(const std::vector<EventPtr>& events)
{
    m_times.clear();
    for (const EventPtr& event : events)
        if (event->time.range)
            m_times.push_back(event->time.range->from);
    m_binnedWidth = -1;
    refresh();
}

void OverviewStrip::setUsage(const std::vector<Amount>& usage)
{
    m_usage = usage;
    m_binnedWidth = -1;
    refresh();
}

TimeScale OverviewStrip::fullScale() const
{
    return {axis()->fullRange(), scale().width};
}

QRectF OverviewStrip::box() const
{
    const TimeScale s = fullScale();
    const double left = std::clamp(s.toX(axis()->range().from), 0.0, s.width - 2);
    const double right = std::clamp(s.toX(axis()->range().to), left + 2, s.width);
    return {gutterWidth + left, double(boxTop), right - left, double(boxHeight)};
}

void OverviewStrip::rebin()
{
    const TimeScale s = fullScale();
    if (s.width == m_binnedWidth)
        return;
    m_binnedWidth = s.width;
    m_counts.assign(std::size_t(s.width / columnPitch) + 2, 0);
    for (const Micros t : m_times)
        if (s.range.contains(t))
            ++m_counts[std::size_t(std::clamp(s.toX(t), 0.0, s.width) / columnPitch)];
    m_rates.assign(std::size_t(s.width) + 1, 0);
    for (const Amount& amount : m_usage) {
        if (!amount.span.overlaps(s.range) || amount.span.isEmpty())
            continue;
        const double rate = amount.value / double(amount.span.length());
        const int first = int(std::max(0.0, std::floor(s.toX(amount.span.from))));
        const int last = int(std::min(s.width - 1, std::ceil(s.toX(amount.span.to)) - 1));
        for (int x = first; x <= last; ++x)
            m_rates[std::size_t(x)] = std::max(m_rates[std::size_t(x)], rate);
    }
}

void OverviewStrip::paintEvents(QPainter& painter, const Theme& theme)
{
    const int most = std::max(1, *std::max_element(m_counts.begin(), m_counts.end()));
    const double unit = std::min(2.4, double(eventBase - 8) / most);
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        const double height = std::max(1.0, std::round(m_counts[i] * unit));
        const double left = gutterWidth + double(i) * columnPitch;
        painter.fillRect(QRectF(left, eventBase - height, columnPitch - 1, height), theme.color(Token::Axis));
    }
}

void OverviewStrip::paintUsage(QPainter& painter, const Theme& theme)
{
    const double most = *std::max_element(m_rates.begin(), m_rates.end());
    if (most <= 0)
        return;
    painter.setPen(QPen(theme.series(0), 0));
    for (std::size_t x = 0; x < m_rates.size(); ++x)
        if (m_rates[x] > 0)
            painter.drawLine(
                QPointF(gutterWidth + double(x), usageBase),
                QPointF(gutterWidth + double(x), usageBase - m_rates[x] / most * (usageBase - eventBase - 3)));
}

void OverviewStrip::paintPanel(QPainter& painter, const Theme& theme)
{
    const TimeScale s = fullScale();
    const QFont font = theme.font(TextRole::Axis);
    const QColor dim = theme.color(Token::TextDim);
    painter.fillRect(rect(), theme.color(Token::SurfaceRaised));
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    drawTabular(painter, {12, 18}, tr("All time"), strong, theme.color(Token::Text));
    const int first = axis()->zone().civil(s.range.from).year, last = axis()->zone().civil(s.range.to - 1).year;
    drawTabular(painter, {12, 33},
                first == last ? QString::number(first) : QStringLiteral("%1 – %2").arg(first).arg(last), font, dim);
    drawTabular(painter, {12, 48}, countText(int(m_times.size())), font, dim);

    rebin();
    paintEvents(painter, theme);
    paintUsage(painter, theme);
    painter.setPen(QPen(theme.color(Token::Border), 0));
    painter.drawLine(0, 0, width(), 0);
    const int right = gutterWidth + int(s.width);
    painter.drawLine(gutterWidth, eventBase, right, eventBase);
    painter.setPen(QPen(theme.color(Token::Axis), 0));
    painter.drawLine(gutterWidth, usageBase, right, usageBase);
    QFont small = font;
    small.setPixelSize(std::max(1, font.pixelSize() - 1));
    const Ticks ticks =
        makeTicks(s, axis()->zone(), [&](const QString& text, bool) { return tabularWidth(text, small); });
    for (const Tick& tick : ticks.ticks)
        if (!tick.label.isEmpty())
            drawTabular(painter, {gutterWidth + tick.x + 2, 65}, tick.label, small, dim);

    QColor veil = theme.color(Token::SurfaceRaised);
    veil.setAlphaF(0.55f);
    const QRectF visible = box();
    painter.fillRect(QRectF(gutterWidth, boxTop, visible.left() - gutterWidth, boxHeight), veil);
    painter.fillRect(QRectF(visible.right(), boxTop, right - visible.right(), boxHeight), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Selection), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(visible, 2, 2);
}

OverviewStrip::Grip OverviewStrip::gripAt(QPointF position) const
{
    const QRectF visible = box();
    const double fromEdge = std::abs(position.x() - visible.left()), toEdge = std::abs(position.x() - visible.right());
    // A narrow box is moved as a whole: its edges would leave no place to take it by.
    if (visible.width() > 4 * edgeReach && std::min(fromEdge, toEdge) <= edgeReach)
        return fromEdge < toEdge ? Grip::From : Grip::To;
    if (position.x() >= visible.left() - edgeReach && position.x() <= visible.right() + edgeReach)
        return Grip::Box;
    return Grip::None;
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || event->position().x() < gutterWidth)
        return;
    setFocus(Qt::MouseFocusReason);
    m_grip = gripAt(event->position());
    if (m_grip == Grip::None) { // bring that place to the middle, and go on dragging
        const Micros middle = fullScale().toTime(event->position().x() - gutterWidth);
        const Micros half = axis()->range().length() / 2;
        axis()->setRange({middle - half, middle - half + axis()->range().length()});
        m_grip = Grip::Box;
    }
    m_pressX = event->position().x();
    m_pressRange = axis()->range();
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_grip == Grip::None) {
        const Grip grip = gripAt(event->position());
        if (grip == Grip::From || grip == Grip::To)
            setCursor(Qt::SizeHorCursor);
        else
            unsetCursor();
        return;
    }
    const TimeScale s = fullScale();
    const Micros by = s.toTime(event->position().x() - m_pressX) - s.range.from;
    TimeRange range = m_pressRange;
    if (m_grip != Grip::To)
        range.from += by;
    if (m_grip != Grip::From)
        range.to += by;
    if (range.from > range.to)
        std::swap(range.from, range.to);
    axis()->setRange(range);
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent*)
{
    m_grip = Grip::None;
}

void OverviewStrip::mouseDoubleClickEvent(QMouseEvent*)
{
    axis()->fit();
}

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    // Around the middle of what is visible: the place under the cursor may be far away from it.
    axis()->setRange(scale().zoomed(std::pow(1.25, -event->angleDelta().y() / 120.0), scale().width / 2));
    event->accept();
}

void OverviewStrip::keyPressEvent(QKeyEvent* event)
{
    const TimeScale s = scale();
    switch (event->key()) {
    case Qt::Key_Left:
        event->modifiers() & Qt::AltModifier ? axis()->goBack() : axis()->setRange(s.panned(-0.1 * s.width));
        break;
    case Qt::Key_Right:
        event->modifiers() & Qt::AltModifier ? axis()->goForward() : axis()->setRange(s.panned(0.1 * s.width));
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        axis()->setRange(s.zoomed(0.8, s.width / 2));
        break;
    case Qt::Key_Minus:
        axis()->setRange(s.zoomed(1.25, s.width / 2));
        break;
    case Qt::Key_Home:
        axis()->showStart();
        break;
    case Qt::Key_End:
        axis()->showEnd();
        break;
    default:
        TimePanel::keyPressEvent(event);
    }
}

QString OverviewStrip::describe() const
{
    return tr("%1 in all, %2; visible: %3.")
        .arg(countText(int(m_times.size())), rangeText(axis()->fullRange(), axis()->zone()),
             rangeText(axis()->range(), axis()->zone()));
}

} // namespace tideline
