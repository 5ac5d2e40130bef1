// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "widgets/importing/importlist.h"

namespace tideline {

/// What came, or would come, of each file: counts, span, notes. The same table shows, and is exported.
Table reportTable(const ImportList& list, bool ofImport);
/// The first problems of each file: file, line, column, reason, text.
Table reportProblems(const ImportList& list, bool ofImport);
/// "220 read · 3 rejected · 5 known already"
QString reportSentence(const ImportList& list, bool ofImport);

Result<void> writeCsvFile(const Table& table, const Zone& zone, const QString& path);

/// Events that other sources have too: file, event, with, day, how they were found, what disagrees, whether separated.
Table reportMerged(const ImportList& list, bool ofImport);
/// file, note: what was said about each file besides its rows.
Table reportNotes(const ImportList& list, bool ofImport);

/// The whole summary: the files with their counts, notes, merged pairs and first rejected rows. By the ending of
/// `path`: .json (as `import --json` prints it), .txt, or else the files as CSV.
Result<void> writeSummary(const ImportList& list, bool ofImport, const Zone& zone, const QString& path);

} // namespace tideline
