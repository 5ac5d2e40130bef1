// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timegestures.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr double gripReach = 6, zoomStep = 1.25, panShare = 0.1;

} // namespace

TimeGestures::TimeGestures(TimeAxis* axis, QWidget* target, Drag drag)
    : QObject(target), m_axis(axis), m_target(target), m_drag(drag)
{
    target->installEventFilter(this);
    target->setMouseTracking(true);
}

TimeScale TimeGestures::scale() const
{
    return {m_axis->range(), std::max(1.0, double(m_target->width() - gutterWidth - rightMargin))};
}

std::optional<TimeRange> TimeGestures::zoomBox() const
{
    if (m_state != State::Zooming)
        return std::nullopt;
    const Micros end = scale().toTime(plotX(m_last));
    return TimeRange{std::min(m_anchor, end), std::max(m_anchor, end)};
}

bool TimeGestures::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_target)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return press(static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return move(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return release(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
        return doubleClick(static_cast<QMouseEvent*>(event));
    case QEvent::Wheel:
        return wheel(static_cast<QWheelEvent*>(event));
    case QEvent::KeyPress:
        return key(static_cast<QKeyEvent*>(event));
    case QEvent::Leave:
        m_axis->setCursor(std::nullopt);
        return false;
    default:
        return false;
    }
}

std::optional<Micros> TimeGestures::gripAt(QPointF position) const
{
    const auto brush = m_axis->brush();
    if (!brush || m_drag != Drag::Zoom)
        return std::nullopt;
    const double x = plotX(position), from = std::abs(scale().toX(brush->from) - x),
                 to = std::abs(scale().toX(brush->to) - x);
    if (std::min(from, to) > gripReach)
        return std::nullopt;
    return from < to ? brush->to : brush->from;
}

bool TimeGestures::press(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || plotX(event->position()) < 0)
        return false;
    m_target->setFocus(Qt::MouseFocusReason);
    m_start = m_last = event->position();
    m_startRange = m_axis->range();
    m_anchor = scale().toTime(plotX(m_start));
    m_state = State::Pressed;
    if (const auto other = gripAt(m_start)) {
        m_anchor = *other;
        m_state = State::Brushing;
    } else if (event->modifiers() & Qt::ShiftModifier) {
        m_state = State::Brushing;
    }
    return true;
}

bool TimeGestures::move(QMouseEvent* event)
{
    const QPointF position = event->position();
    const double x = plotX(position);
    m_last = position;
    if (m_state == State::Pressed && (position - m_start).manhattanLength() >= QApplication::startDragDistance() / 2.0)
        m_state = m_drag == Drag::Pan ? State::Panning : State::Zooming;
    if (x >= 0 && x <= scale().width)
        m_axis->setCursor(scale().toTime(x));
    else
        m_axis->setCursor(std::nullopt);
    switch (m_state) {
    case State::Panning:
        m_axis->setRange(TimeScale{m_startRange, scale().width}.panned(m_start.x() - position.x()));
        m_target->setCursor(Qt::ClosedHandCursor);
        return true;
    case State::Zooming:
        emit zoomBoxChanged();
        return true;
    case State::Brushing: {
        const Micros end = scale().toTime(std::clamp(x, 0.0, scale().width));
        m_axis->setBrush(TimeRange{std::min(m_anchor, end), std::max(m_anchor, end)});
        return true;
    }
    default:
        updateCursorShape(position);
        return m_state == State::Pressed;
    }
}

void TimeGestures::updateCursorShape(QPointF position)
{
    if (gripAt(position))
        m_target->setCursor(Qt::SizeHorCursor);
    else
        m_target->unsetCursor();
}

bool TimeGestures::release(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_state == State::Idle)
        return false;
    const State state = m_state;
    const auto box = zoomBox();
    m_state = State::Idle;
    m_target->unsetCursor();
    if (state == State::Zooming) {
        emit zoomBoxChanged();
        if (box && !box->isEmpty())
            m_axis->jumpTo(*box);
    } else if (state == State::Pressed) {
        emit clicked(event->position(), event->modifiers());
    }
    return true;
}

bool TimeGestures::doubleClick(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || plotX(event->position()) < 0)
        return false;
    m_state = State::Idle;
    bool handled = false;
    emit doubleClicked(event->position(), &handled);
    if (!handled)
        m_axis->fit();
    return true;
}

bool TimeGestures::wheel(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    const double steps = double(angle.y() != 0 ? angle.y() : angle.x()) / 120;
    if (steps == 0)
        return false;
    const bool sideways = angle.y() == 0 || (event->modifiers() & Qt::ShiftModifier);
    if (sideways)
        m_axis->setRange(scale().panned(-steps * panShare * scale().width));
    else
        m_axis->setRange(scale().zoomed(std::pow(zoomStep, -steps), plotX(event->position())));
    event->accept();
    return true;
}

void TimeGestures::brushByKey(int direction, bool moveStart)
{
    const Micros step = std::max<Micros>(1, m_axis->range().length() / 50);
    const auto old = m_axis->brush();
    if (!old) {
        const Micros from = m_axis->cursor().value_or(scale().toTime(scale().width / 2));
        m_axis->setBrush(direction > 0 ? TimeRange{from, from + step} : TimeRange{from - step, from});
        return;
    }
    TimeRange brush = *old;
    Micros& end = moveStart ? brush.from : brush.to;
    end += direction * step;
    if (brush.from < brush.to)
        m_axis->setBrush(brush);
}

bool TimeGestures::key(QKeyEvent* event)
{
    const double width = scale().width;
    const bool alt = event->modifiers() & Qt::AltModifier;
    if (event->modifiers() & Qt::ControlModifier)
        return false;
    // Zooming by keys keeps the crosshair's time in place, or else the middle.
    const double pivot = m_axis->cursor() ? scale().toX(*m_axis->cursor()) : width / 2;
    if (event->modifiers() & Qt::ShiftModifier && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        brushByKey(event->key() == Qt::Key_Right ? 1 : -1, alt);
        return true;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        alt ? m_axis->goBack() : m_axis->setRange(scale().panned(-panShare * width));
        return true;
    case Qt::Key_Right:
        alt ? m_axis->goForward() : m_axis->setRange(scale().panned(panShare * width));
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_axis->setRange(scale().zoomed(1 / zoomStep, pivot));
        return true;
    case Qt::Key_Minus:
        m_axis->setRange(scale().zoomed(zoomStep, pivot));
        return true;
    case Qt::Key_0:
        m_axis->fit();
        return true;
    case Qt::Key_Home:
        m_axis->showStart();
        return true;
    case Qt::Key_End:
        m_axis->showEnd();
        return true;
    case Qt::Key_BracketLeft:
        emit stepRequested(-1);
        return true;
    case Qt::Key_BracketRight:
        emit stepRequested(1);
        return true;
    case Qt::Key_A:
        emit aroundRequested();
        return true;
    case Qt::Key_Escape:
        if (!m_axis->brush() && m_state == State::Idle)
            return false;
        m_state = State::Idle;
        emit zoomBoxChanged();
        m_axis->setBrush(std::nullopt);
        return true;
    default:
        return false;
    }
}

} // namespace tideline
