// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

/// What a run of the real program gave.
struct Run
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

inline Run runProgram(const QString& program, const QStringList& arguments, int timeout = 120'000)
{
    QProcess process;
    process.start(program, arguments);
    Run run;
    if (!process.waitForFinished(timeout)) {
        process.kill();
        process.waitForFinished();
        return run;
    }
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

inline Run cli(const QStringList& arguments)
{
    return runProgram(QStringLiteral(TIDELINE_CLI), arguments);
}

/// The column of a result's table by key, as JSON values.
inline QJsonArray column(const QJsonObject& result, const QString& key)
{
    const QJsonArray columns = result[QStringLiteral("columns")].toArray();
    int index = -1;
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].toObject()[QStringLiteral("key")].toString() == key)
            index = i;
    }
    QJsonArray values;
    if (index < 0)
        return values;
    const QJsonArray rows = result[QStringLiteral("rows")].toArray();
    for (const QJsonValue& row : rows)
        values += row.toArray()[index];
    return values;
}

inline double sum(const QJsonArray& values)
{
    double total = 0;
    for (const QJsonValue& value : values)
        total += value.toDouble();
    return total;
}

/// value of `key` in the row whose first matching `by` column equals `name`
inline QJsonValue valueWhere(const QJsonObject& result, const QString& by, const QString& name, const QString& key)
{
    const QJsonArray names = column(result, by), values = column(result, key);
    for (int i = 0; i < names.size(); ++i) {
        if (names[i].toString() == name)
            return values[i];
    }
    return {};
}
