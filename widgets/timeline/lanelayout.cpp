// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/lanelayout.h"

#include "widgets/theme/marks.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr Micros longestPoint = 25 * microsPerHour; // a day, with a clock change in it
constexpr double pillPadding = 23, labelGap = 3, labelDistance = 7, widestBelow = 150;

struct Cluster
{
    int first;
    int count;
    double x1;
    double x2;
    double left;
    double right;
};

auto firstPoint(const std::vector<LaneItem>& points, Micros t)
{
    return std::lower_bound(points.begin(), points.end(), t, [](const LaneItem& a, Micros b) { return a.at < b; });
}

void setExtent(Cluster& cluster, const LaneLayoutOptions& options)
{
    if (cluster.count == 1) {
        cluster.left = cluster.x1 - markReach;
        cluster.right = cluster.x1 + markReach;
        return;
    }
    const double least = options.textWidth(QString::number(cluster.count)) + pillPadding;
    const double width = std::max(cluster.x2 - cluster.x1 + 2 * markReach, least);
    const double middle = (cluster.x1 + cluster.x2) / 2;
    cluster.left = middle - width / 2;
    cluster.right = middle + width / 2;
}

/// Merges only what would touch. A grown pill may reach back, hence the inner loop; every merge happens once.
std::vector<Cluster> clusters(const std::vector<LaneItem>& points, const TimeScale& scale,
                              const LaneLayoutOptions& options)
{
    std::vector<Cluster> result;
    const auto end = firstPoint(points, scale.range.to);
    for (auto it = firstPoint(points, scale.range.from); it < end; ++it) {
        const double x = scale.toX(it->at);
        Cluster next{int(it - points.begin()), 1, x, x, 0, 0};
        setExtent(next, options);
        while (!result.empty() && result.back().right + 1 > next.left) {
            const Cluster& before = result.back();
            next = {before.first, before.count + next.count, before.x1, next.x2, 0, 0};
            setExtent(next, options);
            result.pop_back();
        }
        result.push_back(next);
    }
    return result;
}

void addBars(LaneLayout& layout, const Lane& lane, const TimeScale& scale)
{
    const auto add = [&](const LaneItem& item, int index, bool ofPoint) {
        const double left = scale.toX(item.range.from), right = scale.toX(item.range.to);
        LaneLayout::Bar bar{
            index, ofPoint, std::max(0.0, left), std::min(scale.width, right), left >= 0, right <= scale.width};
        bar.right = std::max(bar.right, std::min(scale.width, bar.left + 2));
        layout.bars.push_back(bar);
    };
    for (std::size_t i = 0; i < lane.spans.size() && lane.spans[i].range.from < scale.range.to; ++i) {
        if (!lane.spans[i].range.overlaps(scale.range))
            continue;
        ++layout.visible;
        add(lane.spans[i], int(i), false);
    }
    // Zoomed in so far that a day is wide, its mark alone would pretend to know the hour.
    const auto end = firstPoint(lane.points, scale.range.to + longestPoint);
    for (auto it = firstPoint(lane.points, scale.range.from - longestPoint); it < end; ++it)
        if (it->range.overlaps(scale.range) && double(it->range.length()) / scale.microsPerPixel() > 3 * markReach)
            add(*it, int(it - lane.points.begin()), true);
}

void addColumns(LaneLayout& layout, const Lane& lane, const TimeScale& scale)
{
    std::vector<int> counts(std::size_t(std::ceil(scale.width / columnWidth)) + 1, 0);
    const auto end = firstPoint(lane.points, scale.range.to);
    const double factor = scale.width / double(std::max<Micros>(1, scale.range.length())) / columnWidth;
    for (auto it = firstPoint(lane.points, scale.range.from); it < end; ++it)
        ++counts[std::size_t(double(it->at - scale.range.from) * factor)];
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            layout.columns.push_back({double(i) * columnWidth, counts[i]});
}

/// Ever shorter forms: the selected event has a name as long as one word fits.
QStringList cutAtWords(const QString& title)
{
    QStringList forms;
    for (qsizetype blank = title.lastIndexOf(u' '); blank > 0; blank = title.lastIndexOf(u' ', blank - 1))
        forms << title.left(blank) + QChar(0x2026);
    return forms;
}

bool isOverBar(const LaneLayout& layout, double left, double right)
{
    return std::any_of(layout.bars.begin(), layout.bars.end(),
                       [&](const auto& bar) { return bar.left - 2 < right && bar.right + 2 > left; });
}

