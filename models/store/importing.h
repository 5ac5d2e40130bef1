// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casecore.h"
#include "models/store/casefile.h"

#include <QSet>

namespace tideline {

struct ImportWriter::Private
{
    std::shared_ptr<CaseCore> core; ///< outlives the CaseFile, should that go first
    qint64 source = 0;
    QSet<int> blocks;
    mutable std::mutex mutex;
};

/// Removes a pending import in small transactions; the first one brings the audit row and makes it final.
Result<void> discardPending(CaseCore& core, qint64 source, const QString& action, const Progress& progress);
/// Finishes what discarding left behind when the program ended.
Result<void> purgeDiscarded(CaseCore& core);

} // namespace tideline
