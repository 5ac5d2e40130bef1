// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/footer.h"
#include "widgets/charts/usagescene.h"
#include "widgets/timeline/timegestures.h"

#include <QWidget>

class QCustomPlot;

namespace tideline {

class SeriesLegend;

/// What their network did: the stacked volume below the axis, on the same plot edge as the lanes.
class UsageChart : public QWidget
{
    Q_OBJECT
public:
    explicit UsageChart(TimeAxis* axis, QWidget* parent = nullptr);
    ~UsageChart() override;

    /// A result with columns start, end, value [, key, covered]; keeps what the legend hides, by name.
    void setResult(const MeasureResult& result);
    void setCoverage(const std::vector<TimeRange>& coverage);
    void setWindows(const std::vector<Window>& windows); ///< a mean for each
    void setMarkers(const std::vector<EventMarker>& markers);
    void setTitle(const QString& title, const QString& splitBy);
    void setChooser(QWidget* chooser); ///< takes the place of the title while it is visible; the chart owns it
    void setBits(bool bits);
    void setBusy(bool busy);                ///< old picture dimmed, a thin bar above
    void setEmptyText(const QString& text); ///< what, why and what to do

    const UsageScene& scene() const { return m_scene; }
    /// "18 May 2019: 2.74 GB per day (China Unicom 1.52, …)", or "no data".
    QString textAt(Micros time) const;
    /// The chart as it is now, exact bins, no clipping: for SVG, PDF and print.
    void paint(QPainter& painter, const QRectF& area) const;

    QSize sizeHint() const override { return {984, 210}; }
    QSize minimumSizeHint() const override { return {gutterWidth + 200, 140}; }

signals:
    void binActivated(const tideline::TimeRange& span); ///< clicked, or Enter at the crosshair
    void markerActivated(const QString& eventId);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setUpPlot();
    void refresh(); ///< repaint
    void refreshStyle();
    void updateLegend();
    void describe();
    void activate(QPointF position);
    void moveCursor(int bins);
    QRectF plotRect() const;

    TimeAxis* m_axis;
    QCustomPlot* m_plot;
    SeriesLegend* m_legend;
    QWidget* m_chooser = nullptr;
    TimeGestures* m_gestures;
    UsageScene m_scene;
    UsageFrame m_frame;
    FigureFooter m_footer;
    std::vector<Window> m_windows;
    QString m_emptyText;
    bool m_busy = false;
    bool m_showsFocus = false;
};

/// The gutter of a usage chart: title unless something else stands there, unit and split; shared with exports.
void paintUsageGutter(QPainter& painter, const UsageScene& scene, const UsageFrame& frame, double left, double top,
                      bool hasTitle = true);
/// A whole usage chart without widget, `area` including gutter and room for marker labels, footer excluded.
void paintUsage(QPainter& painter, const QRectF& area, const UsageScene& scene, const TimeRange& range,
                const Theme& theme);

} // namespace tideline
