// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "widgets/charts/usagedata.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timescale.h"

#include <QImage>
#include <QRectF>

class QPainter;

namespace tideline {

/// A dotted vertical with its name, for an event that matters to the chart.
struct EventMarker
{
    Micros time = 0;
    QString label;
    QString id;
};

/// All that a usage chart shows, as values: the widget and the exports paint from the same.
struct UsageScene
{
    UsageData data;
    std::vector<bool> hidden;        ///< by key; the legend switches
    std::vector<TimeRange> coverage; ///< when traffic was recorded, by time, without overlap
    std::vector<WindowMean> means;
    std::vector<EventMarker> markers;
    QString title;   ///< "Volume", or the name of a series
    QString splitBy; ///< "by upstream"; may be empty
    Zone zone;       ///< in which the axis is labelled
    bool bits = false;
    QLocale locale; ///< of numbers and dates

    double unitFactor() const { return bits && data.unit == u"B" ? 8 : 1; }
    QString unit() const { return bits && data.unit == u"B" ? QStringLiteral("bit") : data.unit; }
    QString rateText(double rate) const; ///< "2.48 GB per day"
    QString perText() const;             ///< "per day"; empty for levels
};

/// Where it is painted: the plot, the time it shows and the value at its top.
struct UsageFrame
{
    QRectF plot;
    TimeScale scale; ///< its width is that of the plot
    NiceAxis axis;   ///< in units of the axis
    ScaledUnit unit; ///< axis value = rate × unit factor × unit.factor
    Theme theme;
    QLocale locale;

    double y(double axisValue) const { return plot.bottom() - axisValue / axis.top * plot.height(); }
};
UsageFrame usageFrame(const UsageScene& scene, const QRectF& plot, const TimeRange& range, const Theme& theme);

/// What a pixel column shows: mean of the covered bins in it, per key, and the largest total.
struct UsageColumn
{
    bool data = false;
    std::vector<double> rates;
    double largest = 0;
};
std::vector<UsageColumn> usageColumns(const UsageScene& scene, const TimeScale& scale);

/// By pixel, for the screen: the stack written into an image by scan line, top pixel opaque.
QImage stackImage(const UsageScene& scene, const UsageFrame& frame, double pixelRatio);
/// By vector, for exports: one rectangle per exact bin, cut to the plot by geometry since SVG gets no clipping.
void paintStack(QPainter& painter, const UsageScene& scene, const UsageFrame& frame);
void paintGaps(QPainter& painter, const UsageScene& scene, const UsageFrame& frame);
void paintMeans(QPainter& painter, const UsageScene& scene, const UsageFrame& frame);
void paintMarkers(QPainter& painter, const UsageScene& scene, const UsageFrame& frame);
/// Value axis and grid, for exports; on screen the plot has its own.
void paintValueAxis(QPainter& painter, const UsageFrame& frame);
/// Ticks and labels below a plot, for exports; on screen the axis strip does it.
void paintTimeAxis(QPainter& painter, const QRectF& plot, const TimeScale& scale, const Zone& zone, const Theme& theme,
                   const QLocale& locale = QLocale());
/// 45° lines, 6 px apart, drawn as lines cut to the rectangle: patterns do not survive in every export.
void paintHatch(QPainter& painter, const QRectF& area, const Theme& theme);

} // namespace tideline