/// Right of the mark, if it fits before the next one.
void addLabelsBeside(LaneLayout& layout, const Lane& lane, const std::vector<Cluster>& found, const TimeScale& scale,
                     const LaneLayoutOptions& options)
{
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Cluster& cluster = found[i];
        const double next = i + 1 < found.size() ? found[i + 1].left : scale.width;
        const double room = next - cluster.right - labelDistance;
        int chosen = cluster.count == 1 ? cluster.first : -1;
        bool selected = false;
        for (int p = cluster.first; p < cluster.first + cluster.count; ++p) {
            selected = lane.points[std::size_t(p)].event == options.selectedEvent;
            if (selected || (chosen < 0 && lane.points[std::size_t(p)].starred))
                chosen = p;
            if (selected)
                break;
        }
        if (chosen < 0 || room < 24)
            continue;
        const QString title = options.title(lane.points[std::size_t(chosen)].event);
        QStringList forms = {title, shortTitle(title)};
        if (selected)
            forms += cutAtWords(forms.back());
        for (const QString& text : std::as_const(forms)) {
            const double width = options.textWidth(text) * (selected ? 1.06 : 1); // semi-bold
            if (width > room || text.isEmpty())
                continue;
            const double left = cluster.right + labelGap;
            if (options.labelsReachSpans && isOverBar(layout, left, left + width))
                continue; // a shorter form may end before it
            layout.labels.push_back({chosen, text, cluster.x2, left, left + width, false, selected});
            break;
        }
    }
}

/// A row below, by priority: selected, starred, largest amount, first.
void addLabelsBelow(LaneLayout& layout, const Lane& lane, const TimeScale& scale, const LaneLayoutOptions& options)
{
    std::vector<int> order;
    const auto end = firstPoint(lane.points, scale.range.to);
    for (auto it = firstPoint(lane.points, scale.range.from); it < end; ++it)
        order.push_back(int(it - lane.points.begin()));
    const auto rank = [&](int p) {
        const LaneItem& item = lane.points[std::size_t(p)];
        return item.event == options.selectedEvent ? 0 : item.starred ? 1 : item.weight > 0 ? 2 : 3;
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        return rank(a) == 2 && lane.points[std::size_t(a)].weight > lane.points[std::size_t(b)].weight;
    });
    const double widest = std::min(widestBelow, scale.width);
    double taken = 0;
    for (const int p : order) {
        if (taken > scale.width * 0.9)
            break;
        const double x = scale.toX(lane.points[std::size_t(p)].at);
        const bool strong = rank(p) == 0;
        const QString title = options.title(lane.points[std::size_t(p)].event);
        for (const QString& text : {title, shortTitle(title)}) {
            const double width = options.textWidth(text) * (strong ? 1.06 : 1);
            const double left = std::clamp(x - 5, 0.0, std::max(0.0, scale.width - width));
            const bool fits = !text.isEmpty() && width <= (strong ? scale.width : widest) &&
                              std::none_of(layout.labels.begin(), layout.labels.end(), [&](const auto& other) {
                                  return left < other.right + 8 && left + width + 8 > other.left;
                              });
            if (!fits)
                continue;
            layout.labels.push_back({p, text, x, left, left + width, true, strong});
            taken += width + 8;
            break;
        }
    }
}

} // namespace

LaneRows LaneRows::of(double height, bool tall, double ascent, double descent)
{
    LaneRows rows;
    const bool low = height < 32;
    rows.pillHalf = std::clamp(height / 2 - 4.5, 5.0, 8.5);
    rows.barHalf = low ? 2 : 2.5;
    rows.tickHalf = low ? 3 : 4;
    const double label = ascent + descent;
    const double least = 1 + 2 * rows.pillHalf + 1 + label + 1 + 2 * rows.tickHalf + 1;
    rows.hasLabelRow = tall && height >= least;
    if (rows.hasLabelRow) {
        // What is left over goes between the rows, most of it above the marks and before the spans.
        const double air = std::min(height - least, 18.0) / 4;
        rows.pointY = 1 + air + rows.pillHalf;
        rows.labelBaseline = rows.pointY + rows.pillHalf + 1 + air + ascent;
        rows.spanY = height - 1 - rows.tickHalf - air;
        return rows;
    }
    rows.spanY = height - rows.tickHalf - (low ? 1 : 4);
    rows.pointY = std::max(rows.pillHalf + 0.5, std::min(height / 2 - 4, rows.spanY - rows.tickHalf - rows.pillHalf));
    // A label beside a mark stands 4 px below the mark's middle.
    rows.labelsReachSpans = rows.pointY + 4 + descent > rows.spanY - rows.tickHalf;
    return rows;
}

