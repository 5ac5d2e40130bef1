// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/comparison.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/shares.h"
#include "models/analysis/statistics.h"

namespace tideline {

namespace {

constexpr QLatin1String miningName("mining");

ShareTable shape()
{
    return {Dimension::Coin, QStringLiteral("coin"), QStringLiteral("Coin"), false, true};
}

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, miningName);
    if (!question || !question->at)
        return question;
    if (question->bin)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("a bin and a moment are both given"),
                     {},
                     QStringLiteral("Give a bin for the course, or a moment for before and after")};
    const Window* window = facts.window(question->window);
    const TimeRange range = window ? window->range : *question->range;
    if (*question->at <= range.from || *question->at >= range.to)
        return Error{
            ErrorCode::BadArgument, QStringLiteral("the moment does not lie inside the measured time"), {}, {}};
    return question;
}

/// Before and after the moment, each by local days.
std::pair<TimeRange, TimeRange> halves(const Asked& asked)
{
    return {{asked.range.from, *asked.question.at}, {*asked.question.at, asked.range.to}};
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    auto questions = planShares(*asked, shape());
    if (!questions || !question.at)
        return questions;
    const auto [before, after] = halves(*asked);
    for (const TimeRange& half : {before, after}) {
        auto edges = dayEdges(half, asked->zone);
        if (!edges)
            return edges.error();
        FlowQuestion flows = questions->front();
        flows.range = half;
        flows.edges = std::move(*edges);
        questions->push_back(std::move(flows));
    }
    return questions;
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    std::vector<TableColumn> columns = shareColumns(question, shape());
    if (!question.at)
        return columns;
    const QString unit = quantityUnit(question.of);
    columns.push_back(
        {QStringLiteral("per_day_before"), QStringLiteral("Per covered day before"), ColumnType::Number, unit});
    columns.push_back(
        {QStringLiteral("per_day_after"), QStringLiteral("Per covered day after"), ColumnType::Number, unit});
    columns.push_back(
        {QStringLiteral("ratio"), QStringLiteral("After / before"), ColumnType::Number, QStringLiteral("x")});
    columns.push_back({QStringLiteral("low"), QStringLiteral("Low (95 %)"), ColumnType::Number, QStringLiteral("x")});
    columns.push_back({QStringLiteral("high"), QStringLiteral("High (95 %)"), ColumnType::Number, QStringLiteral("x")});
    return columns;
}

/// Adds before, after and their ratio to each coin's row; the first coin's is the headline.
Result<void> addRatios(MeasureResult& result, const Asked& asked, const CaseFacts& facts,
                       const std::vector<FlowAggregate>& answers)
{
    result.table.columns = columnsOf(asked.question);
    QStringList coins;
    for (const auto& row : result.table.rows)
        coins.append(std::get<QString>(row[1]));
    const Coverage coverage = facts.coverage();
    std::vector<DailyValues> sides;
    const auto [before, after] = halves(asked);
    for (const TimeRange& half : {before, after}) {
        const auto edges = dayEdges(half, asked.zone);
        if (!edges)
            return edges.error();
        sides.push_back(dailyValues(answers.at(1 + sides.size()), *edges, half, coverage, asked.question.of, coins));
    }
    for (qsizetype i = 0; i < coins.size(); ++i) {
        const Comparison own = compared(sides[1].keys[coins[i]], sides[0].keys[coins[i]]);
        result.table.rows[std::size_t(i)].insert(result.table.rows[std::size_t(i)].end(),
                                                 {cellOf(own.perDayAgainst), cellOf(own.perDay), cellOf(own.ratio),
                                                  lowCell(own.interval), highCell(own.interval)});
        if (i > 0)
            continue;
        result.headline = {
            own.ratio, QStringLiteral("x"),
            QStringLiteral("%1 %2").arg(coins[i], own.ratio ? ratioText(*own.ratio) : QStringLiteral("no base")),
            own.interval};
        result.notes.append(
            QStringLiteral("The headline is %1 after the moment over before, per covered day.").arg(coins[i]));
        result.notes.append(intervalNote(own.interval ? own.block : 0));
    }
    return {};
}

void sayShare(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of)
{
    const double total = totalOf(keys, of);
    double mined = 0;
    QString largest;
    for (const KeyedSums& key : keys) {
        if (key.key == unknownKey())
            continue;
        if (largest.isEmpty())
            largest = key.key;
        mined += key.sums.of(of);
    }
    result.headline.unit = QStringLiteral("share");
    if (total > 0)
        result.headline.value = mined / total;
    result.headline.text =
        largest.isEmpty()
            ? QStringLiteral("no mining")
            : QStringLiteral("%1 of the volume is mining, most of it %2").arg(shareText(mined / total), largest);
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const std::vector<KeyedSums> keys = rankedKeys(answers.front(), question.of);
    MeasureResult result = startResult(*asked);
    sayShare(result, keys, question.of);
    if (question.bin) {
        auto table = binnedTable(answers.front(), *asked, shape());
        if (!table)
            return table.error();
        result.table = std::move(*table);
    } else {
        result.table = rankedTable(keys, question, shape());
    }
    if (question.at) {
        if (auto added = addRatios(result, *asked, facts, answers); !added)
            return added.error();
    }
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

} // namespace

Measure miningMeasure()
{
    Measure measure;
    measure.name = miningName;
    measure.question = QStringLiteral("Which coins are mined, how much, and did it change at a moment?");
    measure.definition =
        QStringLiteral("Mining is the volume of flows that a coin rule names; share is of all volume; ratio = "
                       "(volume after / covered days after) / (volume before / covered days before).");
    measure.source =
        QStringLiteral("Coin rules of the case (pool ports, hosts, networks); interval: circular block bootstrap.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),  QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("at"),    QStringLiteral("bin"),
                       QStringLiteral("of"),      QStringLiteral("where"), QStringLiteral("top"),
                       QStringLiteral("zone")};
    Question split;
    split.at = 0;
    measure.columns = columnsOf(split);
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
