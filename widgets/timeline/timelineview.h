// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timeline/axisstrip.h"
#include "widgets/timeline/eventlanes.h"
#include "widgets/timeline/overviewstrip.h"
#include "widgets/timeline/windowbands.h"

namespace tideline {

class TimelineOverlay;

/// The centre of the program: bands, lanes, the axis, a chart below it and the overview, all on one axis.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineView(TimeAxis* axis, QWidget* parent = nullptr);

    TimeAxis* axis() const { return m_axis; }
    EventLanes* lanes() const { return m_lanes; }
    OverviewStrip* overview() const { return m_overview; }

    /// Events that pass the filter; all of them for the overview. The axis' full range is the caller's affair.
    void setEvents(const std::vector<EventPtr>& shown, const std::vector<EventPtr>& all);
    void setAnnotations(const std::vector<Annotation>& annotations);
    void setWindows(const std::vector<Window>& windows);
    void setMarks(const CategoryMarks& marks);
    void setUsage(const std::vector<OverviewStrip::Amount>& usage);
    /// The chart under the axis; it must keep gutterWidth and rightMargin. Takes ownership.
    void setChart(QWidget* chart);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return {984, 595}; }

public slots:
    void stepEvent(int direction); ///< previous or next event
    void showAround();             ///< menu: ±1 h, day, week, month about the selected event, the cursor or the middle
    void showAround(tideline::Micros half);

signals:
    void eventActivated(const QString& id);
    void eventsListed(const QStringList& ids);
    void annotationActivated(const QString& id);
    void windowActivated(const QString& name);
    void brushChanged(std::optional<tideline::TimeRange> range);
    void rangeChanged(const tideline::TimeRange& range);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    Micros centreOfInterest() const;
    void connectGestures(TimeGestures* gestures);

    TimeAxis* m_axis;
    WindowBands* m_bands;
    EventLanes* m_lanes;
    AxisStrip* m_strip;
    QWidget* m_chart = nullptr;
    OverviewStrip* m_overview;
    TimelineOverlay* m_overlay;
    std::vector<EventPtr> m_events;
};

/// Room below a chart's plot for its footer.
inline constexpr int chartFooter = 20;

} // namespace tideline
