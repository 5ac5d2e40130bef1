// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/measuring.h"

namespace tideline {

/// Where a row came from, for people: file and line, and the beginning and end of the file's hash.
struct SourceText
{
    QString row;  ///< "dprk_timeline.csv, line 127", or "entered by hand"
    QString hash; ///< "6310d239…31b50b83c4"
};
SourceText sourceText(const CaseSnapshot& snapshot, qint64 source, qint64 record);

/// What a source is and holds, as the command line says it of sources and of imports: format, kind, sha256, bytes,
/// read, accepted, rejected, duplicates, from, to (null where nothing is dated) and notes.
QJsonObject sourceFacts(const Source& source);

/// "No traffic here: a gap of 147 days" where an event lies outside what was recorded; empty where there is traffic,
/// or none at all in the case.
QString coverageHint(const CaseFacts& facts, const Event& event);

} // namespace tideline
