// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/interval.h"

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

Interval between(CompareOp op, Wide floor, Wide ceiling)
{
    switch (op) {
    case CompareOp::Less:
        return {leastWide, ceiling - 1};
    case CompareOp::LessEqual:
        return {leastWide, floor};
    case CompareOp::Greater:
        return {floor + 1, mostWide};
    case CompareOp::GreaterEqual:
        return {ceiling, mostWide};
    default:
        return {ceiling, floor}; // a fraction equals no whole number
    }
}

} // namespace

Interval numberInterval(CompareOp op, const QueryValue& value)
{
    bool ok = false;
    const qulonglong exact = value.text.toULongLong(&ok);
    if (ok && double(exact) == value.number)
        return between(op, Wide(exact), Wide(exact));
    constexpr double limit = 1e30; // beyond every column
    const double number = std::clamp(value.number, -limit, limit);
    return between(op, Wide(std::floor(number)), Wide(std::ceil(number)));
}

Interval timeInterval(CompareOp op, const QueryValue& value)
{
    switch (op) {
    case CompareOp::Less:
        return {leastWide, Wide(value.time.from) - 1};
    case CompareOp::LessEqual:
        return {leastWide, Wide(value.time.to) - 1};
    case CompareOp::Greater:
        return {value.time.to, mostWide};
    case CompareOp::GreaterEqual:
        return {value.time.from, mostWide};
    default:
        return {value.time.from, Wide(value.time.to) - 1};
    }
}

} // namespace tideline
