// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/importers/intelligence/stixgraph.h"

namespace tideline {

/// What a network-traffic object says, its addresses resolved. It says too little to be a flow: mostly no duration, no
/// counts, or "many times between then and then".
struct StixTraffic
{
    QString source, sourcePort, destination, destinationPort, protocols;
    QString sourceBytes, destinationBytes, sourcePackets, destinationPackets;

    /// `near`: the objects beside it, by key, where references are keys of an observed-data's `objects` (STIX 2.0).
    static StixTraffic of(const JsonNode& traffic, const StixGraph& graph, const JsonNode& near);
    QString text() const; ///< "tcp 192.0.2.1:1025 → 198.51.100.7:80"
    /// As extra columns; several traffics of one event stand side by side, "-" where one says nothing.
    static void addTo(Event& event, const std::vector<StixTraffic>& all);
};

/// The network traffic that an observed-data object holds or refers to; that of a network-traffic object is itself.
std::vector<StixTraffic> trafficOf(const JsonNode& object, const StixGraph& graph);

} // namespace tideline
