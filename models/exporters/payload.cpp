// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/payload.h"

#include "models/exporters/bag.h"
#include "models/exporters/casejson.h"
#include "models/exporters/exporttables.h"
#include "models/exporters/report.h"
#include "models/exporters/reportzone.h"

#include <QFileInfo>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

struct NamedTable
{
    QString name;
    Table table;
};

std::vector<NamedTable> tablesOf(const ExportContent& content)
{
    return {{u"events.csv"_s, eventTable(content.events, content.sources)},
            {u"amounts.csv"_s, amountTable(content.events)},
            {u"places.csv"_s, placeTable(content.events)},
            {u"claims.csv"_s, claimTable(content.events)},
            {u"annotations.csv"_s, annotationTable(content.annotations, content.events)},
            {u"sources.csv"_s, sourceTable(content.sources)},
            {u"problems.csv"_s, problemTable(content.problems, content.sources)},
            {u"windows.csv"_s, windowTable(content.windows)},
            {u"subjects.csv"_s, subjectTable(content.subjects)}};
}

Result<void> cancelledIf(const Progress& progress)
{
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, u"Cancelled"_s, {}, {}};
    return {};
}

Result<void> writeFlows(FileTree& tree, const QString& path, ExportContent::FlowFile kind, const ExportContent& content,
                        const Progress& progress)
{
    if (!content.writeFlows)
        return {};
    const auto producer = [&](const QString& file) -> Result<void> {
        if (const auto rows = content.writeFlows(file, kind, progress.part(0, 0.8)); !rows)
            return rows.error();
        return {};
    };
    return tree.produce(path, producer, progress.part(0.8, 0.2));
}

Result<void> writeFigureFiles(FileTree& tree, const QString& folder, const ExportContent& content, const Zone& zone)
{
    const QStringList stems = figureStems(content.figures);
    for (std::size_t i = 0; i < content.figures.size(); ++i) {
        const ExportFigure& figure = content.figures[i];
        const QString stem = folder + u"figures/"_s + stems[qsizetype(i)];
        if (!figure.svg.isEmpty()) {
            if (const auto written = tree.write(stem + u".svg"_s, figure.svg); !written)
                return written;
        }
        if (const auto written = tree.write(stem + u".json"_s, figureJson(figure, zone)); !written)
            return written;
    }
    return {};
}

/// The case must come as a copy: opening and closing the live file here would drop SQLite's locks on it.
Result<void> writeCase(FileTree& tree, const ExportContent& content, const Progress& progress)
{
    const QString& copy = content.casePath;
    if (copy.isEmpty())
        return {};
    if (QFileInfo::exists(copy + u"-wal"_s))
        return Error{ErrorCode::Internal, u"The case to export is open; a copy is wanted"_s, copy,
                     u"Save a copy and export that"_s};
    return tree.copy(QLatin1String(bagPayload) + u"case.tideline"_s, copy, progress);
}

} // namespace

Result<void> writeCsvFiles(FileTree& tree, const QString& folder, const ExportContent& content, const Zone& zone,
                           const Progress& progress)
{
    for (const NamedTable& named : tablesOf(content)) {
        if (const auto go = cancelledIf(progress); !go)
            return go;
        const QByteArray csv = toCsv(named.table, &zone, content.forSpreadsheets);
        if (const auto written = tree.write(folder + named.name, csv); !written)
            return written;
    }
    const QStringList stems = figureStems(content.figures);
    for (std::size_t i = 0; i < content.figures.size(); ++i) {
        const MeasureResult& result = content.figures[i].result;
        const Zone own = zoneOf(result, zone);
        const QByteArray csv = toCsv(withUtcColumns(result.table), &own, content.forSpreadsheets);
        if (const auto written = tree.write(folder + u"figures/"_s + stems[qsizetype(i)] + u".csv"_s, csv); !written)
            return written;
    }
    using enum ExportContent::FlowFile;
    if (const auto done = writeFlows(tree, folder + u"flows.csv"_s, Csv, content, progress.part(0.1, 0.45)); !done)
        return done;
    return writeFlows(tree, folder + u"flows.jsonl"_s, JsonLines, content, progress.part(0.55, 0.45));
}

Result<void> writePayload(FileTree& tree, const ExportContent& content, const Zone& zone, const Progress& progress)
{
    const QString folder = QString::fromLatin1(bagPayload);
    progress.report(0, u"Writing tables"_s);
    if (const auto written = writeCsvFiles(tree, folder, content, zone, progress.part(0, 0.6)); !written)
        return written;
    if (const auto written = writeFigureFiles(tree, folder, content, zone); !written)
        return written;
    progress.report(0.6, u"Writing the report"_s);
    for (const auto& [name, make] : std::initializer_list<std::pair<QString, std::function<QByteArray()>>>{
             {u"report.html"_s, [&] { return htmlReport(content, zone); }},
             {u"case.json"_s, [&] { return caseJson(content, zone); }},
             {u"rules.json"_s, [&] { return rulesJson(content.rules); }},
             {u"audit.jsonl"_s, [&] { return content.auditJsonl; }}}) {
        if (const auto go = cancelledIf(progress); !go)
            return go;
        if (const auto written = tree.write(folder + name, make()); !written)
            return written;
    }
    progress.report(0.8, u"Copying the case"_s);
    return writeCase(tree, content, progress.part(0.8, 0.2));
}

} // namespace tideline
