// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/flowsql.h"

namespace tideline {

struct Expression;

/// A term on a field that holds numbers or times; empty for other fields. Bounds are whole numbers worked out here, so
/// that no rounding of the server's comes in.
QByteArray numberSql(const Expression& term, const FlowSql& flows);

} // namespace tideline
