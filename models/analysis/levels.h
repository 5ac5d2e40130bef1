// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"
#include "models/analysis/comparison.h"

namespace tideline {

/// What was asked of each bin [edges[i], edges[i + 1]), as far as it lies in the asked time: of flows their volume and
/// the covered days; of a series the same, its volume being Σ value × days over its points. So value / covered is the
/// level of the bin either way: volume per covered day, or the mean of the points by the time that each spans there.
/// `answers` are those of the plan; a series wants none.
std::vector<DayValue> binValues(const Asked& asked, const std::vector<Micros>& edges,
                                const std::vector<FlowAggregate>& answers);

/// The mean of a series by time, bin by bin; 0 where it has no value. Values may stand beside each other where sources
/// disagree.
std::vector<double> meansOf(const Series& series, const std::vector<Micros>& edges, const TimeRange& range);

/// How many bins were left out because their level has no logarithm; none if there are none.
QStringList silenceNotes(const Asked& asked, int bins);

} // namespace tideline
