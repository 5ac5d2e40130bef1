// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/verification.h"

#include "models/store/auditlog.h"
#include "models/store/casetables.h"
#include "models/store/chunktable.h"
#include "models/store/migrations.h"
#include "models/store/seal.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"
#include "models/store/transaction.h"

namespace tideline {
namespace {

Check checkStructure(Database& database)
{
    Check check{QStringLiteral("structure"), true, {}};
    const qint64 version = database.number("PRAGMA user_version");
    const qint64 ours = schemaVersionOf(migrations());
    const auto difference = compareSchema(database, migrations());
    if (version > ours)
        return {check.name, true, StoreText::tr("written by a newer Tideline: not compared")};
    if (!difference)
        return {check.name, false, difference.error().text()};
    check.ok = difference->isEmpty();
    QStringList parts;
    if (!difference->missing.isEmpty())
        parts << StoreText::tr("missing: %1").arg(difference->missing.join(QStringLiteral(", ")));
    if (!difference->foreign.isEmpty())
        parts << StoreText::tr("not made by Tideline: %1").arg(difference->foreign.join(QStringLiteral(", ")));
    const QString minReader = database.text("SELECT value FROM meta WHERE key = 'min_reader'");
    if (minReader != QString::number(migrations().back().minReader)) {
        check.ok = false;
        parts << StoreText::tr("wrong version mark");
    }
    check.detail = check.ok ? StoreText::tr("schema %1").arg(version) : parts.join(QStringLiteral("; "));
    return check;
}

Check checkPragma(Database& database, const QString& name, const QByteArray& sql)
{
    Check check{name, true, {}};
    QStringList found;
    Statement rows(database, sql);
    while (rows.step()) {
        QStringList cells;
        for (int column = 0; column < rows.columns(); ++column)
            cells << rows.text(column);
        found << cells.join(u' ');
    }
    if (found != QStringList{QStringLiteral("ok")} && !found.isEmpty()) {
        check.ok = false;
        check.detail = found.mid(0, 20).join(QStringLiteral("; "));
    }
    return check;
}

/// A check that could not be finished because of the damage has found it.
Check finished(Database& database, Check check)
{
    if (const auto error = database.takeError()) {
        if (error->code == ErrorCode::Cancelled)
            database.fail(*error);
        check.ok = false;
        check.detail = error->text();
    }
    return check;
}

} // namespace

Result<std::vector<Check>> verifyCase(Database& database, const Progress& progress)
{
    const ProgressScope scope(database, progress);
    std::vector<Check> checks;
    {
        const Snapshot snapshot(database);
        const std::vector<std::function<Check()>> steps = {
            [&] { return checkStructure(database); },
            [&] { return checkPragma(database, QStringLiteral("integrity"), "PRAGMA integrity_check(20)"); },
            [&] { return checkPragma(database, QStringLiteral("references"), "PRAGMA foreign_key_check"); },
            [&] { return checkSeals(database); },
            [&] { return checkNetworks(database); },
            [&] { return checkBlocks(database); },
            [&] { return checkEvents(database); },
            [&] { return checkChunks(database, progress.part(0.4, 0.6)); },
        };
        double share = 0;
        for (const auto& step : steps) {
            checks.push_back(finished(database, step()));
            progress.report(share += 0.05);
        }
        for (Check& check : checkAudit(database))
            checks.push_back(finished(database, std::move(check)));
    }
    database.takeError();
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, StoreText::tr("Cancelled"), {}, {}};
    progress.report(1);
    return checks;
}

} // namespace tideline
