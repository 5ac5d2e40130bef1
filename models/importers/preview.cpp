// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/preview.h"

#include "models/importers/limits.h"

namespace tideline {

namespace {

QString delimiterName(char delimiter)
{
    return delimiter == '\t' ? QStringLiteral("tab") : QString(QLatin1Char(delimiter));
}

} // namespace

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

    const Format* const chosen = formatNamed(format.isEmpty() ? name : format);
    const auto reader = chosen ? chosen->make() : nullptr;
    if (reader && reader->begin(head, result.options)) {
        const std::size_t whole = reader->boundary(head, head.size() < limits::head);
        const ParsedBlock parsed = reader->parse({head.substr(0, whole), 1});
        result.problems = parsed.problems;
        result.read = parsed.read;
    }
    return result;
}

} // namespace tideline
