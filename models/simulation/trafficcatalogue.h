// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/simulation/simulationplan.h"

namespace tideline {

/// The upstreams of the founding case's subject, in the order of `SimulatedWindow::routeShares`.
enum class SimulatedUpstream { Unicom, TransTelekom, SatGate };
std::vector<SimulatedRoute> subjectRoutes();

/// All kinds of traffic of the founding case with their shares of bytes in its four windows.
/// NotFound where `networks` lacks one that a kind needs.
Result<std::vector<TrafficKind>> trafficKinds(const std::vector<Network>& networks);

/// A time of the plans, written as ISO 8601 in UTC.
Micros planTime(int year, int month, int day, int hour = 0, int minute = 0, int second = 0);

} // namespace tideline
