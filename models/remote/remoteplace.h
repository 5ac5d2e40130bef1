// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/httpclient.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace tideline {

/// Where the flows of a case live: a database on one server, or on the shards of a cluster that this server knows.
struct RemotePlace
{
    HttpAddress server; ///< that is asked
    QString database;
    QString cluster; ///< of the server's configuration (remote_servers); empty = this server alone
    std::vector<HttpAddress>
        shards; ///< HTTP addresses that are written to, in any order; just the server without cluster

    /// "http://host:8123/database". User names and passwords are not taken from a URL, because URLs end up in logs:
    /// they come from TIDELINE_CLICKHOUSE_USER and TIDELINE_CLICKHOUSE_PASSWORD. BadArgument says what is wrong.
    static Result<RemotePlace> make(const QString& url, const QString& cluster, const QStringList& shards);
    QString url() const;

    /// The document of the case: kind "flowstore".
    QJsonObject toJson() const;
    static Result<RemotePlace> fromJson(const QJsonObject& json);
};
inline constexpr char flowStoreDocument[] = "flowstore";

/// The tables of one case. Those with "Local" are on every shard, the others lie over all shards.
class RemoteTables
{
public:
    /// `caseId`: the UUID of the case; only its hexadecimal digits are used.
    RemoteTables(const RemotePlace& place, const QString& caseId);

    QByteArray database() const { return m_database; }
    QByteArray name(const char* table) const { return m_prefix + table; } ///< without database
    QByteArray local(const char* table) const { return m_database + '.' + m_prefix + table + "_local"; }
    /// Over all shards: a Distributed table of the cluster's name, without cluster the local one.
    QByteArray all(const char* table) const
    {
        return m_cluster.isEmpty() ? local(table) : m_database + '.' + m_prefix + table + "_over_" + m_cluster;
    }
    /// What system.parts says of all shards: how many rows they really hold.
    QByteArray parts() const { return m_cluster.isEmpty() ? QByteArray("system.parts") : all("parts"); }

private:
    QByteArray m_database, m_cluster, m_prefix;
};

} // namespace tideline
