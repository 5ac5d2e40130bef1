// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timelineview.h"

#include "widgets/timeline/timelineoverlay.h"

#include <QMenu>

#include <algorithm>

namespace tideline {

namespace {

constexpr int bandsHeight = 34, axisHeight = 30, overviewHeight = 70;
constexpr int leastChart = 140, leastLane = 16, smallLane = 28, largeLane = 44;
constexpr double lanesShare = 0.545; // of what lanes and chart have together
constexpr int brushTop = 10;         // below the upper edge of the lanes

} // namespace

TimelineView::TimelineView(TimeAxis* axis, QWidget* parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_bands(new WindowBands(axis, this))
    , m_lanes(new EventLanes(axis, this))
    , m_strip(new AxisStrip(axis, this))
    , m_overview(new OverviewStrip(axis, this))
    , m_overlay(new TimelineOverlay(axis, m_strip->gestures(), this))
{
    setAccessibleName(tr("Timeline"));
    connect(axis, &TimeAxis::brushChanged, this, &TimelineView::brushChanged);
    connect(axis, &TimeAxis::rangeChanged, this, &TimelineView::rangeChanged);
    connect(m_lanes, &EventLanes::eventActivated, this, &TimelineView::eventActivated);
    connect(m_lanes, &EventLanes::eventsListed, this, &TimelineView::eventsListed);
    connect(m_lanes, &EventLanes::annotationActivated, this, &TimelineView::annotationActivated);
    connect(m_bands, &WindowBands::windowActivated, this, &TimelineView::windowActivated);
    connect(m_lanes->gestures(), &TimeGestures::aroundRequested, this, qOverload<>(&TimelineView::showAround));
    connectGestures(m_strip->gestures());
    if (auto* gestures = m_bands->findChild<TimeGestures*>())
        connectGestures(gestures);
}

void TimelineView::connectGestures(TimeGestures* gestures)
{
    connect(gestures, &TimeGestures::stepRequested, this, &TimelineView::stepEvent);
    connect(gestures, &TimeGestures::aroundRequested, this, qOverload<>(&TimelineView::showAround));
}

void TimelineView::setEvents(const std::vector<EventPtr>& shown, const std::vector<EventPtr>& all)
{
    m_events = shown;
    m_lanes->setEvents(shown);
    m_overview->setEvents(all);
    updateGeometry(); // more lanes need more height
    arrange();
}

void TimelineView::setAnnotations(const std::vector<Annotation>& annotations)
{
    m_lanes->setAnnotations(annotations);
}

void TimelineView::setWindows(const std::vector<Window>& windows)
{
    m_bands->setWindows(windows);
    m_lanes->setWindows(windows);
}

void TimelineView::setMarks(const CategoryMarks& marks)
{
    m_lanes->setMarks(marks);
}

void TimelineView::setUsage(const std::vector<OverviewStrip::Amount>& usage)
{
    m_overview->setUsage(usage);
}

void TimelineView::setChart(QWidget* chart)
{
    delete m_chart;
    m_chart = chart;
    if (chart) {
        chart->setParent(this);
        chart->show();
        if (auto* gestures = chart->findChild<TimeGestures*>())
            connectGestures(gestures);
        QWidget::setTabOrder(m_strip, chart);
        QWidget::setTabOrder(chart, m_overview);
    }
    m_overlay->raise();
    arrange();
}

QSize TimelineView::minimumSizeHint() const
{
    const int chart = m_chart ? leastChart : 0;
    return {gutterWidth + 240, bandsHeight + m_lanes->heightFor(leastLane) + axisHeight + chart + overviewHeight};
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    arrange();
    QWidget::resizeEvent(event);
}

void TimelineView::arrange()
{
    const int room = height() - bandsHeight - axisHeight - overviewHeight;
    int lanesHeight = room;
    if (m_chart) {
        // As tall as their share allows, within what a lane may be; the chart keeps its least height.
        const int unit = m_lanes->heightFor(100) - m_lanes->heightFor(0);
        const int wanted = int(room * lanesShare) - m_lanes->heightFor(0);
        const int lane = std::clamp(wanted * 100 / std::max(1, unit), smallLane, largeLane);
        lanesHeight =
            std::clamp(m_lanes->heightFor(lane), 0, std::max(m_lanes->heightFor(leastLane), room - leastChart));
    }
    int y = 0;
    const auto put = [&](QWidget* widget, int h) {
        widget->setGeometry(0, y, width(), h);
        y += h;
    };
    put(m_bands, bandsHeight);
    put(m_lanes, lanesHeight);
    put(m_strip, axisHeight);
    if (m_chart)
        put(m_chart, std::max(0, room - lanesHeight));
    put(m_overview, overviewHeight);
    m_overlay->setGeometry(rect());
    m_overlay->setBounds(bandsHeight + brushTop, m_strip->y(),
                         m_chart ? m_overview->y() - chartFooter : m_strip->geometry().bottom() + 1);
}

void TimelineView::stepEvent(int direction)
{
    m_lanes->step(direction);
}

Micros TimelineView::centreOfInterest() const
{
    const QString id = m_axis->selection();
    if (!id.isEmpty())
        for (const EventPtr& event : m_events)
            if (event->id == id && event->time.range)
                return event->time.range->from + event->time.range->length() / 2;
    return m_axis->cursor().value_or(m_axis->range().from + m_axis->range().length() / 2);
}

void TimelineView::showAround(Micros half)
{
    const Micros middle = centreOfInterest();
    m_axis->jumpTo({middle - half, middle + half});
}

void TimelineView::showAround()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Around this"));
    const std::pair<QString, Micros> choices[] = {{tr("Around this ±1 &hour"), microsPerHour},
                                                  {tr("Around this ±1 &day"), microsPerDay},
                                                  {tr("Around this ±1 &week"), 7 * microsPerDay},
                                                  {tr("Around this ±1 &month"), 30 * microsPerDay}};
    for (const auto& [text, half] : choices)
        menu->addAction(text, this, [this, half = half] { showAround(half); });
    const int x = gutterWidth + int(m_lanes->scale().toX(centreOfInterest()));
    menu->popup(mapToGlobal(QPoint(std::clamp(x, 0, width()), m_strip->y())));
}

} // namespace tideline
