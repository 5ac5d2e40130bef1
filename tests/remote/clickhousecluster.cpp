// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/remote/clickhousecluster.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QThread>

namespace tideline {

static const char program[] = "/usr/sbin/clickhouse-server";

/// Ports that nobody listens on, all different.
static std::vector<quint16> freePorts(std::size_t count)
{
    std::vector<std::unique_ptr<QTcpServer>> held;
    std::vector<quint16> ports;
    for (std::size_t i = 0; i < count; ++i) {
        held.push_back(std::make_unique<QTcpServer>());
        held.back()->listen(QHostAddress::LocalHost);
        ports.push_back(held.back()->serverPort());
    }
    return ports;
}

static void writeFile(const QString& path, const QString& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text.toUtf8());
}

bool ClickHouseCluster::isInstalled()
{
    return QFile::exists(QLatin1String(program));
}

QString ClickHouseCluster::memoryFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString folder = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return folder + QStringLiteral("/tst_remote-XXXXXX");
}

ClickHouseCluster::~ClickHouseCluster()
{
    for (std::size_t i = 0; i < m_servers.size(); ++i)
        stop(i);
}

void ClickHouseCluster::configure(const Server& server) const
{
    QString shards;
    for (const Server& each : m_servers)
        shards +=
            QStringLiteral("<shard><replica><host>127.0.0.1</host><port>%1</port></replica></shard>").arg(each.tcp);
    writeFile(
        server.folder + QStringLiteral("/config.xml"),
        QStringLiteral("<yandex><logger><level>warning</level><log>%1/log</log><errorlog>%1/errors</errorlog></logger>"
                       "<http_port>%2</http_port><tcp_port>%3</tcp_port>"
                       "<interserver_http_port>%4</interserver_http_port><listen_host>127.0.0.1</listen_host>"
                       "<path>%1/data/</path><tmp_path>%1/tmp/</tmp_path><users_config>%1/users.xml</users_config>"
                       "<default_profile>default</default_profile><default_database>default</default_database>"
                       "<mark_cache_size>16777216</mark_cache_size>"
                       "<remote_servers><pair>%5</pair><first>%6</first></remote_servers></yandex>")
            .arg(server.folder)
            .arg(server.http)
            .arg(server.tcp)
            .arg(server.between)
            .arg(shards, shards.left(shards.indexOf(QStringLiteral("</shard>")) + 8)));
    const QString user = QStringLiteral("<%1><password>%2</password><networks><ip>127.0.0.1</ip></networks>"
                                        "<profile>default</profile><quota>default</quota></%1>");
    writeFile(server.folder + QStringLiteral("/users.xml"),
              QStringLiteral("<yandex><profiles><default></default></profiles><users>%1%2</users>"
                             "<quotas><default></default></quotas></yandex>")
                  .arg(user.arg(QStringLiteral("default"), QString()),
                       user.arg(QStringLiteral("guarded"), QStringLiteral("secret"))));
}

QString ClickHouseCluster::start(int servers)
{
    const std::vector<quint16> ports = freePorts(std::size_t(servers) * 3);
    for (int i = 0; i < servers; ++i) {
        const auto at = std::size_t(i) * 3;
        m_servers.push_back(
            {ports[at], ports[at + 1], ports[at + 2], m_folder.filePath(QStringLiteral("server%1").arg(i)), nullptr});
        QDir().mkpath(m_servers.back().folder);
    }
    for (std::size_t i = 0; i < m_servers.size(); ++i) {
        configure(m_servers[i]);
        if (const QString problem = startAgain(i); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString ClickHouseCluster::startAgain(std::size_t index)
{
    Server& server = m_servers[index];
    server.process = std::make_unique<QProcess>();
    server.process->setStandardOutputFile(QProcess::nullDevice());
    server.process->setStandardErrorFile(QProcess::nullDevice());
    server.process->setWorkingDirectory(server.folder);
    server.process->start(QLatin1String(program), {QStringLiteral("--config-file=%1/config.xml").arg(server.folder)});
    return waitFor(server);
}

QString ClickHouseCluster::waitFor(Server& server)
{
    HttpPost ping;
    ping.to = {QStringLiteral("127.0.0.1"), server.http};
    ping.target = "/";
    ping.body = "SELECT 1";
    constexpr int patience = 300;
    for (int i = 0; i < patience; ++i) {
        if (const auto answer = post(ping, {}); answer && answer->status == 200)
            return {};
        if (server.process->waitForFinished(0))
            break;
        QThread::msleep(100);
    }
    QFile errors(server.folder + QStringLiteral("/errors"));
    if (errors.open(QIODevice::ReadOnly))
        return QString::fromUtf8(errors.readAll());
    return QStringLiteral("clickhouse-server does not start");
}

void ClickHouseCluster::stop(std::size_t index)
{
    if (!m_servers[index].process)
        return;
    m_servers[index].process->kill();
    m_servers[index].process->waitForFinished();
    m_servers[index].process.reset();
}

RemotePlace ClickHouseCluster::place(const QString& database) const
{
    QStringList shards;
    for (const Server& server : m_servers)
        shards.append(QStringLiteral("127.0.0.1:%1").arg(server.http));
    return *RemotePlace::make(QStringLiteral("http://%1/%2").arg(shards.front(), database), QStringLiteral("pair"),
                              shards);
}

RemotePlace ClickHouseCluster::alone(std::size_t server, const QString& database) const
{
    return *RemotePlace::make(QStringLiteral("http://127.0.0.1:%1/%2").arg(m_servers[server].http).arg(database), {},
                              {});
}

ClickHouse ClickHouseCluster::client(std::size_t server) const
{
    return ClickHouse({QStringLiteral("127.0.0.1"), m_servers[server].http}, {});
}

QByteArray ClickHouseCluster::ask(std::size_t server, const QByteArray& sql) const
{
    const auto answer = client(server).ask(sql, {});
    return answer ? *answer : answer.error().text().toUtf8();
}

QString ClickHouseCluster::run(std::size_t server, const QByteArray& sql) const
{
    const auto done = client(server).run(sql, {});
    return done ? QString() : done.error().text();
}

} // namespace tideline
