// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/coverage.h"

#include <algorithm>

namespace tideline {

namespace {

/// The first range that ends after `time`.
Coverage::const_iterator firstEndingAfter(const Coverage& coverage, Micros time)
{
    return std::partition_point(coverage.begin(), coverage.end(),
                                [time](const TimeRange& range) { return range.to <= time; });
}

} // namespace

Coverage mergedCoverage(std::vector<TimeRange> ranges)
{
    std::erase_if(ranges, [](const TimeRange& range) { return range.isEmpty(); });
    std::sort(ranges.begin(), ranges.end(), [](const TimeRange& a, const TimeRange& b) { return a.from < b.from; });
    Coverage merged;
    for (const TimeRange& range : ranges) {
        if (!merged.empty() && range.from <= merged.back().to)
            merged.back().to = std::max(merged.back().to, range.to);
        else
            merged.push_back(range);
    }
    return merged;
}

Coverage coverageWithin(const Coverage& coverage, const TimeRange& range)
{
    Coverage inside;
    for (auto it = firstEndingAfter(coverage, range.from); it != coverage.end() && it->from < range.to; ++it)
        inside.push_back(it->intersected(range));
    return inside;
}

Coverage gapsWithin(const Coverage& coverage, const TimeRange& range)
{
    Coverage gaps;
    Micros from = range.from;
    for (const TimeRange& covered : coverageWithin(coverage, range)) {
        if (covered.from > from)
            gaps.push_back({from, covered.from});
        from = covered.to;
    }
    if (from < range.to)
        gaps.push_back({from, range.to});
    return gaps;
}

Micros coveredLength(const Coverage& coverage, const TimeRange& range)
{
    Micros length = 0;
    for (auto it = firstEndingAfter(coverage, range.from); it != coverage.end() && it->from < range.to; ++it)
        length += it->intersected(range).length();
    return length;
}

std::vector<Micros> coveredPerBin(const Coverage& coverage, const std::vector<Micros>& edges, const TimeRange& range)
{
    std::vector<Micros> covered(edges.size() < 2 ? 0 : edges.size() - 1, 0);
    auto next = coverage.begin();
    for (std::size_t bin = 0; bin < covered.size(); ++bin) {
        const TimeRange cut = TimeRange{edges[bin], edges[bin + 1]}.intersected(range);
        if (cut.isEmpty())
            continue;
        while (next != coverage.end() && next->to <= cut.from)
            ++next;
        // The last one may reach into the next bin, hence a second iterator.
        for (auto it = next; it != coverage.end() && it->from < cut.to; ++it)
            covered[bin] += it->intersected(cut).length();
    }
    return covered;
}

} // namespace tideline
