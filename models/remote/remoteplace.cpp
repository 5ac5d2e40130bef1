// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/remoteplace.h"

#include "models/remote/remotetext.h"
#include "models/remote/sqltext.h"

#include <QJsonArray>
#include <QUrl>

namespace tideline {

namespace {

Error refused(const QString& what, const QString& text, const QString& remedy)
{
    return {ErrorCode::BadArgument, what, text, remedy};
}

} // namespace

Result<RemotePlace> RemotePlace::make(const QString& url, const QString& cluster, const QStringList& shards)
{
    const QString wanted = RemoteText::tr("Write http://HOST:8123/DATABASE");
    const QUrl parsed(url, QUrl::StrictMode);
    // The text itself is not repeated: there may be a password in it.
    if (!parsed.userInfo().isEmpty())
        return refused(RemoteText::tr("A user name or password does not belong in the URL"), {},
                       RemoteText::tr("Set TIDELINE_CLICKHOUSE_USER and TIDELINE_CLICKHOUSE_PASSWORD instead"));
    if (!parsed.isValid() || parsed.scheme() != u"http" || parsed.hasQuery() || parsed.hasFragment())
        return refused(RemoteText::tr("This is no address of a flow server"), url, wanted);
    const auto server = HttpAddress::parse(parsed.authority(QUrl::FullyEncoded));
    const QString database = parsed.path().mid(1);
    if (!server || !isIdentifier(database))
        return refused(RemoteText::tr("This is no address of a flow server"), url,
                       wanted + RemoteText::tr("; a database's name has letters, digits and underscores"));
    if (!cluster.isEmpty() && !isIdentifier(cluster))
        return refused(RemoteText::tr("A cluster's name has letters, digits and underscores"), cluster, {});
    if (cluster.isEmpty() && !shards.isEmpty())
        return refused(RemoteText::tr("Shards belong to a cluster"), {},
                       RemoteText::tr("Name it, as remote_servers of the server's configuration calls it"));
    if (!cluster.isEmpty() && shards.isEmpty())
        return refused(RemoteText::tr("The flows of a cluster are written straight to its shards"), cluster,
                       RemoteText::tr("Name the HTTP address of each: --shard HOST:8123"));
    RemotePlace place{*server, database, cluster, {}};
    for (const QString& shard : shards) {
        const auto address = HttpAddress::parse(shard);
        if (!address)
            return refused(RemoteText::tr("This is no address of a shard"), shard, RemoteText::tr("Write HOST:8123"));
        place.shards.push_back(*address);
    }
    if (place.shards.empty())
        place.shards.push_back(place.server);
    return place;
}

QString RemotePlace::url() const
{
    return QStringLiteral("http://%1/%2").arg(server.text(), database);
}

QJsonObject RemotePlace::toJson() const
{
    QJsonObject json{{QStringLiteral("url"), url()}};
    if (cluster.isEmpty())
        return json;
    QJsonArray addresses;
    for (const HttpAddress& shard : shards)
        addresses.append(shard.text());
    json.insert(QStringLiteral("cluster"), cluster);
    json.insert(QStringLiteral("shards"), addresses);
    return json;
}

Result<RemotePlace> RemotePlace::fromJson(const QJsonObject& json)
{
    QStringList shards;
    const QJsonArray addresses = json.value(QStringLiteral("shards")).toArray();
    for (const auto& shard : addresses)
        shards.append(shard.toString());
    return make(json.value(QStringLiteral("url")).toString(), json.value(QStringLiteral("cluster")).toString(), shards);
}

RemoteTables::RemoteTables(const RemotePlace& place, const QString& caseId)
    : m_database(place.database.toLatin1()), m_cluster(place.cluster.toLatin1()), m_prefix("tideline2_")
{
    for (const QChar c : caseId.toLower()) {
        if ((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'))
            m_prefix += c.toLatin1();
    }
    m_prefix += '_';
}

} // namespace tideline
