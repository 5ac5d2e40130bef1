// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/eventlanes.h"

#include "models/core/timetext.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr int headerHeight = 18;         // brush label and brackets
constexpr double tallFactor = 58.0 / 35; // the fullest lane has a row of labels
constexpr int listedInTip = 8;

} // namespace

EventLanes::EventLanes(TimeAxis* axis, QWidget* parent) : TimePanel(axis, parent)
{
    setAccessibleName(tr("Event lanes"));
    m_gestures = new TimeGestures(axis, this);
    connect(m_gestures, &TimeGestures::clicked, this, &EventLanes::activate);
    connect(m_gestures, &TimeGestures::doubleClicked, this,
            [this](QPointF position, bool* handled) { *handled = zoomInto(position); });
    connect(m_gestures, &TimeGestures::stepRequested, this, &EventLanes::step);
    connect(axis, &TimeAxis::rangeChanged, this, [this] { m_layoutStale = true; });
    connect(axis, &TimeAxis::selectionChanged, this, [this] {
        m_layoutStale = true;
        refresh();
    });
}

void EventLanes::setEvents(const std::vector<EventPtr>& events)
{
    m_events = events;
    rebuild();
}

void EventLanes::setAnnotations(const std::vector<Annotation>& annotations)
{
    m_annotations = annotations;
    m_starred.clear();
    for (const Annotation& annotation : annotations)
        if (annotation.starred && !annotation.eventId.isEmpty())
            m_starred.insert(annotation.eventId);
    rebuild();
}

void EventLanes::setWindows(const std::vector<Window>& windows)
{
    m_windows = windows;
    refresh();
}

void EventLanes::setMarks(const CategoryMarks& marks)
{
    m_marks = marks;
    refresh();
}

void EventLanes::rebuild()
{
    const int before = laneCount();
    m_lanes = makeLanes(m_events, [this](const QString& id) { return m_starred.contains(id); });
    m_tallLane = fullestLane();
    m_indexOfId.clear();
    m_byTime.clear();
    for (std::size_t i = 0; i < m_events.size(); ++i)
        m_indexOfId.insert(m_events[i]->id, int(i));
    for (const Lane& lane : m_lanes)
        for (const auto* items : {&lane.points, &lane.spans})
            for (const LaneItem& item : *items)
                m_byTime.emplace_back(item.range.from, item.event);
    std::stable_sort(m_byTime.begin(), m_byTime.end(), [this](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first
                                  : m_events[std::size_t(a.second)]->id < m_events[std::size_t(b.second)]->id;
    });
    m_layoutStale = true;
    if (m_textWidths.size() > 20'000)
        m_textWidths.clear();
    if (before != laneCount())
        updateGeometry();
    refresh();
}

int EventLanes::fullestLane() const
{
    // The room for labels goes to the lane that has most to say: amounts first, then sheer number.
    const auto weight = [](const Lane& lane) {
        const auto rich =
            std::count_if(lane.points.begin(), lane.points.end(), [](const LaneItem& i) { return i.weight > 0; });
        return std::pair(rich, lane.points.size());
    };
    const auto fullest = std::max_element(m_lanes.begin(), m_lanes.end(),
                                          [&](const Lane& a, const Lane& b) { return weight(a) < weight(b); });
    return int(fullest - m_lanes.begin());
}

int EventLanes::heightFor(int laneHeight) const
{
    const int n = std::max(1, laneCount());
    return headerHeight + int(std::lround(laneHeight * (n - 1 + tallFactor)));
}

QRectF EventLanes::laneRect(int lane) const
{
    const double unit = (height() - headerHeight) / (std::max(1, laneCount()) - 1 + tallFactor);
    const int tall = tallLane();
    const double top = headerHeight + unit * (lane + (lane > tall ? tallFactor - 1 : 0));
    return {0, std::round(top), double(width()), std::round(lane == tall ? unit * tallFactor : unit)};
}

LaneRows EventLanes::rows(int lane) const
{
    const QFontMetricsF metrics(Theme::of(this).font(TextRole::Axis));
    return LaneRows::of(laneRect(lane).height(), lane == tallLane(), metrics.capHeight() + 1, metrics.descent());
}

double EventLanes::pointY(int lane) const
{
    return laneRect(lane).top() + rows(lane).pointY;
}

double EventLanes::spanY(int lane) const
{
    return laneRect(lane).top() + rows(lane).spanY;
}

int EventLanes::selectedIndex() const
{
    return m_indexOfId.value(axis()->selection(), -1);
}

const std::vector<LaneLayout>& EventLanes::layouts() const
{
    ensureLayout();
    return m_layouts;
}

void EventLanes::ensureLayout() const
{
    const TimeScale s = scale();
    if (!m_layoutStale && s.range == m_layoutScale.range && s.width == m_layoutScale.width)
        return;
    const QFont font = Theme::of(this).font(TextRole::Axis);
    LaneLayoutOptions options;
    options.selectedEvent = selectedIndex();
    options.title = [this](int event) { return m_events[std::size_t(event)]->title; };
    options.textWidth = [&](const QString& text) {
        const auto known = m_textWidths.constFind(text);
        return known != m_textWidths.constEnd() ? *known : *m_textWidths.insert(text, tabularWidth(text, font));
    };
    int points = 0;
    for (const Lane& lane : m_lanes)
        points += visiblePoints(lane, s.range);
    options.dense = points > denseAbove;
    m_layouts.clear();
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        const LaneRows lane = rows(int(i));
        options.labelsBelow = lane.hasLabelRow;
        options.labelsReachSpans = lane.labelsReachSpans;
        m_layouts.push_back(layOutLane(m_lanes[i], s, options));
    }
    m_layoutScale = s;
    m_layoutStale = false;
}

