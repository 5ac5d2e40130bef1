// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/grid.h"
#include "models/analysis/levels.h"
#include "models/analysis/notes.h"

namespace tideline {

namespace {

constexpr QLatin1String volumeName("volume");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, volumeName);
    if (question && !question->bin) {
        const Window* window = facts.window(question->window);
        question->bin = fittingBin(window ? window->range : *question->range);
        if (!question->series.isEmpty())
            question->bin = std::max(*question->bin, seriesBin(question->series, facts));
    }
    return question;
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    const QString unit = quantityUnit(question.of);
    std::vector<TableColumn> columns = {{QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
                                        {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}}};
    if (question.by)
        columns.push_back({QStringLiteral("key"), titleOf(*question.by), ColumnType::String, {}});
    columns.push_back({QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, unit});
    if (question.of != Quantity::Flows) {
        columns.push_back({QStringLiteral("in"), QStringLiteral("In"), ColumnType::Number, unit});
        columns.push_back({QStringLiteral("out"), QStringLiteral("Out"), ColumnType::Number, unit});
    }
    columns.push_back({QStringLiteral("covered"), QStringLiteral("Covered"), ColumnType::Share, {}});
    return columns;
}

std::vector<TableColumn> levelColumns(const QString& unit)
{
    return {{QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
            {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}},
            {QStringLiteral("value"), QStringLiteral("Level"), ColumnType::Number, unit},
            {QStringLiteral("covered"), QStringLiteral("Covered"), ColumnType::Share, {}}};
}

std::vector<Cell> rowOf(const Grid& grid, std::size_t bin, qsizetype key, const Question& question, bool isGap)
{
    std::vector<Cell> row = {qint64(grid.edges[bin]), qint64(grid.edges[bin + 1])};
    if (question.by)
        row.push_back(grid.keys[key]);
    const FlowSums& sums = grid.at(bin, key);
    const auto push = [&](double value) { row.push_back(cellUnless(isGap, value)); };
    push(sums.of(question.of));
    if (question.of == Quantity::Bytes) {
        push(double(sums.bytesIn));
        push(double(sums.bytesOut));
    } else if (question.of == Quantity::Packets) {
        push(double(sums.packetsIn));
        push(double(sums.packetsOut));
    }
    row.push_back(grid.coveredShare(bin));
    return row;
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    auto questions = binnedPlan(question, facts);
    if (questions && question.by) {
        questions->front().top = question.top;
        questions->front().topOf = question.of;
    }
    return questions;
}

MeasureResult levelsOf(const Asked& asked, const std::vector<Micros>& edges)
{
    MeasureResult result = startResult(asked);
    result.table.columns = levelColumns(asked.unit());
    const std::vector<double> means = meansOf(*asked.series, edges, asked.range);
    const std::vector<Micros> covered = coveredPerBin(asked.coverage, edges, asked.range);
    double sum = 0;
    for (std::size_t bin = 0; bin < means.size(); ++bin) {
        sum += means[bin] * double(covered[bin]);
        result.table.rows.push_back({qint64(edges[bin]), qint64(edges[bin + 1]),
                                     cellUnless(covered[bin] == 0, means[bin]),
                                     double(covered[bin]) / double(edges[bin + 1] - edges[bin])});
    }
    result.headline.unit = asked.unit();
    result.headline.text = QStringLiteral("no value known");
    if (const double known = double(coveredLength(asked.coverage, asked.range)); known > 0) {
        result.headline.value = sum / known;
        result.headline.text = QStringLiteral("%1 on average").arg(quantityText(sum / known, asked.unit()));
        result.notes.append(QStringLiteral("On average: the mean by time over the %1 days of 24 h for which a value is "
                                           "known.")
                                .arg(asked.coveredDays(), 0, 'f', 2));
    }
    result.notes.append(gapNotes(asked.coverage, {asked.range}));
    return result;
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    auto edges = edgesOf(*asked, *question.bin);
    if (!edges)
        return edges.error();
    if (asked->series)
        return levelsOf(*asked, *edges);
    const auto grid = gridOf(answers.front(), std::move(*edges), *asked, question.by.has_value(), question.top);
    if (!grid)
        return grid.error();
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    double total = 0;
    for (std::size_t bin = 0; bin < grid->bins(); ++bin) {
        total += grid->binTotal(bin).of(question.of);
        const bool isGap = grid->isGap(bin);
        for (qsizetype key = 0; key < grid->keys.size(); ++key)
            result.table.rows.push_back(rowOf(*grid, bin, key, question, isGap));
    }
    const double days = asked->coveredDays();
    const QString unit = quantityUnit(question.of);
    result.headline.value = total;
    result.headline.unit = unit;
    result.headline.text = quantityText(total, unit);
    if (days > 0) {
        result.headline.text += QStringLiteral(", %1 per covered day").arg(quantityText(total / days, unit));
        result.notes.append(
            QStringLiteral("Per covered day: the total over %1 days of 24 h in which something was recorded.")
                .arg(days, 0, 'f', 2));
    }
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    if (grid->joinedKeys > 0)
        result.notes.append(
            QStringLiteral("%1 smaller keys are joined as “%2”.").arg(grid->joinedKeys).arg(grid->keys.last()));
    return result;
}

} // namespace

Measure volumeMeasure()
{
    Measure measure;
    measure.name = volumeName;
    measure.question = QStringLiteral("How much usage was there per time bin?");
    measure.definition = QStringLiteral(
        "Volume is the sum over the flows that begin in the bin, in and out together; a bin "
        "in which nothing was recorded has no value, a silent one has 0. Of a usage series it is the mean "
        "level of the bin: Σ (value × time that it spans in the bin) / Σ time.");
    measure.source =
        QStringLiteral("Plain sum; bins are those of the calendar and clock of the zone (IANA tz database).");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),  QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),   QStringLiteral("by"),
                       QStringLiteral("of"),      QStringLiteral("where"), QStringLiteral("top"),
                       QStringLiteral("zone")};
    measure.ofSeries = true;
    Question widest;
    widest.by = Dimension::Service;
    measure.columns = columnsOf(widest);
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
