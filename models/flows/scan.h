// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/flows/flowview.h"
#include "models/flows/predicate.h"
#include "models/flows/threadpool.h"

#include <functional>
#include <memory>

namespace tideline {

/// A question compiled for scanning: which chunks and columns, which rows, seen from which side. Shared by threads.
class ScanPlan
{
public:
    /// `columns` and `wants`: what the caller itself looks at; `edges`: of its bins. NotFound when there is no such
    /// subject.
    static Result<std::unique_ptr<ScanPlan>> make(const AttributionPtr& attribution, const TimeRange& range,
                                                  const ExpressionPtr& where, const QString& subject, ColumnSet columns,
                                                  ResolverWants wants, const std::vector<Micros>& edges = {});

    TextPool& texts() { return m_texts; }
    const Resolver& resolver() const { return *m_resolver; }
    /// What can match lies in here.
    const TimeRange& range() const { return m_range; }
    /// What has to be read of a chunk: starts only where they matter.
    ColumnSet columns(const ChunkInfo& chunk) const;
    const TimeCuts& cuts() const { return m_cuts; }
    const ExpressionPtr& where() const { return m_where; }
    /// All rows of such a chunk match: they can be counted without looking.
    bool takesAllOf(const ChunkInfo& chunk) const;

private:
    ScanPlan() = default;
    TextPool m_texts;
    std::unique_ptr<Resolver> m_resolver;
    TimeRange m_range;
    ExpressionPtr m_where;
    ColumnSet m_columns;
    TimeCuts m_cuts;
};

/// Scans one chunk after the other for one thread.
class ChunkScanner
{
public:
    /// Gets the rows of a tile that match, once for each side they are seen from; `subject` is a text's number.
    using Visit = std::function<void(FlowView& view, RowMask& rows, std::uint32_t subject)>;

    /// `tile`: rows visited at a time.
    explicit ChunkScanner(const ScanPlan& plan, std::size_t tile = tileRows)
        : m_plan(plan)
        , m_tile(tile)
        , m_chunk(plan.resolver())
        , m_view(m_chunk)
        , m_predicate(compilePredicate(plan.where()))
    {}
    Result<void> scan(const EncodedChunk& chunk, const Visit& visit);

private:
    bool takeRange();
    void visitSide(const MemberSet* members, RowMask& mask, std::uint32_t subject, const Visit& visit);
    void visitSubjects(const Visit& visit);

    const ScanPlan& m_plan;
    std::size_t m_tile;
    ResolvedChunk m_chunk;
    FlowView m_view;
    std::unique_ptr<Predicate> m_predicate;
    RowMask m_inRange, m_mask, m_named;
    ResolvedChunk::Ends m_ends;
};

/// Calls `work(worker, index)` for every index below `count` on all threads, each index once. Stops at the first error
/// and when cancelled.
Result<void> forEachParallel(ThreadPool& pool, std::size_t count, const Progress& progress,
                             const std::function<Result<void>(int worker, std::size_t index)>& work);

} // namespace tideline
