// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"
#include "widgets/charts/charthit.h"
#include "widgets/charts/usagescene.h"

#include <optional>

class QPainter;

namespace tideline {

/// Values over time as steps: a bin's value holds from its start to its end, and gaps stay open.
struct StepData
{
    struct Step
    {
        TimeRange span;
        std::optional<double> value;
        int row = 0;
        QString text{}; ///< what the step is, where it is an event
    };
    struct Series
    {
        QString name;
        std::vector<Step> steps;
    };
    QString valueTitle;
    QString unit; ///< of the values
    std::vector<Series> series;
    std::optional<double> reference; ///< a dashed line: 100 for an index
    QString referenceLabel;
    bool marked = false; ///< each step is an event with a mark of its own

    /// `coverage`: when there was something to measure, by time; levels are not drawn beyond it. Empty: not known.
    static std::optional<StepData> fromResult(const MeasureResult& result, const std::vector<TimeRange>& coverage = {});
    TimeRange span() const;
};
/// `byPixel`: one vertical from least to largest per pixel column where bins are narrower than a pixel.
ChartHits paintSteps(QPainter& painter, const QRectF& area, const StepData& data, const TimeRange& range,
                     const std::vector<EventMarker>& markers, const Zone& zone, const Theme& theme,
                     const QLocale& locale, bool byPixel);

/// Intervals with a kind, such as outages: bars in a row for each kind.
struct IntervalData
{
    struct Interval
    {
        TimeRange span;
        QString kind;
        QString text;
        int row = 0;
    };
    QStringList kinds;
    std::vector<Interval> intervals;

    static std::optional<IntervalData> fromResult(const MeasureResult& result, const Zone& zone, const QLocale& locale);
};
ChartHits paintIntervals(QPainter& painter, const QRectF& area, const IntervalData& data, const TimeRange& range,
                         const Zone& zone, const Theme& theme, const QLocale& locale);

} // namespace tideline
