// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timetext.h"
#include "models/session/importpreview.h"

#include <QStringList>

namespace tideline {

/// What the values of a column look like.
enum class ColumnLook { Empty, Text, LongText, Number, Time, Epoch, YesNo, Link };

struct PreviewColumn
{
    QString name; ///< as the header says it; "column 3" where it says nothing
    ColumnLook look = ColumnLook::Text;
    int filled = 0;                        ///< rows with a value
    QList<std::pair<QString, int>> values; ///< the different ones with their counts, most frequent first, up to 60
    int distinct = 0;
    QString summary(int rows) const; ///< "date, 100 %", "text, 3 values"
};

struct PreviewRow
{
    qint64 line = 0;
    QStringList cells;
};

/// The first rows of a table as they stand in the file.
struct RawTable
{
    QList<PreviewColumn> columns;
    QList<PreviewRow> rows;
    std::vector<Problem> problems; ///< rows that cannot even be cut into cells
    bool whole = false;            ///< the head is the whole file
    QStringList names() const;
};

/// The head of a table as a person maps it.
struct MappedHead
{
    QByteArray csv;              ///< of the file, or made of the table that it holds
    std::vector<qint64> numbers; ///< row or line of the file for each line of `csv`; empty = they are the same
    bool whole = false;
    qint64 number(qint64 line) const; ///< of a line of `csv`
};
/// The head of a CSV file.
MappedHead csvHead(const QByteArray& head);

/// Cuts the head into rows and cells, by the reader that will import it, so that both see the same. Of the options,
/// only those about the writing count: delimiter, encoding, quotes, header. BadInput if the head is no table.
Result<RawTable> readRawTable(const MappedHead& head, const ReadOptions& options);

/// What the head becomes with these options, which hold a map for the columns.
Result<ParsedBlock> readEffect(const MappedHead& head, FileKind kind, const ReadOptions& options);

/// The date orders under which all these texts can be read.
QList<DateOrder> possibleOrders(const QStringList& texts);

/// A mapping for a table of which nothing is known: as an import without one would take it, and where that says
/// nothing, by the looks of the columns.
ReadOptions guessedOptions(const MappedHead& head, const RawTable& table, FileKind kind);

/// Numbers over time without a column of values take every column of numbers that is not used otherwise: says which.
ReadOptions withValueColumns(const MappedHead& head, const RawTable& table, FileKind kind, const ReadOptions& options);

} // namespace tideline
