// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/scan.h"

#include <QCoreApplication>

#include <atomic>
#include <cstring>
#include <mutex>
#include <new>

namespace tideline {

Result<std::unique_ptr<ScanPlan>> ScanPlan::make(const AttributionPtr& attribution, const TimeRange& range,
                                                 const ExpressionPtr& where, const QString& subject, ColumnSet columns,
                                                 ResolverWants wants, const std::vector<Micros>& edges)
{
    const Subject* side = nullptr;
    if (!subject.isEmpty()) {
        side = attribution->subject(subject);
        if (!side) {
            QStringList names;
            for (const Subject& each : attribution->subjects)
                names.append(each.name);
            const QString nearest = nearestNames(subject, names).join(QStringLiteral(", "));
            return Error{ErrorCode::NotFound,
                         QCoreApplication::translate("Flows", "There is no subject “%1”").arg(subject),
                         {},
                         nearest.isEmpty() ? QString()
                                           : QCoreApplication::translate("Flows", "Did you mean %1?").arg(nearest)};
        }
    }
    std::unique_ptr<ScanPlan> plan(new ScanPlan);
    plan->m_where = restrictedTo(where, Domain::Flows);
    plan->m_range = range.intersected(impliedRange(plan->m_where));
    addNeeds(plan->m_where, columns, wants);
    plan->m_resolver = std::make_unique<Resolver>(attribution, wants, side, plan->m_texts);
    columns.add(plan->m_resolver->columns());
    plan->m_columns = columns;
    plan->m_cuts.areEverywhere = columns.has(FlowColumn::Start);
    std::vector<Micros>& cuts = plan->m_cuts.at;
    cuts = plan->m_resolver->segments().edges();
    cuts.insert(cuts.end(), {plan->m_range.from, plan->m_range.to});
    cuts.insert(cuts.end(), edges.begin(), edges.end());
    std::sort(cuts.begin(), cuts.end());
    return plan;
}

ColumnSet ScanPlan::columns(const ChunkInfo& chunk) const
{
    ColumnSet columns = m_columns;
    if (m_cuts.divide(chunk.minStart, chunk.maxStart))
        columns.add(FlowColumn::Start);
    return columns;
}

bool ScanPlan::takesAllOf(const ChunkInfo& chunk) const
{
    return !m_where && !m_resolver->members() && m_range.contains(chunk.minStart) && m_range.contains(chunk.maxStart);
}

Result<void> ChunkScanner::scan(const EncodedChunk& chunk, const Visit& visit)
{
    if (auto opened = m_chunk.open(chunk, m_plan.columns(chunk.info)); !opened)
        return opened;
    for (std::size_t from = 0; from < chunk.info.rows; from += m_tile) {
        if (auto loaded = m_chunk.loadRows(from, std::min(m_tile, chunk.info.rows - from), m_plan.cuts()); !loaded)
            return loaded;
        if (!takeRange())
            continue;
        if (m_plan.resolver().wants().bySubject) {
            visitSubjects(visit);
        } else {
            m_mask = m_inRange;
            visitSide(m_plan.resolver().members(), m_mask, TextPool::unknown, visit);
        }
    }
    return {};
}

/// False when no row of the tile is in the range.
bool ChunkScanner::takeRange()
{
    const DecodedChunk& columns = m_chunk.columns();
    const TimeRange range = m_plan.range();
    if (columns.maxStart < range.from || columns.minStart >= range.to)
        return false;
    m_inRange.assign(m_chunk.rows(), 1);
    if (!columns.hasStarts || (range.contains(columns.minStart) && range.contains(columns.maxStart)))
        return true;
    for (std::size_t row = 0; row < m_chunk.rows(); ++row)
        m_inRange[row] = range.contains(columns.start[row]);
    return true;
}

void ChunkScanner::visitSide(const MemberSet* members, RowMask& mask, std::uint32_t subject, const Visit& visit)
{
    const Resolver& resolver = m_plan.resolver();
    m_view.orient(members, members ? members : &resolver.pooled(), mask);
    if (m_predicate)
        m_predicate->narrow(m_view, mask);
    if (std::memchr(mask.data(), 1, mask.size()))
        visit(m_view, mask, subject);
}

/// Once for each subject. Without a subject of the question each sees the flows from its own side, and what belongs to
/// none is visited as well.
void ChunkScanner::visitSubjects(const Visit& visit)
{
    const Resolver& resolver = m_plan.resolver();
    m_named.assign(m_chunk.rows(), 0);
    for (const Resolver::NamedMembers& subject : resolver.subjects()) {
        m_chunk.findEnds(subject.members, m_ends);
        m_mask = m_inRange;
        for (std::size_t row = 0; row < m_chunk.rows(); ++row) {
            const auto belongs = std::uint8_t(m_ends.src[row] ^ m_ends.dst[row]);
            m_mask[row] &= belongs;
            m_named[row] |= belongs;
        }
        visitSide(resolver.members() ? resolver.members() : &subject.members, m_mask, subject.text, visit);
    }
    if (resolver.members())
        return;
    m_mask = m_inRange;
    for (std::size_t row = 0; row < m_chunk.rows(); ++row)
        m_mask[row] &= std::uint8_t(!m_named[row]);
    visitSide(nullptr, m_mask, TextPool::unknown, visit);
}

Result<void> forEachParallel(ThreadPool& pool, std::size_t count, const Progress& progress,
                             const std::function<Result<void>(int, std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0, done = 0;
    std::atomic<bool> stop = false;
    std::mutex mutex;
    std::optional<Error> error;
    const auto fail = [&](const Error& problem) {
        const std::lock_guard lock(mutex);
        if (!error)
            error = problem;
        stop = true;
    };
    pool.run([&](int worker) {
        for (std::size_t index = next++; index < count && !stop; index = next++) {
            if (progress.cancelled())
                return fail({ErrorCode::Cancelled, QCoreApplication::translate("Flows", "Stopped"), {}, {}});
            try {
                if (auto result = work(worker, index); !result)
                    return fail(result.error());
            } catch (const std::bad_alloc&) {
                return fail({ErrorCode::Internal,
                             QCoreApplication::translate("Flows", "The memory is used up"),
                             {},
                             QCoreApplication::translate("Flows", "Ask for fewer groups or a shorter time")});
            }
            progress.report(double(++done) / double(count));
        }
    });
    if (error)
        return *error;
    return {};
}

} // namespace tideline
