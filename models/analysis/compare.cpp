// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/comparison.h"
#include "models/analysis/completion.h"
#include "models/analysis/grid.h"
#include "models/analysis/notes.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace tideline {

namespace {

constexpr QLatin1String compareName("compare");
constexpr qsizetype mostKeys = 2'000;

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeFlows(asked, facts, compareName, RangeDefault::Pair);
}

/// One side of the comparison with what the flows say of it.
struct Side
{
    Period period;
    std::vector<Micros> edges;
};

Result<std::array<Side, 2>> sidesOf(const Question& question, const CaseFacts& facts, const Zone& zone)
{
    const auto pair = periodPair(question, facts);
    if (!pair)
        return pair.error();
    std::array<Side, 2> sides = {Side{pair->window, {}}, Side{pair->against, {}}};
    for (Side& side : sides) {
        auto edges = dayEdges(side.period.range, zone);
        if (!edges)
            return edges.error();
        side.edges = std::move(*edges);
    }
    return sides;
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto sides = sidesOf(question, facts, asked->zone);
    if (!sides)
        return sides.error();
    std::vector<FlowQuestion> questions;
    for (const Side& side : *sides) {
        FlowQuestion flows = flowQuestion(*asked);
        flows.range = side.period.range;
        flows.edges = side.edges;
        if (question.by)
            flows.by = {*question.by};
        questions.push_back(std::move(flows));
    }
    return questions;
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    const QString unit = quantityUnit(question.of);
    const TableColumn ratio{QStringLiteral("ratio"), QStringLiteral("Ratio"), ColumnType::Number, QStringLiteral("x")};
    const TableColumn low{QStringLiteral("low"), QStringLiteral("Low (95 %)"), ColumnType::Number, QStringLiteral("x")};
    const TableColumn high{QStringLiteral("high"), QStringLiteral("High (95 %)"), ColumnType::Number,
                           QStringLiteral("x")};
    if (question.by) {
        return {{QStringLiteral("rank"), QStringLiteral("Rank"), ColumnType::Integer, {}},
                {QStringLiteral("key"), titleOf(*question.by), ColumnType::String, {}},
                {QStringLiteral("per_day"), QStringLiteral("Per covered day"), ColumnType::Number, unit},
                {QStringLiteral("per_day_against"), QStringLiteral("Per covered day, base"), ColumnType::Number, unit},
                ratio,
                low,
                high,
                {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, unit},
                {QStringLiteral("value_against"), QStringLiteral("Volume, base"), ColumnType::Number, unit}};
    }
    return {{QStringLiteral("role"), QStringLiteral("Role"), ColumnType::String, {}},
            {QStringLiteral("window"), QStringLiteral("Window"), ColumnType::String, {}},
            {QStringLiteral("from"), QStringLiteral("From"), ColumnType::Time, {}},
            {QStringLiteral("to"), QStringLiteral("To"), ColumnType::Time, {}},
            {QStringLiteral("covered_days"), QStringLiteral("Covered days"), ColumnType::Number, QStringLiteral("d")},
            {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, unit},
            {QStringLiteral("per_day"), QStringLiteral("Per covered day"), ColumnType::Number, unit},
            ratio,
            low,
            high};
}

void pushRatio(std::vector<Cell>& row, const Comparison& comparison)
{
    row.push_back(cellOf(comparison.ratio));
    row.push_back(lowCell(comparison.interval));
    row.push_back(highCell(comparison.interval));
}

std::vector<Cell> windowRow(const QString& role, const Period& period, double days, double total,
                            const std::optional<double>& perDay)
{
    return {role, period.name, qint64(period.range.from), qint64(period.range.to), days, total, cellOf(perDay)};
}

/// Both windows under each other; the base first.
void fillWindows(Table& table, const std::array<Side, 2>& sides, const Comparison& all)
{
    std::vector<Cell> base =
        windowRow(QStringLiteral("against"), sides[1].period, all.daysAgainst, all.totalAgainst, all.perDayAgainst);
    base.insert(base.end(), 3, Cell());
    table.rows.push_back(std::move(base));
    std::vector<Cell> own = windowRow(QStringLiteral("window"), sides[0].period, all.days, all.total, all.perDay);
    pushRatio(own, all);
    table.rows.push_back(std::move(own));
}

