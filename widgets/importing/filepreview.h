// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timetext.h"
#include "models/session/importing.h"

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

/// Cuts the head of a file into rows and cells, by the reader that will import it, so that both see the same. Of the
/// options, only those about the writing count: delimiter, encoding, quotes, header. BadInput if the head is no table.
Result<RawTable> readRawTable(const QByteArray& head, const ReadOptions& options);

/// What the head becomes with these options.
Result<ParsedBlock> readEffect(const QByteArray& head, const QString& format, const ReadOptions& options);

/// The date orders under which all these texts can be read.
QList<DateOrder> possibleOrders(const QStringList& texts);

/// A mapping for a table of which nothing is known, by the looks of its columns.
ReadOptions guessedOptions(const RawTable& table, FileKind kind);

/// Numbers over time without a column of values take every column of numbers that is not used otherwise: says which.
ReadOptions withValueColumns(const QByteArray& head, const RawTable& table, FileKind kind, const ReadOptions& options);

} // namespace tideline
