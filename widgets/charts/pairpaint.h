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

/// Two numbers of each key under each other: a window against its base, what is stated against what the case holds.
struct PairData
{
    struct Row
    {
        QString label;
        std::optional<double> base;
        std::optional<double> own;
        QString baseText;
        QString ownText;
        QString ratio;    ///< "+300 % (×4.0)", "no base"; empty where there is nothing to divide
        QString interval; ///< "×3.9–×4.2"
        int row = 0;
    };
    QString baseTitle;
    QString ownTitle;
    QString valueTitle;
    bool log = false;       ///< the values are too far apart for one linear axis
    bool keepsLast = false; ///< the last row says what is not known: drawn even where others find no room
    std::vector<Row> rows;

    /// `compare` and `mining` by key, and `cases`.
    static std::optional<PairData> fromResult(const MeasureResult& result, const QLocale& locale);
};
ChartHits paintPairs(QPainter& painter, const QRectF& area, const PairData& data, const Theme& theme);
inline constexpr double pairRow = 36;

} // namespace tideline
