// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/exporters/export.h"
#include "models/exporters/htmlwriter.h"

#include <QByteArray>

namespace tideline {

/// The report: one HTML file that needs nothing else, runs nothing and loads nothing. It is English, with ISO times,
/// whatever the machine's language is, so that the same case gives the same bytes everywhere.
QByteArray htmlReport(const ExportContent& content, const Zone& zone);

/// What every part of the report writes with.
struct ReportContext
{
    HtmlWriter& html;
    const ExportContent& content;
    const Zone& zone;
};

// The parts, in order.
void writeReportHead(const ReportContext& report);
void writeReportFigures(const ReportContext& report);
void writeReportEvents(const ReportContext& report);
void writeReportAnnotations(const ReportContext& report);
void writeReportFrame(const ReportContext& report); ///< windows, subjects, rules
void writeReportSources(const ReportContext& report);
void writeReportProblems(const ReportContext& report);
void writeReportIntegrity(const ReportContext& report);

// What the parts share.
void writeSimulatedBadge(HtmlWriter& html);
void writeHeading(const ReportContext& report, const char* id, const QString& title, const QString& count = {});
/// One <dt>/<dd> pair; nothing if the value is empty.
void writeFact(HtmlWriter& html, const QString& name, const QString& value, bool isCode = false);
/// A table of text cells; columns in `numeric` are set to the right.
void writeTextTable(HtmlWriter& html, const QStringList& headers, const std::vector<QStringList>& rows,
                    const std::vector<int>& numeric = {});
/// "2019-05-01 00:00 – 2019-11-01 00:00"; "whole span", "until …", "from …" where open. The end is excluded.
QString reportPeriod(const TimeRange& range, const Zone& zone);
QString countText(qint64 count); ///< "1,234"
const char* reportStyle();
const char* reportMarks(); ///< the symbols of the categories

} // namespace tideline