/// Keys of both sides, the largest of the window first, then the largest of the base.
QStringList keysOf(const std::vector<FlowAggregate>& answers, Quantity of)
{
    QStringList keys;
    QSet<QString> known;
    for (const FlowAggregate& answer : answers) {
        for (const KeyedSums& key : rankedKeys(answer, of)) {
            if (known.contains(key.key))
                continue;
            known.insert(key.key);
            keys.append(key.key);
        }
    }
    return keys;
}

void fillKeys(Table& table, const QStringList& keys, const DailyValues& days, const DailyValues& against)
{
    for (const QString& key : keys) {
        const Comparison own = compared(days.keys[key], against.keys[key]);
        std::vector<Cell> row = {qint64(table.rows.size() + 1), key, cellOf(own.perDay), cellOf(own.perDayAgainst)};
        pushRatio(row, own);
        row.push_back(own.total);
        row.push_back(own.totalAgainst);
        table.rows.push_back(std::move(row));
    }
}

void addHeadline(MeasureResult& result, const Comparison& all, const std::array<Side, 2>& sides, const QString& unit)
{
    result.headline.unit = QStringLiteral("x");
    result.headline.value = all.ratio;
    result.headline.interval = all.interval;
    result.headline.text = all.ratio ? ratioText(*all.ratio) : QStringLiteral("no base");
    const auto perDay = [&](const std::optional<double>& value, double days) {
        return value ? QStringLiteral("%1 per covered day over %2 covered days")
                           .arg(quantityText(*value, unit))
                           .arg(days, 0, 'f', 2)
                     : QStringLiteral("nothing recorded");
    };
    result.notes.append(QStringLiteral("%1: %2; %3: %4.")
                            .arg(sides[0].period.name, perDay(all.perDay, all.days), sides[1].period.name,
                                 perDay(all.perDayAgainst, all.daysAgainst)));
    if (sides[0].period.range.overlaps(sides[1].period.range))
        result.notes.append(QStringLiteral("The two windows overlap, so that the interval is only a rough guide."));
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto sides = sidesOf(question, facts, asked->zone);
    if (!sides)
        return sides.error();
    const Coverage coverage = facts.coverage();
    QStringList keys = question.by ? keysOf(answers, question.of) : QStringList();
    const qsizetype known = keys.size();
    if (question.top > 0)
        keys = keys.mid(0, question.top);
    if (keys.size() > mostKeys) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("%1 keys are too many to compare one by one").arg(known),
                     {},
                     QStringLiteral("Ask for the largest only (top)")};
    }
    std::array<DailyValues, 2> days;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const Side& side = (*sides)[i];
        days[i] = dailyValues(answers.at(i), side.edges, side.period.range, coverage, question.of, keys);
    }
    const Comparison all = compared(days[0].all, days[1].all);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    if (question.by)
        fillKeys(result.table, keys, days[0], days[1]);
    else
        fillWindows(result.table, *sides, all);
    addHeadline(result, all, *sides, quantityUnit(question.of));
    result.notes.append(intervalNote(all.interval ? all.block : 0));
    if (keys.size() < known)
        result.notes.append(
            QStringLiteral("%1 smaller keys are not shown; the headline counts them.").arg(known - keys.size()));
    result.notes.append(gapNotes(facts.coverage(), {(*sides)[0].period.range, (*sides)[1].period.range}));
    return result;
}

} // namespace

Measure compareMeasure()
{
    Measure measure;
    measure.name = compareName;
    measure.question = QStringLiteral("How many times the volume of one window is that of another?");
    measure.definition = QStringLiteral("Ratio = (volume of the window / its covered days) / (volume of the base / its "
                                        "covered days); +300 % is ×4.0.");
    measure.source = QStringLiteral("Ratio of means; interval: circular block bootstrap (Politis and Romano 1992).");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),    QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("against"), QStringLiteral("at"),
                       QStringLiteral("by"),      QStringLiteral("of"),      QStringLiteral("where"),
                       QStringLiteral("top"),     QStringLiteral("zone")};
    measure.columns = columnsOf({});
    Question grouped;
    grouped.by = Dimension::Service;
    for (const TableColumn& column : columnsOf(grouped)) {
        const bool isNew = std::none_of(measure.columns.begin(), measure.columns.end(),
                                        [&](const TableColumn& known) { return known.key == column.key; });
        if (isNew)
            measure.columns.push_back(column);
    }
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
