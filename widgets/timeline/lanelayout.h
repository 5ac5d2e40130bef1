// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "widgets/timeline/timescale.h"

#include <QString>

#include <functional>
#include <vector>

namespace tideline {

/// An event as the lanes see it.
struct LaneItem
{
    int event = 0; ///< index into the list that was given
    TimeRange range;
    Micros at = 0;     ///< where its mark stands; never moves
    double weight = 0; ///< largest amount: decides who keeps a label
    bool starred = false;
};

/// One category, split into points (upper track) and spans (lower track), each by time, then id.
struct Lane
{
    QString category; ///< empty and `others` > 0: what did not get a lane of its own
    int others = 0;
    std::vector<LaneItem> points;
    std::vector<LaneItem> spans;
};

/// Days, minutes and finer are points in the middle of what they mean; longer ones are spans.
bool isLaneSpan(const EventTime& time);
/// Known categories first, then by name; beyond `limit` lanes the rest share one. Undated events are left out.
std::vector<Lane> makeLanes(const std::vector<EventPtr>& events, const std::function<bool(const QString&)>& starred,
                            int limit = 10);

struct LaneLayout
{
    struct Mark
    {
        int point;
        double x;
    };
    struct Pill
    {
        int first;
        int count;
        double left;
        double right;
        bool selected;
        bool starred;
    };
    struct Bar
    {
        int item;
        bool ofPoint;
        double left;
        double right;
        bool startsHere;
        bool endsHere;
    };
    struct Column
    {
        double x;
        int count;
    };
    struct Label
    {
        int point;
        QString text;
        double x;
        double left;
        double right;
        bool below;
        bool strong;
    };

    std::vector<Mark> marks;
    std::vector<Pill> pills;
    std::vector<Bar> bars;
    std::vector<Column> columns; ///< instead of marks and pills, where there are too many
    std::vector<Label> labels;
    int visible = 0; ///< events in the range, points and spans
};

/// The rows of a lane from top to bottom: marks, labels where it is tall enough, spans. They never overlap.
struct LaneRows
{
    double pointY = 0;    ///< middle of the marks, from the top of the lane
    double pillHalf = 0;  ///< half the height of a cluster
    double spanY = 0;     ///< middle of the bars
    double barHalf = 2.5; ///< half the height of a bar
    double tickHalf = 4;  ///< half the height of its end ticks
    bool hasLabelRow = false;
    double labelBaseline = 0;      ///< of the row of labels, where there is one
    bool labelsReachSpans = false; ///< labels beside marks may only stand where no bar is

    /// `tall`: labels get a row of their own if there is room for it. Ascent and descent are those of a label.
    static LaneRows of(double height, bool tall, double ascent, double descent);
};

struct LaneLayoutOptions
{
    bool dense = false;            ///< columns of `columnWidth` px instead of marks
    bool labelsBelow = false;      ///< tall lane: a row of labels with leaders
    bool labelsReachSpans = false; ///< no label beside a mark where a bar is
    int selectedEvent = -1;        ///< index into the list of events
    std::function<QString(int event)> title;
    std::function<double(const QString&)> textWidth;
};

inline constexpr double markReach = 6, columnWidth = 4;
inline constexpr int denseAbove = 2000;

/// How many points of the lane lie in the range.
int visiblePoints(const Lane& lane, const TimeRange& range);
LaneLayout layOutLane(const Lane& lane, const TimeScale& scale, const LaneLayoutOptions& options);
/// What a label may say in short: the title up to a bracket or semicolon.
QString shortTitle(const QString& title);

} // namespace tideline
