// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/outages.h"

#include <algorithm>
#include <array>

namespace tideline {

namespace {

constexpr Micros neighbourhood = 7 * microsPerDay;

/// What is usual: flows per µs of each hour of the week, and running sums over the bins.
class Usual
{
public:
    Usual(const std::vector<double>& flows, const std::vector<Micros>& edges, const std::vector<Micros>& covered,
          const Zone& zone)
        : m_edges(edges), m_cells(flows.size()), m_flows(flows.size() + 1, 0), m_expected(flows.size() + 1, 0)
    {
        std::array<double, 168> sums{}, lengths{};
        for (std::size_t bin = 0; bin < flows.size(); ++bin) {
            const CivilTime local = zone.civil(edges[bin]);
            m_cells[bin] = std::size_t((local.weekday - 1) * 24 + local.hour);
            sums[m_cells[bin]] += flows[bin];
            lengths[m_cells[bin]] += double(covered[bin]);
        }
        for (std::size_t cell = 0; cell < sums.size(); ++cell)
            m_rates[cell] = lengths[cell] > 0 ? sums[cell] / lengths[cell] : 0;
        for (std::size_t bin = 0; bin < flows.size(); ++bin) {
            m_flows[bin + 1] = m_flows[bin] + flows[bin];
            m_expected[bin + 1] = m_expected[bin] + m_rates[m_cells[bin]] * double(covered[bin]);
        }
    }

    /// Flows to be expected in a stretch that is covered as a whole.
    double expectedIn(const TimeRange& stretch) const
    {
        double expected = 0;
        for (std::size_t bin = binOf(stretch.from); bin < m_cells.size() && m_edges[bin] < stretch.to; ++bin) {
            const TimeRange part = stretch.intersected({m_edges[bin], m_edges[bin + 1]});
            expected += m_rates[m_cells[bin]] * double(part.length());
        }
        return expected * levelAround(stretch);
    }

private:
    std::size_t binOf(Micros time) const
    {
        const auto after = std::upper_bound(m_edges.begin(), m_edges.end(), time);
        return after == m_edges.begin() ? 0 : std::min(std::size_t(after - m_edges.begin()) - 1, m_cells.size());
    }
    /// How busy the days before and after are against what is usual: use grows and shrinks over months.
    double levelAround(const TimeRange& stretch) const
    {
        double flows = 0, expected = 0;
        for (const auto& [from, to] :
             {std::pair{binOf(stretch.from - neighbourhood), binOf(stretch.from)},
              std::pair{std::min(binOf(stretch.to) + 1, m_cells.size()), binOf(stretch.to + neighbourhood)}}) {
            if (from >= to)
                continue;
            flows += m_flows[to] - m_flows[from];
            expected += m_expected[to] - m_expected[from];
        }
        return expected > 0 ? flows / expected : 1;
    }

    const std::vector<Micros>& m_edges;
    std::array<double, 168> m_rates{};
    std::vector<std::size_t> m_cells;
    std::vector<double> m_flows;
    std::vector<double> m_expected;
};

/// The stretches between flows, as far as whole bins show them.
std::vector<TimeRange> silences(const FlowAggregate& answer, const TimeRange& range)
{
    std::vector<TimeRange> result;
    Micros since = range.from;
    for (const FlowAggregate::Row& row : answer.rows) {
        result.push_back({since, row.first});
        since = row.last;
    }
    result.push_back({since, range.to});
    return result;
}

} // namespace

std::vector<Outage> findOutages(const FlowAggregate& answer, const std::vector<Micros>& edges, const TimeRange& range,
                                const Coverage& coverage, const Zone& zone, Micros leastLength)
{
    const std::vector<Micros> covered = coveredPerBin(coverage, edges, range);
    std::vector<double> flows(covered.size(), 0);
    for (const FlowAggregate::Row& row : answer.rows)
        flows[std::size_t(row.bin)] += double(row.sums.flows);
    const Usual usual(flows, edges, covered, zone);
    std::vector<Outage> outages;
    for (const TimeRange& silence : silences(answer, range)) {
        if (silence.length() < leastLength)
            continue;
        for (const TimeRange& stretch : coverageWithin(coverage, silence)) {
            const double expected = stretch.length() >= leastLength ? usual.expectedIn(stretch) : 0;
            if (expected >= outageLeastExpected)
                outages.push_back({stretch, expected});
        }
    }
    return outages;
}

} // namespace tideline
