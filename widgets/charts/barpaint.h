// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"
#include "widgets/charts/charthit.h"
#include "widgets/theme/theme.h"

#include <QLocale>

#include <optional>

class QPainter;

namespace tideline {

/// Ranked bars: one per row, from a text column and a number column.
struct BarData
{
    struct Bar
    {
        QString label;
        double value = 0;
        QString text;               ///< as in the table, with unit
        QString more;               ///< share and the like: beside it where there is room
        double share = 0;           ///< 0..1, where the table has one
        int row = 0;                ///< of the table
        QString mark;               ///< a word after it: "present"
        std::optional<bool> marked; ///< what is not marked is drawn paler, where marks are given at all
    };
    QString valueTitle;
    bool parts = false; ///< the shares of a whole: a bar of 100 % above
    std::vector<Bar> bars;

    static std::optional<BarData> fromResult(const MeasureResult& result, const Zone& zone,
                                             const QLocale& locale = QLocale());
};
/// As many bars as fit, the rest in one line that says how many.
ChartHits paintBars(QPainter& painter, const QRectF& area, const BarData& data, const Theme& theme);
inline constexpr double barRow = 25;

/// Ratios with their intervals as dots on a log line: ÷4 … same … ×8.
struct RatioData
{
    struct Entry
    {
        QString label;
        QString detail; ///< "0.62 GB → 2.48 GB per covered day"
        std::optional<double> ratio;
        std::optional<std::pair<double, double>> interval;
        int row = 0;
    };
    std::vector<Entry> entries;

    static std::optional<RatioData> fromResult(const MeasureResult& result);
};
ChartHits paintRatios(QPainter& painter, const QRectF& area, const RatioData& data, const Theme& theme);

/// The table itself, where no picture says more; what does not fit is counted.
ChartHits paintTable(QPainter& painter, const QRectF& area, const Table& table, const Zone& zone, const Theme& theme);

} // namespace tideline
