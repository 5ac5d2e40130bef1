// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/table.h"
#include "models/core/timepoint.h"

#include <QLocale>
#include <QStringList>

#include <vector>

namespace tideline {

/// One bin of a usage chart: for each key what was measured, and the rate that is drawn.
struct UsageBin
{
    TimeRange span;
    double covered = 1;         ///< share of the bin in which something was recorded
    bool gap = false;           ///< no data: nothing is drawn
    std::vector<double> values; ///< as in the table, one per key
    double total() const;
};

/// The rows of `volume` (or of a share measure in bins) as a chart needs them.
struct UsageData
{
    QStringList keys;           ///< largest first; one empty key where nothing was split
    QString unit;               ///< "B", "flows" …
    std::vector<UsageBin> bins; ///< by time, without overlap
    Micros per = microsPerDay;  ///< rates are per this: an hour where bins are shorter than a day
    bool isLevel = false;       ///< of a usage series: values are levels, drawn as they are, not volumes per time

    /// Reads columns start, end, value, and key and covered where there are any. Over eight keys: "other (n)".
    static UsageData fromResult(const MeasureResult& result);

    /// How much of a bin is known.
    static double recorded(const UsageBin& bin);
    /// What is drawn for a bin: value per `per` of covered time, or the level.
    double rate(const UsageBin& bin, std::size_t key) const;
    double totalRate(const UsageBin& bin, const std::vector<bool>& hidden) const;
    double largestRate(const TimeRange& range, const std::vector<bool>& hidden) const;
    /// Levels below zero, which are in the table but lie under the axis.
    bool hasBelowZero() const;
    TimeRange span() const;
    /// The bin that holds the time; null in a gap between bins.
    const UsageBin* binAt(Micros t) const;
};

/// Where nothing was recorded within `range`: by coverage where it is known, else the bins without value.
std::vector<TimeRange> gapsIn(const TimeRange& range, const UsageData& data, const std::vector<TimeRange>& coverage);

/// A dashed line with its label.
struct WindowMean
{
    TimeRange range;
    double rate = 0; ///< in the unit of the data, per UsageData::per
};
/// Mean by covered time, per window that the data reach into, from the same rows as the chart.
std::vector<WindowMean> windowMeans(const UsageData& data, const std::vector<Window>& windows);

/// An axis from zero with round steps: 1, 2 or 5 times a power of ten.
struct NiceAxis
{
    double step = 1;
    double top = 1;
};
NiceAxis niceAxis(double largest, int steps = 4); ///< or one step more, where that wastes less room

/// Factor and prefix that bring the largest value between 1 and 1000: 2.5e9 B -> 1e-9, "GB".
struct ScaledUnit
{
    double factor = 1;
    QString text;
};
ScaledUnit scaledUnit(double largest, const QString& unit);
/// "2.48", "137", "0": three significant digits, in the locale.
QString shortNumber(double value, const QLocale& locale = QLocale());
/// A tick's value with just the digits that its step needs.
QString shortAxisNumber(double value, double step, const QLocale& locale = QLocale());

} // namespace tideline
