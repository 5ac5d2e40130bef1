// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/exporters/export.h"
#include "models/exporters/filetree.h"

namespace tideline {

/// Puts every list and the numbers of every figure as CSV below `folder` ("" or "data/"), flows too.
Result<void> writeCsvFiles(FileTree& tree, const QString& folder, const ExportContent& content, const Zone& zone,
                           const Progress& progress);
/// All that a bag carries: the CSV files, report, case, figures, JSON, rules and audit log.
Result<void> writePayload(FileTree& tree, const ExportContent& content, const Zone& zone, const Progress& progress);

} // namespace tideline
