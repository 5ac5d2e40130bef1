// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/core/table.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace tideline {

/// A figure for the report: made by whoever can draw (the widgets' painting), carried here as bytes.
struct ExportFigure
{
    QString id; ///< "volume", file name stem
    QString title;
    QByteArray svg;
    MeasureResult result; ///< the numbers it shows: its table twin
};

/// Everything that leaves the program, already measured: what the window shows for that filter and range.
struct ExportContent
{
    CaseInfo info;
    TimeRange range = TimeRange::all();
    QString where;                ///< filter, as text
    QString zone;                 ///< IANA name all local times are printed in
    std::vector<EventPtr> events; ///< after filter and range
    std::vector<Annotation> annotations;
    std::vector<Source> sources;
    std::vector<Window> windows;
    std::vector<Subject> subjects;
    std::vector<Rule> rules;
    std::vector<Problem> problems;
    std::vector<ExportFigure> figures;
    QByteArray auditJsonl; ///< one audit row a line
    QString auditHead;     ///< hash of the last row
    QString dataFingerprint;
    Micros exportedAt = 0; ///< time of the last audit row: the same case exports to the same bytes
    bool simulated = false;
    bool forSpreadsheets = false; ///< CSV cells guarded against formulas
    QString casePath;             ///< a copy of the case to put into the bag; empty = none
    /// Writes all flows after filter and range into the file, as CSV or as one JSON object a line; null = none.
    enum class FlowFile { Csv, JsonLines };
    std::function<Result<qint64>(const QString& path, FlowFile kind, const Progress& progress)> writeFlows;
};

struct ExportFormat
{
    QString name; ///< "bag"
    QString description;
};
const std::vector<ExportFormat>& exportFormats(); ///< bag, html, csv, json

/// Writes `format` to `path`: a folder, or a zip where it ends in ".zip" (bag, csv); a file (html, json).
/// Complete or not at all: built beside the target and renamed. An existing target is an error.
Result<void> writeExport(const ExportContent& content, const QString& format, const QString& path,
                         const Progress& progress);

/// Events as the export's table: ISO times with offset and a UTC column, every field of `eventFields()`.
Table eventTable(const std::vector<EventPtr>& events, const std::vector<Source>& sources);

/// One check of a bag: its name, whether it holds, and what was found.
struct BagCheck
{
    QString name;
    bool ok = false;
    QString detail;
};
/// Is `path` a bag (folder or zip)? And are all files as the manifests say, none missing, none added?
bool isBag(const QString& path);
Result<std::vector<BagCheck>> verifyBag(const QString& path, const Progress& progress);

} // namespace tideline
