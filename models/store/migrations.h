// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/store/transaction.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace tideline {

/// "Tide" as the application id in the header of every case file.
inline constexpr qint64 caseApplicationId = 0x54696465;

/// One step of the schema, written once and never changed after its release.
struct Migration
{
    int version;   ///< the schema that the step makes
    int minReader; ///< the oldest program (by its schema version) that can still read the result
    void (*run)(const Transaction& transaction);
};

void makeSchema1(const Transaction& transaction);
void makeSchema2(const Transaction& transaction);

/// All steps, by version; the last one is the schema of this program.
const std::vector<Migration>& migrations();
inline int schemaVersionOf(const std::vector<Migration>& steps)
{
    return steps.empty() ? 0 : steps.back().version;
}

/// Runs the steps that the file lacks, each in one transaction together with `user_version` and `min_reader`; the last
/// one also together with `finish`.
Result<void> migrate(Database& database, const std::vector<Migration>& steps,
                     const std::function<void(const Transaction&)>& finish = {});

/// Keeps the file as it is before a migration: "NAME.vN.bak" beside it. Returns the path.
Result<QString> backUp(Database& database, int version, const Progress& progress);

/// How a file's schema differs from what these steps make.
struct SchemaDifference
{
    QStringList missing; ///< "trigger audit_no_update", …
    QStringList foreign; ///< not ours, or not as we make it
    bool isEmpty() const { return missing.isEmpty() && foreign.isEmpty(); }
};
Result<SchemaDifference> compareSchema(Database& database, const std::vector<Migration>& steps);

} // namespace tideline
