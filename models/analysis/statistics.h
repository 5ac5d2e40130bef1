// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tideline {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, so that an interval can be checked again.
class SplitMix64
{
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    /// 0 … bound-1 by multiply-shift; its bias is below bound / 2^64.
    std::uint64_t below(std::uint64_t bound);

private:
    std::uint64_t m_state;
};

/// What one day adds to (value / covered) / (baseValue / baseCovered).
struct RatioTerm
{
    double value = 0;
    double covered = 0;
    double baseValue = 0;
    double baseCovered = 0;
};

inline constexpr int bootstrapResamples = 2000;
inline constexpr std::uint64_t bootstrapSeed = 20200209;

/// Days per block: 7 from 28 days on, since use follows the week; 1 from 5 days on; 0 = too few for an interval.
int bootstrapBlock(std::size_t days);

/// 95 % percentile interval of a ratio of means by circular block bootstrap over days (Politis and Romano 1992):
/// within each stratum blocks of `block` successive days are drawn with replacement, 2,000 times. Days of one stratum
/// keep together what they add to both sides of the ratio; strata are drawn independently (two windows).
/// Empty when `block` is 0 or when the base is zero in so many resamples that a bound would be infinite.
std::optional<std::pair<double, double>> ratioInterval(std::span<const std::vector<RatioTerm>> strata, int block);

/// Linear interpolation between order statistics (type 7, GSL); `sorted` must not be empty.
double quantile(const std::vector<double>& sorted, double p);

/// Herfindahl-Hirschman index: the sum of squared shares; 1 = all in one, 1/n = even. Empty if nothing is there.
std::optional<double> concentration(const std::vector<double>& values);

/// Mean and standard deviation (of the population, GSL).
std::pair<double, double> meanAndDeviation(const std::vector<double>& values);

} // namespace tideline
