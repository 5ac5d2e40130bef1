// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/trafficcatalogue.h"

namespace tideline {

Result<SimulationPlan> foundingPlan(const std::vector<Network>& networks, const Zone& zone,
                                    const std::vector<Window>& windows)
{
    if (windows.size() != 4)
        return Error{
            ErrorCode::BadArgument, QStringLiteral("The founding case's traffic needs its four windows."), {}, {}};
    auto kinds = trafficKinds(networks);
    if (!kinds)
        return kinds.error();

    // Published: volume x4 from the first to the last window, evenings and weekends to office hours, TransTelekom from
    // nothing to 36 % and 45 %. Chosen, for lack of a figure: the volume and rhythm between, 40 % in the third window.
    constexpr double bytesPerDay[] = {0.62e9, 1.6 * 0.62e9, 2.2 * 0.62e9, 4.0 * 0.62e9};
    constexpr double officePart[] = {0.0, 0.35, 0.6, 1.0};
    constexpr double transTelekom[] = {0.0, 0.36, 0.40, 0.45};
    constexpr double satGate[] = {0.01, 0.015, 0.015, 0.02};

    SimulationPlan plan;
    plan.zone = zone;
    plan.routes = subjectRoutes();
    plan.kinds = std::move(*kinds);
    plan.networks = networks;
    const Rhythm evening = eveningRhythm(plan.weekend), office = officeRhythm(plan.weekend);
    for (std::size_t i = 0; i < windows.size(); ++i)
        plan.windows.push_back({windows[i],
                                bytesPerDay[i],
                                mixedRhythm(evening, office, officePart[i]),
                                {1 - transTelekom[i] - satGate[i], transTelekom[i], satGate[i]}});
    if (auto fine = plan.check(); !fine)
        return fine.error();
    return plan;
}

} // namespace tideline
