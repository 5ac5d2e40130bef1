// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"

#include <QJsonObject>

namespace tideline {

/// What the values of a column look like.
enum class ColumnGuess { Empty, Text, Number, Time, Epoch };
QString columnGuessName(ColumnGuess guess); ///< "text", "number", "time" …
ColumnGuess guessColumn(const CsvHead& head, int column, QChar decimalSign = u'.');

/// Columns of numbers that can be values: no coordinates, identifiers or parts of dates.
QList<int> numericColumns(const CsvHead& head, QChar decimalSign);
/// Whether the column that `map` names as time holds epoch numbers.
bool looksLikeEpoch(const CsvHead& head, const QJsonObject& map);

/// Maps from the column names and the first rows; without `time` if nothing looks like one.
QJsonObject guessEventMap(const CsvHead& head);
QJsonObject guessSeriesMap(const CsvHead& head, QChar decimalSign = u'.');

/// What a CSV is, and how sure: 0 = neither, up to 50.
struct CsvGuess
{
    FileKind kind = FileKind::Events;
    int confidence = 0;
    ReadOptions options; ///< kind, map, decimal where they were guessed
    QString why;
};
CsvGuess guessCsv(const CsvHead& head);

} // namespace tideline
