// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/aggregator.h"

#include "models/flows/kernel.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tideline {

namespace {

/// Of all threads of a question, for slots by the numbers of addresses.
constexpr std::size_t mostTableBytes = 64 << 20;
/// More would take longer to go through than the rows.
constexpr std::size_t bytesPerRow = 64;
constexpr std::size_t fewRows = 4'096;

/// Edges within a tile that rows are compared with one after the other.
constexpr std::uint32_t fewEdges = 6;

constexpr std::size_t blockRows = 64;

/// The first and last of each block.
TIDELINE_KERNEL void findSpans(const Micros* times, std::size_t count, std::pair<Micros, Micros>* spans)
{
    for (std::size_t from = 0; from < count; from += blockRows) {
        const std::size_t to = from + blockRows < count ? from + blockRows : count;
        Micros least = times[from], most = times[from];
        for (std::size_t i = from; i < to; ++i) {
            least = times[i] < least ? times[i] : least;
            most = times[i] > most ? times[i] : most;
        }
        spans[from / blockRows] = {least, most};
    }
}

TIDELINE_KERNEL void countUp(const Micros* times, std::size_t count, Micros edge, std::uint32_t* numbers)
{
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] += times[i] >= edge;
}

} // namespace

Aggregator::Aggregator(const FlowQuestion& question, AddressShards* shards)
    : m_question(question)
    , m_shards(shards)
    , m_isSplit(std::find(question.by.begin(), question.by.end(), Dimension::Direction) != question.by.end())
    , m_groups(1 + question.by.size(), question.figures)
    , m_keys(question.by.size())
    , m_slotSums(question.figures)
    , m_chunkGroups(1 + question.by.size(), question.figures)
{
    while (m_address < question.by.size() && !isAddress(m_address))
        ++m_address;
    // Numbers of two addresses make too many slots.
    m_canNumber =
        shards && shards->mostBytes() > 0 && std::count_if(question.by.begin(), question.by.end(), isOfAddress) <= 1;
    m_isOneAddress = question.by.size() == 1 && isOfAddress(question.by[0]) && question.edges.size() <= 2 &&
                     !question.countPeers && !question.countLocals;
}

std::unique_ptr<AddressShards> Aggregator::shardsFor(const FlowQuestion& question, std::shared_ptr<AddressBook> book,
                                                     int threads, std::uint64_t rows, bool isPart)
{
    const bool areKeys = std::any_of(question.by.begin(), question.by.end(), isOfAddress);
    if (!question.countPeers && !question.countLocals && !areKeys)
        return nullptr;
    const std::size_t own = std::min(mostTableBytes / std::size_t(threads), (rows + fewRows) * bytesPerRow);
    return std::make_unique<AddressShards>(1 + question.by.size(), question.figures, areKeys, std::move(book),
                                           isPart ? 0 : own);
}

/// Without keys and times, and with all rows: sums between edges are all it takes.
bool Aggregator::takesWholeTiles(const RowMask& mask) const
{
    return m_question.by.empty() && !m_shards && !m_question.figures.times && m_layout.slotCount > 0 &&
           !std::memchr(mask.data(), 0, mask.size());
}

