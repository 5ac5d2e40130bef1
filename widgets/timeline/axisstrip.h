// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timeline/timegestures.h"
#include "widgets/timeline/timepanel.h"

namespace tideline {

/// The tide line: ticks in the case's zone. A drag zooms, the grips move the brush.
class AxisStrip : public TimePanel
{
    Q_OBJECT
public:
    explicit AxisStrip(TimeAxis* axis, QWidget* parent = nullptr);

    TimeGestures* gestures() const { return m_gestures; }
    QSize sizeHint() const override { return {600, 30}; }

protected:
    void paintPanel(QPainter& painter, const Theme& theme) override;
    QString describe() const override;

private:
    TimeGestures* m_gestures;
};

} // namespace tideline
