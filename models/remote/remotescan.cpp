// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/remotescan.h"

#include "models/core/counted.h"
#include "models/flows/scan.h"
#include "models/remote/remotetext.h"

namespace tideline {

Result<RemoteScan> RemoteScan::prepare(const ChunkSource& chunks, const AttributionPtr& attribution,
                                       const FlowServers& servers, const Wants& wants, const Progress& progress)
{
    // The embedded store's own plan: the same range, the same filter, the same error for an unknown subject.
    const auto plan = ScanPlan::make(attribution, wants.range, wants.where, wants.subject, {}, {});
    if (!plan)
        return plan.error();
    RemoteScan scan(servers);
    scan.m_range = (*plan)->range();
    scan.m_where = (*plan)->where();
    scan.m_subject = wants.subject.isEmpty() ? nullptr : attribution->subject(wants.subject);
    if (scan.m_range.isEmpty())
        return scan;
    const auto all = chunks.chunks(TimeRange::all());
    if (!all)
        return all.error();
    for (BatchPlan& batch : planBatches(*all)) {
        if (batch.span.overlaps(scan.m_range))
            scan.m_batches.push_back(std::move(batch));
    }
    for (const ChunkInfo& chunk : *all) {
        if (chunk.maxStart >= scan.m_range.from && chunk.minStart < scan.m_range.to)
            scan.m_chunks.push_back(chunk);
    }
    if (scan.m_batches.empty())
        return scan;
    if (wants.networks || needsNetworks(scan.m_where, *attribution, scan.m_subject))
        scan.m_networks = networksPrint(attribution->networks);
    auto written = scan.findWritten(progress);
    if (!written)
        return written.error();
    scan.m_written = std::move(*written);
    if (needsTexts(scan.m_where, *attribution)) {
        if (auto loaded = scan.loadTexts(progress); !loaded)
            return loaded.error();
    }
    return scan;
}

Result<std::vector<WrittenBatch>> RemoteScan::findWritten(const Progress& progress) const
{
    const auto manifest = m_servers->manifest(progress);
    if (!manifest)
        return manifest.error();
    std::vector<WrittenBatch> written;
    std::uint64_t missing = 0, rows = 0, outdated = 0;
    for (const BatchPlan& batch : m_batches) {
        const auto found = manifest->find(batch.id);
        const bool isThere = found != manifest->end() && found->second.isComplete() &&
                             found->second.print == batch.print && found->second.rows == batch.rows;
        if (!isThere) {
            ++missing;
            rows += batch.rows;
            continue;
        }
        outdated += !m_networks.isEmpty() && found->second.networks != m_networks;
        written.push_back(found->second);
    }
    const QString where = m_servers->place().url();
    const QString remedy = RemoteText::tr("Attach the flows of this case again");
    if (missing > 0)
        return Error{ErrorCode::Corrupt,
                     RemoteText::tr("%1 of %2 (%3) are not complete on the server")
                         .arg(missing)
                         .arg(counted(qint64(m_batches.size()), "batch"), counted(qint64(rows), "flow")),
                     where, remedy};
    if (outdated > 0)
        return Error{ErrorCode::Corrupt,
                     RemoteText::tr("The country and network tables changed since the flows were attached"), where,
                     remedy};
    return written;
}

Result<void> RemoteScan::stillStands(const Progress& progress) const
{
    if (m_batches.empty())
        return {};
    const auto written = findWritten(progress);
    if (!written)
        return written.error();
    if (*written == m_written)
        return {};
    return Error{ErrorCode::Busy, RemoteText::tr("The flows on the server are being written again"),
                 m_servers->place().url(), RemoteText::tr("Try again when that is done")};
}

std::uint64_t RemoteScan::rows() const
{
    std::uint64_t rows = 0;
    for (const ChunkInfo& chunk : m_chunks)
        rows += chunk.rows;
    return rows;
}

Result<void> RemoteScan::loadTexts(const Progress& progress)
{
    auto answer = m_servers->head().ask(
        "SELECT DISTINCT kind, value FROM " + m_servers->tables().all("texts") + " WHERE " + inBatches(), progress);
    if (!answer)
        return answer.error();
    TsvRows rows(std::move(*answer));
    std::vector<QByteArray> cells;
    while (rows.next(cells)) {
        std::vector<QString>& texts = cells.front() == "0"   ? m_texts.services
                                      : cells.front() == "1" ? m_texts.states
                                                             : m_texts.exporters;
        texts.push_back(QString::fromUtf8(cells.back()));
    }
    return {};
}

QByteArray RemoteScan::inBatches() const
{
    std::vector<qint64> ids;
    for (const BatchPlan& batch : m_batches)
        ids.push_back(batch.id);
    return sqlInNumbers("batch", ids);
}

QByteArray RemoteScan::from(const FlowSql& flows, const TimeRange& range) const
{
    return " FROM " + m_servers->tables().all("flows") + flows.arrayJoin() + " PREWHERE " +
           sqlAnd({inBatches(), sqlWithin(m_range.intersected(range))}) + " WHERE " + filterSql(m_where, flows);
}

} // namespace tideline