bool isLaneSpan(const EventTime& time)
{
    return time.isSpan() || (time.range && time.range->length() > longestPoint);
}

QString shortTitle(const QString& title)
{
    qsizetype end = title.size();
    for (const QLatin1StringView sign : {QLatin1StringView(" ("), QLatin1StringView("; "), QLatin1StringView(", ")}) {
        const qsizetype at = title.indexOf(sign);
        if (at > 3)
            end = std::min(end, at);
    }
    return title.left(end);
}

std::vector<Lane> makeLanes(const std::vector<EventPtr>& events, const std::function<bool(const QString&)>& starred,
                            int limit)
{
    QMap<QString, Lane> byName;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = *events[i];
        if (!event.time.isDated())
            continue;
        LaneItem item;
        item.event = int(i);
        item.range = *event.time.range;
        item.at = event.time.precision <= Precision::Day ? item.range.from + item.range.length() / 2 : item.range.from;
        for (const Money& money : event.amounts)
            item.weight = std::max(item.weight, money.amount.toDouble());
        item.starred = starred && starred(event.id);
        Lane& lane = byName[event.category];
        (isLaneSpan(event.time) ? lane.spans : lane.points).push_back(item);
    }
    std::vector<Lane> lanes;
    const auto take = [&](const QString& name) {
        Lane lane = byName.take(name);
        lane.category = name;
        lanes.push_back(std::move(lane));
    };
    for (const QString& name : CategoryMarks::known())
        if (byName.contains(name))
            take(name);
    while (!byName.isEmpty() && (int(lanes.size()) < limit - 1 || byName.size() == 1))
        take(byName.firstKey());
    if (!byName.isEmpty()) {
        Lane rest;
        rest.others = int(byName.size());
        for (const Lane& lane : std::as_const(byName)) {
            rest.points.insert(rest.points.end(), lane.points.begin(), lane.points.end());
            rest.spans.insert(rest.spans.end(), lane.spans.begin(), lane.spans.end());
        }
        lanes.push_back(std::move(rest));
    }
    for (Lane& lane : lanes) {
        const auto id = [&](const LaneItem& item) { return events[std::size_t(item.event)]->id; };
        std::sort(lane.points.begin(), lane.points.end(),
                  [&](const LaneItem& a, const LaneItem& b) { return a.at != b.at ? a.at < b.at : id(a) < id(b); });
        std::sort(lane.spans.begin(), lane.spans.end(), [&](const LaneItem& a, const LaneItem& b) {
            return a.range.from != b.range.from ? a.range.from < b.range.from : id(a) < id(b);
        });
    }
    return lanes;
}

int visiblePoints(const Lane& lane, const TimeRange& range)
{
    return int(firstPoint(lane.points, range.to) - firstPoint(lane.points, range.from));
}

LaneLayout layOutLane(const Lane& lane, const TimeScale& scale, const LaneLayoutOptions& options)
{
    LaneLayout layout;
    layout.visible = visiblePoints(lane, scale.range);
    if (options.dense) {
        addColumns(layout, lane, scale);
        layout.visible += int(std::count_if(lane.spans.begin(), lane.spans.end(),
                                            [&](const LaneItem& item) { return item.range.overlaps(scale.range); }));
        if (lane.spans.size() <= denseAbove) {
            layout.visible = visiblePoints(lane, scale.range);
            addBars(layout, lane, scale);
        }
        return layout;
    }
    addBars(layout, lane, scale);
    const std::vector<Cluster> found = clusters(lane.points, scale, options);
    for (const Cluster& cluster : found) {
        if (cluster.count == 1) {
            layout.marks.push_back({cluster.first, cluster.x1});
            continue;
        }
        LaneLayout::Pill pill{cluster.first, cluster.count, cluster.left, cluster.right, false, false};
        for (int p = cluster.first; p < cluster.first + cluster.count; ++p) {
            pill.selected |= lane.points[std::size_t(p)].event == options.selectedEvent;
            pill.starred |= lane.points[std::size_t(p)].starred;
        }
        layout.pills.push_back(pill);
    }
    if (options.labelsBelow)
        addLabelsBelow(layout, lane, scale, options);
    else
        addLabelsBeside(layout, lane, found, scale, options);
    return layout;
}

} // namespace tideline
