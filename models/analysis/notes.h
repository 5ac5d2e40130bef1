// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"

#include <optional>
#include <utility>

namespace tideline {

/// A result with name, question, zone and the notes that every measure has.
MeasureResult startResult(const Asked& asked);
/// "3 gaps without data, together 12 days, are left out." if there are any inside the ranges.
QStringList gapNotes(const Coverage& coverage, const std::vector<TimeRange>& ranges);
/// Says how intervals were made.
QString intervalNote(int block);

/// Column titles of what rows are told apart by.
QString titleOf(Dimension dimension);
QString titleOfField(const QString& eventField); ///< "Key" if it is empty

QString shareText(double share); ///< "45 %", "0.3 %"

// Cells that may be missing. (Out of line: g++ 12 warns about conditional temporaries of Cell.)
Cell cellOf(const std::optional<double>& value);
Cell cellUnless(bool isMissing, double value);
Cell shareCell(double part, double whole); ///< missing where the whole is nothing
Cell lowCell(const std::optional<std::pair<double, double>>& interval);
Cell highCell(const std::optional<std::pair<double, double>>& interval);

} // namespace tideline
