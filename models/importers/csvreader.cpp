// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/csvreader.h"

#include "models/core/counted.h"
#include "models/importers/csvfields.h"
#include "models/importers/limits.h"
#include "models/importers/problems.h"

#include <algorithm>

namespace tideline {

namespace {

/// The records of a text one after the other, with their bytes and first line. A byte order mark before a record, as
/// files run together have it, is no part of it.
template <typename F>
void forEachRecord(std::string_view bytes, const CsvDialect& dialect, qint64 line, bool last, F&& f)
{
    std::string storage;
    const std::string_view text = scanText(bytes, dialect.encoding, storage);
    const std::size_t unit = unitSize(dialect.encoding);
    for (std::size_t at = 0; at < text.size();) {
        const CsvExtent extent = csvExtent(text, at, dialect, last);
        if (extent.state == CsvExtent::State::Open)
            return;
        // Half a code unit at the end belongs to the last record, which is rejected for it.
        const bool toTheEnd = at + extent.length == text.size();
        std::string_view record = toTheEnd ? bytes.substr(at * unit) : bytes.substr(at * unit, extent.length * unit);
        record.remove_prefix(markLength(record, dialect.encoding));
        if (!record.empty() && !f(record, extent.state, line))
            return;
        line += countLineEnds(text.substr(at, extent.end - at));
        at = extent.end;
    }
    if (text.empty() && !bytes.empty())
        f(bytes, CsvExtent::State::Whole, line);
}

/// UTF-8 with characters beyond ASCII; the end may be cut.
bool isUtf8Text(std::string_view head)
{
    const bool ascii =
        std::none_of(head.begin(), head.end(), [](char c) { return static_cast<unsigned char>(c) > 127; });
    const std::size_t bad = firstBadUtf8(head);
    return !ascii && (bad == std::string_view::npos || (head.size() >= limits::head && bad + 4 > head.size()));
}

Result<CsvDialect> dialectFrom(std::string_view head, const ReadOptions& options)
{
    CsvDialect dialect;
    dialect.encoding = encodingFromMark(head);
    QString name = options.value(QStringLiteral("encoding")).toString();
    // "utf-8|windows-1252": a list that was also saved by other programs. Text of ASCII alone is both.
    if (const QStringList either = name.split(u'|'); either.size() == 2)
        name = either[isUtf8Text(head) ? 0 : 1];
    if (!name.isEmpty()) {
        const auto encoding = encodingFromName(name);
        if (!encoding)
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("Unknown encoding “%1”").arg(name),
                         {},
                         QStringLiteral("Known are utf-8, utf-16, utf-16le, utf-16be, windows-1252 and iso-8859-1.")};
        // "utf-16" leaves the order to the mark.
        const bool markDecides = unitSize(*encoding) == 2 && unitSize(dialect.encoding) == 2;
        dialect.encoding = markDecides ? dialect.encoding : *encoding;
    }
    const QString quotes = options.value(QStringLiteral("quotes")).toString(QStringLiteral("strict"));
    if (quotes != u"strict" && quotes != u"lax" && quotes != u"none")
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("Unknown value “%1” of quotes").arg(quotes),
                     {},
                     QStringLiteral("Known are strict, lax and none.")};
    dialect.quotes = quotes == u"strict" ? Quotes::Strict : quotes == u"lax" ? Quotes::Lax : Quotes::None;
    const QString delimiter = options.value(QStringLiteral("delimiter")).toString();
    if (delimiter == u"tab" || delimiter == u"\\t") {
        dialect.delimiter = '\t';
    } else if (delimiter.size() == 1 && delimiter[0].unicode() < 0x80 && delimiter[0] != u'"' &&
               delimiter[0] != u'\n' && delimiter[0] != u'\r' && delimiter[0] != u'\0') {
        dialect.delimiter = char(delimiter[0].unicode());
    } else if (!delimiter.isEmpty()) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("“%1” cannot be a delimiter").arg(delimiter),
                     {},
                     QStringLiteral("Give one character, or tab.")};
    } else {
        std::string storage;
        dialect.delimiter = guessDelimiter(
            scanText(head.substr(markLength(head, dialect.encoding)), dialect.encoding, storage), dialect.quotes);
    }
    return dialect;
}

/// Column names: unnamed ones get a number, and a name that is there twice as well.
QStringList columnNames(const std::vector<std::string_view>& fields, bool header)
{
    QStringList names;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        QString name = header ? QString::fromUtf8(fields[i].data(), qsizetype(fields[i].size())).trimmed() : QString();
        if (name.isEmpty())
            name = QStringLiteral("column %1").arg(i + 1);
        const QString base = name;
        for (int copy = 2; names.contains(name); ++copy)
            name = QStringLiteral("%1 (%2)").arg(base).arg(copy);
        names << name;
    }
    return names;
}

