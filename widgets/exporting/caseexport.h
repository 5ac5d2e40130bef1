// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exporters/export.h"
#include "models/session/measuring.h"

namespace tideline {

/// What to export: what the window shows for this filter and range.
struct ExportRequest
{
    QString format; ///< of `exportFormats()`
    QString path;
    std::optional<TimeRange> range;
    QString where;
    QString zone;    ///< empty = the case's
    QString subject; ///< empty = the first
    bool forSpreadsheets = false;
};

/// Measures, draws and writes the export, then notes it in the audit log (where the case can be written). Runs in the
/// calling thread and needs a QGuiApplication for the figures.
Result<void> exportCase(CaseFile& file, const CaseSnapshot& snapshot, const ExportRequest& request,
                        const Progress& progress);

} // namespace tideline
