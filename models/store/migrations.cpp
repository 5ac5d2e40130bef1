// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migrations.h"

#include "models/store/durable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QFileInfo>
#include <QMap>

namespace tideline {
namespace {

QMap<QString, QString> schemaObjects(Database& database)
{
    QMap<QString, QString> objects;
    Statement rows(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
    while (rows.step())
        objects.insert(rows.text(0) + u' ' + rows.text(1), rows.text(2) + u'\n' + rows.text(3));
    return objects;
}

} // namespace

const std::vector<Migration>& migrations()
{
    // An older program would show merged events twice and miss subjects, so it may not read version 2.
    static const std::vector<Migration> steps = {
        {1, 1, &makeSchema1},
        {2, 2, &makeSchema2},
    };
    return steps;
}

Result<void> migrate(Database& database, const std::vector<Migration>& steps,
                     const std::function<void(const Transaction&)>& finish)
{
    database.allowTriggers(true);
    const qint64 from = database.number("PRAGMA user_version");
    for (const Migration& step : steps) {
        if (step.version <= from)
            continue;
        Transaction transaction(database);
        step.run(transaction);
        Statement(database, "INSERT INTO meta(key, value) VALUES('min_reader', ?1)"
                            " ON CONFLICT(key) DO UPDATE SET value = excluded.value")
            .bind(QString::number(step.minReader))
            .run();
        database.exec(QByteArray("PRAGMA user_version = " + QByteArray::number(step.version)).constData());
        if (finish && step.version == schemaVersionOf(steps))
            finish(transaction);
        if (auto committed = transaction.commit(); !committed)
            return committed;
    }
    return database.outcome();
}

Result<QString> backUp(Database& database, int version, const Progress& progress)
{
    const QString stem = database.path() + QStringLiteral(".v%1").arg(version);
    QString path = stem + QStringLiteral(".bak");
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = stem + QStringLiteral(".%1.bak").arg(number);
    if (auto copied = vacuumInto(database, path, progress); !copied)
        return copied.error();
    return path;
}

Result<SchemaDifference> compareSchema(Database& database, const std::vector<Migration>& steps)
{
    auto fresh = Database::open(QStringLiteral(":memory:"), Access::ReadWrite, true);
    if (!fresh)
        return fresh.error();
    fresh.value()->exec("PRAGMA query_only=OFF");
    if (auto made = migrate(*fresh.value(), steps); !made)
        return made.error();
    const QMap<QString, QString> expected = schemaObjects(*fresh.value());
    const QMap<QString, QString> found = schemaObjects(database);
    if (auto error = database.takeError())
        return *error;

    SchemaDifference difference;
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        if (!found.contains(it.key()))
            difference.missing << it.key();
    }
    for (auto it = found.begin(); it != found.end(); ++it) {
        if (!expected.contains(it.key()) || expected.value(it.key()) != it.value())
            difference.foreign << it.key();
    }
    return difference;
}

} // namespace tideline
