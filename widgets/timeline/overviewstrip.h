// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "widgets/timeline/timepanel.h"

namespace tideline {

/// Everything at once: how many events when, how much traffic, and a box around what the other panels show.
class OverviewStrip : public TimePanel
{
    Q_OBJECT
public:
    struct Amount
    {
        TimeRange span;
        double value = 0;
    };

    explicit OverviewStrip(TimeAxis* axis, QWidget* parent = nullptr);

    void setEvents(const std::vector<EventPtr>& events);
    /// Bins by time; nothing is drawn where there is none.
    void setUsage(const std::vector<Amount>& usage);
    QRectF box() const; ///< the visible range
    QSize sizeHint() const override { return {600, 70}; }

protected:
    void paintPanel(QPainter& painter, const Theme& theme) override;
    QString describe() const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Grip { None, Box, From, To };
    TimeScale fullScale() const;
    Grip gripAt(QPointF position) const;
    void rebin();
    void paintUsage(QPainter& painter, const Theme& theme);
    void paintEvents(QPainter& painter, const Theme& theme);

    std::vector<Micros> m_times;
    std::vector<Amount> m_usage;
    std::vector<int> m_counts;   ///< events per column: does not change while the box moves
    std::vector<double> m_rates; ///< largest rate per pixel
    double m_binnedWidth = -1;
    Grip m_grip = Grip::None;
    double m_pressX = 0;
    TimeRange m_pressRange;
};

} // namespace tideline
