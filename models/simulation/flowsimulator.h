// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/simulation/randomsource.h"
#include "models/simulation/simulationplan.h"

namespace tideline {

/// Makes the flows of a plan: exactly `plan.flows` of them, by start time, window after window, in memory that does
/// not grow with their number. The volume is that of the plan whatever the number: more flows are smaller flows.
///
/// Volumes, kinds, sizes and routes are drawn evenly rather than independently, so that sums come close to the plan. At
/// 200,000 flows of the founding plan: a window's volume within 1 %, a route's share within half a point, another share
/// within 3 % of itself plus what 12 of its flows weigh, office hours within 3 % + 3/sqrt(their flows) (7 % in the thin
/// first window). The error falls with the number of flows.
class FlowSimulator
{
public:
    /// `plan.check()` must hold.
    explicit FlowSimulator(SimulationPlan plan);

    /// The next rows, at most `rows`; replaces what `out` holds. False, and `out` empty, when there are none left.
    bool next(FlowBatch& out, qsizetype rows);
    qint64 produced() const { return m_produced; }
    const SimulationPlan& plan() const { return m_plan; }

private:
    struct Slot
    {
        Micros from = 0;
        Micros to = 0;
        double follows = 0; ///< part of the window's mean day that a rhythmic kind moves in it
        double steady = 0;  ///< the same for a steady one
    };
    struct KindState
    {
        std::vector<IpAddress> hosts;
        EvenSequence sizes;
        std::vector<double> debts; ///< bytes that each route should have had of this kind by now, less what it had
        const std::vector<double>* sizeTable;
        std::string logLabel;
    };

    void prepareHosts(RandomSource& random);
    void shareOutFlows();
    std::vector<Slot> slotsOf(std::size_t window) const;
    std::vector<double> dayFactors(std::size_t window) const;
    double slotFlows(std::size_t window, const Slot& slot);
    void setShares(std::size_t window, Micros time);
    void enterWindow();
    void enterSlot();
    void appendFlow(FlowBatch& out, std::size_t row);
    std::size_t settle(std::vector<double>& debts, double amount);
    std::size_t chooseKind();
    std::size_t chooseRoute(KindState& state, const TrafficKind& kind, double bytes);
    IpAddress chooseLocal(const TrafficKind& kind, std::size_t route);

    SimulationPlan m_plan;
    std::vector<double> m_narrowSizes; ///< quantiles of the size of a flow; the mean is 1
    std::vector<double> m_wideSizes;
    RandomSource m_random;
    std::vector<KindState> m_states;
    std::vector<qint64> m_windowFlows;
    std::vector<double> m_windowWeight; ///< sum of `slotFlows` over the window
    std::vector<double> m_meanBytes;    ///< of a flow of size 1, per window

    std::size_t m_window = 0;
    std::vector<Slot> m_slots;
    std::size_t m_nextSlot = 0;
    double m_cumulated = 0;  ///< weight of the slots so far in this window
    qint64 m_windowDone = 0; ///< flows due by the end of the current slot
    qint64 m_slotCount = 0;
    qint64 m_slotIndex = 0;
    std::vector<double> m_shares;                   ///< of bytes, at the current slot
    std::vector<double> m_kindShares;               ///< of flows, at the current slot
    std::vector<double> m_kindDebts;                ///< flows that each kind should have had by now, less what it had
    std::vector<double> m_routeShares;              ///< of the bytes of kinds that may take any route
    std::vector<std::vector<Prefix>> m_routeLocals; ///< ranges in use on each route
    qint64 m_produced = 0;
};

} // namespace tideline
