// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/randomsource.h"
#include "models/simulation/trafficcatalogue.h"

#include <algorithm>

namespace tideline {
namespace {

/// Three to five windows of 40 to 160 whole local days from 2019 on, apart from one another.
std::vector<Window> randomWindows(const Zone& zone, RandomSource& random)
{
    std::vector<Window> windows;
    std::int64_t day = daysFromCivil(2019, 1, 1) + random.below(40);
    const std::uint32_t count = 3 + random.below(3);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::int64_t end = day + 40 + random.below(121);
        windows.push_back({QStringLiteral("R%1").arg(i + 1),
                           {zone.toUtc(day * microsPerDay).utc, zone.toUtc(end * microsPerDay).utc},
                           {}});
        day = end + 1 + random.below(60);
    }
    return windows;
}

/// Each kind's shares multiplied by something between a third and three, then all scaled to leave 3 to 10 % over.
void drawShares(std::vector<TrafficKind>& kinds, std::size_t windows, RandomSource& random)
{
    for (TrafficKind& kind : kinds) {
        const std::vector<ShareCurve> founding = kind.shares;
        kind.shares.clear();
        for (std::size_t i = 0; i < windows; ++i) {
            const double like = std::max(0.002, founding[random.below(4)].first);
            const double factor = random.between(1, 3);
            const double share = like * (random.below(2) ? factor : 1 / factor);
            kind.shares.push_back({share, share});
        }
    }
    for (std::size_t i = 0; i < windows; ++i) {
        double sum = 0;
        for (const TrafficKind& kind : kinds)
            sum += kind.isFiller ? 0 : kind.shares[i].first;
        const double scale = random.between(0.90, 0.97) / sum;
        for (TrafficKind& kind : kinds) {
            kind.shares[i].first *= scale;
            kind.shares[i].last *= scale;
        }
    }
}

void drawChange(TrafficKind& monero, const std::vector<Window>& windows, RandomSource& random)
{
    const TimeRange last = windows.back().range;
    const Micros days = last.length() / microsPerDay;
    ShareCurve& curve = monero.shares.back();
    curve.first = curve.last = random.between(0.012, 0.02);
    curve.since = last.from + (days / 3 + random.below(std::uint32_t(days / 3))) * microsPerDay;
    curve.before = 1 / random.between(2, 20);
}

} // namespace

Result<SimulationPlan> randomPlan(const std::vector<Network>& networks, const Zone& zone, std::uint64_t seed)
{
    auto kinds = trafficKinds(networks);
    if (!kinds)
        return kinds.error();
    RandomSource random(seed);
    SimulationPlan plan;
    plan.seed = seed;
    plan.zone = zone;
    plan.weekend = random.below(2) ? QList<int>{6, 7} : QList<int>{5, 6};
    plan.routes = subjectRoutes();
    plan.kinds = std::move(*kinds);
    plan.networks = networks;

    const std::vector<Window> windows = randomWindows(zone, random);
    drawShares(plan.kinds, windows.size(), random);
    for (TrafficKind& kind : plan.kinds)
        if (kind.coin == QStringLiteral("Monero"))
            drawChange(kind, windows, random);

    const Rhythm evening = eveningRhythm(plan.weekend);
    const Rhythm office = officeRhythm(plan.weekend, int(random.below(8)) - 3);
    for (const Window& window : windows) {
        // Never below what the kinds that are bound to one route need of it.
        const double transTelekom = random.between(0.2, 0.65);
        const double satGate = random.between(0.01, 0.1);
        const double volume = 0.62e9 * (plan.windows.empty() ? 1 : random.between(0.5, 8));
        plan.windows.push_back({window,
                                volume,
                                mixedRhythm(evening, office, random.fraction()),
                                {1 - transTelekom - satGate, transTelekom, satGate}});
    }
    if (auto fine = plan.check(); !fine)
        return fine.error();
    return plan;
}

} // namespace tideline
