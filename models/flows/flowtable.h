// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/table.h"
#include "models/query/flowstore.h"

namespace tideline {

/// The contract's columns of `rows CASE flows`. Out and in are from the side of the question's subject; without one
/// out is what src sent.
Table toTable(const FlowRows& rows, const std::vector<Source>& sources);

} // namespace tideline
