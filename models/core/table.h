// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/timepoint.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace tideline {

/// The types of the command line's contract. Duration is seconds, Share 0..1, Time is Micros.
enum class ColumnType { String, Integer, Number, MoneyAmount, Time, Duration, Share };
QString columnTypeName(ColumnType type); ///< "string", "integer", "number", "money", "time", "duration", "share"

struct TableColumn
{
    QString key;   ///< stable machine name
    QString title; ///< for people
    ColumnType type = ColumnType::String;
    QString unit; ///< "B", "x", "USD" …; may be empty
};

/// monostate = missing. Integer and Time hold qint64, Number, Share and Duration double, MoneyAmount Decimal.
using Cell = std::variant<std::monostate, qint64, double, QString, Decimal>;

/// Rows under typed columns: the answer of every measure and the shape of every list.
struct Table
{
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;

    int columnIndex(QStringView key) const; ///< -1 if there is none
};

/// A ratio and how people read it: "+300 % (×4.0)" always both, from one number.
QString ratioText(double ratio);
/// "1.2 GB", "3.4 k": powers of 1000.
QString quantityText(double value, const QString& unit);

/// The one answer that screen, table, finding and export share.
struct MeasureResult
{
    struct Headline
    {
        std::optional<double> value;
        QString unit;
        QString text;
        std::optional<std::pair<double, double>> interval; ///< 95 %
    };
    struct SourceRef
    {
        QString name;
        QString sha256;
        bool simulated = false;
    };

    QString measure;
    QJsonObject question; ///< what was asked, complete
    Headline headline;
    Table table;
    QStringList notes; ///< definition, caveats, what was left out; each one sentence
    std::vector<SourceRef> sources;
    QString fingerprint; ///< SHA-256 over the question and the digests of the data it came from
    QString zone;        ///< IANA name in which bins were cut and times are to be shown
    double share = 1;    ///< of the flows that it covers: below 1 in a first picture only

    bool simulated() const;
};

/// The contract's JSON of a cell; times as ISO UTC, or with offset when `zone` is given (see cli.md).
class Zone;
QJsonValue cellToJson(const Cell& cell, ColumnType type, const Zone* zone = nullptr);
QJsonObject toJson(const MeasureResult& result, const Zone* zone = nullptr);
QJsonObject toJson(const Table& table, const Zone* zone = nullptr); ///< {"columns":[…],"rows":[[…]]}
/// One JSON object a row, keys as in the columns, one row a line.
QByteArray toJsonLines(const Table& table);
/// RFC 4180 with a header of keys, UTF-8, lines end in CRLF; a missing cell is empty, an empty text is "".
/// `forSpreadsheets` puts a ' before what a spreadsheet would run as a formula; numbers stay as they are.
QByteArray toCsv(const Table& table, const Zone* zone = nullptr, bool forSpreadsheets = false);
/// One cell for people: rounded, with unit where `withUnit`.
QString cellText(const Cell& cell, const TableColumn& column, const Zone& zone, bool withUnit = false);

} // namespace tideline
