// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/statistics.h"

#include <algorithm>
#include <cmath>
#include <gsl/gsl_statistics_double.h>
#include <limits>

namespace tideline {

namespace {

RatioTerm operator+(const RatioTerm& a, const RatioTerm& b)
{
    return {a.value + b.value, a.covered + b.covered, a.baseValue + b.baseValue, a.baseCovered + b.baseCovered};
}

/// What each block of `length` successive days adds, the days taken as a ring.
std::vector<RatioTerm> blockSums(const std::vector<RatioTerm>& days, std::size_t length)
{
    std::vector<RatioTerm> sums(days.size());
    for (std::size_t start = 0; start < days.size(); ++start) {
        for (std::size_t step = 0; step < length; ++step)
            sums[start] = sums[start] + days[(start + step) % days.size()];
    }
    return sums;
}

/// As many days as there are, in whole blocks and one shorter block for the rest.
struct Stratum
{
    std::vector<RatioTerm> whole;
    std::vector<RatioTerm> rest;
    std::size_t wholeBlocks = 0;

    Stratum(const std::vector<RatioTerm>& days, std::size_t block) : wholeBlocks(days.size() / block)
    {
        whole = blockSums(days, block);
        if (days.size() % block != 0)
            rest = blockSums(days, days.size() % block);
    }
    RatioTerm draw(SplitMix64& random) const
    {
        RatioTerm sum;
        for (std::size_t i = 0; i < wholeBlocks; ++i)
            sum = sum + whole[random.below(whole.size())];
        if (!rest.empty())
            sum = sum + rest[random.below(rest.size())];
        return sum;
    }
};

double ratioOf(const RatioTerm& sum)
{
    const double mean = sum.covered > 0 ? sum.value / sum.covered : 0;
    const double base = sum.baseCovered > 0 ? sum.baseValue / sum.baseCovered : 0;
    return base > 0 ? mean / base : std::numeric_limits<double>::infinity();
}

} // namespace

std::uint64_t SplitMix64::next()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t SplitMix64::below(std::uint64_t bound)
{
    return std::uint64_t((static_cast<unsigned __int128>(next()) * bound) >> 64);
}

int bootstrapBlock(std::size_t days)
{
    return days >= 28 ? 7 : days >= 5 ? 1 : 0;
}

std::optional<std::pair<double, double>> ratioInterval(std::span<const std::vector<RatioTerm>> strata, int block)
{
    if (block <= 0 || strata.empty())
        return std::nullopt;
    std::vector<Stratum> prepared;
    for (const std::vector<RatioTerm>& days : strata) {
        if (days.empty())
            return std::nullopt;
        prepared.emplace_back(days, std::size_t(block));
    }
    SplitMix64 random(bootstrapSeed);
    std::vector<double> ratios(bootstrapResamples);
    for (double& ratio : ratios) {
        RatioTerm sum;
        for (const Stratum& stratum : prepared)
            sum = sum + stratum.draw(random);
        ratio = ratioOf(sum);
    }
    std::sort(ratios.begin(), ratios.end());
    const std::pair<double, double> interval{quantile(ratios, 0.025), quantile(ratios, 0.975)};
    if (!std::isfinite(interval.first) || !std::isfinite(interval.second))
        return std::nullopt;
    return interval;
}

double quantile(const std::vector<double>& sorted, double p)
{
    return gsl_stats_quantile_from_sorted_data(sorted.data(), 1, sorted.size(), p);
}

std::optional<double> concentration(const std::vector<double>& values)
{
    double total = 0;
    for (const double value : values)
        total += value;
    if (total <= 0)
        return std::nullopt;
    double index = 0;
    for (const double value : values)
        index += (value / total) * (value / total);
    return index;
}

std::pair<double, double> meanAndDeviation(const std::vector<double>& values)
{
    if (values.empty())
        return {0, 0};
    const double mean = gsl_stats_mean(values.data(), 1, values.size());
    return {mean, gsl_stats_sd_with_fixed_mean(values.data(), 1, values.size(), mean)};
}

} // namespace tideline
