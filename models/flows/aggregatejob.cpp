// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/aggregatejob.h"

namespace tideline {

namespace {

/// The first picture is made of every so many chunks, spread over the whole span.
constexpr std::size_t firstStep = 16;

std::uint64_t flowsOf(const std::vector<ChunkInfo>& chunks, std::size_t step)
{
    std::uint64_t flows = 0;
    for (std::size_t i = 0; i < chunks.size(); i += step)
        flows += chunks[i].rows;
    return flows;
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

    m_shards = Aggregator::shardsFor(m_question, m_columns.book(), m_pool.width(), flowsOf(*chunks, 1));
    m_workers.resize(std::size_t(m_pool.width()));
    m_isDone.assign(chunks->size(), 0);
    if (first && chunks->size() > 2 * firstStep) {
        if (auto visited = visit(*chunks, 0, firstStep, progress.part(0, 1.0 / firstStep)); !visited)
            return visited.error();
        first(answer(), double(flowsOf(*chunks, firstStep)) / double(flowsOf(*chunks, 1)));
    }
    const bool isSecond = std::any_of(m_isDone.begin(), m_isDone.end(), [](std::uint8_t done) { return done != 0; });
    const double before = isSecond ? 1.0 / firstStep : 0;
    if (auto rest = visit(*chunks, 0, 1, progress.part(before, 1 - before)); !rest)
        return rest.error();
    return answer();
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
        auto& worker = m_workers[std::size_t(index)];
        if (!worker)
            worker = std::make_unique<Worker>(m_question, *m_plan, m_shards.get());
        return take(*worker, chunks[open[i]]);
    });
}

Result<void> AggregateJob::take(Worker& worker, const ChunkInfo& chunk)
{
    m_scanned += chunk.rows;
    if (m_key.isEmpty() || !isWithinGrain(m_question, chunk))
        return scan(*m_plan, worker.scanner, chunk, *worker.sums);
    const ChunkRollupPtr rollup = m_rollups->find(m_key, chunk.id);
    if (!rollup)
        return roll(worker, chunk);
    if (rollup->isTooLarge)
        return scan(*m_plan, worker.scanner, chunk, *worker.sums);
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
    if (auto scanned = scan(*m_wholePlan, *worker.builder, chunk, sums); !scanned)
        return scanned;
    FlowAggregate answer;
    sums.finish(m_wholePlan->texts(), answer);
    const auto rollup = std::make_shared<const ChunkRollup>(makeRollup(answer, chunk));
    m_rollups->put(m_key, chunk.id, rollup);
    if (rollup->isTooLarge)
        return scan(*m_plan, worker.scanner, chunk, *worker.sums);
    worker.rolled.add(*rollup);
    return {};
}

Result<void> AggregateJob::scan(const ScanPlan& plan, ChunkScanner& scanner, const ChunkInfo& chunk, Aggregator& sums)
{
    const auto loaded = m_columns.load(m_source, chunk, plan.columns(chunk).list());
    if (!loaded)
        return loaded.error();
    auto visited = scanner.scan(
        *loaded, [&sums](FlowView& view, RowMask& mask, std::uint32_t subject) { sums.add(view, mask, subject); });
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
