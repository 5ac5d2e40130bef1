// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/lagstudy.h"

#include "models/analysis/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace tideline {

namespace {

constexpr int lagCount = 2 * lagReach + 1;
constexpr std::size_t leastUsual = 3;

using Effects = std::array<std::optional<double>, std::size_t(lagCount)>;

/// ln(day / usual) at every lag of one date.
Effects effectsOf(const std::vector<std::optional<double>>& logs, const std::vector<int>& weekdays, int event)
{
    const int days = int(logs.size());
    std::array<std::vector<double>, 8> usual;
    for (int day = std::max(0, event - usualReach); day <= std::min(days - 1, event + usualReach); ++day) {
        if (std::abs(day - event) > lagReach && logs[std::size_t(day)])
            usual[std::size_t(weekdays[std::size_t(day)])].push_back(*logs[std::size_t(day)]);
    }
    for (std::vector<double>& values : usual)
        std::sort(values.begin(), values.end());
    Effects effects;
    for (int lag = -lagReach; lag <= lagReach; ++lag) {
        const int day = event + lag;
        if (day < 0 || day >= days || !logs[std::size_t(day)])
            continue;
        const std::vector<double>& same = usual[std::size_t(weekdays[std::size_t(day)])];
        if (same.size() >= leastUsual)
            effects[std::size_t(lag + lagReach)] = *logs[std::size_t(day)] - quantile(same, 0.5);
    }
    return effects;
}

/// Mean of one lag over some dates.
class Mean
{
public:
    void add(const std::optional<double>& value)
    {
        if (value) {
            m_sum += *value;
            ++m_count;
        }
    }
    int count() const { return m_count; }
    std::optional<double> value() const { return m_count > 0 ? std::optional<double>(m_sum / m_count) : std::nullopt; }

private:
    double m_sum = 0;
    int m_count = 0;
};

std::array<Mean, std::size_t(lagCount)> means(const std::vector<const Effects*>& dates)
{
    std::array<Mean, std::size_t(lagCount)> result;
    for (const Effects* date : dates) {
        for (std::size_t lag = 0; lag < result.size(); ++lag)
            result[lag].add((*date)[lag]);
    }
    return result;
}

using Draws = std::array<std::vector<double>, std::size_t(lagCount)>;

void keep(Draws& draws, const std::vector<const Effects*>& dates)
{
    const auto drawn = means(dates);
    for (std::size_t lag = 0; lag < drawn.size(); ++lag) {
        if (const auto value = drawn[lag].value())
            draws[lag].push_back(*value);
    }
}

void sortAll(Draws& draws)
{
    for (std::vector<double>& values : draws)
        std::sort(values.begin(), values.end());
}

/// Events that stand close together share their days, so they are drawn together.
std::vector<std::vector<const Effects*>> clustersOf(const std::vector<int>& events, const std::vector<Effects>& effects)
{
    std::vector<std::vector<const Effects*>> clusters;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i == 0 || events[i] - events[i - 1] > lagReach)
            clusters.emplace_back();
        clusters.back().push_back(&effects[i]);
    }
    return clusters;
}

Draws bootstrapped(const std::vector<std::vector<const Effects*>>& clusters)
{
    Draws draws;
    SplitMix64 random(bootstrapSeed);
    std::vector<const Effects*> dates;
    for (int draw = 0; draw < lagDraws; ++draw) {
        dates.clear();
        for (std::size_t i = 0; i < clusters.size(); ++i) {
            const auto& cluster = clusters[random.below(clusters.size())];
            dates.insert(dates.end(), cluster.begin(), cluster.end());
        }
        keep(draws, dates);
    }
    sortAll(draws);
    return draws;
}

/// Days far from every event.
std::vector<int> quietDays(std::size_t days, const std::vector<int>& events)
{
    std::vector<int> quiet;
    for (int day = 0; day < int(days); ++day) {
        const auto after = std::lower_bound(events.begin(), events.end(), day - lagReach);
        if (after == events.end() || *after > day + lagReach)
            quiet.push_back(day);
    }
    return quiet;
}

Draws placebos(const std::vector<std::optional<double>>& logs, const std::vector<int>& weekdays,
               const std::vector<int>& events)
{
    Draws draws;
    std::vector<Effects> quiet;
    for (const int day : quietDays(logs.size(), events)) {
        const Effects effects = effectsOf(logs, weekdays, day);
        if (effects[std::size_t(lagReach)])
            quiet.push_back(effects);
    }
    if (quiet.size() < 2 * events.size() || quiet.size() < 10) // too few to say what any dates give
        return draws;
    SplitMix64 random(bootstrapSeed + 1);
    std::vector<const Effects*> dates(events.size());
    for (int draw = 0; draw < lagDraws; ++draw) {
        for (const Effects*& date : dates)
            date = &quiet[random.below(quiet.size())];
        keep(draws, dates);
    }
    sortAll(draws);
    return draws;
}

/// Two-sided, with the observed one counted in (Davison and Hinkley 1997), so that it is never 0.
double shareBeyond(const std::vector<double>& draws, double effect)
{
    const double middle = quantile(draws, 0.5);
    const auto beyond = std::count_if(draws.begin(), draws.end(), [&](double drawn) {
        return std::abs(drawn - middle) >= std::abs(effect - middle);
    });
    return double(beyond + 1) / double(draws.size() + 1);
}

} // namespace

LagStudy lagStudy(const std::vector<std::optional<double>>& logs, const std::vector<int>& weekdays,
                  const std::vector<int>& events)
{
    std::vector<Effects> effects;
    for (const int event : events)
        effects.push_back(effectsOf(logs, weekdays, event));
    std::vector<const Effects*> all;
    for (const Effects& own : effects)
        all.push_back(&own);
    const auto observed = means(all);
    const auto clusters = clustersOf(events, effects);
    // Fewer clusters repeat themselves so often that an interval would only look exact.
    const Draws own = clusters.size() >= 5 ? bootstrapped(clusters) : Draws();
    const Draws any = placebos(logs, weekdays, events);
    LagStudy study;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        LagEffect effect;
        effect.lag = int(i) - lagReach;
        effect.effect = observed[i].value();
        effect.events = observed[i].count();
        if (effect.effect && !own[i].empty()) {
            effect.low = quantile(own[i], 0.025);
            effect.high = quantile(own[i], 0.975);
        }
        if (!any[i].empty()) {
            effect.placeboLow = quantile(any[i], 0.025);
            effect.placeboHigh = quantile(any[i], 0.975);
            if (effect.effect)
                effect.p = shareBeyond(any[i], *effect.effect);
        }
        study.lags.push_back(effect);
    }
    return study;
}

} // namespace tideline
