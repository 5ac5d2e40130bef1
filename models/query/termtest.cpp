// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/termtest.h"

#include <algorithm>

namespace tideline {

namespace {

bool textIs(const QueryValue& value, CompareOp op, QStringView text)
{
    if (value.regex)
        return value.regex->match(text.toString()).hasMatch();
    if (op == CompareOp::Contains)
        return text.contains(value.text, Qt::CaseInsensitive);
    return text.compare(value.text, Qt::CaseInsensitive) == 0;
}

template <typename Test> bool anyValue(const Expression& term, Test test)
{
    return std::any_of(term.values.begin(), term.values.end(), test);
}

} // namespace

bool textMatches(const Expression& term, QStringView value)
{
    const bool found = anyValue(term, [&](const QueryValue& wanted) { return textIs(wanted, term.op, value); });
    return found != isNegated(term);
}

bool anyTextMatches(const Expression& term, const QStringList& values)
{
    const bool found = anyValue(term, [&](const QueryValue& wanted) {
        return std::any_of(values.begin(), values.end(),
                           [&](const QString& value) { return textIs(wanted, term.op, value); });
    });
    return found != isNegated(term);
}

bool numberMatches(const Expression& term, double value)
{
    return anyValue(term, [&](const QueryValue& wanted) {
        switch (term.op) {
        case CompareOp::NotEqual:
            return value != wanted.number;
        case CompareOp::Less:
            return value < wanted.number;
        case CompareOp::LessEqual:
            return value <= wanted.number;
        case CompareOp::Greater:
            return value > wanted.number;
        case CompareOp::GreaterEqual:
            return value >= wanted.number;
        default:
            return value == wanted.number;
        }
    });
}

bool timeMatches(const Expression& term, const TimeRange& value)
{
    return anyValue(term, [&](const QueryValue& wanted) {
        switch (term.op) {
        case CompareOp::NotEqual:
            return !value.overlaps(wanted.time);
        case CompareOp::Less:
            return value.from < wanted.time.from;
        case CompareOp::LessEqual:
            return value.from < wanted.time.to;
        case CompareOp::Greater:
            return value.from >= wanted.time.to;
        case CompareOp::GreaterEqual:
            return value.from >= wanted.time.from;
        default:
            return value.overlaps(wanted.time);
        }
    });
}

bool addressMatches(const Expression& term, const IpAddress& value)
{
    const bool found =
        anyValue(term, [&](const QueryValue& wanted) { return wanted.prefix && wanted.prefix->contains(value); });
    return found != isNegated(term);
}

} // namespace tideline
