// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/aggregatejob.h"

namespace tideline {

namespace {

/// The first picture is made of every so many chunks, spread over the whole span.
constexpr std::size_t firstStep = 16;

/// More parts are not worth their time: one address alone may have too many groups.
constexpr std::uint32_t mostParts = 256;

std::uint64_t flowsOf(const std::vector<ChunkInfo>& chunks, std::size_t step)
{
    std::uint64_t flows = 0;
    for (std::size_t i = 0; i < chunks.size(); i += step)
        flows += chunks[i].rows;
    return flows;
}

bool hasAddressKey(const FlowQuestion& question)
{
    return std::any_of(question.by.begin(), question.by.end(), Aggregator::isOfAddress);
}

/// Sorts rows of several parts by bin and keys; those of one key become one.
void addUp(std::vector<FlowAggregate::Row>& rows)
{
    std::sort(rows.begin(), rows.end(), [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return a.bin != b.bin ? a.bin < b.bin : a.keys < b.keys;
    });
    std::size_t count = 0;
    for (FlowAggregate::Row& row : rows) {
        if (count == 0 || rows[count - 1].bin != row.bin || rows[count - 1].keys != row.keys) {
            std::swap(rows[count++], row);
            continue;
        }
        FlowAggregate::Row& all = rows[count - 1];
        all.sums.add(row.sums);
        all.first = std::min(all.first, row.first);
        all.last = std::max(all.last, row.last);
        all.peers += row.peers;
        all.locals += row.locals;
    }
    rows.resize(count);
}

} // namespace

AggregateJob::AggregateJob(const ChunkSource& source, ColumnCache& columns, const AttributionPtr& attribution,
                           RollupStore* rollups, ThreadPool& pool, const FlowQuestion& question)
    : m_source(source)
    , m_columns(columns)
    , m_attribution(attribution)
    , m_rollups(rollups)
    , m_pool(pool)
    , m_asked(question)
    , m_question(question)
{
    if (m_question.top > 0)
        m_question.figures.add(FlowFigures::of(m_question.topOf));
}

Result<std::unique_ptr<ScanPlan>> AggregateJob::plan(const FlowQuestion& question, const TimeRange& range) const
{
    return ScanPlan::make(m_attribution, range, question.where, question.subject, Aggregator::columns(question),
                          Aggregator::wants(question), question.edges);
}

Result<FlowAggregate> AggregateJob::run(const Progress& progress, const FlowStore::FirstPicture& first)
{
    TimeRange range = m_question.range;
    if (m_question.edges.size() >= 2)
        range = range.intersected({m_question.edges.front(), m_question.edges.back()});
    auto made = plan(m_question, range);
    if (!made)
        return made.error();
    m_plan = std::move(*made);
    if (m_plan->range().isEmpty())
        return FlowAggregate{};
    m_columns.beginQuestion();
    if (m_rollups)
        m_key = rollupKey(m_question, m_attribution, *m_rollups);
    if (!m_key.isEmpty()) {
        m_question.top = 0; // chosen at the end
        FlowQuestion all = m_question;
        all.figures = {};
        auto whole = plan(all, TimeRange::all());
        if (!whole)
            return whole.error();
        m_wholePlan = std::move(*whole);
    }
    const auto chunks = m_source.chunks(m_plan->range());
    if (!chunks)
        return chunks.error();

    beginPass(*chunks, {});
    if (first && chunks->size() > 2 * firstStep) {
        if (auto visited = visit(*chunks, 0, firstStep, progress.part(0, 1.0 / firstStep)); !visited)
            return visited.error();
        if (!m_isFull)
            first(answer(), double(flowsOf(*chunks, firstStep)) / double(flowsOf(*chunks, 1)));
    }
    const bool isSecond = std::any_of(m_isDone.begin(), m_isDone.end(), [](std::uint8_t done) { return done != 0; });
    const double before = isSecond ? 1.0 / firstStep : 0;
    if (auto rest = visit(*chunks, 0, 1, progress.part(before, 1 - before)); !rest)
        return rest.error();
    return m_isFull ? inParts(*chunks, progress) : answer();
}

void AggregateJob::beginPass(const std::vector<ChunkInfo>& chunks, const AddressPart& part)
{
    m_workers.clear();
    m_workers.resize(std::size_t(m_pool.width()));
    m_shards.reset();
    m_part = part;
    m_shards =
        Aggregator::shardsFor(m_question, m_columns.book(), m_pool.width(), flowsOf(chunks, 1), m_part.count > 1);
    m_isDone.assign(chunks.size(), 0);
    m_isFull = false;
    m_scanned = 0;
}

bool AggregateJob::hasRoom()
{
    const bool isEndless = hasAddressKey(m_question) && m_question.top == 0; // so is the answer
    return !m_shards || isEndless || m_part.count == mostParts || m_shards->bytes() <= m_columns.mostByAddress();
}

/// As few parts as there is room for.
Result<FlowAggregate> AggregateJob::inParts(const std::vector<ChunkInfo>& chunks, const Progress& progress)
{
    const auto key = std::find_if(m_question.by.begin(), m_question.by.end(), Aggregator::isOfAddress);
    const bool isKey = key != m_question.by.end();
    if (!isKey && m_question.countPeers && m_question.countLocals)
        return oneCountAtATime(progress);
    AddressPart part;
    part.side = isKey ? *key : m_question.countPeers ? Dimension::Peer : Dimension::Local;
    if (!isKey)
        m_question.top = 0; // what a part has of a key is not all
    part.count = 2;
    FlowAggregate answer;
    while (part.index < part.count) {
        const double share = 1.0 / part.count;
        auto one = onePart(chunks, part, progress.part(part.index * share, share));
        if (!one)
            return one.error();
        if (!*one) { // anew, with smaller ones
            answer = {};
            part.index = 0;
            part.count *= 2;
            continue;
        }
        std::move((*one)->rows.begin(), (*one)->rows.end(), std::back_inserter(answer.rows));
        std::move((*one)->rest.begin(), (*one)->rest.end(), std::back_inserter(answer.rest));
        answer.restKeys += (*one)->restKeys;
        ++part.index;
    }
    answer.scannedFlows = m_scanned;
    addUp(answer.rows);
    const std::uint64_t restKeys = std::exchange(answer.restKeys, 0);
    keepTop(m_asked, answer);
    answer.restKeys += restKeys;
    addUp(answer.rest);
    return answer;
}

/// Nothing if there is no room for so large a part.
Result<std::optional<FlowAggregate>> AggregateJob::onePart(const std::vector<ChunkInfo>& chunks,
                                                           const AddressPart& part, const Progress& progress)
{
    beginPass(chunks, part);
    if (auto visited = visit(chunks, 0, 1, progress); !visited)
        return visited.error();
    if (m_isFull)
        return std::optional<FlowAggregate>();
    return std::optional(answer());
}

/// Parts of the peers are not parts of the local addresses.
Result<FlowAggregate> AggregateJob::oneCountAtATime(const Progress& progress)
{
    m_workers.clear();
    m_shards.reset();
    FlowQuestion peers = m_asked, locals = m_asked;
    peers.countLocals = locals.countPeers = false;
    auto answer =
        AggregateJob(m_source, m_columns, m_attribution, m_rollups, m_pool, peers).run(progress.part(0, 0.5), {});
    if (!answer)
        return answer;
    const auto other =
        AggregateJob(m_source, m_columns, m_attribution, m_rollups, m_pool, locals).run(progress.part(0.5, 0.5), {});
    if (!other)
        return other.error();
    for (std::size_t i = 0; i < answer->rows.size(); ++i) // both have the same rows
        answer->rows[i].locals = other->rows[i].locals;
    return answer;
}

/// Every `step`th chunk that was not visited yet.
Result<void> AggregateJob::visit(const std::vector<ChunkInfo>& chunks, std::size_t from, std::size_t step,
                                 const Progress& progress)
{
    std::vector<std::size_t> open;
    for (std::size_t i = from; i < chunks.size(); i += step) {
        if (!m_isDone[i])
            open.push_back(i);
        m_isDone[i] = 1;
    }
    return forEachParallel(m_pool, open.size(), progress, [&](int index, std::size_t i) -> Result<void> {
        if (m_isFull)
            return {};
        auto& worker = m_workers[std::size_t(index)];
        if (!worker)
            worker = std::make_unique<Worker>(m_question, *m_plan, m_part, m_shards.get());
        auto taken = take(*worker, chunks[open[i]]);
        if (!hasRoom())
            m_isFull = true;
        return taken;
    });
}

Result<void> AggregateJob::take(Worker& worker, const ChunkInfo& chunk)
{
    m_scanned += chunk.rows;
    if (m_key.isEmpty() || !isWithinGrain(m_question, chunk))
        return scan(*m_plan, worker.scanner, chunk, *worker.sums, worker.mask);
    const ChunkRollupPtr rollup = m_rollups->find(m_key, chunk.id);
    if (!rollup)
        return roll(worker, chunk);
    if (rollup->isTooLarge)
        return scan(*m_plan, worker.scanner, chunk, *worker.sums, worker.mask);
    worker.rolled.add(*rollup);
    return {};
}

/// Makes the chunk's pre-aggregate, keeps it, and answers from it.
Result<void> AggregateJob::roll(Worker& worker, const ChunkInfo& chunk)
{
    if (!worker.builder)
        worker.builder = std::make_unique<ChunkScanner>(*m_wholePlan);
    const FlowQuestion question = rollupQuestion(m_question, chunk);
    Aggregator sums(question, nullptr);
    if (auto scanned = scan(*m_wholePlan, *worker.builder, chunk, sums, worker.mask); !scanned)
        return scanned;
    FlowAggregate answer;
    sums.finish(m_wholePlan->texts(), answer);
    const auto rollup = std::make_shared<const ChunkRollup>(makeRollup(answer, chunk));
    m_rollups->put(m_key, chunk.id, rollup);
    if (rollup->isTooLarge)
        return scan(*m_plan, worker.scanner, chunk, *worker.sums, worker.mask);
    worker.rolled.add(*rollup);
    return {};
}

Result<void> AggregateJob::scan(const ScanPlan& plan, ChunkScanner& scanner, const ChunkInfo& chunk, Aggregator& sums,
                                PartMask& part)
{
    const auto loaded = m_columns.load(m_source, chunk, plan.columns(chunk).list());
    if (!loaded)
        return loaded.error();
    auto visited = scanner.scan(*loaded, [&](FlowView& view, RowMask& mask, std::uint32_t subject) {
        part.restrict(view, mask);
        sums.add(view, mask, subject);
    });
    sums.endChunk();
    return visited;
}

/// What was added up so far; the threads can go on afterwards.
FlowAggregate AggregateJob::answer()
{
    FlowAggregate answer;
    answer.scannedFlows = m_scanned;
    Aggregator* total = nullptr;
    RollupSums rolled(m_question);
    for (const auto& worker : m_workers) {
        if (!worker)
            continue;
        if (!total || total->isEmpty()) {
            total = worker->sums.get();
        } else if (!worker->sums->isEmpty()) {
            total->merge(*worker->sums);
            worker->sums = std::make_unique<Aggregator>(m_question, m_shards.get());
        }
        rolled.add(worker->rolled);
    }
    if (total)
        total->finish(m_plan->texts(), answer);
    if (!m_key.isEmpty()) {
        for (const FlowAggregate::Row& row : answer.rows)
            rolled.add(row);
        answer.rows = rolled.rows();
        keepTop(m_asked, answer);
    }
    return answer;
}

} // namespace tideline
