// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/guess.h"
#include "models/importers/reader.h"

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
/// `format` empty: guessed. BadInput if the head is no CSV; a map that does not fit gives no error, only no problems.
Result<Preview> preview(std::string_view head, const QString& format = {}, const ReadOptions& options = {});

} // namespace tideline
