// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/grid.h"
#include "models/analysis/notes.h"

namespace tideline {

namespace {

constexpr QLatin1String indexName("index");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, indexName);
    if (!question)
        return question;
    if (question->against.isEmpty()) {
        if (facts.windows.empty())
            return Error{ErrorCode::NotFound,
                         QStringLiteral("the case has no windows, and the index needs one as base"),
                         {},
                         QStringLiteral("Add one: windows CASE add NAME --from T --to T")};
        question->against = facts.windows.front().name;
    }
    if (!question->bin)
        question->bin = Bin::Day;
    return question;
}

/// What is measured, and the base in one bin.
Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    auto bins = binnedPlan(question, facts);
    if (!bins)
        return bins;
    FlowQuestion base = bins->front();
    base.edges.clear();
    base.range = facts.window(question.against)->range;
    bins->push_back(std::move(base));
    return bins;
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    return {
        {QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
        {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}},
        {QStringLiteral("value"), QStringLiteral("Index"), ColumnType::Number, {}},
        {QStringLiteral("per_day"), QStringLiteral("Per covered day"), ColumnType::Number, quantityUnit(question.of)},
        {QStringLiteral("covered"), QStringLiteral("Covered"), ColumnType::Share, {}}};
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
    const auto grid = gridOf(answers.at(0), std::move(*edges), *asked, false);
    if (!grid)
        return grid.error();
    const TimeRange baseRange = facts.window(question.against)->range;
    const double baseDays = inDays(coveredLength(facts.coverage(), baseRange));
    const double baseTotal = totalOf(rankedKeys(answers.at(1), question.of), question.of);
    const double basePerDay = baseDays > 0 ? baseTotal / baseDays : 0;

    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    const auto indexOf = [&](double perDay) -> Cell { return shareCell(100 * perDay, basePerDay); };
    double total = 0;
    for (std::size_t bin = 0; bin < grid->bins(); ++bin) {
        const double value = grid->binTotal(bin).of(question.of);
        const double days = inDays(grid->covered[bin]);
        total += value;
        std::vector<Cell> row = {qint64(grid->edges[bin]), qint64(grid->edges[bin + 1]), Cell(), Cell(),
                                 grid->coveredShare(bin)};
        if (days > 0) {
            row[2] = indexOf(value / days);
            row[3] = value / days;
        }
        result.table.rows.push_back(std::move(row));
    }
    result.notes.append(QStringLiteral("The base is the window %1 with %2 per covered day over %3 covered days.")
                            .arg(question.against, quantityText(basePerDay, quantityUnit(question.of)))
                            .arg(baseDays, 0, 'f', 2));
    const double days = asked->coveredDays();
    if (basePerDay > 0 && days > 0) {
        result.headline.value = 100 * total / days / basePerDay;
        result.headline.text = QStringLiteral("%1 on average, base 100").arg(*result.headline.value, 0, 'f', 0);
        result.notes.append(
            QStringLiteral("The headline is the index of all covered days of the asked time together."));
    } else {
        result.headline.text = QStringLiteral("no base");
        result.notes.append(QStringLiteral("Without traffic in the base there is no index."));
    }
    result.notes.append(gapNotes(facts.coverage(), {asked->range, baseRange}));
    return result;
}

} // namespace

Measure indexMeasure()
{
    Measure measure;
    measure.name = indexName;
    measure.question = QStringLiteral("How does the volume develop against a base window?");
    measure.definition =
        QStringLiteral("Index = 100 × (volume of the bin / its covered days) / (volume of the base window / "
                       "its covered days).");
    measure.source = QStringLiteral("Fixed-base index number; base: the first window, or the one given.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),    QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("against"), QStringLiteral("bin"),
                       QStringLiteral("of"),      QStringLiteral("where"),   QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
