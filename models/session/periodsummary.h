// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/measuring.h"

namespace tideline {

/// What a period was like against a base window, as the details panel shows it: results of the same measures that any
/// chart or finding uses, never computed here.
struct PeriodSummary
{
    struct Line
    {
        QString title;
        QString base;   ///< value in the base window, as text
        QString period; ///< value in the period
        QString ratio;  ///< "×4.4", "no base"
    };
    TimeRange period;
    QString baseName;
    MeasureResult compare; ///< volume per covered day, period over base
    std::vector<Line> lines;
};

/// `base`: name of a window. Fails as the measures do: no flows, no coverage in the period …
Result<PeriodSummary> summarisePeriod(const CaseFile& file, const CaseSnapshot& snapshot, const Question& common,
                                      const TimeRange& period, const QString& base, const Progress& progress);

} // namespace tideline
