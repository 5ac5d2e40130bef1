// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/numbersql.h"

#include "models/query/interval.h"
#include "models/query/termtest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace tideline {

namespace {

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
