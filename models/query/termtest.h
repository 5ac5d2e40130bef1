// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"

#include <QStringList>

namespace tideline {

// What one Compare or In term says of a value: shared by everything that evaluates the language, so that all agree.
// A field with several values (the countries of an event) matches when any does; != is true when none does.

/// Text: == and in ignore case, ~ finds anywhere ignoring case, a regular expression is searched for.
bool textMatches(const Expression& term, QStringView value);
bool anyTextMatches(const Expression& term, const QStringList& values);

bool numberMatches(const Expression& term, double value);

/// Against the span that the literal means: == overlaps it, < starts before it, <= starts before its end, > starts at
/// its end or later, >= starts at its start or later. A flow's time is one microsecond long.
bool timeMatches(const Expression& term, const TimeRange& value);

/// == and in: inside the network.
bool addressMatches(const Expression& term, const IpAddress& value);

/// Is the term turned round: !=, which is true when == is not.
inline bool isNegated(const Expression& term)
{
    return term.kind == Expression::Kind::Compare && term.op == CompareOp::NotEqual;
}

} // namespace tideline