/// Flows come nearly in the order of time: blocks of rows are mostly in one bin as a whole.
void Aggregator::addBetweenEdges(const SumColumns::Rows& summed, std::size_t rows)
{
    m_blockSpans.resize((rows + blockRows - 1) / blockRows);
    findSpans(summed.start, rows, m_blockSpans.data());
    const auto binOf = [this](Micros time) {
        std::uint32_t bin = m_bin;
        while (bin < m_lastBin && time >= m_question.edges[bin + 1])
            ++bin;
        return bin;
    };
    std::size_t from = 0; // of the run of rows in one bin that is to be added
    std::uint32_t bin = m_bin;
    TimeRange inBin{TimeRange::beginning(), m_question.edges[bin + 1]};
    const auto addRun = [&](std::size_t to) {
        if (from < to) {
            m_slotSums.addAll(summed.from(from), to - from, bin - m_layout.firstBin);
            m_isUsed[bin - m_layout.firstBin] = 1;
        }
        from = to;
    };
    for (std::size_t at = 0; at < rows; at += blockRows) {
        const auto& [least, most] = m_blockSpans[at / blockRows];
        if (least >= inBin.from && most < inBin.to)
            continue;
        addRun(at);
        bin = binOf(least);
        inBin = {m_question.edges[bin], m_question.edges[bin + 1]};
        if (most < inBin.to)
            continue;
        from = std::min(at + blockRows, rows);
        m_rowSlots.resize(from - at);
        for (std::size_t row = at; row < from; ++row) {
            m_rowSlots[row - at] = binOf(summed.start[row]) - m_layout.firstBin;
            m_isUsed[m_rowSlots[row - at]] = 1;
        }
        m_slotSums.addRows(summed.from(at), m_rowSlots.data(), from - at);
    }
    addRun(rows);
}

/// Rows outside all bins leave the mask; false when none is left.
bool Aggregator::findBins(const DecodedChunk& columns, RowMask& mask)
{
    const std::vector<Micros>& edges = m_question.edges;
    m_bins.clear();
    m_bin = m_lastBin = 0;
    if (edges.size() < 2)
        return true;
    // The chunk's bins are known: no others need be looked through.
    const auto from = edges.begin() + m_layout.firstBin, to = from + m_layout.bins + 1;
    const auto above = [&](Micros time) { return std::uint32_t(std::upper_bound(from, to, time) - edges.begin()); };
    const std::uint32_t first = above(columns.minStart);
    const std::uint32_t last = columns.hasStarts ? above(columns.maxStart) : first;
    const auto end = std::uint32_t(edges.size());
    if (first == end || last == 0)
        return false;
    m_bin = first - 1;
    m_lastBin = last - 1;
    const bool isInside = first > 0 && last < end, areFew = last - first <= fewEdges;
    if (first == last || (isInside && areFew && takesWholeTiles(mask)))
        return true;
    m_bins.assign(columns.rows(), m_bin); // one below the first bin wraps around; such rows go
    const Micros* start = columns.start.data();
    if (areFew) {
        for (std::uint32_t edge = first; edge < last; ++edge)
            countUp(start, columns.rows(), edges[edge], m_bins.data());
    } else {
        for (std::size_t row = 0; row < columns.rows(); ++row)
            m_bins[row] = above(start[row]) - 1;
    }
    if (isInside)
        return true;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        mask[row] &= std::uint8_t(m_bins[row] + 1 > 0 && m_bins[row] + 1 < end);
    return true;
}

void Aggregator::add(FlowView& view, RowMask& mask, std::uint32_t subject)
{
    if (m_serial != view.chunk().serial())
        beginChunk(view);
    if (!findBins(view.columns(), mask))
        return;
    if (m_isSplit) {
        addPart(view, mask, subject, Part::Out);
        addPart(view, mask, subject, Part::In);
    } else {
        addPart(view, mask, subject, Part::Whole);
    }
}

/// The rows of the part and what it sums. A flow counts as one where the side that started it sends; it has no part in
/// the other direction when nothing was sent there.
const RowMask& Aggregator::takePart(FlowView& view, Part part, const RowMask& mask, SumColumns::Rows& summed)
{
    const FlowFigures& figures = m_question.figures;
    if (figures.bytes || m_isSplit)
        summed.bytesOut = view.bytesOut().data(), summed.bytesIn = view.bytesIn().data();
    if (figures.packets || m_isSplit)
        summed.packetsOut = view.packetsOut().data(), summed.packetsIn = view.packetsIn().data();
    summed.flows = view.columns().flows.data();
    summed.start = view.columns().start.data();
    if (part == Part::Whole)
        return mask;
    m_none.resize(std::max(m_none.size(), mask.size()), 0);
    const bool isIn = part == Part::In;
    const std::uint64_t* bytes = isIn ? summed.bytesIn : summed.bytesOut;
    const std::uint64_t* packets = isIn ? summed.packetsIn : summed.packetsOut;
    (isIn ? summed.bytesOut : summed.bytesIn) = m_none.data();
    (isIn ? summed.packetsOut : summed.packetsIn) = m_none.data();
    const std::uint8_t* isDst = view.localIsDst().empty() ? nullptr : view.localIsDst().data();
    m_partMask = mask;
    std::uint8_t* taken = m_partMask.data();
    for (std::size_t row = 0, rows = mask.size(); row < rows; ++row)
        taken[row] &= std::uint8_t(((isDst && isDst[row]) == isIn) | ((bytes[row] | packets[row]) != 0));
    if (!figures.flows)
        return m_partMask;
    m_startedFlows.resize(mask.size());
    for (std::size_t row = 0, rows = mask.size(); row < rows; ++row)
        m_startedFlows[row] = (isDst && isDst[row]) == isIn ? summed.flows[row] : 0;
    summed.flows = m_startedFlows.data();
    return m_partMask;
}

