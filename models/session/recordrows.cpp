// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/recordrows.h"

#include "models/core/flowbatch.h"
#include "models/query/parser.h"
#include "models/query/termtest.h"

#include <algorithm>

namespace tideline {

namespace {

/// One column, which is one field of the filter too.
template <typename Row> struct RecordField
{
    QueryField field;
    const char* title;
    ColumnType type;
    Cell (*cell)(const Row&);
    IpAddress (*address)(const Row&) = nullptr; ///< of an Address field
    bool searched = false;                      ///< by free words
};

Cell text(const std::string& value)
{
    return QString::fromStdString(value);
}
Cell number(qint64 value)
{
    return value;
}
Cell positive(qint64 value)
{
    return value > 0 ? Cell(value) : Cell();
}
Cell address(const IpAddress& value)
{
    return value.isUnspecified() ? Cell() : Cell(value.toString());
}

using Query = DnsRecord;
using Route = RouteRecord;
constexpr Domain both = Domain::Both;

const std::vector<RecordField<Query>>& queryColumns()
{
    using enum FieldType;
    static const std::vector<RecordField<Query>> columns = {
        {{"time", both, Time, ""}, "Time", ColumnType::Time, [](const Query& q) { return number(q.at); }},
        {{"client", both, Address, ""},
         "Client",
         ColumnType::String,
         [](const Query& q) { return address(q.client); },
         [](const Query& q) { return q.client; }},
        {{"client_port", both, Number, ""},
         "Client port",
         ColumnType::Integer,
         [](const Query& q) { return positive(q.clientPort); }},
        {{"server", both, Address, ""},
         "Server",
         ColumnType::String,
         [](const Query& q) { return address(q.server); },
         [](const Query& q) { return q.server; }},
        {{"server_port", both, Number, ""},
         "Server port",
         ColumnType::Integer,
         [](const Query& q) { return positive(q.serverPort); }},
        {{"protocol", both, Text, ""},
         "Protocol",
         ColumnType::String,
         [](const Query& q) { return q.protocol ? text(protocolName(q.protocol)) : Cell(); }},
        {{"query", both, Text, ""},
         "Query",
         ColumnType::String,
         [](const Query& q) { return text(q.query); },
         nullptr,
         true},
        {{"type", both, Text, ""}, "Type", ColumnType::String, [](const Query& q) { return text(q.type); }},
        {{"outcome", both, Text, ""}, "Outcome", ColumnType::String, [](const Query& q) { return text(q.outcome); }},
        {{"answers", both, Text, ""},
         "Answers",
         ColumnType::String,
         [](const Query& q) { return text(q.answers); },
         nullptr,
         true},
        {{"query_bytes", both, Number, ""},
         "Query size",
         ColumnType::Integer,
         [](const Query& q) { return q.queryBytes < 0 ? Cell() : number(q.queryBytes); }},
        {{"answer_bytes", both, Number, ""},
         "Answer size",
         ColumnType::Integer,
         [](const Query& q) { return q.answerBytes < 0 ? Cell() : number(q.answerBytes); }},
    };
    return columns;
}

const std::vector<RecordField<Route>>& routeColumns()
{
    using enum FieldType;
    static const std::vector<RecordField<Route>> columns = {
        {{"time", both, Time, ""}, "Time", ColumnType::Time, [](const Route& r) { return number(r.at); }},
        {{"kind", both, Text, ""},
         "Kind",
         ColumnType::String,
         [](const Route& r) { return Cell(QString::fromLatin1(routeKindName(r.kind))); }},
        {{"prefix", both, Address, ""},
         "Prefix",
         ColumnType::String,
         [](const Route& r) { return Cell(r.prefix.toString()); },
         [](const Route& r) { return r.prefix.first; }},
        {{"peer", both, Address, ""},
         "Peer",
         ColumnType::String,
         [](const Route& r) { return address(r.peer); },
         [](const Route& r) { return r.peer; }},
        {{"peer_as", both, Number, ""},
         "Peer AS",
         ColumnType::Integer,
         [](const Route& r) { return positive(r.peerAs); }},
        {{"path", both, Text, ""},
         "Path",
         ColumnType::String,
         [](const Route& r) { return text(r.path); },
         nullptr,
         true},
        {{"origin", both, Number, ""},
         "Origin",
         ColumnType::Integer,
         [](const Route& r) { return positive(r.origin); }},
        {{"upstream", both, Number, ""},
         "Upstream",
         ColumnType::Integer,
         [](const Route& r) { return positive(r.upstream); }},
    };
    return columns;
}

/// The columns as the list that the parser looks in; the tree points into it.
template <typename Row> std::vector<QueryField> fieldsOf(const std::vector<RecordField<Row>>& columns)
{
    std::vector<QueryField> fields;
    for (const RecordField<Row>& column : columns)
        fields.push_back(column.field);
    return fields;
}

template <typename Row> class RecordFilter
{
public:
    RecordFilter(const std::vector<RecordField<Row>>& columns, const std::vector<QueryField>& fields)
        : m_columns(columns), m_fields(fields)
    {}

    bool matches(const ExpressionPtr& node, const Row& row) const
    {
        if (!node)
            return true;
        const auto child = [&](const ExpressionPtr& each) { return matches(each, row); };
        switch (node->kind) {
        case Expression::Kind::And:
            return std::all_of(node->children.begin(), node->children.end(), child);
        case Expression::Kind::Or:
            return std::any_of(node->children.begin(), node->children.end(), child);
        case Expression::Kind::Not:
            return !child(node->children.front());
        case Expression::Kind::Word:
            return std::any_of(m_columns.begin(), m_columns.end(), [&](const RecordField<Row>& column) {
                return column.searched && textMatches(*node, std::get<QString>(column.cell(row)));
            });
        default:
            return termMatches(*node, m_columns[std::size_t(node->field - m_fields.data())], row);
        }
    }

private:
    static bool termMatches(const Expression& term, const RecordField<Row>& column, const Row& row)
    {
        if (column.address)
            return addressMatches(term, column.address(row));
        const Cell cell = column.cell(row);
        if (column.field.type == FieldType::Time)
            return timeMatches(term, {std::get<qint64>(cell), std::get<qint64>(cell) + 1});
        if (const qint64* number = std::get_if<qint64>(&cell))
            return numberMatches(term, double(*number));
        const QString* text = std::get_if<QString>(&cell);
        return column.field.type == FieldType::Text ? textMatches(term, text ? *text : QString()) : isNegated(term);
    }

    const std::vector<RecordField<Row>>& m_columns;
    const std::vector<QueryField>& m_fields;
};

template <typename Row, typename Each>
Result<RecordRows> rowsOf(const CaseFile& file, const std::vector<RecordField<Row>>& columns,
                          const RecordQuestion& question, Each each)
{
    const auto sources = file.sources();
    if (!sources)
        return sources.error();
    QHash<qint64, QString> names;
    for (const Source& source : *sources)
        names.insert(source.id, source.name);
    const std::vector<QueryField> fields = fieldsOf(columns);
    ExpressionParser parser(question.where, question.zone, fields);
    const ExpressionPtr where = parser.run();
    if (const auto& error = parser.error())
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("%1 (at character %2 of the filter)").arg(error->message).arg(error->position + 1),
                     {},
                     {}};
    const RecordFilter<Row> filter(columns, fields);
    RecordRows result;
    for (const RecordField<Row>& column : columns)
        result.table.columns.push_back(
            {QLatin1String(column.field.name), QLatin1String(column.title), column.type, {}});
    result.table.columns.push_back({QStringLiteral("source"), QStringLiteral("Source"), ColumnType::String, {}});
    result.table.columns.push_back({QStringLiteral("line"), QStringLiteral("Line"), ColumnType::Integer, {}});
    const auto read = each(question.range, [&](const Row& row) {
        if (!filter.matches(where, row))
            return true;
        if (question.limit < 0 || result.total < question.limit) {
            std::vector<Cell> cells;
            for (const RecordField<Row>& column : columns)
                cells.push_back(column.cell(row));
            cells.push_back(names.value(row.source));
            cells.push_back(qint64(row.record));
            result.table.rows.push_back(std::move(cells));
        }
        ++result.total;
        return true;
    });
    if (!read)
        return read.error();
    return result;
}

} // namespace

Result<RecordRows> queryRows(const CaseFile& file, const RecordQuestion& question)
{
    return rowsOf(file, queryColumns(), question,
                  [&](const TimeRange& range, const auto& take) { return file.eachQuery(range, take); });
}

Result<RecordRows> routeRows(const CaseFile& file, const RecordQuestion& question)
{
    return rowsOf(file, routeColumns(), question,
                  [&](const TimeRange& range, const auto& take) { return file.eachRoute(range, take); });
}

} // namespace tideline
