// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/peers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

double Timing::median() const
{
    if (seconds.empty())
        return 0;
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

Timing measure(int runs, const std::function<bool()>& work)
{
    Timing timing;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (!work())
            return {};
        timing.seconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    return timing;
}

SqlitePeer::SqlitePeer(const QString& folder, const QString& tsv)
    : m_database(folder + QStringLiteral("/peer.sqlite"))
    , m_tsv(tsv)
    , m_there(!QStandardPaths::findExecutable(QStringLiteral("sqlite3")).isEmpty())
{}

bool SqlitePeer::run(const QString& script) const
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(QStringLiteral("sqlite3"), {m_database});
    process.write(script.toUtf8());
    process.closeWriteChannel();
    return process.waitForFinished(-1) && process.exitCode() == 0;
}

bool SqlitePeer::import() const
{
    QFile::remove(m_database);
    return run(
        QStringLiteral(
            "create table conn(ts real, uid text, src text, sport int, dst text, dport int, proto text, duration real, "
            "ob int, rb int, opk int, rpk int);\n.mode tabs\n.import --skip 7 %1 conn\n")
            .arg(m_tsv));
}

bool SqlitePeer::ask(const QString& sql) const
{
    return run(sql + QStringLiteral(";\n"));
}
