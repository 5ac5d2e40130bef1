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

/// "2015", "2015-Q1", "2015-03" or "2015-03-04" as the local time that it means; nothing for other texts.
std::optional<TimeRange> timeOfKey(const QString& key, const Zone& zone);

/// Amounts over time: a stick for each bin and currency, its heads what was taken and what was attempted.
struct LollipopData
{
    struct Stick
    {
        TimeRange span;
        int currency = 0;
        std::optional<double> taken;
        std::optional<double> attempted;
        QString text; ///< all that is stated
        int row = 0;
    };
    QStringList currencies; ///< most sticks first
    std::vector<Stick> sticks;
    int unplaced = 0; ///< rows with an amount but without a time

    /// The rows of `losses` by year, quarter, month or day; nothing if they are told apart by something else.
    static std::optional<LollipopData> fromResult(const MeasureResult& result, const Zone& zone, const QLocale& locale);
    TimeRange span() const; ///< of all sticks, in whole bins
};
ChartHits paintLollipops(QPainter& painter, const QRectF& area, const LollipopData& data, const TimeRange& range,
                         const Zone& zone, const Theme& theme, const QLocale& locale);

} // namespace tideline
