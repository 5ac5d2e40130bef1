// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/flowwriter.h"

#include "models/core/counted.h"
#include "models/flows/scan.h"
#include "models/remote/batchblock.h"
#include "models/remote/remotetext.h"
#include "models/remote/sqltext.h"

#include <QUuid>

#include <algorithm>

namespace tideline {

namespace {

/// Out of the manifest first, so that a reader never sees less than all of a batch. The rows go last: where there are
/// none, nothing else is left. Waits for what an earlier run still has on its way.
Result<void> drop(const std::vector<const BatchPlan*>& batches, const FlowServers& servers, const Progress& progress)
{
    QByteArray partitions;
    for (const BatchPlan* batch : batches)
        partitions += (partitions.isEmpty() ? " DROP PARTITION " : ", DROP PARTITION ") + QByteArray::number(batch->id);
    for (const char* table : {"batches", "texts", "flows"}) {
        for (std::size_t i = 0; i < servers.shardCount() && !partitions.isEmpty(); ++i) {
            const QByteArray sql = "ALTER TABLE " + servers.tables().local(table) + partitions;
            if (auto dropped = servers.shard(i).run(sql, progress); !dropped)
                return dropped;
        }
    }
    return {};
}

QByteArray textValues(const BatchPlan& batch, const BatchBlock& block)
{
    QByteArray values;
    for (const auto& [kind, text] : block.texts)
        values += (values.isEmpty() ? "(" : ",(") + QByteArray::number(batch.id) + ',' + QByteArray::number(kind) +
                  ',' + sqlText(text) + ')';
    return values;
}

/// Did the rows arrive as they were sent?
Result<void> compare(const BatchPlan& batch, const BatchBlock& block, const RemoteTables& tables,
                     const ClickHouse& shard, const Progress& progress)
{
    const QByteArray wanted = QByteArray::number(qulonglong(batch.rows)) + '\t' + block.sums.join('\t');
    const QByteArray sql = "SELECT count(), " + flowSums() + " FROM " + tables.local("flows") +
                           " WHERE batch = " + QByteArray::number(batch.id);
    const auto arrived = shard.ask(sql, progress);
    if (!arrived)
        return arrived.error();
    if (arrived->trimmed() == wanted)
        return {};
    return Error{ErrorCode::Corrupt, RemoteText::tr("Batch %1 did not arrive as it was sent").arg(batch.id),
                 shard.address().text(),
                 RemoteText::tr("It does not count. Attach again; if it happens again, another program writes there")};
}

Result<void> write(const BatchPlan& batch, const BatchBlock& block, const QByteArray& networksPrint,
                   const RemoteTables& tables, const ClickHouse& shard, const Progress& progress)
{
    const auto insert = [&](const char* table, const char* format, const QByteArray& data) {
        return shard.insert("INSERT INTO " + tables.local(table) + " FORMAT " + format, data, progress);
    };
    if (auto sent = insert("flows", "Native", block.bytes); !sent)
        return sent;
    if (auto sent = insert("texts", "Values", textValues(batch, block)); !sent)
        return sent;
    if (auto same = compare(batch, block, tables, shard, progress); !same)
        return same;
    const QByteArray entry = '(' + QByteArray::number(batch.id) + ',' + QByteArray::number(batch.source) + ',' +
                             QByteArray::number(qulonglong(batch.rows)) + ',' + sqlText(batch.print) + ',' +
                             sqlText(block.digest) + ',' + sqlText(networksPrint) + ',' +
                             sqlText(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)) + ')';
    return insert("batches", "Values", entry);
}

QString difference(const FlowAggregate::Row& row)
{
    return RemoteText::tr("%1: %2, %3 bytes out, %4 in")
        .arg(row.keys.join(QStringLiteral(", ")), counted(qint64(row.sums.flows), "flow"))
        .arg(row.sums.bytesOut)
        .arg(row.sums.bytesIn);
}

bool isSame(const FlowAggregate::Row& a, const FlowAggregate::Row& b)
{
    return a.bin == b.bin && a.keys == b.keys && a.sums.bytesOut == b.sums.bytesOut &&
           a.sums.bytesIn == b.sums.bytesIn && a.sums.packetsOut == b.sums.packetsOut &&
           a.sums.packetsIn == b.sums.packetsIn && a.sums.flows == b.sums.flows && a.first == b.first &&
           a.last == b.last;
}

} // namespace

Result<WriteReport> writeFlows(const ChunkSource& chunks, const Attribution& attribution, const FlowServers& servers,
                               const Progress& progress)
{
    const auto infos = chunks.chunks(TimeRange::all());
    if (!infos)
        return infos.error();
    const std::vector<BatchPlan> plans = planBatches(*infos);
    if (auto made = servers.makeTables(progress); !made)
        return made.error();
    const auto manifest = servers.manifest(progress);
    if (!manifest)
        return manifest.error();
    const QByteArray networks = networksPrint(attribution.networks);

    WriteReport report;
    report.batches = plans.size();
    std::vector<const BatchPlan*> open;
    for (const BatchPlan& plan : plans) {
        const auto found = manifest->find(plan.id);
        const bool isThere = found != manifest->end() && found->second.isComplete() &&
                             found->second.print == plan.print && found->second.networks == networks;
        if (isThere)
            continue;
        open.push_back(&plan);
        report.rows += plan.rows;
    }
    report.written = open.size();
    if (auto dropped = drop(open, servers, progress); !dropped)
        return dropped.error();
    // Packing the next batch while the servers sort the last ones.
    constexpr std::size_t mostWriters = 4; // each holds a batch, some 60 MB
    const BatchPacker packer(attribution.networks);
    ThreadPool writers(int(std::clamp<std::size_t>(servers.shardCount() * 2, 2, mostWriters)));
    const auto done = forEachParallel(writers, open.size(), progress, [&](int, std::size_t index) -> Result<void> {
        const auto block = packer.pack(chunks, *open[index]);
        if (!block)
            return block.error();
        return write(*open[index], *block, networks, servers.tables(), servers.shard(index % servers.shardCount()),
                     progress);
    });
    if (!done)
        return done.error();
    report.bytes = servers.bytesSent();
    return report;
}

Result<void> proveEqual(const FlowStore& ours, const FlowStore& theirs, const Progress& progress)
{
    FlowQuestion question;
    question.by = {Dimension::Source, Dimension::Protocol};
    const auto here = ours.aggregate(question, progress.part(0, 0.5));
    if (!here)
        return here.error();
    const auto there = theirs.aggregate(question, progress.part(0.5, 0.5));
    if (!there) {
        Error error = there.error();
        if (error.code == ErrorCode::Corrupt) // written just now and not seen
            error.remedy = RemoteText::tr("See that the shards given are those of the cluster, and attach again");
        return error;
    }
    const auto [a, b] =
        std::mismatch(here->rows.begin(), here->rows.end(), there->rows.begin(), there->rows.end(), isSame);
    if (a == here->rows.end() && b == there->rows.end())
        return {};
    const QString nothing = RemoteText::tr("nothing");
    return Error{
        ErrorCode::Corrupt,
        RemoteText::tr("The server does not hold the same flows: here %1; there %2")
            .arg(a == here->rows.end() ? nothing : difference(*a), b == there->rows.end() ? nothing : difference(*b)),
        {},
        RemoteText::tr("See that the shards given are those of the cluster, and attach again")};
}

} // namespace tideline
