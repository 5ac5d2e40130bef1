// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/preview.h"

#include "models/importers/csvreader.h"
#include "models/importers/limits.h"
#include "models/importers/mapping.h"
#include "models/importers/timelines/tabletext.h"

namespace tideline {

namespace {

/// Takes rows as they are.
class RawRowReader : public CsvReader
{
public:
    FileKind kind() const override { return FileKind::Events; }
    RawRows take(std::vector<Problem> problems)
    {
        return {std::move(m_columns), std::move(m_rows), std::move(problems)};
    }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions&) override
    {
        m_columns = head.columns;
        return {};
    }
    std::optional<CsvFault> row(const CsvRow& row, Context&) const override
    {
        RawRow raw{row.line, {}};
        for (int i = 0; i < m_columns.size(); ++i)
            raw.cells << row.text(i);
        m_rows.push_back(std::move(raw));
        return {};
    }

private:
    QStringList m_columns;
    mutable std::vector<RawRow> m_rows; ///< one thread reads
};

QString delimiterName(char delimiter)
{
    return delimiter == '\t' ? QStringLiteral("tab") : QString(QLatin1Char(delimiter));
}

} // namespace

void appendBlock(ParsedBlock& to, ParsedBlock&& more)
{
    const auto move = [](auto& list, auto& others) {
        list.insert(list.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    };
    FlowBatch::forEachColumn(to.flows, [&](const char* name, auto& column) {
        using Column = std::decay_t<decltype(column)>;
        FlowBatch::forEachColumn(more.flows, [&](const char* other, auto& from) {
            if constexpr (std::is_same_v<Column, std::decay_t<decltype(from)>>) {
                if (std::string_view(name) == other)
                    move(column, from);
            }
        });
    });
    move(to.events, more.events);
    move(to.points, more.points);
    move(to.dns, more.dns);
    move(to.routes, more.routes);
    move(to.members, more.members);
    move(to.actors, more.actors);
    move(to.addenda, more.addenda);
    move(to.problems, more.problems);
    to.read += more.read;
    for (const QString& note : more.notes) {
        if (!to.notes.contains(note))
            to.notes << note;
    }
}

QStringList csvColumns(std::string_view head, const ReadOptions& options)
{
    const auto read = readCsvHead(head, options, 0);
    return read ? read->columns : QStringList();
}

ReadOptions guessMapping(std::string_view head, const QString& format, const ReadOptions& options)
{
    const auto read = readCsvHead(head, options);
    if (!read)
        return {};
    ReadOptions guessed = guessCsv(read.value()).options;
    const QString sign =
        options.value(QStringLiteral("decimal")).toString(guessed.value(QStringLiteral("decimal")).toString());
    guessed.insert(QStringLiteral("map"), format == u"series-csv"
                                              ? guessSeriesMap(read.value(), sign == u"," ? u',' : u'.')
                                              : guessEventMap(read.value()));
    return guessed;
}

Result<Preview> preview(std::string_view head, const QString& format, const ReadOptions& options)
{
    auto read = readCsvHead(head, options);
    if (!read)
        return read.error();
    Preview result;
    const CsvGuess guess = guessCsv(read.value());
    const FileKind kind = format == u"series-csv" ? FileKind::Series : format.isEmpty() ? guess.kind : FileKind::Events;
    const QString name = kind == FileKind::Series ? QStringLiteral("series-csv") : QStringLiteral("events-csv");
    for (int i = 0; i < read->columns.size(); ++i)
        result.columns.append({read->columns[i], guessColumn(read.value(), i)});
    result.rows = read->rows;
    result.options = guessMapping(head, name, options);
    result.options.insert(QStringLiteral("delimiter"), delimiterName(read->dialect.delimiter));
    result.options.insert(QStringLiteral("encoding"), encodingName(read->dialect.encoding));
    for (auto it = options.begin(); it != options.end(); ++it)
        result.options.insert(it.key(), it.value());

    const auto parsed = readHead(head, format.isEmpty() ? name : format, result.options, head.size() < limits::head);
    if (parsed) {
        result.problems = parsed->problems;
        result.read = parsed->read;
    }
    return result;
}

Result<ParsedBlock> readHead(std::string_view head, const QString& format, const ReadOptions& options, bool whole)
{
    const Format* const chosen = formatNamed(format);
    if (!chosen)
        return Error{ErrorCode::BadArgument, QStringLiteral("There is no format \"%1\"").arg(format), {}, {}};
    const auto reader = chosen->make();
    if (const auto begun = reader->begin(head, options); !begun)
        return begun.error();
    const Block block{head.substr(0, reader->boundary(head, whole)), 1};
    if (!reader->inOrder())
        return reader->parse(block);
    ParsedBlock parsed = reader->parseNext(block);
    ParsedBlock rest = reader->end();
    if (!whole) { // what is left open is shown, not blamed
        rest.problems.clear();
        rest.notes.clear();
    }
    appendBlock(parsed, std::move(rest));
    return parsed;
}

Result<RawRows> readRawRows(std::string_view head, const ReadOptions& options)
{
    ReadOptions writing;
    for (const char* key : {"delimiter", "encoding", "quotes", "header"}) {
        if (options.contains(QLatin1String(key)))
            writing.insert(QLatin1String(key), options.value(QLatin1String(key)));
    }
    RawRowReader reader;
    if (const auto begun = reader.begin(head, writing); !begun)
        return begun.error();
    ParsedBlock parsed = reader.parse({head.substr(0, reader.boundary(head, head.size() < limits::head)), 1});
    return reader.take(std::move(parsed.problems));
}

QStringList cellParts(const QString& cell, const QString& split)
{
    const QByteArray utf8 = cell.toUtf8();
    const std::vector<std::string_view> fields{{utf8.constData(), std::size_t(utf8.size())}};
    Mapping::Rule rule;
    rule.column = 0;
    rule.split = split;
    return rule.texts(CsvRow{1, fields});
}

bool holdsTable(const QString& format)
{
    const Format* const named = formatNamed(format);
    const auto reader = named ? named->make() : nullptr;
    return dynamic_cast<const TableReader*>(reader.get()) != nullptr;
}

Result<TableHead> readTableHead(std::string_view document, const QString& format, const ReadOptions& options)
{
    ReadOptions wanted;
    if (options.contains(QStringLiteral("sheet")))
        wanted.insert(QStringLiteral("sheet"), options.value(QStringLiteral("sheet")));
    const auto open = [&]() -> Result<TableReader::Part> {
        const Format* const named = formatNamed(format);
        const auto reader = named ? named->make() : nullptr;
        const auto* tables = dynamic_cast<TableReader*>(reader.get());
        if (!tables)
            return Error{ErrorCode::BadArgument, QStringLiteral("\"%1\" holds no table").arg(format), {}, {}};
        // The head is not shown to `begin`: options are looked at when the table is read.
        if (const auto begun = reader->begin({}, wanted); !begun)
            return begun.error();
        return tables->part(document);
    };
    auto part = open();
    const bool itself = part.ok();
    if (!itself) { // no table that says by itself what it is: a mapping that fits any opens it
        const QJsonObject any{{QStringLiteral("const"), QStringLiteral("2000-01-01")}};
        wanted.insert(QStringLiteral("map"),
                      QJsonObject{{QStringLiteral("time"), any}, {QStringLiteral("title"), any}});
        part = open();
    }
    if (!part)
        return part.error();
    TableHead head;
    const std::string_view csv = part->text.head();
    head.csv = QByteArray(csv.data(), qsizetype(csv.size()));
    head.whole = csv.size() == part->text.csv().size();
    const qint64 lines = countLineEnds(csv) + 1;
    for (qint64 line = 1; line <= lines; ++line)
        head.numbers.push_back(part->text.rowAt(line));
    if (itself && part->as.format) {
        head.format = part->as.format->name;
        head.options = part->as.options;
    }
    head.part = part->name;
    head.otherParts = part->others;
    return head;
}

} // namespace tideline
