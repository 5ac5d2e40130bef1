// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/flows/randomflows.h"

namespace tideline {

/// A filter over any fields of flows, with any operator that they take, nested.
QString someFilterText(Random& random, int depth);
/// A question over any dimensions, bins, subject and time.
FlowQuestion someFlowQuestion(Random& random, const std::vector<Subject>& subjects);

} // namespace tideline
