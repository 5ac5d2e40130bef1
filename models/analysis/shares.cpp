// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/shares.h"

#include "models/analysis/notes.h"

#include <algorithm>

namespace tideline {

Result<std::vector<FlowQuestion>> planShares(const Asked& asked, const ShareTable& shape)
{
    FlowQuestion flows = flowQuestion(asked);
    flows.by = {shape.dimension};
    flows.figures.times = shape.withTimes;
    if (asked.question.bin) {
        auto edges = edgesOf(asked, *asked.question.bin);
        if (!edges)
            return edges.error();
        flows.edges = std::move(*edges);
    }
    return std::vector<FlowQuestion>{flows};
}

std::vector<TableColumn> shareColumns(const Question& question, const ShareTable& shape)
{
    const TableColumn key{shape.keyColumn, shape.keyTitle, ColumnType::String, {}};
    const TableColumn value{QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number,
                            quantityUnit(question.of)};
    const TableColumn share{QStringLiteral("share"), QStringLiteral("Share"), ColumnType::Share, {}};
    if (question.bin) {
        return {{QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
                {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}},
                key,
                value,
                share,
                {QStringLiteral("covered"), QStringLiteral("Covered"), ColumnType::Share, {}}};
    }
    std::vector<TableColumn> columns = {
        {QStringLiteral("rank"), QStringLiteral("Rank"), ColumnType::Integer, {}}, key, value, share};
    if (shape.withTimes) {
        columns.push_back(
            {QStringLiteral("flows"), QStringLiteral("Flows"), ColumnType::Integer, QStringLiteral("flows")});
        columns.push_back({QStringLiteral("first"), QStringLiteral("First"), ColumnType::Time, {}});
        columns.push_back({QStringLiteral("last"), QStringLiteral("Last"), ColumnType::Time, {}});
    }
    return columns;
}

Table rankedTable(const std::vector<KeyedSums>& keys, const Question& question, const ShareTable& shape)
{
    Table table{shareColumns(question, shape), {}};
    const double total = totalOf(keys, question.of);
    for (const KeyedSums& key : keys) {
        if (!shape.withUnknown && key.key == unknownKey())
            continue;
        if (question.top > 0 && table.rows.size() == std::size_t(question.top))
            break;
        const double value = key.sums.of(question.of);
        std::vector<Cell> row = {qint64(table.rows.size() + 1), key.key, value, shareCell(value, total)};
        if (shape.withTimes)
            row.insert(row.end(), {qint64(key.sums.flows), qint64(key.first), qint64(key.last)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Result<Table> binnedTable(const FlowAggregate& answer, const Asked& asked, const ShareTable& shape)
{
    const Question& question = asked.question;
    auto edges = edgesOf(asked, *question.bin);
    if (!edges)
        return edges.error();
    const auto grid = gridOf(answer, std::move(*edges), asked, true, question.top);
    if (!grid)
        return grid.error();
    Table table{shareColumns(question, shape), {}};
    for (std::size_t bin = 0; bin < grid->bins(); ++bin) {
        const double total = grid->binTotal(bin).of(question.of);
        const bool isGap = grid->isGap(bin);
        for (qsizetype key = 0; key < grid->keys.size(); ++key) {
            if (!shape.withUnknown && grid->keys[key] == unknownKey())
                continue;
            const double value = grid->at(bin, key).of(question.of);
            table.rows.push_back({qint64(grid->edges[bin]), qint64(grid->edges[bin + 1]), grid->keys[key],
                                  cellUnless(isGap, value), shareCell(value, total), grid->coveredShare(bin)});
        }
    }
    return table;
}

void noteUnknown(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of)
{
    const double total = totalOf(keys, of);
    const auto it =
        std::find_if(keys.begin(), keys.end(), [](const KeyedSums& key) { return key.key == unknownKey(); });
    if (it != keys.end() && total > 0) {
        result.notes.append(QStringLiteral("No rule names %1 of the volume (“%2”).")
                                .arg(shareText(it->sums.of(of) / total), unknownKey()));
    }
}

} // namespace tideline
