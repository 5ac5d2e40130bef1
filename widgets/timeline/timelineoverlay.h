// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timeline/timegestures.h"

#include <QWidget>

namespace tideline {

/// Brush and crosshair through all panels, above them, so that moving either repaints no panel.
class TimelineOverlay : public QWidget
{
    Q_OBJECT
public:
    TimelineOverlay(TimeAxis* axis, const TimeGestures* axisGestures, QWidget* parent);

    /// Where things are, in the overlay's coordinates: from the top of the lanes to the foot of the chart.
    void setBounds(int top, int axisTop, int bottom);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TimeScale scale() const;
    void paintRange(QPainter& painter, const TimeRange& range, bool withGrips);
    void moveCrosshair(std::optional<Micros> time);

    TimeAxis* m_axis;
    const TimeGestures* m_axisGestures;
    int m_top = 0;
    int m_axisTop = 0;
    int m_bottom = 0;
    int m_crosshair = -1;
};

} // namespace tideline
