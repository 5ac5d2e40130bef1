// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/simulation/simulationplan.h"

#include <QHash>
#include <QSet>

#include <map>

namespace tideline {

/// The network table and the rules of resources/founding, read by a few lines of the tests' own, so that the simulation
/// is checked by another path than the program's.
class FoundingTables
{
public:
    static FoundingTables load();

    std::vector<Network> networks;
    std::vector<Rule> rules;

    const Network* network(const IpAddress& address) const; ///< the narrowest
    /// First matching rule's label in the set; empty if none.
    QString label(RuleSet set, const IpAddress& local, const IpAddress& peer, std::uint16_t peerPort,
                  const FlowBatch& flows, std::size_t row) const;

private:
    mutable QHash<QString, const Network*> m_known;
};

struct FlowSum
{
    double bytes = 0;
    qint64 flows = 0;
    void add(double more)
    {
        bytes += more;
        ++flows;
    }
};
using FlowSums = std::map<QString, FlowSum>;

/// Sums over the flows of one window, by direct loops.
struct WindowTally
{
    qint64 flows = 0;
    double bytes = 0;
    FlowSums route, service, content, coin, obfuscation, country;
    double weekHours[168] = {};        ///< bytes by local weekday and hour
    FlowSum moneroBefore, moneroAfter; ///< around the change
    QSet<QString> moneroLocals;
    QHash<QString, QSet<QString>> hosts; ///< peers by country
};

/// Runs the whole plan. `problem` gets the first thing that is wrong with a single flow, else stays empty.
std::vector<WindowTally> tally(const SimulationPlan& plan, const FoundingTables& tables, Micros moneroChange,
                               QString& problem);

} // namespace tideline
