// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporting/caseexport.h"

#include "models/core/timetext.h"
#include "models/exporters/exporttables.h"
#include "models/session/figures.h"
#include "models/session/listing.h"
#include "widgets/exporting/figureoptions.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>

namespace tideline {

namespace {

/// The figures of the report, in reading order.
const char* const reportFigures[] = {"f18", "f7",  "f3",  "compare", "f8",  "services", "f5",
                                     "f6",  "f10", "f11", "f13",     "f14", "f15",      "f17"};

constexpr QSize figureSize(1000, 440);
constexpr quint64 flowsPerPage = 200'000;

Result<std::vector<ExportFigure>> drawFigures(const CaseFile& file, const CaseSnapshot& snapshot,
                                              const ExportRequest& request, const Progress& progress)
{
    std::vector<ExportFigure> figures;
    const double count = static_cast<double>(std::size(reportFigures));
    for (const char* name : reportFigures) {
        if (progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), {}, {}};
        progress.report(static_cast<double>(figures.size()) / count, QStringLiteral("Figures"));
        auto spec = figureNamed(QLatin1String(name));
        if (!spec)
            return spec.error();
        Question question = spec->question;
        question.subject = request.subject;
        question.range = request.range;
        const Measure* measure = measureNamed(question.measure);
        const auto parsed = parseExpression(request.where, Zone::utc());
        if (parsed && measure && restrictedTo(*parsed, measure->ofFlows ? Domain::Flows : Domain::Events))
            question.where = request.where;
        auto result = askMeasure(file, snapshot, question, {});
        if (!result)
            continue; // a case without flows, windows or such events has no such figure; the report shows those it has
        FigureOptions options = figureOptions(*result, snapshot, figureSize);
        options.title = spec->title;
        FigureFooter footer = FigureFooter::fromResult(*result);
        footer.filter = request.where;
        options.footer = footer;
        if (result->measure == u"volume")
            options.markers = chartMarkers(snapshot.facts.events, snapshot.facts.annotations);
        figures.push_back({spec->id, spec->title, svgOf(*result, options), std::move(*result)});
    }
    return figures;
}

QByteArray auditLines(const std::vector<AuditEntry>& entries)
{
    QByteArray lines;
    for (const AuditEntry& entry : entries) {
        const QJsonObject json{{QStringLiteral("sequence"), entry.sequence}, {QStringLiteral("at"), isoUtc(entry.at)},
                               {QStringLiteral("offset"), entry.offset},     {QStringLiteral("author"), entry.author},
                               {QStringLiteral("action"), entry.action},     {QStringLiteral("detail"), entry.detail},
                               {QStringLiteral("hash"), entry.hash}};
        lines += QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

/// All flows that pass, page by page, so that memory does not grow with them.
Result<qint64> writeFlows(const CaseFile& file, const CaseSnapshot& snapshot, FlowRowsQuestion question,
                          const std::function<QByteArray(const Table& page, bool isFirst)>& print, const QString& path,
                          const Progress& progress)
{
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return Error{ErrorCode::Io, out.errorString(), path, {}};
    qint64 written = 0;
    question.limit = flowsPerPage;
    while (true) {
        const auto rows = askRows(file, snapshot, question, progress);
        if (!rows)
            return rows.error();
        const Table table = flowTable(*rows, snapshot);
        const QByteArray text = print(table, written == 0);
        if (out.write(text) != text.size())
            return Error{ErrorCode::Io, out.errorString(), path, QStringLiteral("Free some space and try again.")};
        written += static_cast<qint64>(table.rows.size());
        question.offset += flowsPerPage;
        if (question.offset >= rows->total)
            return written;
    }
}

} // namespace

Result<void> exportCase(CaseFile& file, const CaseSnapshot& snapshot, const ExportRequest& request,
                        const Progress& progress)
{
    const CaseFacts& facts = snapshot.facts;
    const auto zone = Zone::named(request.zone.isEmpty() ? facts.info.zone : request.zone);
    if (!zone)
        return zone.error();
    const auto where = parseExpression(request.where, *zone);
    if (!where)
        return where.error();

    ExportContent content;
    content.info = facts.info;
    content.range = request.range.value_or(TimeRange::all());
    content.where = request.where;
    content.zone = zone->name();
    content.events = filteredEvents(facts, *where, content.range, !request.range);
    content.annotations = facts.annotations;
    content.sources = snapshot.allSources;
    content.windows = facts.windows;
    content.subjects = facts.subjects;
    content.rules = snapshot.attribution->rules;
    content.forSpreadsheets = request.forSpreadsheets;
    content.simulated =
        std::any_of(facts.sources.begin(), facts.sources.end(), [](const Source& source) { return source.simulated; });

    // The snapshot is taken before the export is logged, so that the same case exports to the same bytes.
    const auto audit = file.audit();
    if (!audit)
        return audit.error();
    content.auditJsonl = auditLines(*audit);
    if (!audit->empty()) {
        content.auditHead = audit->back().hash;
        content.exportedAt = audit->back().at;
    }
    const auto problems = file.problems();
    if (!problems)
        return problems.error();
    content.problems = *problems;
    content.dataFingerprint = facts.dataFingerprint;

    auto figures = drawFigures(file, snapshot, request, progress.part(0, 0.4));
    if (!figures)
        return figures.error();
    content.figures = std::move(*figures);

    QTemporaryDir folder;
    if (request.format == u"bag") {
        content.casePath = folder.filePath(QStringLiteral("case.tideline"));
        if (const auto copied = file.saveCopy(content.casePath, progress.part(0.4, 0.2)); !copied)
            return copied;
    }
    if (snapshot.counts.flows > 0) {
        FlowRowsQuestion question;
        question.range = content.range;
        question.where = restrictedTo(*where, Domain::Flows);
        const auto csv = [&](const Table& page, bool isFirst) {
            const QByteArray text = toCsv(withUtcColumns(page), &*zone, request.forSpreadsheets);
            return isFirst ? text : text.mid(text.indexOf('\n') + 1); // the header stands once
        };
        const auto jsonLines = [](const Table& page, bool) { return toJsonLines(page); };
        content.writeFlows = [&, question, csv, jsonLines](const QString& path, ExportContent::FlowFile kind,
                                                           const Progress& inner) -> Result<qint64> {
            if (kind == ExportContent::FlowFile::Csv)
                return writeFlows(file, snapshot, question, csv, path, inner);
            return writeFlows(file, snapshot, question, jsonLines, path, inner);
        };
    }
    if (const auto done = writeExport(content, request.format, request.path, progress.part(0.6, 0.4)); !done)
        return done;
    if (file.isReadOnly())
        return {};
    return file.logAction(QStringLiteral("export"), {{QStringLiteral("format"), request.format},
                                                     {QStringLiteral("name"), QFileInfo(request.path).fileName()},
                                                     {QStringLiteral("where"), request.where},
                                                     {QStringLiteral("data"), content.dataFingerprint}});
}

} // namespace tideline
