// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/timelines/document.h"

#include <string>

namespace tideline {

/// A table that did not come as CSV: header first, each row with the line or row number it has in its file.
struct TableRow
{
    qint64 number = 0;
    QStringList cells;
};
using TableRows = std::vector<TableRow>;

namespace limits {
// A table is in memory three times: as cells, as CSV, and as what its rows become.
inline constexpr std::size_t tableRows = 200'000;
inline constexpr std::size_t tableCells = 3'000'000;
inline constexpr std::size_t tableText = 64 * 1024 * 1024; ///< bytes as CSV
} // namespace limits
Error tableTooLarge();

/// The table as CSV, so that everything that is known of CSV (recipes, guesses, mappings) holds for it too.
/// Rows without any text are left out; short ones are filled up.
class TableText
{
public:
    /// Ends where the table becomes too large.
    explicit TableText(const TableRows& rows);
    bool isTooLarge() const { return m_isTooLarge; }
    std::string_view csv() const { return m_csv; }
    std::string_view head() const { return csv().substr(0, limits::head); }
    /// The number of the row that begins at this line of the CSV.
    qint64 rowAt(qint64 line) const;

private:
    std::string m_csv;
    bool m_isTooLarge = false;
    std::vector<std::pair<qint64, qint64>> m_rows; ///< line of the CSV, number
};

/// How a table is to be read: what its columns and the options say. `format` is null if it is no table of ours.
Recognised recogniseTable(const TableText& table, const ReadOptions& options);
/// The rows of the table, with the numbers of its file. BadArgument if the options do not fit its columns.
Result<ParsedBlock> readTable(const TableText& table, const Recognised& as);

/// A document that holds a table. What kind of rows it gives shows only when it is read.
class TableReader : public WholeReader
{
public:
    FileKind kind() const final { return m_kind; }
    Result<void> begin(std::string_view head, const ReadOptions& options) final;
    ParsedBlock parse(const Block& block) const final;
    bool inOrder() const final { return true; }
    ParsedBlock parseNext(const Block& block) final;

    /// The table as it would be read.
    struct Part
    {
        TableText text;
        Recognised as;
        QStringList notes;
        QString name = {};       ///< of the sheet
        QStringList others = {}; ///< sheets besides it
    };
    /// For a preview: the whole document, after `begin`.
    Result<Part> part(std::string_view bytes) const { return table(bytes); }

protected:
    using Table = Part;
    virtual Result<Table> table(std::string_view bytes) const = 0;

private:
    ParsedBlock read(const Block& block, FileKind& kind) const;
    FileKind m_kind = FileKind::Events;
};

} // namespace tideline
