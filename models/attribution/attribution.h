// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/rangemap.h"
#include "models/core/case.h"
#include "models/core/result.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace tideline {

/// `rules load FILE`:
/// {"tideline_rules":1,"rules":[{"set","label","local_prefixes","peer_prefixes","peer_asns","next_as",
/// "exporters","ports","protocols","services","from","to","note"}]}. Ports are numbers or "from-to"; protocols numbers
/// or names; AS numbers may have "AS" in front; a date, month or year as "to" means its end. Times without zone are
/// UTC. Errors name the rule's number and the field.
Result<std::vector<Rule>> parseRules(const QByteArray& json);
QByteArray rulesToJson(const std::vector<Rule>& rules);

/// Country/AS tables as CSV: "prefix,country,asn,network[,…]" with header, or headless "start,end,cc".
/// Instead of "prefix" a header may have "start" and "end". Rows that cannot be read are an error naming the line.
Result<std::vector<Network>> parseNetworks(const QByteArray& csv);

/// Looks addresses up in tables of ranges. Later tables win over earlier ones; within a table the narrowest range, and
/// the later one of two that are equally wide.
class NetworkTable
{
public:
    NetworkTable() = default;
    /// One table.
    explicit NetworkTable(std::vector<Network> networks);
    /// Several, the later ones winning.
    explicit NetworkTable(const std::vector<std::vector<Network>>& tables);
    /// Null if the address is in no range: "unknown", never dropped.
    const Network* find(const IpAddress& address) const;

    const std::vector<Network>& networks() const { return m_networks; } ///< all tables, one after the other
    const RangeMap& pieces() const { return m_pieces; }                 ///< numbers are indexes into networks()

private:
    void build(const std::vector<int>& tableOf);
    std::vector<Network> m_networks;
    RangeMap m_pieces;
};

/// Everything that names traffic: an immutable snapshot of subjects, rules and network tables, shared between threads.
/// A change of rules makes a new one; flows are not touched.
struct Attribution
{
    std::vector<Subject> subjects;
    std::vector<Rule> rules;
    NetworkTable networks;
    std::vector<Source> sources; ///< names for the `source` dimension

    const Subject* subject(const QString& name) const;
};
using AttributionPtr = std::shared_ptr<const Attribution>;

} // namespace tideline
