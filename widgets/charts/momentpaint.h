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

/// When each key was seen first: a marker on the time axis and a line to when it was seen last.
struct MomentData
{
    struct Moment
    {
        QString label;
        TimeRange seen;
        bool unsure = false; ///< soon after a recording began: it may be older
        int row = 0;
    };
    std::vector<Moment> moments;

    /// `coverage` is when something was recorded; empty = from the first moment on.
    static std::optional<MomentData> fromResult(const MeasureResult& result, const std::vector<TimeRange>& coverage);
    TimeRange span() const;
};
inline constexpr Micros unsureFor = 7 * microsPerDay;

ChartHits paintMoments(QPainter& painter, const QRectF& area, const MomentData& data, const TimeRange& range,
                       const std::vector<TimeRange>& coverage, const Zone& zone, const Theme& theme,
                       const QLocale& locale);

} // namespace tideline
