// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/comparison.h"

#include "models/analysis/statistics.h"

#include <algorithm>
#include <array>

namespace tideline {

Comparison compared(const std::vector<DayValue>& days, const std::vector<DayValue>& against, bool withInterval)
{
    Comparison result;
    std::array<std::vector<RatioTerm>, 2> strata;
    for (const DayValue& day : days) {
        result.total += day.value;
        result.days += day.covered;
        strata[0].push_back({day.value, day.covered, 0, 0});
    }
    for (const DayValue& day : against) {
        result.totalAgainst += day.value;
        result.daysAgainst += day.covered;
        strata[1].push_back({0, 0, day.value, day.covered});
    }
    if (result.days > 0)
        result.perDay = result.total / result.days;
    if (result.daysAgainst > 0)
        result.perDayAgainst = result.totalAgainst / result.daysAgainst;
    if (result.perDay && result.perDayAgainst && *result.perDayAgainst > 0)
        result.ratio = *result.perDay / *result.perDayAgainst;
    if (result.ratio && withInterval) {
        result.block = bootstrapBlock(std::min(days.size(), against.size()));
        result.interval = ratioInterval(strata, result.block);
    }
    return result;
}

Result<std::vector<Micros>> dayEdges(const TimeRange& range, const Zone& zone)
{
    std::vector<Micros> edges = binEdges(range, Bin::Day, zone);
    if (edges.size() < 2)
        return Error{ErrorCode::BadArgument, QStringLiteral("the interval is empty or too long"), {}, {}};
    edges.front() = range.from;
    edges.back() = range.to;
    return edges;
}

DailyValues dailyValues(const FlowAggregate& answer, const std::vector<Micros>& edges, const TimeRange& range,
                        const Coverage& coverage, Quantity of, const QStringList& wanted)
{
    const std::vector<Micros> covered = coveredPerBin(coverage, edges, range);
    std::vector<double> totals(covered.size(), 0);
    for (const FlowAggregate::Row& row : answer.rows)
        totals[std::size_t(row.bin)] += row.sums.of(of);
    DailyValues values;
    std::vector<qsizetype> place(covered.size(), -1);
    for (std::size_t day = 0; day < covered.size(); ++day) {
        if (covered[day] == 0 && totals[day] == 0)
            continue;
        place[day] = qsizetype(values.all.size());
        values.all.push_back({totals[day], inDays(covered[day])});
    }
    std::vector<DayValue> silent = values.all;
    for (DayValue& day : silent)
        day.value = 0;
    for (const QString& key : wanted)
        values.keys.insert(key, silent);
    for (const FlowAggregate::Row& row : answer.rows) {
        const qsizetype day = place[std::size_t(row.bin)];
        const auto it = row.keys.isEmpty() ? values.keys.end() : values.keys.find(row.keys.first());
        if (day >= 0 && it != values.keys.end())
            (*it)[std::size_t(day)].value += row.sums.of(of);
    }
    return values;
}

} // namespace tideline
