// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/pelt.h"

#include "models/analysis/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tideline {

namespace {

/// Sum of squared deviations from the mean of any stretch, in constant time.
class StretchCost
{
public:
    explicit StretchCost(std::span<const double> values) : m_sums(values.size() + 1), m_squares(values.size() + 1)
    {
        // Around the overall mean, so that large levels do not eat the digits.
        double mean = 0;
        for (const double value : values)
            mean += value / double(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = values[i] - mean;
            m_sums[i + 1] = m_sums[i] + value;
            m_squares[i + 1] = m_squares[i] + value * value;
        }
    }
    double operator()(std::size_t from, std::size_t to) const
    {
        const double sum = m_sums[to] - m_sums[from];
        return std::max(0.0, m_squares[to] - m_squares[from] - sum * sum / double(to - from));
    }

private:
    std::vector<double> m_sums, m_squares;
};

/// 1.4826 times the median absolute difference estimates the standard deviation of a normal difference.
double differenceVariance(std::span<const double> values, std::size_t lag)
{
    std::vector<double> sizes;
    for (std::size_t i = lag; i < values.size(); ++i)
        sizes.push_back(std::abs(values[i] - values[i - lag]));
    std::sort(sizes.begin(), sizes.end());
    const double deviation = 1.4826 * quantile(sizes, 0.5);
    return deviation * deviation;
}

} // namespace

std::vector<LevelChange> levelChanges(std::span<const double> values, double penalty, std::size_t least)
{
    const std::size_t n = values.size();
    least = std::max<std::size_t>(least, 1);
    if (n < 2 * least)
        return {};
    const StretchCost cost(values);
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<double> best(n + 1, never);
    std::vector<std::size_t> before(n + 1, 0);
    best[0] = -penalty;
    std::vector<std::size_t> starts{0}; // where the last segment may begin
    for (std::size_t end = least; end <= n; ++end) {
        if (end >= 2 * least)
            starts.push_back(end - least);
        for (const std::size_t start : starts) {
            const double total = best[start] + cost(start, end) + penalty;
            if (total < best[end]) {
                best[end] = total;
                before[end] = start;
            }
        }
        std::erase_if(starts, [&](std::size_t start) { return best[start] + cost(start, end) > best[end]; });
    }
    std::vector<std::size_t> borders{n};
    while (borders.back() > 0)
        borders.push_back(before[borders.back()]);
    std::reverse(borders.begin(), borders.end());
    std::vector<LevelChange> changes;
    for (std::size_t i = 1; i + 1 < borders.size(); ++i) {
        const double apart = cost(borders[i - 1], borders[i]) + cost(borders[i], borders[i + 1]);
        changes.push_back({borders[i], (cost(borders[i - 1], borders[i + 1]) - apart) / penalty});
    }
    return changes;
}

Noise noiseAround(std::span<const double> values)
{
    if (values.size() < 8)
        return {};
    const double first = differenceVariance(values, 1), second = differenceVariance(values, 2);
    if (first <= 0)
        return {second / 2, 0};
    Noise noise;
    noise.correlation = std::clamp(second / first - 1, 0.0, 0.9);
    noise.variance = first / (2 * (1 - noise.correlation)) * (1 + noise.correlation) / (1 - noise.correlation);
    return noise;
}

} // namespace tideline
