// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunkflowstore.h"

#include "models/flows/aggregatejob.h"
#include "models/flows/columncache.h"
#include "models/flows/encoding.h"
#include "models/flows/rollup.h"

#include <numeric>

namespace tideline {

namespace {

/// One answer that keeps to the order of chunks.
struct Slice
{
    std::size_t chunk = 0;
    std::uint64_t skip = 0; ///< matching rows of the chunk before the slice
    std::uint64_t take = 0;
};

/// The chunks that hold matching rows [offset, offset + limit).
std::vector<Slice> slicesOf(const std::vector<std::uint64_t>& matching, std::uint64_t offset, std::uint64_t limit)
{
    std::vector<Slice> slices;
    for (std::size_t i = 0; i < matching.size() && limit > 0; ++i) {
        if (offset >= matching[i]) {
            offset -= matching[i];
            continue;
        }
        const std::uint64_t take = std::min(limit, matching[i] - offset);
        slices.push_back({i, offset, take});
        limit -= take;
        offset = 0;
    }
    return slices;
}

/// Appends the slice's rows, by time within the chunk, with their names.
void appendRows(FlowView& view, const RowMask& mask, const Slice& slice, FlowRows& rows)
{
    const DecodedChunk& columns = view.columns();
    std::vector<std::uint32_t> order;
    for (std::uint32_t row = 0; row < mask.size(); ++row) {
        if (mask[row])
            order.push_back(row);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&columns](std::uint32_t a, std::uint32_t b) { return columns.start[a] < columns.start[b]; });
    const TextPool& texts = view.chunk().resolver().texts();
    const std::uint64_t end = std::min<std::uint64_t>(slice.skip + slice.take, order.size());
    for (std::uint64_t i = slice.skip; i < end; ++i) {
        const std::uint32_t row = order[i];
        columns.appendRow(row, rows.batch);
        rows.source.push_back(columns.info.source);
        rows.localIsDst.push_back(view.isLocalDst(row));
        rows.services.append(texts.text(view.labels(RuleSet::Service)[row]));
        rows.routes.append(texts.text(view.labels(RuleSet::Route)[row]));
        rows.countries.append(texts.text(view.country(row)));
    }
}

} // namespace

ChunkFlowStore::ChunkFlowStore(const ChunkSource& source, AttributionPtr attribution, int threads,
                               std::shared_ptr<RollupStore> rollups, std::shared_ptr<ColumnCache> columns)
    : m_source(source)
    , m_attribution(attribution ? std::move(attribution) : std::make_shared<Attribution>())
    , m_rollups(std::move(rollups))
    , m_columns(columns     ? std::move(columns)
                : m_rollups ? m_rollups->columns()
                            : std::make_shared<ColumnCache>())
    , m_pool(std::make_unique<ThreadPool>(threads))
{}

ChunkFlowStore::~ChunkFlowStore() = default;

Result<FlowAggregate> ChunkFlowStore::aggregate(const FlowQuestion& question, const Progress& progress) const
{
    return aggregate(question, progress, {});
}

Result<FlowAggregate> ChunkFlowStore::aggregate(const FlowQuestion& question, const Progress& progress,
                                                const FirstPicture& first) const
{
    return AggregateJob(m_source, *m_columns, m_attribution, m_rollups.get(), *m_pool, question).run(progress, first);
}

Result<FlowRows> ChunkFlowStore::rows(const FlowRowsQuestion& question, const Progress& progress) const
{
    ResolverWants wants;
    wants.set(RuleSet::Service) = wants.set(RuleSet::Route) = wants.country = true;
    auto plan =
        ScanPlan::make(m_attribution, question.range, question.where, question.subject, ColumnSet::all(), wants);
    // Counting needs no names, so it gets a plan of its own with fewer columns.
    auto counting = ScanPlan::make(m_attribution, question.range, question.where, question.subject, {}, {});
    if (!plan)
        return plan.error();
    if (!counting)
        return counting.error();
    FlowRows answer;
    if ((*plan)->range().isEmpty())
        return answer;
    const auto chunks = m_source.chunks((*plan)->range());
    if (!chunks)
        return chunks.error();

    std::vector<std::uint64_t> matching(chunks->size());
    std::vector<std::unique_ptr<ChunkScanner>> scanners(std::size_t(m_pool->width()));
    const auto count = [&](int index, std::size_t chunk) -> Result<void> {
        if ((*counting)->takesAllOf((*chunks)[chunk])) {
            matching[chunk] = (*chunks)[chunk].rows;
            return {};
        }
        auto& scanner = scanners[std::size_t(index)];
        if (!scanner)
            scanner = std::make_unique<ChunkScanner>(**counting);
        const ChunkInfo& info = (*chunks)[chunk];
        const auto loaded = m_source.load(info, (*counting)->columns(info).list());
        if (!loaded)
            return loaded.error();
        return scanner->scan(*loaded, [&](FlowView&, RowMask& mask, std::uint32_t) {
            matching[chunk] += std::accumulate(mask.begin(), mask.end(), std::uint64_t(0));
        });
    };
    if (auto counted = forEachParallel(*m_pool, chunks->size(), progress.part(0, 0.5), count); !counted)
        return counted.error();
    answer.total = std::accumulate(matching.begin(), matching.end(), std::uint64_t(0));

    ChunkScanner scanner(**plan, mostChunkRows); // whole chunks: their rows are put in order
    const std::vector<Slice> slices = slicesOf(matching, question.offset, question.limit);
    for (const Slice& slice : slices) {
        if (progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Stopped"), {}, {}};
        const auto loaded = m_source.load((*chunks)[slice.chunk], ColumnSet::all().list());
        if (!loaded)
            return loaded.error();
        auto scanned = scanner.scan(
            *loaded, [&](FlowView& view, RowMask& mask, std::uint32_t) { appendRows(view, mask, slice, answer); });
        if (!scanned)
            return scanned.error();
        progress.part(0.5, 0.5).report(double(&slice - slices.data() + 1) / double(slices.size()));
    }
    return answer;
}

} // namespace tideline
