// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/simulationplan.h"

#include <algorithm>

namespace tideline {

double ShareCurve::at(Micros time, const TimeRange& window) const
{
    const double part = static_cast<double>(time - window.from) / static_cast<double>(window.length());
    return (first + (last - first) * part) * (time < since ? before : 1);
}

double ShareCurve::average(const TimeRange& window) const
{
    const Micros turn = std::clamp(since, window.from, window.to);
    const double part = static_cast<double>(turn - window.from) / static_cast<double>(window.length());
    const double middle = first + (last - first) * part;
    return (first + middle) / 2 * part * before + (middle + last) / 2 * (1 - part);
}

double SimulationPlan::share(std::size_t window, const TrafficKind& kind) const
{
    if (!kind.isFiller)
        return kind.shares[window].average(windows[window].window.range);
    double rest = 1;
    for (const TrafficKind& other : kinds)
        rest -= other.isFiller ? 0 : share(window, other);
    return rest;
}

double SimulationPlan::share(std::size_t window, const std::function<bool(const TrafficKind&)>& wanted) const
{
    double sum = 0;
    for (const TrafficKind& kind : kinds)
        sum += wanted(kind) ? share(window, kind) : 0;
    return sum;
}

namespace {

Error badPlan(const QString& what)
{
    return {ErrorCode::BadArgument, QStringLiteral("The simulation plan cannot be used: ") + what, {}, {}};
}

/// Curves are straight but for one jump, so their extremes are at the edges and on both sides of the jump.
double largestSum(const SimulationPlan& plan, std::size_t window)
{
    const TimeRange range = plan.windows[window].window.range;
    std::vector<Micros> times = {range.from, range.to - 1};
    for (const TrafficKind& kind : plan.kinds)
        if (const Micros since = kind.shares[window].since; range.contains(since) && range.contains(since - 1))
            times.insert(times.end(), {since - 1, since});
    double largest = 0;
    for (Micros time : times) {
        double sum = 0;
        for (const TrafficKind& kind : plan.kinds)
            sum += kind.isFiller ? 0 : kind.shares[window].at(time, range);
        largest = std::max(largest, sum);
    }
    return largest;
}

} // namespace

Result<void> SimulationPlan::check() const
{
    if (flows < 0 || windows.empty() || routes.empty() || kinds.empty())
        return badPlan(QStringLiteral("it needs windows, routes and kinds of traffic."));
    if (std::count_if(kinds.begin(), kinds.end(), [](const TrafficKind& kind) { return kind.isFiller; }) != 1)
        return badPlan(QStringLiteral("exactly one kind takes what the others leave."));
    for (const TrafficKind& kind : kinds)
        if (kind.peers.empty() || kind.ports.empty() || kind.shares.size() != windows.size() || kind.size <= 0)
            return badPlan(QStringLiteral("“%1” lacks peers, ports, a size or shares.").arg(kind.name));
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const SimulatedWindow& window = windows[i];
        if (window.window.range.isEmpty() || window.bytesPerDay <= 0 || window.routeShares.size() != routes.size())
            return badPlan(QStringLiteral("window %1 is empty or lacks route shares.").arg(window.window.name));
        if (i > 0 && window.window.range.from < windows[i - 1].window.range.to)
            return badPlan(QStringLiteral("window %1 begins before the one ahead of it ends.").arg(window.window.name));
        if (largestSum(*this, i) > 1)
            return badPlan(QStringLiteral("the shares of window %1 add to more than 1.").arg(window.window.name));
    }
    return {};
}

} // namespace tideline
