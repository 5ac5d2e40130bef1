// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/clickhouse.h"
#include "models/remote/remoteplace.h"

#include <QProcess>
#include <QTemporaryDir>

namespace tideline {

/// Real ClickHouse servers of the test's own: each with its configuration, data folder and free ports on 127.0.0.1.
/// The system's service is not used.
class ClickHouseCluster
{
public:
    ~ClickHouseCluster();
    /// Is the package there?
    static bool isInstalled();
    /// Starts them and waits until they answer; empty, or what went wrong.
    QString start(int servers);
    void stop(std::size_t server);
    QString startAgain(std::size_t server);

    /// "http://127.0.0.1:port/database" of the first, over the cluster "pair".
    RemotePlace place(const QString& database) const;
    /// One of them alone.
    RemotePlace alone(std::size_t server, const QString& database) const;
    /// Asks one of them directly.
    QByteArray ask(std::size_t server, const QByteArray& sql) const;
    QString run(std::size_t server, const QByteArray& sql) const;

private:
    struct Server
    {
        quint16 http = 0, tcp = 0, between = 0;
        QString folder;
        std::unique_ptr<QProcess> process;
    };
    /// MergeTree makes thousands of small files: in memory where there is such a folder.
    static QString memoryFolder();
    void configure(const Server& server) const;
    static QString waitFor(Server& server);
    ClickHouse client(std::size_t server) const;

    QTemporaryDir m_folder{memoryFolder()};
    std::vector<Server> m_servers;
};

} // namespace tideline
