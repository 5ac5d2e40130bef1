// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/recordtable.h"

#include "models/store/addresscolumn.h"
#include "models/store/eventtable.h"
#include "models/store/statement.h"

namespace tideline {
namespace {

RouteRecord readRoute(const Statement& row)
{
    RouteRecord route;
    route.at = row.integer(0);
    route.kind = RouteKind(row.integer(1));
    route.prefix = {addressOf(row.blob(2)), int(row.integer(3))};
    route.peer = addressOf(row.blob(4));
    route.peerAs = std::uint32_t(row.integer(5));
    route.path = row.utf8(6);
    route.origin = std::uint32_t(row.integer(7));
    route.upstream = std::uint32_t(row.integer(8));
    route.record = std::uint64_t(row.integer(9));
    route.source = row.integer(10);
    return route;
}

DnsRecord readQuery(const Statement& row)
{
    DnsRecord query;
    query.at = row.integer(0);
    query.client = addressOf(row.blob(1));
    query.server = addressOf(row.blob(2));
    query.clientPort = std::uint16_t(row.integer(3));
    query.serverPort = std::uint16_t(row.integer(4));
    query.protocol = std::uint8_t(row.integer(5));
    query.query = row.utf8(6);
    query.type = row.utf8(7);
    query.outcome = row.utf8(8);
    query.answers = row.utf8(9);
    query.queryBytes = std::int32_t(row.integer(10));
    query.answerBytes = std::int32_t(row.integer(11));
    query.record = std::uint64_t(row.integer(12));
    query.source = row.integer(13);
    return query;
}

/// The index of times leads and the sources are looked up (CROSS JOIN keeps that order), so that nothing is sorted.
template <typename Read, typename Take>
void stream(Database& database, const QByteArray& columns, const QByteArray& table, const TimeRange& range, Read read,
            const Take& take)
{
    Statement rows(database, "SELECT " + columns + " FROM " + table + " r INDEXED BY " + table +
                                 "_time CROSS JOIN source s ON s.id = r.source WHERE r.at >= ?1 AND r.at < ?2"
                                 " AND " TIDELINE_VISIBLE " ORDER BY r.at, r.id");
    rows.bind(range.from, range.to);
    while (rows.step()) {
        if (!take(read(rows)))
            return;
    }
}

} // namespace

void insertRoutes(const Transaction& transaction, qint64 source, int block, const std::vector<RouteRecord>& routes)
{
    if (routes.empty())
        return;
    Statement insert(transaction.database(),
                     "INSERT INTO route(source, block, record, at, kind, prefix, length, peer, peer_as, path, origin,"
                     " upstream) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    for (const RouteRecord& route : routes) {
        insert
            .bind(source, block, route.record, route.at, qint64(route.kind), addressBytes(route.prefix.first),
                  route.prefix.length, addressBytes(route.peer), route.peerAs, std::string_view(route.path),
                  route.origin, route.upstream)
            .run();
    }
}

void insertQueries(const Transaction& transaction, qint64 source, int block, const std::vector<DnsRecord>& queries)
{
    if (queries.empty())
        return;
    Statement insert(transaction.database(),
                     "INSERT INTO dns_query(source, block, record, at, client, server, client_port, server_port,"
                     " protocol, name, type, outcome, answers, query_bytes, answer_bytes)"
                     " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    for (const DnsRecord& query : queries) {
        insert
            .bind(source, block, query.record, query.at, addressBytes(query.client), addressBytes(query.server),
                  query.clientPort, query.serverPort, query.protocol, std::string_view(query.query),
                  std::string_view(query.type), std::string_view(query.outcome), std::string_view(query.answers),
                  query.queryBytes, query.answerBytes)
            .run();
    }
}

void streamRoutes(Database& database, const TimeRange& range, const std::function<bool(const RouteRecord&)>& take)
{
    stream(database,
           "r.at, r.kind, r.prefix, r.length, r.peer, r.peer_as, r.path, r.origin, r.upstream, r.record, r.source",
           "route", range, &readRoute, take);
}

void streamQueries(Database& database, const TimeRange& range, const std::function<bool(const DnsRecord&)>& take)
{
    stream(database,
           "r.at, r.client, r.server, r.client_port, r.server_port, r.protocol, r.name, r.type, r.outcome, r.answers,"
           " r.query_bytes, r.answer_bytes, r.record, r.source",
           "dns_query", range, &readQuery, take);
}

} // namespace tideline
