// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/levels.h"

#include "models/core/counted.h"

#include <algorithm>

namespace tideline {

namespace {

std::vector<double> sumsOf(const FlowAggregate& answer, std::size_t bins, Quantity of)
{
    std::vector<double> sums(bins, 0);
    for (const FlowAggregate::Row& row : answer.rows)
        sums[std::size_t(row.bin)] += row.sums.of(of);
    return sums;
}

} // namespace

std::vector<double> meansOf(const Series& series, const std::vector<Micros>& edges, const TimeRange& range)
{
    std::vector<double> sums(edges.size() - 1, 0), weights(edges.size() - 1, 0);
    for (const SeriesPoint* point : series.points) {
        const TimeRange span = point->span.intersected(range);
        if (span.isEmpty())
            continue;
        auto edge = std::upper_bound(edges.begin(), edges.end(), span.from);
        for (edge -= edge == edges.begin() ? 0 : 1; edge + 1 < edges.end() && *edge < span.to; ++edge) {
            const auto length = double(span.intersected({*edge, *(edge + 1)}).length());
            sums[std::size_t(edge - edges.begin())] += point->value * length;
            weights[std::size_t(edge - edges.begin())] += length;
        }
    }
    for (std::size_t bin = 0; bin < sums.size(); ++bin)
        sums[bin] = weights[bin] > 0 ? sums[bin] / weights[bin] : 0;
    return sums;
}

std::vector<DayValue> binValues(const Asked& asked, const std::vector<Micros>& edges,
                                const std::vector<FlowAggregate>& answers)
{
    const std::vector<Micros> covered = coveredPerBin(asked.coverage, edges, asked.range);
    const std::vector<double> amounts = asked.series ? meansOf(*asked.series, edges, asked.range)
                                                     : sumsOf(answers.front(), covered.size(), asked.question.of);
    std::vector<DayValue> values;
    for (std::size_t bin = 0; bin < covered.size(); ++bin) {
        const double days = inDays(covered[bin]);
        values.push_back({asked.series ? amounts[bin] * days : amounts[bin], days});
    }
    return values;
}

QStringList silenceNotes(const Asked& asked, int bins)
{
    if (bins == 0)
        return {};
    const QString counts = counted(bins, "bin", "bins");
    return {asked.series ? QStringLiteral("%1 whose level is not above 0 left out: that has no logarithm.").arg(counts)
                         : QStringLiteral("%1 without traffic left out: availability shows them.").arg(counts)};
}

} // namespace tideline