EventLanes::Hit EventLanes::hitAt(QPointF position) const
{
    ensureLayout();
    Hit hit;
    const TimeScale s = scale();
    const double x = position.x() - gutterWidth;
    if (x < 0 || x > s.width)
        return hit;
    if (position.y() < headerHeight) {
        const Micros t = s.toTime(x);
        for (const Annotation& annotation : m_annotations)
            if (annotation.eventId.isEmpty() && annotation.period.contains(t))
                hit.annotation = annotation.id;
        return hit;
    }
    for (int lane = 0; lane < laneCount(); ++lane) {
        const QRectF area = laneRect(lane);
        if (position.y() < area.top() || position.y() >= area.bottom())
            continue;
        hit.lane = lane;
        const Lane& items = m_lanes[std::size_t(lane)];
        const LaneLayout& layout = m_layouts[std::size_t(lane)];
        const auto takePoints = [&](int first, int count) {
            hit.extent = {items.points[std::size_t(first)].at, items.points[std::size_t(first + count - 1)].at + 1};
            for (int p = first; p < first + count; ++p)
                hit.events.push_back(items.points[std::size_t(p)].event);
        };
        for (const auto& column : layout.columns)
            if (x >= column.x && x < column.x + columnWidth) {
                const TimeRange range{s.toTime(column.x), s.toTime(column.x + columnWidth)};
                const auto from = std::lower_bound(items.points.begin(), items.points.end(), range.from,
                                                   [](const LaneItem& a, Micros t) { return a.at < t; });
                takePoints(int(from - items.points.begin()),
                           std::min<int>(column.count, int(items.points.end() - from)));
                return hit;
            }
        const bool onPoints = std::abs(position.y() - pointY(lane)) <= 10;
        const bool onSpans = std::abs(position.y() - spanY(lane)) <= 6;
        for (const auto& pill : layout.pills)
            if (onPoints && x >= pill.left && x <= pill.right)
                takePoints(pill.first, pill.count);
        for (const auto& mark : layout.marks)
            if (hit.events.empty() && onPoints && std::abs(x - mark.x) <= markReach + 2)
                takePoints(mark.point, 1);
        for (const auto& label : layout.labels) {
            const double labelY = label.below ? area.top() + rows(lane).labelBaseline - 4 : pointY(lane);
            if (hit.events.empty() && x >= label.left && x <= label.right && std::abs(position.y() - labelY) <= 8)
                takePoints(label.point, 1);
        }
        for (const auto& bar : layout.bars)
            if (hit.events.empty() && onSpans && x >= bar.left - 2 && x <= bar.right + 2) {
                const LaneItem& item = (bar.ofPoint ? items.points : items.spans)[std::size_t(bar.item)];
                hit.events.push_back(item.event);
                hit.extent = item.range;
            }
    }
    return hit;
}

void EventLanes::activate(QPointF position)
{
    const Hit hit = hitAt(position);
    if (!hit.annotation.isEmpty()) {
        emit annotationActivated(hit.annotation);
    } else if (hit.events.size() == 1) {
        const QString id = m_events[std::size_t(hit.events.front())]->id;
        axis()->setSelection(id);
        emit eventActivated(id);
    } else if (!hit.events.empty()) {
        QStringList ids;
        for (const int index : hit.events)
            ids << m_events[std::size_t(index)]->id;
        emit eventsListed(ids);
    }
}

bool EventLanes::zoomInto(QPointF position)
{
    const Hit hit = hitAt(position);
    if (hit.events.empty())
        return false;
    if (hit.events.size() == 1 && hit.extent.length() <= 1) {
        const Micros half = axis()->range().length() / 8;
        axis()->jumpTo({hit.extent.from - half, hit.extent.from + half});
    } else {
        // Events of one moment cannot be told apart by zooming; then at least a day is shown.
        const Micros air = std::max<Micros>(hit.extent.length() / 8, hit.extent.length() <= 1 ? microsPerHour : 1);
        axis()->jumpTo({hit.extent.from - air, hit.extent.to + air});
    }
    return true;
}

