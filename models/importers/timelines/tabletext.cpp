// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/tabletext.h"

#include "models/importers/csvreader.h"

#include <algorithm>

namespace tideline {

namespace {

bool isBlank(const TableRow& row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const QString& cell) { return cell.trimmed().isEmpty(); });
}

void appendCell(std::string& csv, const QString& cell)
{
    csv += '"';
    for (const char c : cell.toStdString()) {
        if (c == '"')
            csv += '"';
        csv += c;
    }
    csv += '"';
}

} // namespace

Error tableTooLarge()
{
    return {ErrorCode::BadInput,
            QStringLiteral("The table has over 200,000 rows, 3,000,000 cells or 64 MiB of text"),
            {},
            QStringLiteral("Save it as CSV, which has no such limits, and import that.")};
}

TableText::TableText(const TableRows& rows)
{
    qsizetype columns = 0;
    for (const TableRow& row : rows)
        columns = std::max(columns, row.cells.size());
    qint64 line = 1;
    for (const TableRow& row : rows) {
        if (isBlank(row))
            continue;
        m_isTooLarge = m_rows.size() > limits::tableRows;
        if (m_isTooLarge)
            return;
        m_rows.push_back({line, row.number});
        const std::size_t from = m_csv.size();
        for (qsizetype i = 0; i < columns; ++i) {
            if (m_csv.size() > limits::tableText) {
                m_isTooLarge = true;
                return;
            }
            if (i > 0)
                m_csv += ',';
            appendCell(m_csv, row.cells.value(i));
        }
        m_csv += '\n';
        line += countLineEnds(std::string_view(m_csv).substr(from));
    }
}

qint64 TableText::rowAt(qint64 line) const
{
    const auto after =
        std::upper_bound(m_rows.begin(), m_rows.end(), line, [](qint64 at, const auto& row) { return at < row.first; });
    return after == m_rows.begin() ? 1 : std::max<qint64>(std::prev(after)->second, 1);
}

Recognised recogniseTable(const TableText& table, const ReadOptions& options)
{
    Recognised found = recognise(table.head(), {});
    if (found.format && found.format->make()->inOrder())
        found = {};
    const QStringList keys = options.keys();
    const bool mapped = std::any_of(keys.begin(), keys.end(), [](const QString& key) {
        return key == u"map" || key.startsWith(QStringLiteral("map."));
    });
    if (mapped) // a person says what the columns are
        found.format =
            formatNamed(options.value(QStringLiteral("kind")).toString() == u"series" ? QStringLiteral("series-csv")
                                                                                      : QStringLiteral("events-csv"));
    for (auto it = options.begin(); it != options.end(); ++it)
        found.options.insert(it.key(), it.value());
    // These are about bytes, which the CSV made here has its own way with.
    for (const char* key : {"encoding", "delimiter", "quotes", "header"})
        found.options.remove(QLatin1String(key));
    found.options.insert(QStringLiteral("delimiter"), QStringLiteral(","));
    return found;
}

Result<ParsedBlock> readTable(const TableText& table, const Recognised& as)
{
    const auto reader = as.format->make();
    if (auto begun = reader->begin(table.head(), as.options); !begun)
        return begun.error();
    ParsedBlock out = reader->parse({table.csv(), 1});
    for (Event& event : out.events)
        event.record = table.rowAt(event.record);
    for (SeriesPoint& point : out.points)
        point.record = table.rowAt(point.record);
    for (auto& record : out.flows.record)
        record = table.rowAt(record);
    for (Problem& problem : out.problems)
        problem.line = table.rowAt(problem.line);
    return out;
}

Result<void> TableReader::begin(std::string_view head, const ReadOptions& options)
{
    if (auto begun = WholeReader::begin(head, options); !begun)
        return begun;
    m_kind = FileKind::Events;
    if (head.size() >= limits::head) // not all of it is here
        return {};
    auto whole = table(head);
    // What the file does not allow is said with its record; what the options ask for in vain, now.
    if (!whole && whole.error().code == ErrorCode::BadArgument)
        return whole.error();
    m_kind = whole ? whole->as.format->kind : FileKind::Events;
    return {};
}

ParsedBlock TableReader::read(const Block& block, FileKind& kind) const
{
    ParsedBlock out;
    auto whole = table(block.bytes);
    auto rows = whole ? readTable(whole->text, whole->as) : Result<ParsedBlock>(whole.error());
    if (!rows) {
        rejectDocument(out, rows.error(), block.bytes);
        return out;
    }
    kind = whole->as.format->kind;
    out = std::move(rows).value();
    out.notes = whole->notes + out.notes;
    if (!whole->as.why.isEmpty())
        out.notes << QStringLiteral("the table is read as %1: %2").arg(whole->as.format->name, whole->as.why);
    return out;
}

ParsedBlock TableReader::parse(const Block& block) const
{
    FileKind kind = m_kind;
    return read(block, kind);
}

ParsedBlock TableReader::parseNext(const Block& block)
{
    return read(block, m_kind);
}

} // namespace tideline
