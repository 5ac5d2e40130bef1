// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"

namespace tideline {

/// Wide enough for every column and for what lies just outside.
__extension__ using Wide = __int128;
inline constexpr Wide leastWide = -(Wide(1) << 100);
inline constexpr Wide mostWide = Wide(1) << 100;

/// A closed interval of whole numbers; empty when low > high. What a comparison lets through: every store tests against
/// these, so that they agree to the last digit.
struct Interval
{
    Wide low = leastWide;
    Wide high = mostWide;
};

/// Exact where the literal was written in digits; a fraction equals no whole number.
Interval numberInterval(CompareOp op, const QueryValue& value);
/// µs; a time literal is the span that it means.
Interval timeInterval(CompareOp op, const QueryValue& value);

} // namespace tideline
