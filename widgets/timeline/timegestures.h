// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timeline/timeaxis.h"

#include <QObject>
#include <QPointF>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace tideline {

/// The gestures and keys of every panel over time, installed on a widget whose plot lies between the gutter and the
/// right margin. What is not a gesture (a click on a mark) comes out as a signal.
class TimeGestures : public QObject
{
    Q_OBJECT
public:
    enum class Drag { Pan, Zoom }; ///< what a plain drag does: panels pan, the axis strip zooms

    TimeGestures(TimeAxis* axis, QWidget* target, Drag drag = Drag::Pan);

    TimeScale scale() const;
    double plotX(QPointF position) const { return position.x() - gutterWidth; }
    /// While the axis strip is dragged for a zoom: the range so far.
    std::optional<TimeRange> zoomBox() const;

signals:
    void clicked(QPointF position, Qt::KeyboardModifiers modifiers);
    void doubleClicked(QPointF position, bool* handled); ///< unhandled double clicks fit
    void stepRequested(int direction);                   ///< [ and ]
    void aroundRequested();                              ///< A
    void zoomBoxChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class State { Idle, Pressed, Panning, Zooming, Brushing };
    bool press(QMouseEvent* event);
    bool move(QMouseEvent* event);
    bool release(QMouseEvent* event);
    bool doubleClick(QMouseEvent* event);
    bool wheel(QWheelEvent* event);
    bool key(QKeyEvent* event);
    void brushByKey(int direction, bool moveStart);       ///< Shift+arrows move its end, with Alt its start
    std::optional<Micros> gripAt(QPointF position) const; ///< the other end of the brush, if a grip is there
    void updateCursorShape(QPointF position);

    TimeAxis* m_axis;
    QWidget* m_target;
    Drag m_drag;
    State m_state = State::Idle;
    QPointF m_start;
    QPointF m_last;
    TimeRange m_startRange;
    Micros m_anchor = 0; ///< fixed end of a brush or zoom box
};

} // namespace tideline
