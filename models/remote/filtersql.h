// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"
#include "models/remote/flowsql.h"

namespace tideline {

/// A filter as a condition. `expression` speaks of flows only (`restrictedTo`); null gives "1".
QByteArray filterSql(const ExpressionPtr& expression, const FlowSql& flows);

/// Does the filter, or a rule that may be asked for, look at texts that records carry?
bool needsTexts(const ExpressionPtr& expression, const Attribution& attribution);
/// Does the filter, the subject, or a rule that may be asked for, look at countries or AS numbers?
bool needsNetworks(const ExpressionPtr& expression, const Attribution& attribution, const Subject* subject);

/// The bin of a row's start, counted from 0: edges e0 < … < en as in FlowQuestion; rows outside are left out elsewhere.
/// Nothing where the edges are neither few nor at multiples of one length: then the question has to be asked in parts.
std::optional<QByteArray> binSql(const std::vector<Micros>& edges);
inline constexpr std::size_t fewEdges = 32;

} // namespace tideline
