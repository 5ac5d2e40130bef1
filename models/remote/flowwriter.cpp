// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/flowwriter.h"

#include "models/core/counted.h"
#include "models/flows/scan.h"
#include "models/remote/remotetext.h"
#include "models/remote/rowwriter.h"
#include "models/remote/sqltext.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace tideline {

namespace {

/// One batch on its way.
class BatchWriter
{
public:
    BatchWriter(const FlowServers& servers, const BatchPlan& batch, const Progress& progress)
        : m_servers(servers), m_batch(batch), m_progress(progress)
    {}

    /// Out of the manifest first, so that a reader never sees less than all of it.
    Result<void> drop() const
    {
        for (const char* table : {"batches", "texts", "flows"}) {
            for (std::size_t i = 0; i < m_servers.shardCount(); ++i) {
                const QByteArray sql = "ALTER TABLE " + m_servers.tables().local(table) + " DROP PARTITION " +
                                       QByteArray::number(m_batch.id);
                if (auto dropped = m_servers.shard(i).run(sql, m_progress); !dropped)
                    return dropped;
            }
        }
        return {};
    }

    Result<void> write(const ChunkSource& chunks, const NetworkTable& networks, const QByteArray& networksPrint,
                       const ClickHouse& shard) const
    {
        RowWriter rows(networks, m_batch.id);
        QCryptographicHash digest(QCryptographicHash::Sha256);
        for (const ChunkInfo& info : m_batch.chunks) {
            const auto chunk = chunks.load(info, ColumnSet::all().list());
            if (!chunk)
                return chunk.error();
            digest.addData(chunkDigest(*chunk));
            if (auto added = rows.add(*chunk); !added)
                return added;
        }
        const RemoteTables& tables = m_servers.tables();
        if (auto sent =
                shard.insert("INSERT INTO " + tables.local("flows") + " FORMAT RowBinary", rows.rows(), m_progress);
            !sent)
            return sent;
        if (auto sent =
                shard.insert("INSERT INTO " + tables.local("texts") + " FORMAT Values", textValues(rows), m_progress);
            !sent)
            return sent;
        if (auto same = compare(rows, shard); !same)
            return same;
        const QByteArray id = QByteArray::number(m_batch.id);
        const QByteArray entry = '(' + id + ',' + QByteArray::number(m_batch.source) + ',' +
                                 QByteArray::number(qulonglong(m_batch.rows)) + ',' + sqlText(m_batch.print) + ',' +
                                 sqlText(digest.result().toHex()) + ',' + sqlText(networksPrint) + ',' +
                                 sqlText(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)) + ')';
        return shard.insert("INSERT INTO " + tables.local("batches") + " FORMAT Values", entry, m_progress);
    }

private:
    QByteArray textValues(const RowWriter& rows) const
    {
        QByteArray values;
        for (const auto& [kind, text] : rows.texts())
            values += (values.isEmpty() ? "(" : ",(") + QByteArray::number(m_batch.id) + ',' +
                      QByteArray::number(kind) + ',' + sqlText(text) + ')';
        return values;
    }

    Result<void> compare(const RowWriter& rows, const ClickHouse& shard) const
    {
        QByteArray wanted = QByteArray::number(qulonglong(m_batch.rows));
        QByteArray sql = "SELECT count()";
        for (std::size_t i = 0; i < rows.sums().size(); ++i) {
            const FlowTableColumn& column = flowTableColumns()[i];
            sql += column.kind == FlowTableColumn::Kind::Number ? ", sum(toUInt64(" + QByteArray(column.name) + "))"
                   : column.kind == FlowTableColumn::Kind::Text
                       ? ", sum(length(" + QByteArray(column.name) + "))"
                       : ", sum(reinterpretAsUInt64(substring(" + QByteArray(column.name) + ",9,8)))";
            wanted += '\t' + QByteArray::number(qulonglong(rows.sums()[i]));
        }
        sql += " FROM " + m_servers.tables().local("flows") + " WHERE batch = " + QByteArray::number(m_batch.id);
        const auto arrived = shard.ask(sql, m_progress);
        if (!arrived)
            return arrived.error();
        if (arrived->trimmed() == wanted)
            return {};
        return Error{
            ErrorCode::Corrupt, RemoteText::tr("Batch %1 did not arrive as it was sent").arg(m_batch.id),
            shard.address().text(),
            RemoteText::tr("It does not count. Attach again; if it happens again, another program writes there")};
    }

    const FlowServers& m_servers;
    const BatchPlan& m_batch;
    const Progress& m_progress;
};

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
           a.last == b.last && a.peers == b.peers && a.locals == b.locals;
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
    // Packing the next batch while the servers sort the last ones.
    constexpr std::size_t mostWriters = 4; // each holds a batch, some 50 MB
    ThreadPool writers(int(std::clamp<std::size_t>(servers.shardCount() * 2, 2, mostWriters)));
    const auto done = forEachParallel(writers, open.size(), progress, [&](int, std::size_t index) -> Result<void> {
        const BatchWriter batch(servers, *open[index], progress);
        if (auto dropped = batch.drop(); !dropped)
            return dropped;
        return batch.write(chunks, attribution.networks, networks, servers.shard(index % servers.shardCount()));
    });
    if (!done)
        return done.error();
    report.bytes = servers.bytesSent();
    return report;
}

Result<void> proveEqual(const FlowStore& ours, const FlowStore& theirs, const Progress& progress)
{
    FlowQuestion question;
    question.by = {Dimension::Source, Dimension::Protocol, Dimension::Direction};
    question.countPeers = question.countLocals = true;
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
