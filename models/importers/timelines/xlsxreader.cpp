// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/xlsxreader.h"

#include "models/core/counted.h"

#include <algorithm>

namespace tideline {

namespace {

/// The first row that is nearly as wide as the widest of the first rows; what stands above it are titles and remarks.
std::size_t headerRow(const TableRows& rows)
{
    constexpr std::size_t looked = 30;
    const auto filled = [](const TableRow& row) {
        return std::count_if(row.cells.begin(), row.cells.end(),
                             [](const QString& c) { return !c.trimmed().isEmpty(); });
    };
    std::ptrdiff_t widest = 0;
    for (std::size_t i = 0; i < std::min(rows.size(), looked); ++i)
        widest = std::max<std::ptrdiff_t>(widest, filled(rows[i]));
    for (std::size_t i = 0; i < std::min(rows.size(), looked); ++i) {
        if (filled(rows[i]) >= 2 && filled(rows[i]) * 2 > widest)
            return i;
    }
    return 0;
}

QString quoted(const QStringList& names)
{
    return QStringLiteral("“%1”").arg(names.join(QStringLiteral("”, “")));
}

} // namespace

int XlsxReader::sniff(std::string_view head, const QString&)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    return head.starts_with("PK\3\4") && (has("xl/workbook.xml") || has("xl/worksheets/") || has("[Content_Types].xml"))
               ? 97
               : 0;
}

Result<std::optional<TableReader::Table>> XlsxReader::sheetTable(const XlsxBook& book, std::string_view bytes,
                                                                 const XlsxBook::Sheet& sheet) const
{
    if (sheet.part.isEmpty()) // a sheet of one chart
        return std::optional<Table>();
    auto rows = book.rows(bytes, sheet);
    if (!rows)
        return rows.error();
    const std::size_t header = headerRow(rows.value());
    std::size_t above = 0;
    for (std::size_t i = 0; i < header; ++i)
        above += rows.value()[i].cells.isEmpty() ? 0 : 1;
    rows->erase(rows->begin(), rows->begin() + std::ptrdiff_t(header));
    TableText text(rows.value());
    if (text.isTooLarge())
        return tableTooLarge();
    Recognised as = recogniseTable(text, options());
    if (!as.format)
        return std::optional<Table>();
    // Columns named by a person need not be those of every sheet.
    const auto begun = as.format->make()->begin(text.head(), as.options);
    if (!begun && !options().contains(QStringLiteral("sheet")))
        return std::optional<Table>();
    QStringList notes;
    if (above > 0)
        notes << counted(above, "row above the header of the sheet was not read",
                         "rows above the header of the sheet were not read");
    return std::optional<Table>(Table{std::move(text), std::move(as), std::move(notes)});
}

Result<TableReader::Table> XlsxReader::table(std::string_view bytes) const
{
    const auto book = XlsxBook::open(bytes);
    if (!book)
        return book.error();
    const QJsonValue option = options().value(QStringLiteral("sheet"));
    const QString wanted = option.isDouble() ? QString::number(option.toInt()) : option.toString();
    QStringList names;
    for (const XlsxBook::Sheet& sheet : book->sheets())
        names << sheet.name;
    bool found = wanted.isEmpty();
    for (std::size_t i = 0; i < book->sheets().size(); ++i) {
        const XlsxBook::Sheet& sheet = book->sheets()[i];
        if (!wanted.isEmpty() && sheet.name != wanted && QString::number(i + 1) != wanted)
            continue;
        found = true;
        auto table = sheetTable(book.value(), bytes, sheet);
        if (!table)
            return table.error();
        if (!table->has_value())
            continue;
        names.removeAll(sheet.name);
        (*table)->name = sheet.name;
        (*table)->others = names;
        (*table)->notes.prepend(QStringLiteral("read from the sheet “%1”").arg(sheet.name));
        if (!names.isEmpty())
            (*table)->notes
                << QStringLiteral("not read: the sheets %1; choose one with the option sheet").arg(quoted(names));
        return std::move(**table);
    }
    if (!found)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("There is no sheet “%1”").arg(wanted),
                     {},
                     QStringLiteral("The sheets are %1.").arg(quoted(names))};
    return Error{
        ErrorCode::BadInput,
        QStringLiteral("No sheet is a table of events or of numbers over time (sheets: %1)").arg(quoted(names)),
        {},
        QStringLiteral("Name one with the option sheet, and its columns with map.time, map.title and so on.")};
}

} // namespace tideline