/// The rows that are taken.
const Aggregator::Numbers& Aggregator::selectRows(const RowMask& mask)
{
    const std::uint8_t* taken = mask.data();
    if (!std::memchr(taken, 0, mask.size())) {
        const std::size_t before = m_allRows.size();
        m_allRows.resize(mask.size());
        for (std::size_t row = before; row < mask.size(); ++row)
            m_allRows[row] = std::uint32_t(row);
        return m_allRows;
    }
    m_rows.resize(mask.size());
    std::uint32_t* out = m_rows.data();
    std::uint32_t row = 0;
    const auto rows = std::uint32_t(mask.size());
    while (row < rows) {
        const auto* next = static_cast<const std::uint8_t*>(std::memchr(taken + row, 1, rows - row));
        if (!next)
            break;
        row = std::uint32_t(next - taken);
        for (const std::uint32_t end = std::min(row + 32, rows); row < end; ++row) {
            *out = row;
            out += taken[row];
        }
    }
    m_rows.resize(std::size_t(out - m_rows.data()));
    return m_rows;
}

void Aggregator::addPart(FlowView& view, const RowMask& mask, std::uint32_t subject, Part part)
{
    SumColumns::Rows summed;
    const RowMask& taken = takePart(view, part, mask, summed);
    if (m_bin != m_lastBin && m_bins.empty())
        return addBetweenEdges(summed, view.rows());
    const Numbers& rows = selectRows(taken);
    const bool areAll = &rows == &m_allRows;
    if (rows.empty())
        return;
    if (m_layout.slotCount == 0) {
        m_isOneSlot = false;
        findKeys(view, subject, part);
        GroupTable& groups = m_shards ? m_chunkGroups : m_groups;
        groups.find(rows, m_bin, m_bins, m_keys, m_rowSlots);
        groups.sums().addRows(summed, m_rowSlots.data(), rows);
    } else {
        findSlots(view, subject, part);
        if (m_isOneSlot && !areAll)
            std::fill(m_rowSlots.begin() + 1, m_rowSlots.end(), m_rowSlots[0]);
        if (areAll && m_isOneSlot)
            m_slotSums.addAll(summed, view.rows(), m_rowSlots[0]);
        else if (areAll)
            m_slotSums.addRows(summed, m_rowSlots.data(), view.rows());
        else
            m_slotSums.addRows(summed, m_rowSlots.data(), rows);
        std::uint8_t* isUsed = m_isUsed.data();
        const std::uint32_t* slotOf = m_rowSlots.data();
        if (m_isOneSlot)
            isUsed[slotOf[0]] = 1;
        else
            for (const std::uint32_t row : rows)
                isUsed[slotOf[row]] = 1;
    }
    const auto count = [&](AddressMarks& marks, const Numbers& entries) {
        if (areAll && m_isOneSlot)
            marks.mark(m_rowSlots[0], entries);
        else
            marks.mark(rows, m_rowSlots, entries);
    };
    if (m_question.countPeers)
        count(m_peers, view.peer());
    if (m_question.countLocals)
        count(m_locals, view.local());
}

} // namespace tideline
