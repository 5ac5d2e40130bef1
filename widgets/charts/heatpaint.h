// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "widgets/charts/charthit.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QLocale>

#include <array>
#include <optional>

class QPainter;

namespace tideline {

/// Hour × weekday, Monday first. What was never recorded has no value.
struct HeatData
{
    enum class Kind {
        Share, ///< of the week, in %, each hour weighed alike however often it was recorded
        Rate,  ///< per covered hour, in `unit`
        Ratio  ///< of shares of two weeks
    };
    Kind kind = Kind::Share;
    QString unit;
    std::array<std::array<std::optional<double>, 24>, 7> cells{};
    QList<int> weekend = {6, 7};
    int officeFrom = 9;
    int officeTo = 18;
    QLocale locale; ///< of numbers and days

    /// The 168 rows of `rhythm`.
    static HeatData fromResult(const MeasureResult& result, Kind kind = Kind::Share);
    /// Cell by cell `after` over `before`; nothing where either has no value or the base is zero.
    static HeatData ratio(const HeatData& after, const HeatData& before);

    double largest() const;
    QString cellText(int weekday, int hour) const; ///< "Tue 10:00–11:00: 1.49 % of the week"; weekday 0..6
};

/// Lower ends of the seven steps: shares keep the same steps in every chart, so that maps can be compared.
std::array<double, rampSteps> heatSteps(const HeatData& data, double largest);
int heatStep(const HeatData& data, const std::array<double, rampSteps>& steps, double value);

/// The map with sums beside and below and its legend. `largest` sets the scale when several maps share one.
ChartHits paintHeatMap(QPainter& painter, const QRectF& area, const HeatData& data, const Theme& theme,
                       std::optional<double> largest = {});
QSizeF heatMapSize(const HeatData& data); ///< that looks right; painted into more, cells grow

/// Where its parts stand. Narrow maps fold the sums of the rows: first their bars, then the numbers too.
struct HeatLayout
{
    enum class Sums { None, Numbers, Bars };
    Sums rowSums = Sums::Bars;
    double rightRoom = 0;
    double cellWidth = 0;
    double cellHeight = 0;
    QPointF origin;
    bool legendBelow = false; ///< the words stand under the steps, not beside them

    static HeatLayout of(const QRectF& area, const HeatData& data);
    QRectF cell(int weekday, int hour) const
    {
        return {origin.x() + hour * cellWidth, origin.y() + weekday * cellHeight, cellWidth - 1, cellHeight - 1};
    }
};

} // namespace tideline
