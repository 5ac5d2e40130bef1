// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/clickhouse.h"
#include "models/remote/remoteplace.h"

#include <map>

namespace tideline {

/// A column of the flows' table.
struct FlowTableColumn
{
    enum class Kind { Number, Text, Address };
    const char* name;
    const char* type;
    Kind kind = Kind::Number;
};
/// In the order they are written in: the columns of FlowBatch, where the row stands in the case, and what was resolved
/// when it was written: the service's port, and country (by countryNames()) and AS of both ends by the network tables.
const std::vector<FlowTableColumn>& flowTableColumns();
/// What the rows of a batch are compared by, as SQL over the columns in their order, modulo 2^64: numbers are added up
/// as they are, texts by their length, addresses by their first eight bytes and by their last eight as one number.
QByteArray flowSums();

/// A batch as the servers have it.
struct WrittenBatch
{
    int entries = 0;          ///< in the manifest: anything but one is no complete batch
    std::uint64_t rows = 0;   ///< as the manifest says
    std::uint64_t stored = 0; ///< as the shards really hold
    QByteArray print;         ///< BatchPlan::print
    QByteArray networks;      ///< networksPrint() of the tables it was resolved with
    QByteArray token;         ///< another one each time it is written
    bool operator==(const WrittenBatch&) const = default;
    bool isComplete() const { return entries == 1 && rows == stored; }
};
using Manifest = std::map<qint64, WrittenBatch>;

/// The servers that hold the flows of one case, and the tables there:
/// - flows_local on each shard: MergeTree, a partition for each batch, by time;
/// - texts_local: the distinct services, states and exporters of each batch;
/// - batches_local: the manifest. A batch counts when its entry is there, and the entry is written last;
/// - over a cluster: Distributed tables flows_over_CLUSTER and so on, and parts_over_CLUSTER over system.parts.
class FlowServers
{
public:
    FlowServers(RemotePlace place, const QString& caseId, const ServerLogin& login, const ServerLimits& limits = {});

    const RemotePlace& place() const { return m_place; }
    const RemoteTables& tables() const { return m_tables; }
    const ClickHouse& head() const { return *m_head; } ///< that questions go to
    std::size_t shardCount() const { return m_shards.size(); }
    const ClickHouse& shard(std::size_t index) const { return *m_shards[index]; }

    /// Makes what is missing; leaves what is there.
    Result<void> makeTables(const Progress& progress) const;
    Result<Manifest> manifest(const Progress& progress) const;
    qint64 bytesSent() const;
    qint64 bytesReceived() const;

private:
    RemotePlace m_place;
    RemoteTables m_tables;
    std::unique_ptr<ClickHouse> m_head;
    std::vector<std::unique_ptr<ClickHouse>> m_shards;
};

} // namespace tideline
