// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/numbersql.h"

#include "models/query/expression.h"
#include "models/query/termtest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace tideline {

namespace {

/// Wide enough for every column and for what lies just outside.
__extension__ using Wide = __int128;
constexpr Wide leastWide = -(Wide(1) << 100);
constexpr Wide mostWide = Wide(1) << 100;

/// A closed interval of whole numbers; empty when low > high.
struct Interval
{
    Wide low = leastWide;
    Wide high = mostWide;
};

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

/// Exact where the literal was written in digits.
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

QByteArray digits(Wide value)
{
    return value < 0 ? QByteArray::number(qlonglong(value)) : QByteArray::number(qulonglong(value));
}

/// Bounds beyond what the column can hold are left out.
QByteArray within(const QByteArray& column, const Interval& interval, bool isSigned)
{
    const Wide least = isSigned ? Wide(std::numeric_limits<qint64>::min()) : Wide(0);
    const Wide most = isSigned ? Wide(std::numeric_limits<qint64>::max()) : Wide(std::numeric_limits<quint64>::max());
    if (interval.low > interval.high || interval.low > most || interval.high < least)
        return "0";
    std::vector<QByteArray> parts;
    if (interval.low > least)
        parts.push_back(column + " >= " + digits(interval.low));
    if (interval.high < most)
        parts.push_back(column + " <= " + digits(interval.high));
    return sqlAnd(parts);
}

/// A sum that does not fit counts as the largest number.
QByteArray sum(const char* a, const char* b)
{
    const QByteArray both = QByteArray(a) + " + " + b;
    return "if(" + both + " < " + a + ",18446744073709551615," + both + ')';
}

QByteArray columnOf(std::string_view name, const FlowSql& flows)
{
    if (name == "time")
        return "start";
    for (const char* same : {"duration", "src_port", "dst_port", "port", "flows", "next_as"}) {
        if (name == same)
            return same;
    }
    if (name == "bytes")
        return sum("src_bytes", "dst_bytes");
    if (name == "packets")
        return sum("src_packets", "dst_packets");
    if (name == "bytes_in")
        return flows.choose("dst_bytes", "src_bytes");
    if (name == "bytes_out")
        return flows.choose("src_bytes", "dst_bytes");
    return name == "asn" ? flows.asn() : QByteArray();
}

} // namespace

QByteArray numberSql(const Expression& term, const FlowSql& flows)
{
    const QByteArray column = columnOf(term.field->name, flows);
    if (column.isEmpty())
        return {};
    const bool isTime = term.field->type == FieldType::Time;
    std::vector<QByteArray> parts;
    for (const QueryValue& value : term.values)
        parts.push_back(within(column, isTime ? timeInterval(term.op, value) : numberInterval(term.op, value),
                               isTime || term.field->type == FieldType::Duration));
    return (isNegated(term) ? "NOT " : "") + sqlOr(parts);
}

} // namespace tideline
