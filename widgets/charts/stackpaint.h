// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"
#include "widgets/charts/charthit.h"
#include "widgets/charts/usagedata.h"
#include "widgets/theme/theme.h"

#include <optional>

class QPainter;

namespace tideline {

/// Counts in bins of time, stacked by key.
struct StackData
{
    struct Bin
    {
        TimeRange span;
        std::vector<double> values; ///< by key
        std::vector<int> rows;      ///< by key; -1 where the table has none
        double total() const;
    };
    QStringList keys; ///< in the order of the table; at the bottom of the stack first
    QString valueTitle;
    std::vector<Bin> bins; ///< by time

    /// Columns start, end, count and a text, such as those of `tests`.
    static std::optional<StackData> fromResult(const MeasureResult& result);
    TimeRange span() const;
    double largest(const TimeRange& range) const;
};
/// Like niceAxis, but no step is less than one: there is no half event.
NiceAxis countAxis(double largest, int steps = 4);
ChartHits paintStacks(QPainter& painter, const QRectF& area, const StackData& data, const TimeRange& range,
                      const Zone& zone, const Theme& theme, const QLocale& locale);

} // namespace tideline
