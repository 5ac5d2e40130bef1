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

/// Amounts as grouped bars: a panel for each currency with an axis of its own, since currencies are never compared.
struct MoneyData
{
    struct Bar
    {
        QString label;                ///< "Taken", or the group that the events were told apart by
        std::optional<double> amount; ///< nothing where no event states it
        QString text;                 ///< "535 m", "not stated"
        int kind = 0;                 ///< of MoneyKind: the colour
        int row = 0;
    };
    struct Panel
    {
        QString currency;
        qint64 events = 0;
        std::vector<Bar> bars;
    };
    std::vector<Panel> panels; ///< most events first

    /// The rows of `losses`, by any field.
    static std::optional<MoneyData> fromResult(const MeasureResult& result, const QLocale& locale);
};
/// Where the panels stand: below each other if that leaves their bars enough height, else side by side. Those that
/// find no room are left out.
std::vector<QRectF> moneyPanels(const QRectF& area, const MoneyData& data);
ChartHits paintMoney(QPainter& painter, const QRectF& area, const MoneyData& data, const Theme& theme,
                     const QLocale& locale);

} // namespace tideline
