// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "models/core/timetext.h"

#include <QFile>
#include <QJsonDocument>
#include <QTextStream>

#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace tideline {

Result<std::unique_ptr<CaseFile>> openFile(const QString& path, bool writing)
{
    return CaseFile::open(path, writing ? OpenMode::ReadWrite : OpenMode::ReadOnly, writing);
}

Result<OpenCase> openCase(const Arguments& arguments, bool writing)
{
    auto file = openFile(arguments.at(0), writing);
    if (!file)
        return file.error();
    OpenCase open;
    open.file = std::move(*file);
    auto snapshot = takeSnapshot(*open.file);
    if (!snapshot)
        return snapshot.error();
    open.snapshot = std::move(*snapshot);
    auto zone = Zone::named(arguments.value(QStringLiteral("zone"), open.snapshot->facts.info.zone));
    if (!zone)
        return zone.error();
    open.zone = std::move(*zone);
    return open;
}

void printJson(const QJsonObject& json)
{
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Indented);
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
}

void printLine(const QString& line)
{
    const QByteArray text = line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
}

void printError(const QString& line)
{
    const QByteArray text = line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
}

namespace {

void printAligned(const Table& table, const Zone& zone)
{
    std::vector<QStringList> lines(1);
    for (const TableColumn& column : table.columns)
        lines[0] += column.unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.unit);
    for (const auto& row : table.rows) {
        QStringList line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += cellText(row[i], table.columns[i], zone);
        lines.push_back(line);
    }
    std::vector<qsizetype> widths(table.columns.size(), 0);
    for (const QStringList& line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[static_cast<std::size_t>(i)] = std::max(widths[static_cast<std::size_t>(i)], line[i].size());
    }
    for (const QStringList& line : lines) {
        QString text;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const TableColumn& column = table.columns[static_cast<std::size_t>(i)];
            const int width = static_cast<int>(widths[static_cast<std::size_t>(i)]);
            const bool leftAligned = column.type == ColumnType::String || column.type == ColumnType::Time;
            text += (leftAligned ? line[i].leftJustified(width) : line[i].rightJustified(width)) + QStringLiteral("  ");
        }
        printLine(text.trimmed().isEmpty() ? QString() : text);
    }
}

} // namespace

void printTable(const Table& table, const Arguments& arguments, const Zone& zone)
{
    const Zone* shown = arguments.has(QStringLiteral("zone")) ? &zone : nullptr;
    if (arguments.has(QStringLiteral("json"))) {
        printJson(toJson(table, shown));
    } else if (arguments.has(QStringLiteral("csv"))) {
        const QByteArray csv = toCsv(table, shown);
        std::fwrite(csv.constData(), 1, static_cast<std::size_t>(csv.size()), stdout);
    } else {
        printAligned(table, zone);
    }
}

Progress terminalProgress()
{
    if (!isatty(STDERR_FILENO))
        return {};
    return Progress([](double fraction, const QString& text) {
        const QByteArray line =
            fraction < 0 ? text.toUtf8() : QByteArray::number(qRound(fraction * 100)) + " % " + text.toUtf8();
        std::fprintf(stderr, "\r%s\033[K%s", line.constData(), fraction >= 1 ? "\n" : "");
    });
}

Result<std::optional<TimeRange>> rangeArgument(const Arguments& arguments, const Zone& zone)
{
    if (!arguments.has(QStringLiteral("from")) && !arguments.has(QStringLiteral("to")))
        return std::optional<TimeRange>();
    TimeRange range = TimeRange::all();
    if (arguments.has(QStringLiteral("from"))) {
        const auto from = parseTimeRange(arguments.value(QStringLiteral("from")), zone);
        if (!from)
            return from.error();
        range.from = from->from;
    }
    if (arguments.has(QStringLiteral("to"))) {
        const auto to = parseTimeRange(arguments.value(QStringLiteral("to")), zone);
        if (!to)
            return to.error();
        range.to = to->to;
    }
    if (range.isEmpty())
        return Error{
            ErrorCode::BadArgument, QStringLiteral("--from is not before --to"), {}, QStringLiteral("Swap them.")};
    return std::optional<TimeRange>(range);
}

Micros currentTime()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

QJsonValue timeOrNull(const std::optional<TimeRange>& range, Micros TimeRange::*end)
{
    return range ? QJsonValue(isoUtc((*range).*end)) : QJsonValue();
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, file.errorString(), path, QStringLiteral("Check the name.")};
    return file.readAll();
}

} // namespace tideline
