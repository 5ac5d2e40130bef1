// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/flowstore.h"

#include <algorithm>
#include <map>

namespace tideline {

double FlowSums::of(Quantity quantity) const
{
    switch (quantity) {
    case Quantity::Bytes:
        return double(bytesOut) + double(bytesIn);
    case Quantity::Packets:
        return double(packetsOut) + double(packetsIn);
    case Quantity::Flows:
        break;
    }
    return double(flows);
}

void FlowSums::add(const FlowSums& more)
{
    bytesOut += more.bytesOut;
    bytesIn += more.bytesIn;
    packetsOut += more.packetsOut;
    packetsIn += more.packetsIn;
    flows += more.flows;
}

void keepTop(const FlowQuestion& question, FlowAggregate& answer)
{
    if (question.top <= 0)
        return;
    std::map<QStringList, FlowSums> sums;
    for (const FlowAggregate::Row& row : answer.rows)
        sums[row.keys].add(row.sums);
    if (sums.size() <= std::size_t(question.top))
        return;
    std::vector<std::pair<double, const QStringList*>> order; // equal ones stay in the order of their names
    for (const auto& [keys, all] : sums)
        order.emplace_back(all.of(question.topOf), &keys);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    answer.restKeys = sums.size() - std::size_t(question.top);
    for (std::size_t i = std::size_t(question.top); i < order.size(); ++i)
        sums.erase(sums.find(*order[i].second));
    std::map<int, FlowAggregate::Row> rest;
    std::vector<FlowAggregate::Row> rows;
    for (FlowAggregate::Row& row : answer.rows) {
        if (sums.count(row.keys) > 0) {
            rows.push_back(std::move(row));
            continue;
        }
        const auto [other, isFirst] = rest.try_emplace(row.bin);
        FlowAggregate::Row& all = other->second;
        all.bin = row.bin;
        all.sums.add(row.sums);
        all.first = isFirst ? row.first : std::min(all.first, row.first);
        all.last = isFirst ? row.last : std::max(all.last, row.last);
    }
    answer.rows = std::move(rows);
    for (auto& [bin, row] : rest)
        answer.rest.push_back(std::move(row));
}

} // namespace tideline
