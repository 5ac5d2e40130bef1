// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/jsontable.h"

#include "models/core/counted.h"
#include "models/importers/csvreader.h"
#include "models/importers/guess.h"
#include "models/importers/recipe.h"

#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace tideline {

namespace {

QString cellText(const QJsonValue& value)
{
    if (value.isArray() || value.isObject()) {
        const QJsonDocument nested = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        return QString::fromUtf8(nested.toJson(QJsonDocument::Compact));
    }
    return value.isString() ? value.toString() : plainText(value);
}

/// Without rows: there would be too many cells.
TableRows rowsOf(const QJsonArray& array, std::vector<qint64> lines)
{
    // All on one line: rows are told apart by their number then.
    if (std::adjacent_find(lines.begin(), lines.end()) != lines.end())
        std::iota(lines.begin(), lines.end(), 1);
    QStringList columns;
    QHash<QString, qsizetype> known;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end() && columns.size() <= limits::columns; ++it) {
            if (!known.contains(it.key())) {
                known.insert(it.key(), columns.size());
                columns << it.key();
            }
        }
    }
    if (std::size_t(array.size()) * std::size_t(columns.size()) > limits::tableCells)
        return {};
    TableRows rows{{lines.empty() ? 1 : lines.front(), columns}};
    std::size_t count = 0;
    for (const QJsonValue value : array) {
        if (!value.isObject())
            continue;
        TableRow row{count < lines.size() ? lines[count] : 1, {}};
        ++count;
        const QJsonObject object = value.toObject();
        for (const QString& column : columns)
            row.cells << cellText(object.value(column));
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The whole objects at the beginning of an array, as an array.
std::string firstObjects(std::string_view json, int most)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 1 && --most == 0) {
            return std::string(json.substr(0, i + 1)) + ']';
        }
    }
    return std::string(json); // all of it, or cut
}

} // namespace

int JsonTableReader::sniff(std::string_view head, const QString&)
{
    const std::string_view bare = bareHead(head);
    if (!bare.starts_with('[') || !bareHead(bare.substr(1)).starts_with('{'))
        return 0;
    constexpr int sampled = 20;
    std::string sample = firstObjects(bare, sampled);
    auto document = readJson(sample);
    if (!document || !document->isArray())
        return 0;
    for (const QJsonValue value : document->array()) {
        for (const QJsonValue member : value.toObject()) {
            if (member.isObject())
                return 0; // not a flat table
        }
    }
    const auto read = readCsvHead(TableText(rowsOf(document->array(), {})).head(), {});
    if (!read)
        return 0;
    constexpr int byRecipe = 89;
    return matchingRecipe(read->columns) ? byRecipe : std::min(guessCsv(read.value()).confidence, 45);
}

Result<TableReader::Table> JsonTableReader::table(std::string_view bytes) const
{
    const auto document = readJson(bytes);
    if (!document)
        return document.error();
    if (!document->isArray())
        return Error{ErrorCode::BadInput, QStringLiteral("The document is no array of objects"), {}, {}};
    const QJsonArray array = document->array();
    const TableRows rows = rowsOf(array, objectLines(bytes, 2));
    if (rows.empty())
        return tableTooLarge();
    if (qsizetype(rows.size()) < 2)
        return Error{ErrorCode::BadInput, QStringLiteral("The array holds no objects"), {}, {}};
    TableText text(rows);
    if (text.isTooLarge())
        return tableTooLarge();
    Recognised as = recogniseTable(text, options());
    if (!as.format)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The objects hold neither events nor numbers over time"),
                     {},
                     QStringLiteral("Say which key is what with map.time, map.title and so on; the keys are: %1.")
                         .arg(rows.front().cells.join(QStringLiteral(", ")))};
    QStringList notes;
    if (const qsizetype other = array.size() - qsizetype(rows.size()) + 1; other > 0)
        notes << counted(other, "element of the array is no object and was not read",
                         "elements of the array are no objects and were not read");
    return Table{std::move(text), std::move(as), std::move(notes)};
}

} // namespace tideline
