// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/query/flowstore.h"

#include <functional>

namespace tideline {

/// What the bench asks of our flow store, and how the answer becomes the rows that peers give, "key|…|sum".
struct BenchQuestion
{
    QString name;
    FlowQuestion flow;
    std::function<QStringList(const FlowAggregate&)> rows;
};

/// The questions of the bench over the generator's ten months: q1 … q6, a filter of three terms, and what the standard
/// screens ask.
std::vector<BenchQuestion> benchQuestions();

/// The network that the generator draws as local, and rules for its upstreams and services.
Subject benchSubject();
std::vector<Rule> benchRules();

} // namespace tideline
