// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/guess.h"
#include "models/importers/reader.h"

#include <QByteArray>
#include <QStringList>

namespace tideline {

/// What the import window shows of a CSV before it is read.
struct Preview
{
    struct Column
    {
        QString name;
        ColumnGuess guess = ColumnGuess::Text;
    };
    QList<Column> columns;
    QList<QStringList> rows;       ///< the first 200
    ReadOptions options;           ///< delimiter, encoding, kind and map as found; what was given wins
    std::vector<Problem> problems; ///< of the head, read with these options
    qint64 read = 0;               ///< records of the head
};

/// Names of the columns; empty if the head is no CSV.
QStringList csvColumns(std::string_view head, const ReadOptions& options = {});
/// What `format` ("events-csv" or "series-csv") would make of the columns by itself: {"map": …, "decimal": …}.
ReadOptions guessMapping(std::string_view head, const QString& format, const ReadOptions& options = {});
/// Reads the whole records of a head as an import would, those of formats that are read in order too. `whole`: nothing
/// follows the head, so what only the end settles is said as well.
Result<ParsedBlock> readHead(std::string_view head, const QString& format, const ReadOptions& options, bool whole);

/// Adds the rows of a later block.
void appendBlock(ParsedBlock& to, ParsedBlock&& more);

/// The first rows of a CSV as they stand, with the line of each.
struct RawRow
{
    qint64 line = 0;
    QStringList cells;
};
struct RawRows
{
    QStringList columns;
    std::vector<RawRow> rows;
    std::vector<Problem> problems; ///< rows that cannot even be cut into cells
};
/// Cut by the reader that imports CSV. Of the options only those about the writing count: delimiter, encoding, quotes,
/// header. BadInput if the head is no table.
Result<RawRows> readRawRows(std::string_view head, const ReadOptions& options);

/// A cell cut into its values, as the mapping's `split` does.
QStringList cellParts(const QString& cell, const QString& split);

/// Formats whose documents hold a table (a workbook, an array of objects), which is mapped as a CSV is.
bool holdsTable(const QString& format);
/// The beginning of that table as a CSV.
struct TableHead
{
    QByteArray csv;              ///< up to 256 KiB
    std::vector<qint64> numbers; ///< for each line of the CSV, the row or line of the file
    bool whole = false;          ///< the CSV is the whole table
    QString format;              ///< what it would be read as by itself; empty if a mapping has to say
    ReadOptions options;         ///< likewise
    QString part;                ///< the sheet
    QStringList otherParts;      ///< sheets besides it, for the option `sheet`
};
/// `document` is the whole file; of the options `sheet` counts.
Result<TableHead> readTableHead(std::string_view document, const QString& format, const ReadOptions& options);

/// `format` empty: guessed. BadInput if the head is no CSV; a map that does not fit gives no error, only no problems.
Result<Preview> preview(std::string_view head, const QString& format = {}, const ReadOptions& options = {});

} // namespace tideline
