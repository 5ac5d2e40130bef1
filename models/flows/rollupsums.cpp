// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/rollupsums.h"

namespace tideline {

namespace {

/// More quarters than this are not worth it: the chunk is hardly in the order of time.
constexpr Micros mostQuarters = 4'096;
/// Nor is a table of more than one row for so many flows.
constexpr std::size_t flowsPerRow = 8;

Micros quarterOf(Micros time)
{
    return time >= 0 ? time / rollupGrain : -((-time + rollupGrain - 1) / rollupGrain);
}

} // namespace

bool isWithinGrain(const FlowQuestion& question, const ChunkInfo& chunk)
{
    if (quarterOf(chunk.maxStart) - quarterOf(chunk.minStart) > mostQuarters)
        return false;
    // An end that no flow lies before, or none after, cuts nothing.
    const auto cuts = [&chunk](Micros at) {
        return at > chunk.minStart && at <= chunk.maxStart && at != quarterOf(at) * rollupGrain;
    };
    if (cuts(question.range.from) || cuts(question.range.to))
        return false;
    const std::vector<Micros>& edges = question.edges;
    for (auto it = std::upper_bound(edges.begin(), edges.end(), chunk.minStart); it != edges.end(); ++it) {
        if (*it > chunk.maxStart)
            break;
        if (cuts(*it))
            return false;
    }
    return true;
}

FlowQuestion rollupQuestion(const FlowQuestion& question, const ChunkInfo& chunk)
{
    FlowQuestion whole = question;
    whole.figures = {}; // for other questions too
    whole.top = 0;
    whole.range = TimeRange::all();
    whole.edges.clear();
    const Micros last = quarterOf(chunk.maxStart) + 1;
    for (Micros quarter = quarterOf(chunk.minStart); quarter <= last; ++quarter)
        whole.edges.push_back(quarter * rollupGrain);
    return whole;
}

ChunkRollup makeRollup(const FlowAggregate& answer, const ChunkInfo& chunk)
{
    ChunkRollup rollup;
    if (answer.rows.size() > chunk.rows / flowsPerRow + 64) {
        rollup.isTooLarge = true;
        return rollup;
    }
    QHash<QStringList, std::uint32_t> numbers;
    rollup.rows.reserve(answer.rows.size());
    for (const FlowAggregate::Row& row : answer.rows) {
        auto number = numbers.constFind(row.keys);
        if (number == numbers.constEnd()) {
            number = numbers.insert(row.keys, std::uint32_t(rollup.keys.size()));
            rollup.keys.push_back(row.keys);
        }
        rollup.rows.push_back({*number, row.sums, row.first, row.last});
    }
    return rollup;
}

std::uint32_t RollupSums::keyNumber(const QStringList& key)
{
    const auto found = m_numbers.constFind(key);
    if (found != m_numbers.constEnd())
        return *found;
    m_keys.push_back(key);
    m_numbers.insert(key, std::uint32_t(m_keys.size() - 1));
    return std::uint32_t(m_keys.size() - 1);
}

/// All flows of a row lie on the same side of every edge, so that its first one speaks for it.
void RollupSums::add(const ChunkRollup& rollup)
{
    std::vector<std::uint32_t> numbers;
    for (const QStringList& key : rollup.keys)
        numbers.push_back(keyNumber(key));
    const std::vector<Micros>& edges = m_question.edges;
    std::size_t bin = 0;
    for (const ChunkRollup::Row& row : rollup.rows) {
        if (!m_question.range.contains(row.first))
            continue;
        if (edges.size() >= 2 && (row.first < edges[bin] || row.first >= edges[bin + 1])) {
            const auto above = std::upper_bound(edges.begin(), edges.end(), row.first);
            if (above == edges.begin() || above == edges.end())
                continue;
            bin = std::size_t(above - edges.begin()) - 1;
        }
        const std::uint32_t key[2] = {std::uint32_t(bin), numbers[row.key]};
        m_groups.sums().add(m_groups.find(key), row.sums, row.first, row.last);
    }
}

void RollupSums::add(const FlowAggregate::Row& row)
{
    const std::uint32_t key[2] = {std::uint32_t(row.bin), keyNumber(row.keys)};
    m_groups.sums().add(m_groups.find(key), row.sums, row.first, row.last);
}

void RollupSums::add(const RollupSums& other)
{
    std::vector<std::uint32_t> numbers;
    for (const QStringList& key : other.m_keys)
        numbers.push_back(keyNumber(key));
    for (std::uint32_t index = 0; index < other.m_groups.size(); ++index) {
        const std::uint32_t* from = other.m_groups.key(index);
        const std::uint32_t key[2] = {from[0], numbers[from[1]]};
        m_groups.sums().add(m_groups.find(key), other.m_groups.sums(), index);
    }
}

std::vector<FlowAggregate::Row> RollupSums::rows() const
{
    std::vector<FlowAggregate::Row> rows(m_groups.size());
    for (std::uint32_t index = 0; index < m_groups.size(); ++index) {
        const std::uint32_t* key = m_groups.key(index);
        const SumColumns& sums = m_groups.sums();
        rows[index] = {int(key[0]), m_keys[key[1]], sums.sums(index), sums.first(index), sums.last(index), 0, 0};
    }
    std::sort(rows.begin(), rows.end(), [](const FlowAggregate::Row& a, const FlowAggregate::Row& b) {
        return a.bin != b.bin
                   ? a.bin < b.bin
                   : std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
    });
    return rows;
}

} // namespace tideline
