// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/flowservers.h"

#include "models/remote/remotetext.h"
#include "models/remote/sqltext.h"

namespace tideline {

namespace {

constexpr char textsColumns[] = "(batch Int64, kind UInt8, value String)";
constexpr char batchesColumns[] =
    "(batch Int64, source Int64, rows UInt64, print String, digest String, networks String, token String)";
constexpr char partsColumns[] = "(database String, table String, active UInt8, partition String, rows UInt64)";

QByteArray flowsColumns()
{
    QByteArray text;
    for (const FlowTableColumn& column : flowTableColumns())
        text += (text.isEmpty() ? "(" : ", ") + QByteArray(column.name) + ' ' + column.type;
    return text + ')';
}

} // namespace

const std::vector<FlowTableColumn>& flowTableColumns()
{
    using enum FlowTableColumn::Kind;
    // No IPv6 and no DateTime64 in 18.16: 16 bytes in network order, and microseconds.
    static const std::vector<FlowTableColumn> columns = {
        {"batch", "Int64"},
        {"chunk", "Int64"},
        {"position", "UInt32"},
        {"source", "Int64"},
        {"start", "Int64"},
        {"duration", "Int64"},
        {"src", "FixedString(16)", Address},
        {"dst", "FixedString(16)", Address},
        {"src_port", "UInt16"},
        {"dst_port", "UInt16"},
        {"port", "UInt16"},
        {"protocol", "UInt8"},
        {"src_bytes", "UInt64"},
        {"dst_bytes", "UInt64"},
        {"src_packets", "UInt64"},
        {"dst_packets", "UInt64"},
        {"flows", "UInt32"},
        {"next_as", "UInt32"},
        {"src_as", "UInt32"},
        {"dst_as", "UInt32"},
        {"service", "String", Text},
        {"state", "String", Text},
        {"exporter", "String", Text},
        // The bytes of the record where they are no valid UTF-8, else empty.
        {"service_raw", "String", Text},
        {"state_raw", "String", Text},
        {"exporter_raw", "String", Text},
        {"record", "UInt64"},
        {"src_country", "UInt32"},
        {"dst_country", "UInt32"},
        {"src_asn", "UInt32"},
        {"dst_asn", "UInt32"},
    };
    return columns;
}

QByteArray flowSums()
{
    QByteArray sums;
    for (const FlowTableColumn& column : flowTableColumns()) {
        const QByteArray name = column.name;
        sums += sums.isEmpty() ? "sum(" : ", sum(";
        switch (column.kind) {
        case FlowTableColumn::Kind::Number:
            sums += name + ')';
            break;
        case FlowTableColumn::Kind::Text:
            sums += "length(" + name + "))";
            break;
        case FlowTableColumn::Kind::Address:
            sums += "reinterpretAsUInt64(" + name + ")), sum(reinterpretAsUInt64(reverse(" + name + ")))";
            break;
        }
    }
    return sums;
}

FlowServers::FlowServers(RemotePlace place, const QString& caseId, const ServerLogin& login, const ServerLimits& limits)
    : m_place(std::move(place))
    , m_tables(m_place, caseId)
    , m_head(std::make_unique<ClickHouse>(m_place.server, login, limits))
{
    for (const HttpAddress& shard : m_place.shards)
        m_shards.push_back(std::make_unique<ClickHouse>(shard, login, limits));
}

Result<void> FlowServers::makeTables(const Progress& progress) const
{
    struct Table
    {
        const char* name;
        QByteArray columns;
        const char* order;
    };
    const Table tables[] = {
        {"flows", flowsColumns(), "start"}, {"texts", textsColumns, "kind"}, {"batches", batchesColumns, "batch"}};
    const QByteArray database = "CREATE DATABASE IF NOT EXISTS " + m_tables.database();
    for (const auto& shard : m_shards) {
        if (auto made = shard->run(database, progress); !made)
            return made;
        for (const Table& table : tables) {
            const QByteArray sql = "CREATE TABLE IF NOT EXISTS " + m_tables.local(table.name) + ' ' + table.columns +
                                   " ENGINE = MergeTree PARTITION BY batch ORDER BY " + table.order;
            if (auto made = shard->run(sql, progress); !made)
                return made;
        }
    }
    if (m_place.cluster.isEmpty())
        return {};
    const QByteArray cluster = sqlText(m_place.cluster);
    const auto overAll = [&](const char* name, const QByteArray& columns, const QByteArray& from) {
        return m_head->run("CREATE TABLE IF NOT EXISTS " + m_tables.all(name) + ' ' + columns +
                               " ENGINE = Distributed(" + cluster + ", " + from + ')',
                           progress);
    };
    if (auto made = m_head->run(database, progress); !made)
        return made;
    for (const Table& table : tables) {
        const QByteArray from = m_tables.database() + ", " + m_tables.name(table.name) + "_local";
        if (auto made = overAll(table.name, table.columns, from); !made)
            return made;
    }
    return overAll("parts", partsColumns, "system, parts");
}

Result<Manifest> FlowServers::manifest(const Progress& progress) const
{
    const QByteArray sql = "SELECT batch, 1, rows, toUInt64(0), print, networks, token FROM " +
                           m_tables.all("batches") +
                           " UNION ALL SELECT toInt64(partition), 0, toUInt64(0), sum(rows), '', '', '' FROM " +
                           m_tables.parts() + " WHERE active AND database = " + sqlText(m_tables.database()) +
                           " AND table = " + sqlText(m_tables.name("flows") + "_local") + " GROUP BY partition";
    auto answer = m_head->ask(sql, progress);
    if (!answer)
        return answer.error();
    Manifest manifest;
    TsvRows rows(std::move(*answer));
    std::vector<QByteArray> cells;
    while (rows.next(cells)) {
        if (cells.size() != 7)
            break;
        WrittenBatch& batch = manifest[cells[0].toLongLong()];
        batch.stored += cells[3].toULongLong();
        if (cells[1] != "1")
            continue;
        ++batch.entries;
        batch.rows += cells[2].toULongLong();
        batch.print = cells[4];
        batch.networks = cells[5];
        batch.token = cells[6];
    }
    if (!rows.atEnd())
        return Error{ErrorCode::BadInput, RemoteText::tr("The server's list of batches cannot be read"),
                     m_head->address().text(), RemoteText::tr("Attach the flows of this case again")};
    return manifest;
}

qint64 FlowServers::bytesSent() const
{
    qint64 bytes = m_head->traffic().sent;
    for (const auto& shard : m_shards)
        bytes += shard->traffic().sent;
    return bytes;
}

qint64 FlowServers::bytesReceived() const
{
    qint64 bytes = m_head->traffic().received;
    for (const auto& shard : m_shards)
        bytes += shard->traffic().received;
    return bytes;
}

} // namespace tideline
