// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/remoteflowstore.h"

#include "models/remote/aggregatesql.h"
#include "models/remote/remotescan.h"
#include "models/remote/rowssql.h"

#include <algorithm>

namespace tideline {

namespace {

/// The flows may be written again while a question runs; an answer from in between is thrown away and asked again.
template <typename Ask> auto untilItStands(Ask ask)
{
    constexpr int tries = 3;
    auto answer = ask();
    for (int i = 1; i < tries && !answer && answer.error().code == ErrorCode::Busy; ++i)
        answer = ask();
    return answer;
}

bool comesBefore(const FlowAggregate::Row& a, const FlowAggregate::Row& b)
{
    return a.bin != b.bin ? a.bin < b.bin
                          : std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
}

} // namespace

RemoteFlowStore::RemoteFlowStore(const ChunkSource& chunks, AttributionPtr attribution, RemotePlace place,
                                 const QString& caseId, const ServerLogin& login, const ServerLimits& limits)
    : m_chunks(chunks)
    , m_attribution(attribution ? std::move(attribution) : std::make_shared<Attribution>())
    , m_servers(std::move(place), caseId, login, limits)
{}

Result<FlowAggregate> RemoteFlowStore::aggregate(const FlowQuestion& question, const Progress& progress) const
{
    return untilItStands([&] { return aggregateOnce(question, progress); });
}

Result<FlowRows> RemoteFlowStore::rows(const FlowRowsQuestion& question, const Progress& progress) const
{
    return untilItStands([&] { return rowsOnce(question, progress); });
}

Result<FlowAggregate> RemoteFlowStore::aggregateOnce(const FlowQuestion& question, const Progress& progress) const
{
    RemoteScan::Wants wants{question.range, question.where, question.subject, AggregateSql::needsNetworks(question)};
    const std::vector<Micros>& edges = question.edges;
    if (edges.size() >= 2)
        wants.range = wants.range.intersected({edges.front(), edges.back()});
    const bool bySubject = AggregateSql::isBy(question, Dimension::Subject);
    if (bySubject)
        wants.networks |= AggregateSql::usesAsns(m_attribution->subjects);
    const auto scan = RemoteScan::prepare(m_chunks, m_attribution, m_servers, wants, progress);
    if (!scan)
        return scan.error();
    FlowAggregate answer;
    answer.scannedFlows = scan->rows();
    if (scan->range().isEmpty() || scan->chunks().empty())
        return answer;

    // Nearly always one statement. Many bins of odd lengths are asked for a few at a time: no group lies in two parts.
    const FlowSql flows(*m_attribution, scan->texts(),
                        {scan->subject(), bySubject, AggregateSql::isBy(question, Dimension::Direction)});
    const std::size_t bins = edges.size() < 2 ? 1 : edges.size() - 1;
    const std::size_t step = binSql(edges) ? bins : fewEdges;
    for (std::size_t first = 0; first < bins; first += step) {
        const std::size_t last = std::min(first + step, bins);
        std::vector<Micros> part;
        if (edges.size() >= 2)
            part.assign(edges.begin() + std::ptrdiff_t(first), edges.begin() + std::ptrdiff_t(last) + 1);
        const AggregateSql sql(question, flows, part);
        const TimeRange range = part.empty() ? TimeRange::all() : TimeRange{part.front(), part.back()};
        auto text = m_servers.head().ask(sql.select() + scan->from(flows, range) + sql.tail(), progress);
        if (!text)
            return text.error();
        if (auto read = sql.read(std::move(*text), int(first), answer.rows); !read)
            return read.error();
        progress.report(double(last) / double(bins));
    }
    if (auto stands = scan->stillStands(progress); !stands)
        return stands.error();
    std::sort(answer.rows.begin(), answer.rows.end(), comesBefore);
    keepTop(question, answer);
    return answer;
}

Result<FlowRows> RemoteFlowStore::rowsOnce(const FlowRowsQuestion& question, const Progress& progress) const
{
    const RemoteScan::Wants wants{question.range, question.where, question.subject, true};
    const auto scan = RemoteScan::prepare(m_chunks, m_attribution, m_servers, wants, progress);
    if (!scan)
        return scan.error();
    FlowRows answer;
    if (scan->range().isEmpty() || scan->chunks().empty())
        return answer;
    const FlowSql flows(*m_attribution, scan->texts(), {scan->subject(), false, false});
    const QByteArray from = scan->from(flows, TimeRange::all());
    auto counts = m_servers.head().ask("SELECT chunk, count()" + from + " GROUP BY chunk", progress);
    if (!counts)
        return counts.error();
    RowsSql sql(flows, scan->chunks());
    if (auto read = sql.readCounts(std::move(*counts)); !read)
        return read.error();
    answer.total = sql.total();
    constexpr std::uint64_t page = 20'000;
    const std::uint64_t end = question.offset >= answer.total
                                  ? question.offset
                                  : question.offset + std::min(question.limit, answer.total - question.offset);
    for (std::uint64_t at = question.offset; at < end; at += page) {
        auto text = m_servers.head().ask(sql.select(from, at, std::min(page, end - at)), progress);
        if (!text)
            return text.error();
        if (auto read = sql.read(std::move(*text), answer); !read)
            return read.error();
        progress.report(double(at - question.offset) / double(end - question.offset));
    }
    if (auto stands = scan->stillStands(progress); !stands)
        return stands.error();
    return answer;
}

} // namespace tideline
