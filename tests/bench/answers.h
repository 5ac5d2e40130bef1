// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/query/flowstore.h"

#include <functional>
#include <vector>

namespace tideline {

/// A row as peers give it: "key|…|sum".
struct BenchRow
{
    std::vector<qint64> numbers; ///< keys that are numbers come first
    QStringList keys;
    std::uint64_t sum = 0;
    QString text() const;
};

/// What the bench asks of our flow store, and what makes its answer that of the peers. As with them, the clock stops
/// when all rows are in memory; their text is only for comparing.
struct BenchQuestion
{
    QString name;
    FlowQuestion flow;
    std::function<std::vector<BenchRow>(const FlowAggregate&)> rows;
};

/// The questions of the bench over the generator's ten months: q1 … q6, a filter of three terms, and what the standard
/// screens ask.
std::vector<BenchQuestion> benchQuestions();

/// The network that the generator draws as local, and rules for its upstreams and services.
Subject benchSubject();
std::vector<Rule> benchRules();

} // namespace tideline
