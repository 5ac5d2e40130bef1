// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "widgets/charts/charthit.h"
#include "widgets/theme/theme.h"

#include <QLocale>

#include <optional>

class QPainter;

namespace tideline {

/// What is unusual on the days around events: a dot with its interval for each day, over the band of any dates.
struct LagData
{
    struct Lag
    {
        int days = 0;
        std::optional<double> ratio, low, high, bandLow, bandHigh;
        int row = 0;
        QString text; ///< for hover
    };
    QString valueTitle; ///< "Level over usual"
    std::vector<Lag> lags;
    double least = 1, most = 1; ///< of everything drawn, with some air

    static std::optional<LagData> fromResult(const MeasureResult& result, const QLocale& locale);
};
/// The axis is logarithmic, so that half and double stand as far from the usual.
ChartHits paintLags(QPainter& painter, const QRectF& area, const LagData& data, const Theme& theme,
                    const QLocale& locale);

} // namespace tideline