CsvFault wrongCount(std::size_t fields, std::size_t columns)
{
    return {0, QStringLiteral("%1 where the header names %2").arg(counted(qint64(fields), "field")).arg(columns)};
}

} // namespace

QString CsvRow::text(int column) const
{
    if (column < 0 || std::size_t(column) >= fields.size())
        return {};
    const std::string_view field = fields[std::size_t(column)];
    return QString::fromUtf8(field.data(), qsizetype(field.size()));
}

Result<CsvHead> readCsvHead(std::string_view head, const ReadOptions& options, int rows)
{
    auto dialect = dialectFrom(head, options);
    if (!dialect)
        return dialect.error();
    CsvHead result;
    result.dialect = dialect.value();
    const bool header = options.value(QStringLiteral("header")).toString() != u"none";
    const bool cut = head.size() >= limits::head;
    CsvFields fields(result.dialect);
    std::string storage;
    std::optional<Error> broken;
    const auto fromFields = [&fields] {
        QStringList texts;
        for (const std::string_view field : fields.fields())
            texts << QString::fromUtf8(field.data(), qsizetype(field.size()));
        return texts;
    };
    forEachRecord(head, result.dialect, 1, !cut, [&](std::string_view record, CsvExtent::State, qint64 line) {
        const std::string_view utf8 = toUtf8(record, result.dialect.encoding, storage);
        const bool good = fields.split(utf8);
        if (result.columns.isEmpty()) {
            if (!good || fields.fields().size() > std::size_t(limits::columns)) {
                broken = Error{ErrorCode::BadInput,
                               good ? QStringLiteral("more than 2,000 columns") : fields.fault(),
                               QStringLiteral("line %1").arg(line),
                               {}};
                return false;
            }
            result.columns = columnNames(fields.fields(), header);
            result.firstDataLine = header ? line + countLineEnds(utf8) + 1 : line;
            if (header)
                return rows > 0;
        }
        if (good)
            result.rows << fromFields();
        return result.rows.size() < rows;
    });
    if (broken)
        return *broken;
    if (result.columns.isEmpty())
        return Error{ErrorCode::BadInput, QStringLiteral("The file holds no rows"), {}, {}};
    return result;
}

Result<void> CsvReader::begin(std::string_view head, const ReadOptions& options)
{
    auto read = readCsvHead(head, options);
    if (!read)
        return read.error();
    m_head = std::move(read).value();
    return bind(m_head, options);
}

std::size_t CsvReader::boundary(std::string_view bytes, bool last) const
{
    return csvBoundary(bytes, m_head.dialect, last);
}

qint64 CsvReader::lines(std::string_view bytes) const
{
    std::string storage;
    return countLineEnds(scanText(bytes, m_head.dialect.encoding, storage));
}

std::size_t CsvReader::nextLine(std::string_view bytes) const
{
    std::string storage;
    const std::string_view text = scanText(bytes, m_head.dialect.encoding, storage);
    std::size_t at = text.find_first_of("\r\n");
    if (at == std::string_view::npos || (text[at] == '\r' && at + 1 == text.size()))
        return 0;
    at += text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
    return at * unitSize(m_head.dialect.encoding);
}

ParsedBlock CsvReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZoneCache zones;
    Context context{out, zones};
    CsvFields fields(m_head.dialect);
    std::string storage;
    const std::size_t columns = std::size_t(m_head.columns.size());
    forEachRecord(block.bytes, m_head.dialect, block.firstLine, true,
                  [&](std::string_view record, CsvExtent::State state, qint64 line) {
                      if (line < m_head.firstDataLine)
                          return true;
                      ++out.read;
                      const std::string_view utf8 = toUtf8(record, m_head.dialect.encoding, storage);
                      std::optional<CsvFault> fault;
                      if (record.size() > limits::line)
                          fault = CsvFault{0, QStringLiteral("a row of over 4 MiB")};
                      else if (state == CsvExtent::State::Unclosed)
                          fault =
                              CsvFault{0, QStringLiteral("a quoted field is not closed within 1 MiB or before the end "
                                                         "of the file; the row was cut at its line end")};
                      else if (!fields.split(utf8))
                          fault = CsvFault{fields.faultColumn(), fields.fault()};
                      else if (fields.fields().size() < columns ||
                               std::any_of(fields.fields().begin() + std::ptrdiff_t(columns), fields.fields().end(),
                                           [](std::string_view field) { return !field.empty(); }))
                          fault = wrongCount(fields.fields().size(), columns);
                      else
                          fault = row(CsvRow{line, fields.fields()}, context);
                      if (fault)
                          addProblem(out, line, fault->column, fault->reason, utf8);
                      return true;
                  });
    return out;
}

} // namespace tideline
