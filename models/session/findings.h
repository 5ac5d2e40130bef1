// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/measuring.h"

namespace tideline {

/// A live measurement: the question, the answer of the day it was pinned, and the fingerprint of the data behind it.
struct Finding
{
    QString id;        ///< UUID
    QString statement; ///< the claim, in a person's words
    Question question; ///< complete
    MeasureResult::Headline headline;
    QString tableDigest; ///< SHA-256 of the table's JSON
    QString fingerprint;
    QString author;
    Micros pinnedAt = 0;
};

enum class FindingState { Same, Changed, CannotCompute };
QString findingStateName(FindingState state); ///< "same", "changed", "cannot compute"

struct FindingCheck
{
    Finding finding;
    FindingState state = FindingState::Same;
    QString now;    ///< headline of today
    QString reason; ///< why it changed or cannot be computed
};

Finding makeFinding(const MeasureResult& result, const QString& statement, const QString& author, Micros at);
Result<std::vector<Finding>> loadFindings(const CaseFile& file);
Result<void> saveFinding(CaseFile& file, const Finding& finding);
FindingCheck checkFinding(const CaseFile& file, const CaseSnapshot& snapshot, const Finding& finding,
                          const Progress& progress);

QJsonObject toJson(const Finding& finding);
QJsonObject toJson(const FindingCheck& check);

} // namespace tideline
