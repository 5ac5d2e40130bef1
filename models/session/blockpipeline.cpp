// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/blockpipeline.h"

#include <utility>

namespace tideline {

namespace {

/// Records that may be parsed and wait to be written; an event takes about 3 KB, ten times its bytes in the file.
constexpr std::size_t mostAhead = 25'000;

/// Of what is not in chunks, in events.
std::size_t weightOf(const ParsedBlock& block)
{
    return block.events.size() + block.actors.size() + block.addenda.size() +
           (block.points.size() + block.dns.size() + block.routes.size() + block.problems.size()) / 4;
}

void widen(std::optional<TimeRange>& span, Micros from, Micros to)
{
    span = span ? span->united({from, to}) : TimeRange{from, to};
}

ReadyBlock readyBlock(ParsedBlock parsed, const RawBlock& raw, const Reader& reader, const Corrections& corrections)
{
    ReadyBlock ready;
    ready.index = raw.index;
    ready.skip = raw.skip;
    ready.parsed = std::move(parsed);
    corrections.apply(ready.parsed);
    if (raw.piece.tooLong) {
        ready.parsed.problems.insert(ready.parsed.problems.begin(), *raw.piece.tooLong);
        ++ready.parsed.read;
    }
    const FlowBatch& flows = ready.parsed.flows;
    ready.flows = static_cast<qint64>(flows.size());
    for (const Micros start : flows.start) {
        ready.coverage.add(start);
        widen(ready.span, start, start + 1);
    }
    for (const Event& event : ready.parsed.events) {
        if (event.time.range)
            widen(ready.span, event.time.range->from, event.time.range->to);
    }
    for (const SeriesPoint& point : ready.parsed.points) {
        ready.coverage.add(point.span.from);
        widen(ready.span, point.span.from, point.span.to);
    }
    for (const DnsRecord& query : ready.parsed.dns) {
        ready.coverage.add(query.at);
        widen(ready.span, query.at, query.at + 1);
    }
    for (const RouteRecord& route : ready.parsed.routes) {
        ready.coverage.add(route.at);
        widen(ready.span, route.at, route.at + 1);
    }
    if (!raw.skip) {
        for (std::size_t from = 0; from < flows.size(); from += chunkRows)
            ready.chunks.push_back(
                encodeChunk(flows, from, std::min(chunkRows, flows.size() - from), 0, reader.oneWay()));
    }
    return ready;
}

} // namespace

BlockPipeline::BlockPipeline(Reader& reader, int threads, int firstIndex, const Corrections& corrections)
    : m_reader(reader)
    , m_corrections(corrections)
    , m_capacity(static_cast<std::size_t>(threads) * 2)
    , m_fedTo(firstIndex)
    , m_next(firstIndex)
    , m_turn(firstIndex)
{
    if (reader.inOrder() && !reader.settles())
        threads = 1;
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

BlockPipeline::~BlockPipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_fedSomething.notify_all();
    m_turned.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

bool BlockPipeline::hasRoom() const
{
    return static_cast<std::size_t>(pending()) < m_capacity;
}

void BlockPipeline::feed(RawBlock block)
{
    {
        const std::lock_guard lock(m_mutex);
        m_fedTo = block.index + 1;
        m_waiting.push_back(std::move(block));
    }
    m_fedSomething.notify_one();
}

ReadyBlock BlockPipeline::next()
{
    std::unique_lock lock(m_mutex);
    m_finishedSomething.wait(lock, [this] { return m_ready.contains(m_next); });
    auto node = m_ready.extract(m_next);
    ++m_next;
    m_ahead -= weightOf(node.mapped().parsed);
    m_fedSomething.notify_all();
    return std::move(node.mapped());
}

/// Another block may be begun: always the one that the owner waits for, others as long as there is not too much.
bool BlockPipeline::mayBegin() const
{
    return !m_waiting.empty() &&
           (m_waiting.front().index == m_next || m_ahead + (m_parsing + 1) * m_lastWeight <= mostAhead);
}

/// False: there will be no turn any more.
bool BlockPipeline::waitForTurn(int index)
{
    std::unique_lock lock(m_mutex);
    m_turned.wait(lock, [this, index] { return m_stop || m_turn == index; });
    return !m_stop;
}

ParsedBlock BlockPipeline::parse(const RawBlock& raw, FlowBatch& spare)
{
    Block block = raw.piece.block();
    block.spare = &spare;
    if (!m_reader.inOrder())
        return m_reader.parse(block);
    const bool settles = m_reader.settles() && !raw.end;
    ParsedBlock parsed = settles ? m_reader.parseAhead(block) : ParsedBlock();
    if (!waitForTurn(raw.index))
        return {};
    if (settles)
        m_reader.settle(block, parsed);
    else
        parsed = raw.end ? m_reader.end() : m_reader.parseNext(block);
    {
        const std::lock_guard lock(m_mutex);
        ++m_turn;
    }
    m_turned.notify_all();
    return parsed;
}

void BlockPipeline::work()
{
    FlowBatch spare; // new memory for every block would cost as much as to fill it
    while (true) {
        RawBlock raw;
        {
            std::unique_lock lock(m_mutex);
            m_fedSomething.wait(lock, [this] { return m_stop || mayBegin(); });
            if (m_stop)
                return;
            raw = std::move(m_waiting.front());
            m_waiting.pop_front();
            ++m_parsing;
        }
        ReadyBlock ready = readyBlock(parse(raw, spare), raw, m_reader, m_corrections);
        spare = std::exchange(ready.parsed.flows, {});
        spare.clear();
        {
            const std::lock_guard lock(m_mutex);
            --m_parsing;
            m_lastWeight = weightOf(ready.parsed);
            m_ahead += m_lastWeight;
            m_ready.emplace(ready.index, std::move(ready));
        }
        m_finishedSomething.notify_one();
    }
}

} // namespace tideline
