// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/flows/naiveflows.h"

#include <random>

namespace tideline {

inline constexpr Micros epoch = 1'500'000'000'000'000; // 2017-07-14
inline constexpr Micros span = 30 * microsPerDay;

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t limit)
{
    return random() % limit;
}

template <typename T> const T& pick(Random& random, const std::vector<T>& from)
{
    return from[below(random, from.size())];
}

Prefix somePrefix(Random& random);
Micros someTime(Random& random);
TimeRange someValidity(Random& random);
NaiveRow someRow(Random& random, bool oneWay, qint64 source);
FlowBatch toBatch(const std::vector<NaiveRow>& rows);
/// Subjects, rules, networks and two sources; no rows.
void fillCase(Random& random, NaiveFlows& flows);

} // namespace tideline
