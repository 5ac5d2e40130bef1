// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/xlsxbook.h"

#include "models/importers/timelines/xlsxparts.h"

namespace tideline {

namespace {

constexpr QLatin1String workbookPart("xl/workbook.xml");
constexpr QLatin1String relationsPart("xl/_rels/workbook.xml.rels");
constexpr QLatin1String stringsPart("xl/sharedStrings.xml");
constexpr QLatin1String stylesPart("xl/styles.xml");

/// "worksheets/sheet1.xml" as the workbook names it → where it lies in the zip.
QString partName(const QString& target)
{
    return target.startsWith(u'/') ? target.mid(1) : QStringLiteral("xl/") + target;
}

struct CellText
{
    int column = -1;
    QString type;
    CellFormat format = CellFormat::Plain;
    QString value;
    bool inValue = false;
};

} // namespace

Result<XlsxBook> XlsxBook::open(std::string_view bytes)
{
    const auto parts = unzip(bytes, [](const QString& name) {
        return name == workbookPart || name == relationsPart || name == stringsPart || name == stylesPart;
    });
    if (!parts)
        return parts.error();
    XlsxBook book;
    if (!parts->contains(workbookPart))
        return Error{
            ErrorCode::BadInput, QStringLiteral("The file is no workbook: xl/workbook.xml is missing"), {}, {}};
    if (auto read = book.readWorkbook(parts.value()); !read)
        return read.error();
    if (parts->contains(stringsPart)) {
        if (auto read = book.readStrings(parts->value(stringsPart)); !read)
            return read.error();
    }
    if (parts->contains(stylesPart)) {
        if (auto read = book.readStyles(parts->value(stylesPart)); !read)
            return read.error();
    }
    return book;
}

Result<void> XlsxBook::readWorkbook(const QMap<QString, QByteArray>& parts)
{
    QMap<QString, QString> targets;
    XmlHandler relations;
    relations.start = [&](const QString& name, const XmlHandler::Attributes& at) {
        if (name == u"Relationship" && at.value(QStringLiteral("Type")).endsWith(QStringLiteral("/worksheet")))
            targets.insert(at.value(QStringLiteral("Id")), partName(at.value(QStringLiteral("Target"))));
    };
    if (auto read = readXml(parts.value(relationsPart), relations); parts.contains(relationsPart) && !read)
        return read;
    XmlHandler workbook;
    workbook.start = [&](const QString& name, const XmlHandler::Attributes& at) {
        if (name == u"workbookPr") {
            const QString since = at.value(QStringLiteral("date1904"));
            m_since1904 = since == u"1" || since == u"true";
        } else if (name == u"sheet") {
            m_sheets.push_back({at.value(QStringLiteral("name")), targets.value(at.value(QStringLiteral("id")))});
        }
    };
    return readXml(parts.value(workbookPart), workbook);
}

Result<void> XlsxBook::readStrings(const QByteArray& xml)
{
    QString text;
    bool inText = false, inReading = false; // readings (rPh) of Japanese words are said beside, not in the text
    XmlHandler handler;
    handler.start = [&](const QString& name, const XmlHandler::Attributes&) {
        if (name == u"si")
            text.clear();
        inReading = inReading || name == u"rPh";
        inText = name == u"t" && !inReading;
    };
    handler.end = [&](const QString& name) {
        if (name == u"si")
            m_strings << unescaped(text);
        if (name == u"rPh")
            inReading = false;
        inText = false;
    };
    handler.text = [&](const QString& part) {
        if (inText)
            text += part;
    };
    return readXml(xml, handler);
}

Result<void> XlsxBook::readStyles(const QByteArray& xml)
{
    QMap<int, QString> own;
    bool inCells = false;
    XmlHandler handler;
    handler.start = [&](const QString& name, const XmlHandler::Attributes& at) {
        const int id = at.value(QStringLiteral("numFmtId")).toInt();
        if (name == u"numFmt")
            own.insert(id, at.value(QStringLiteral("formatCode")));
        else if (name == u"cellXfs")
            inCells = true;
        else if (name == u"xf" && inCells)
            m_formats.push_back(own.contains(id) ? formatOf(own.value(id)) : formatOf(id));
    };
    handler.end = [&](const QString& name) { inCells = inCells && name != u"cellXfs"; };
    return readXml(xml, handler);
}

Result<TableRows> XlsxBook::rows(std::string_view bytes, const Sheet& sheet) const
{
    TableRows rows;
    bool isCellTooLong = false;
    std::size_t cellCount = 0; // empty ones too
    CellText cell;
    XmlHandler handler;
    handler.start = [&](const QString& name, const XmlHandler::Attributes& at) {
        if (name == u"row") {
            const qint64 number = at.value(QStringLiteral("r")).toLongLong();
            const qint64 next = rows.empty() ? 1 : rows.back().number + 1;
            if (rows.empty() || !rows.back().cells.isEmpty()) // else in its place: a sheet may have any number of them
                rows.emplace_back();
            rows.back().number = number > 0 ? number : next;
            cell.column = -1;
        } else if (name == u"c") {
            const int column = columnOf(at.value(QStringLiteral("r")));
            const std::size_t style = at.value(QStringLiteral("s")).toUInt();
            cell = {column >= 0 ? column : cell.column + 1,
                    at.value(QStringLiteral("t")),
                    style < m_formats.size() ? m_formats[style] : CellFormat::Plain,
                    {},
                    false};
        }
        cell.inValue = name == u"v" || name == u"t"; // <is><t>: a text kept in the cell itself
    };
    handler.text = [&](const QString& part) {
        isCellTooLong = isCellTooLong || cell.value.size() > qsizetype(limits::field);
        if (cell.inValue && !isCellTooLong)
            cell.value += part;
    };
    handler.end = [&](const QString& name) {
        cell.inValue = false;
        if (name != u"c" || cell.value.isEmpty() || rows.empty() || cell.column < 0 || cell.column > limits::columns ||
            cellCount > limits::tableCells)
            return;
        QString text = cell.value;
        if (cell.type == u"s")
            text = m_strings.value(text.toInt());
        else if (cell.type == u"b")
            text = text == u"1" ? QStringLiteral("true") : QStringLiteral("false");
        else if (cell.type.isEmpty() || cell.type == u"n")
            text = numberText(text, cell.format, m_since1904);
        else
            text = unescaped(text);
        QStringList& cells = rows.back().cells;
        for (; cells.size() <= cell.column; ++cellCount)
            cells << QString();
        cells[cell.column] = text;
    };
    handler.isFull = [&] { return isCellTooLong || cellCount > limits::tableCells; };
    const auto read = readXmlPart(bytes, sheet.part, handler);
    if (isCellTooLong)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The sheet “%1” has a cell with a text of over 1 MiB").arg(sheet.name),
                     {},
                     QStringLiteral("Shorten it in a spreadsheet program and import again.")};
    if (cellCount > limits::tableCells)
        return tableTooLarge();
    return read ? Result<TableRows>(std::move(rows)) : read.error();
}

} // namespace tideline
