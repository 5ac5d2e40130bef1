// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/grid.h"

#include <QHash>

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t mostCells = 1'000'000;

QString keyOf(const FlowAggregate::Row& row)
{
    return row.keys.isEmpty() ? QString() : row.keys.first();
}

} // namespace

void addSums(FlowSums& sums, const FlowSums& more)
{
    sums.bytesOut += more.bytesOut;
    sums.bytesIn += more.bytesIn;
    sums.packetsOut += more.packetsOut;
    sums.packetsIn += more.packetsIn;
    sums.flows += more.flows;
}

FlowSums Grid::binTotal(std::size_t bin) const
{
    FlowSums total;
    for (qsizetype key = 0; key < keys.size(); ++key)
        addSums(total, at(bin, key));
    return total;
}

FlowSums Grid::keyTotal(qsizetype key) const
{
    FlowSums total;
    for (std::size_t bin = 0; bin < bins(); ++bin)
        addSums(total, at(bin, key));
    return total;
}

double Grid::coveredShare(std::size_t bin) const
{
    return double(covered[bin]) / double(edges[bin + 1] - edges[bin]);
}

Result<Grid> gridOf(const FlowAggregate& answer, std::vector<Micros> edges, const Asked& asked, bool isGrouped, int top)
{
    Grid grid;
    const std::vector<KeyedSums> ranked = rankedKeys(answer, asked.question.of);
    const std::size_t alone = top > 0 ? std::min(ranked.size(), std::size_t(top)) : ranked.size();
    for (std::size_t i = 0; i < alone; ++i)
        grid.keys.append(ranked[i].key);
    std::sort(grid.keys.begin(), grid.keys.end());
    grid.joinedKeys = int(ranked.size() - alone + answer.restKeys);
    if (grid.joinedKeys > 0)
        grid.keys.append(QStringLiteral("other (%1)").arg(grid.joinedKeys));
    if (grid.keys.isEmpty() && !isGrouped)
        grid.keys.append(QString());
    grid.covered = coveredPerBin(asked.coverage, edges, asked.range);
    grid.edges = std::move(edges);
    if (grid.bins() * std::size_t(grid.keys.size()) > mostCells) {
        return Error{
            ErrorCode::BadArgument,
            QStringLiteral("%1 keys in %2 bins are more than a table can show").arg(grid.keys.size()).arg(grid.bins()),
            {},
            QStringLiteral("Ask for the largest only (top), or for wider bins")};
    }
    QHash<QString, std::size_t> place;
    for (qsizetype key = 0; key < grid.keys.size(); ++key)
        place.insert(grid.keys[key], std::size_t(key));
    grid.cells.resize(grid.bins() * std::size_t(grid.keys.size()));
    for (const FlowAggregate::Row& row : answer.rows) {
        const std::size_t key = place.value(keyOf(row), std::size_t(grid.keys.size()) - 1);
        addSums(grid.cells[std::size_t(row.bin) * std::size_t(grid.keys.size()) + key], row.sums);
    }
    for (const FlowAggregate::Row& row : answer.rest)
        addSums(grid.cells[(std::size_t(row.bin) + 1) * std::size_t(grid.keys.size()) - 1], row.sums);
    return grid;
}

std::vector<KeyedSums> rankedKeys(const FlowAggregate& answer, Quantity of)
{
    std::vector<KeyedSums> keys;
    QHash<QString, std::size_t> place;
    for (const FlowAggregate::Row& row : answer.rows) {
        const QString key = keyOf(row);
        const auto known = place.constFind(key);
        if (known == place.cend()) {
            place.insert(key, keys.size());
            keys.push_back({key, row.sums, row.first, row.last, row.peers, row.locals});
            continue;
        }
        KeyedSums& entry = keys[*known];
        addSums(entry.sums, row.sums);
        entry.first = std::min(entry.first, row.first);
        entry.last = std::max(entry.last, row.last);
    }
    std::sort(keys.begin(), keys.end(), [of](const KeyedSums& a, const KeyedSums& b) {
        const double left = a.sums.of(of), right = b.sums.of(of);
        return left != right ? left > right : a.key < b.key;
    });
    return keys;
}

double restOf(const FlowAggregate& answer, Quantity of)
{
    FlowSums rest;
    for (const FlowAggregate::Row& row : answer.rest)
        addSums(rest, row.sums);
    return rest.of(of);
}

double totalOf(const std::vector<KeyedSums>& keys, Quantity of)
{
    double total = 0;
    for (const KeyedSums& key : keys)
        total += key.sums.of(of);
    return total;
}

} // namespace tideline
