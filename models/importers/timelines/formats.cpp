// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/timelines/cnsmissiles.h"
#include "models/importers/timelines/jsontable.h"
#include "models/importers/timelines/markdownincident.h"
#include "models/importers/timelines/xlsxreader.h"

namespace tideline {

std::vector<Format> timelineFormats()
{
    return {
        {QStringLiteral("cns-missile-tests-json"), FileKind::Events, QStringLiteral("CNS missile tests, JSON"),
         QStringLiteral("The missile tests of the CNS/NTI database, one launch each."), &CnsTestsReader::sniff,
         &makeReader<CnsTestsReader>},
        {QStringLiteral("cns-missile-tables-json"), FileKind::Events,
         QStringLiteral("CNS launch sites and missiles, JSON"),
         QStringLiteral("The tables beside the CNS missile tests: sites with coordinates, missiles with types."),
         &CnsTablesReader::sniff, &makeReader<CnsTablesReader>},
        {QStringLiteral("markdown-incident"), FileKind::Events, QStringLiteral("Incident as Markdown"),
         QStringLiteral("One incident in a Markdown file with YAML front matter (date, title, loss and so on)."),
         &MarkdownIncidentReader::sniff, &makeReader<MarkdownIncidentReader>},
        {QStringLiteral("xlsx"), FileKind::Events, QStringLiteral("Excel workbook"),
         QStringLiteral("A sheet of an .xlsx workbook that is a table of events or of numbers over time."),
         &XlsxReader::sniff, &makeReader<XlsxReader>},
        {QStringLiteral("json-table"), FileKind::Events, QStringLiteral("JSON array of rows"),
         QStringLiteral("An array of flat JSON objects that is a table of events or of numbers over time."),
         &JsonTableReader::sniff, &makeReader<JsonTableReader>},
    };
}

} // namespace tideline
