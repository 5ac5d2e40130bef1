// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/table.h"
#include "models/core/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace tideline {

namespace {

QString timeCell(Micros utc, const Zone* zone)
{
    return zone ? isoLocal(utc, *zone) : isoUtc(utc);
}

bool startsFormula(QChar c)
{
    switch (c.unicode()) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case 0xFF1D: // full-width forms of the first four, which spreadsheets fold
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/// Characters behind which a spreadsheet with another list separator may begin a cell of its own.
bool endsCell(QChar c)
{
    return c == u',' || c == u';' || c == u'|' || c == u'\t' || c == u'\n' || c == u'\r';
}

/// Spreadsheets ignore these at the start of a cell.
bool isIgnored(QChar c)
{
    return c.isSpace() || c == u'"' || c == u'\'' || c.category() == QChar::Other_Format;
}

/// A ' before everything that a spreadsheet would run, at the start and after anything that may end a cell.
QString guarded(const QString& text)
{
    QString safe;
    bool atStart = true;
    for (const QChar c : text) {
        if (atStart && startsFormula(c))
            safe += u'\'';
        safe += c;
        if (endsCell(c))
            atStart = true;
        else if (!isIgnored(c))
            atStart = false;
    }
    // Blanks and quotes before a formula character would come off first: the whole cell is made text.
    return safe != text && !safe.startsWith(u'\'') && isIgnored(safe[0]) ? u'\'' + safe : safe;
}

QString csvText(const Cell& cell, ColumnType type, const Zone* zone)
{
    if (const auto* text = std::get_if<QString>(&cell))
        return *text;
    if (const auto* integer = std::get_if<qint64>(&cell))
        return type == ColumnType::Time ? timeCell(*integer, zone) : QString::number(*integer);
    if (const auto* number = std::get_if<double>(&cell))
        return std::isfinite(*number) ? QString::number(*number, 'g', QLocale::FloatingPointShortest) : QString();
    if (const auto* decimal = std::get_if<Decimal>(&cell))
        return decimal->isValid() ? decimal->toString() : QString();
    return {};
}

void appendField(QByteArray& csv, const QString& text, bool quote)
{
    static const QString special = QStringLiteral(",\"\r\n");
    for (const QChar c : text)
        quote = quote || special.contains(c);
    if (!quote) {
        csv += text.toUtf8();
        return;
    }
    QString escaped = text;
    escaped.replace(u'"', QStringLiteral("\"\""));
    csv += '"' + escaped.toUtf8() + '"';
}

QJsonArray columnsToJson(const Table& table)
{
    QJsonArray columns;
    for (const TableColumn& column : table.columns) {
        columns.append(QJsonObject{{QStringLiteral("key"), column.key},
                                   {QStringLiteral("title"), column.title},
                                   {QStringLiteral("type"), columnTypeName(column.type)},
                                   {QStringLiteral("unit"), column.unit}});
    }
    return columns;
}

QJsonArray rowsToJson(const Table& table, const Zone* zone)
{
    QJsonArray rows;
    for (const auto& row : table.rows) {
        QJsonArray cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.append(
                cellToJson(row[i], i < table.columns.size() ? table.columns[i].type : ColumnType::String, zone));
        rows.append(cells);
    }
    return rows;
}

QJsonValue numberToJson(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

QJsonObject headlineToJson(const MeasureResult::Headline& headline)
{
    QJsonValue interval(QJsonValue::Null);
    if (headline.interval)
        interval = QJsonArray{numberToJson(headline.interval->first), numberToJson(headline.interval->second)};
    return {{QStringLiteral("value"), headline.value ? numberToJson(*headline.value) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("unit"), headline.unit},
            {QStringLiteral("text"), headline.text},
            {QStringLiteral("interval"), interval}};
}

QJsonObject provenanceToJson(const MeasureResult& result)
{
    QJsonArray sources;
    for (const auto& source : result.sources) {
        QJsonObject entry{{QStringLiteral("name"), source.name}, {QStringLiteral("sha256"), source.sha256}};
        if (source.simulated) // simulated traffic says so wherever it goes
            entry.insert(QStringLiteral("simulated"), true);
        sources.append(entry);
    }
    return {{QStringLiteral("sources"), sources}, {QStringLiteral("fingerprint"), result.fingerprint}};
}

} // namespace

QJsonValue cellToJson(const Cell& cell, ColumnType type, const Zone* zone)
{
    if (const auto* integer = std::get_if<qint64>(&cell)) {
        if (type != ColumnType::Time)
            return QJsonValue(*integer);
        const QString time = timeCell(*integer, zone);
        return time.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(time);
    }
    if (const auto* number = std::get_if<double>(&cell))
        return numberToJson(*number);
    if (const auto* text = std::get_if<QString>(&cell))
        return *text;
    if (const auto* decimal = std::get_if<Decimal>(&cell); decimal && decimal->isValid())
        return decimal->toString();
    return QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const Table& table, const Zone* zone)
{
    return {{QStringLiteral("columns"), columnsToJson(table)}, {QStringLiteral("rows"), rowsToJson(table, zone)}};
}

QJsonObject toJson(const MeasureResult& result, const Zone* zone)
{
    return {{QStringLiteral("measure"), result.measure},
            {QStringLiteral("question"), result.question},
            {QStringLiteral("headline"), headlineToJson(result.headline)},
            {QStringLiteral("columns"), columnsToJson(result.table)},
            {QStringLiteral("rows"), rowsToJson(result.table, zone)},
            {QStringLiteral("notes"), QJsonArray::fromStringList(result.notes)},
            {QStringLiteral("provenance"), provenanceToJson(result)}};
}

QByteArray toCsv(const Table& table, const Zone* zone, bool forSpreadsheets)
{
    QByteArray csv;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        csv += i ? "," : "";
        appendField(csv, forSpreadsheets ? guarded(table.columns[i].key) : table.columns[i].key, false);
    }
    csv += "\r\n";
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool isString = std::holds_alternative<QString>(row[i]);
            const ColumnType type = i < table.columns.size() ? table.columns[i].type : ColumnType::String;
            QString text = csvText(row[i], type, zone);
            if (isString && forSpreadsheets)
                text = guarded(text);
            // An empty text is "", a missing cell nothing; a row of one missing cell would be a blank line.
            const bool quote = text.isEmpty() && (isString || row.size() == 1);
            csv += i ? "," : "";
            appendField(csv, text, quote);
        }
        csv += "\r\n";
    }
    return csv;
}

QByteArray toJsonLines(const Table& table)
{
    QByteArray lines;
    for (const auto& row : table.rows) {
        QJsonObject object;
        for (std::size_t i = 0; i < row.size(); ++i)
            object.insert(table.columns[i].key, cellToJson(row[i], table.columns[i].type));
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace tideline