void EventLanes::step(int direction)
{
    if (m_byTime.empty())
        return;
    const int selected = selectedIndex();
    std::ptrdiff_t next = 0;
    const auto found = std::find_if(m_byTime.begin(), m_byTime.end(),
                                    [selected](const auto& entry) { return entry.second == selected; });
    if (found != m_byTime.end()) {
        next = (found - m_byTime.begin()) + direction;
    } else {
        const Micros middle = axis()->cursor().value_or(axis()->range().from + axis()->range().length() / 2);
        next = std::lower_bound(m_byTime.begin(), m_byTime.end(), std::pair(middle, -1)) - m_byTime.begin() -
               (direction < 0 ? 1 : 0);
    }
    next = std::clamp<std::ptrdiff_t>(next, 0, std::ptrdiff_t(m_byTime.size()) - 1);
    const auto& entry = m_byTime[std::size_t(next)];
    axis()->setSelection(m_events[std::size_t(entry.second)]->id);
    axis()->reveal(entry.first);
    emit eventActivated(axis()->selection());
}

void EventLanes::selectInLane(int direction)
{
    const int selected = selectedIndex();
    int lane = -1;
    Micros at = axis()->range().from + axis()->range().length() / 2;
    for (int i = 0; i < laneCount(); ++i)
        for (const auto* items : {&m_lanes[std::size_t(i)].points, &m_lanes[std::size_t(i)].spans})
            for (const LaneItem& item : *items)
                if (item.event == selected) {
                    lane = i;
                    at = item.at;
                }
    const int from = lane < 0 ? (direction > 0 ? 0 : laneCount() - 1) : lane + direction;
    for (int i = from; i >= 0 && i < laneCount(); i += direction) {
        const LaneItem* nearest = nullptr;
        for (const auto* items : {&m_lanes[std::size_t(i)].points, &m_lanes[std::size_t(i)].spans})
            for (const LaneItem& item : *items)
                if (item.range.overlaps(axis()->range()) &&
                    (!nearest || std::abs(item.at - at) < std::abs(nearest->at - at)))
                    nearest = &item;
        if (nearest) {
            axis()->setSelection(m_events[std::size_t(nearest->event)]->id);
            emit eventActivated(axis()->selection());
            return;
        }
    }
}

void EventLanes::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        selectInLane(event->key() == Qt::Key_Down ? 1 : -1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selectedIndex() >= 0) {
            emit eventActivated(axis()->selection());
            return;
        }
        break;
    default:
        break;
    }
    TimePanel::keyPressEvent(event);
}

void EventLanes::resizeEvent(QResizeEvent* event)
{
    m_layoutStale = true;
    TimePanel::resizeEvent(event);
}

QString EventLanes::tipFor(const Hit& hit) const
{
    if (!hit.annotation.isEmpty()) {
        const auto found = std::find_if(m_annotations.begin(), m_annotations.end(),
                                        [&](const Annotation& a) { return a.id == hit.annotation; });
        return found == m_annotations.end() ? QString()
                                            : rangeText(found->period, axis()->zone()) + u'\n' + found->text;
    }
    QStringList lines;
    for (const int index : hit.events) {
        if (lines.size() == listedInTip) {
            lines << tr("and %1 more").arg(int(hit.events.size()) - listedInTip);
            break;
        }
        const Event& event = *m_events[std::size_t(index)];
        lines << timeText(event.time, axis()->zone()) + QStringLiteral("  ") + event.title +
                     (event.verified ? QString() : tr(" (unverified)"));
    }
    return lines.join(u'\n');
}

bool EventLanes::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), plainToolTip(tipFor(hitAt(help->pos()))), this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_textWidths.clear();
        m_layoutStale = true;
    }
    return TimePanel::event(event);
}

QString EventLanes::describe() const
{
    ensureLayout();
    QStringList parts;
    int total = 0;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        total += m_layouts[i].visible;
        parts << QStringLiteral("%1 %2")
                     .arg(m_lanes[i].others ? tr("Other categories") : CategoryMarks::title(m_lanes[i].category))
                     .arg(m_layouts[i].visible);
    }
    QString text = tr("%1 visible, %2").arg(countText(total), rangeText(axis()->range(), axis()->zone()));
    text += parts.isEmpty() ? QStringLiteral(".") : QStringLiteral(": %1.").arg(parts.join(QStringLiteral(", ")));
    if (const int index = selectedIndex(); index >= 0) {
        const Event& event = *m_events[std::size_t(index)];
        text += u' ' + tr("Selected: %1, %2.").arg(event.title, timeText(event.time, axis()->zone()));
    }
    return text;
}

} // namespace tideline
