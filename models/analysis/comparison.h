// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"

#include <QMap>

#include <optional>
#include <utility>
#include <vector>

namespace tideline {

/// One local day, or the part of it that belongs to a period.
struct DayValue
{
    double value = 0;
    double covered = 0; ///< in days of 24 h
};

/// A period over another, per covered day.
struct Comparison
{
    double total = 0, totalAgainst = 0;
    double days = 0, daysAgainst = 0;
    std::optional<double> perDay, perDayAgainst; ///< empty where no day is covered
    std::optional<double> ratio;                 ///< empty without base
    std::optional<std::pair<double, double>> interval;
    int block = 0; ///< days per block of the bootstrap
};

/// ratio = (Σ value / Σ covered) / (Σ against value / Σ against covered); the interval draws blocks of the covered days
/// of both periods independently.
Comparison compared(const std::vector<DayValue>& days, const std::vector<DayValue>& against, bool withInterval = true);

/// Edges of local days over a period, its own ends included.
Result<std::vector<Micros>> dayEdges(const TimeRange& range, const Zone& zone);

/// The days of an answer that was binned by `edges`, all together and for each wanted key. Days without coverage and
/// traffic are left out; a wanted key that the answer lacks is silent.
struct DailyValues
{
    QMap<QString, std::vector<DayValue>> keys;
    std::vector<DayValue> all;
};
DailyValues dailyValues(const FlowAggregate& answer, const std::vector<Micros>& edges, const TimeRange& range,
                        const Coverage& coverage, Quantity of, const QStringList& wanted = {});

} // namespace tideline
