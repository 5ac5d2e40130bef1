// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/flowview.h"
#include "models/query/expression.h"

#include <memory>

namespace tideline {

/// A filter compiled to column predicates. One per thread, since it remembers what it found out about texts.
class Predicate
{
public:
    virtual ~Predicate() = default;
    /// Takes rows out of `mask`: those that do not match. Rows that are out already may be skipped.
    virtual void narrow(FlowView& view, RowMask& mask) = 0;
};

/// `expression` speaks of flows only (`restrictedTo`); null gives null: all rows match.
std::unique_ptr<Predicate> compilePredicate(const ExpressionPtr& expression);
/// One Compare or In term.
std::unique_ptr<Predicate> compileTerm(const Expression& term);
/// The same for fields that hold numbers or times; null for others.
std::unique_ptr<Predicate> compileNumberTerm(const Expression& term);

/// What the filter needs: columns, and names that the resolver must find.
void addNeeds(const ExpressionPtr& expression, ColumnSet& columns, ResolverWants& wants);

/// No flow outside this span can match; used to leave out whole chunks.
TimeRange impliedRange(const ExpressionPtr& expression);

} // namespace tideline
