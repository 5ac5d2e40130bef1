// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tideline {

/// A place where the mean of a sequence changes.
struct LevelChange
{
    std::size_t at = 0; ///< index of the first value of the new level
    double gain = 0;    ///< by how much the cost would grow if the two levels beside it were one, in penalties
};

/// Pruned exact linear time search (Killick, Fearnhead and Eckley 2012): the segmentation that minimises the sum of
/// squared deviations from the segments' means plus `penalty` for every change, over all with at least `least` values a
/// segment. Exact: no other segmentation costs less.
std::vector<LevelChange> levelChanges(std::span<const double> values, double penalty, std::size_t least);

/// Long-run variance of noise around a level that jumps now and then. Both the variance and the lag-1 correlation ρ
/// come from medians of absolute differences at lags 1 and 2, which a few jumps do not move: var(x[t+1]-x[t]) =
/// 2σ²(1-ρ), var(x[t+2]-x[t]) = 2σ²(1-ρ²), so ρ = ratio - 1, cut to 0 … 0.9; the result is σ²(1+ρ)/(1-ρ). 0 for fewer
/// than 8 values.
struct Noise
{
    double variance = 0; ///< long-run
    double correlation = 0;
};
Noise noiseAround(std::span<const double> values);

} // namespace tideline
