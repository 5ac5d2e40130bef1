// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/rhythm.h"

#include "models/analysis/asked.h"
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"

namespace tideline {

namespace {

constexpr QLatin1String rhythmName("rhythm");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeFlows(asked, facts, rhythmName);
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    // Hours of the local clock, cut where the clock was changed: each bin lies in one cell of the week.
    auto edges = edgesOf(*asked, Bin::Hour);
    if (!edges)
        return edges.error();
    FlowQuestion flows = flowQuestion(*asked);
    flows.edges = std::move(*edges);
    return std::vector<FlowQuestion>{flows};
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    const QString unit = quantityUnit(question.of);
    return {{QStringLiteral("weekday"), QStringLiteral("Weekday"), ColumnType::Integer, {}},
            {QStringLiteral("hour"), QStringLiteral("Hour"), ColumnType::Integer, {}},
            {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, unit},
            {QStringLiteral("covered_hours"), QStringLiteral("Covered hours"), ColumnType::Number, QStringLiteral("h")},
            {QStringLiteral("per_hour"), QStringLiteral("Per covered hour"), ColumnType::Number, unit}};
}

Rhythm168 rhythmOf(const FlowAggregate& answer, const std::vector<Micros>& edges, const Asked& asked,
                   const Calendar& calendar)
{
    const std::vector<Micros> covered = coveredPerBin(asked.coverage, edges, asked.range);
    std::vector<double> values(covered.size(), 0);
    for (const FlowAggregate::Row& row : answer.rows)
        values[std::size_t(row.bin)] += row.sums.of(asked.question.of);
    Rhythm168 rhythm;
    for (std::size_t bin = 0; bin < covered.size(); ++bin) {
        if (covered[bin] == 0 && values[bin] == 0)
            continue;
        const CivilTime local = asked.zone.civil(edges[bin]);
        RhythmCell& cell = rhythm.cells[std::size_t((local.weekday - 1) * 24 + local.hour)];
        cell.value += values[bin];
        cell.covered += covered[bin];
        const std::int64_t day = daysFromCivil(local.year, local.month, local.day);
        if (rhythm.days.empty() || rhythm.days.back().day != day)
            rhythm.days.push_back({day, {}, {}});
        const std::size_t side = calendar.isWeekend(local.weekday) ? 1 : 0;
        rhythm.days.back().value[side] += values[bin];
        rhythm.days.back().covered[side] += inHours(covered[bin]);
    }
    return rhythm;
}

void fillTable(Table& table, const Rhythm168& rhythm)
{
    for (int weekday = 1; weekday <= 7; ++weekday) {
        for (int hour = 0; hour < 24; ++hour) {
            const RhythmCell& cell = rhythm.at(weekday, hour);
            const bool isGap = cell.covered == 0 && cell.value == 0;
            table.rows.push_back({qint64(weekday), qint64(hour), cellUnless(isGap, cell.value), inHours(cell.covered),
                                  shareCell(cell.value, inHours(cell.covered))});
        }
    }
}

QString weekendText(const Calendar& calendar)
{
    static const QStringList names = {
        QStringLiteral("Monday"), QStringLiteral("Tuesday"),  QStringLiteral("Wednesday"), QStringLiteral("Thursday"),
        QStringLiteral("Friday"), QStringLiteral("Saturday"), QStringLiteral("Sunday")};
    QStringList days;
    for (const int day : calendar.weekend) {
        if (day >= 1 && day <= 7)
            days.append(names[day - 1]);
    }
    return days.isEmpty() ? QStringLiteral("no day") : days.join(QStringLiteral(" and "));
}

void addRatios(MeasureResult& result, const RhythmRatios& ratios, const Calendar& calendar, const Asked& asked)
{
    result.headline.value = ratios.weekdayToWeekend;
    result.headline.unit = QStringLiteral("x");
    result.headline.interval = ratios.interval;
    result.headline.text = ratios.weekdayToWeekend ? ratioText(*ratios.weekdayToWeekend) +
                                                         QStringLiteral(" on weekdays against the weekend")
                                                   : QStringLiteral("no base: no traffic recorded on a weekend");
    result.notes.append(
        QStringLiteral("The headline is the mean per covered hour on weekdays over that on the weekend (%1).")
            .arg(weekendText(calendar)));
    if (ratios.block > 0 && ratios.interval)
        result.notes.append(intervalNote(ratios.block));
    else
        result.notes.append(
            QStringLiteral("No interval: it needs at least 28 covered days, since blocks are whole weeks."));
    if (ratios.officeShare) {
        result.notes.append(
            QStringLiteral("Office hours (%1 to %2 o’clock on weekdays) have %3 of the volume%4.")
                .arg(calendar.officeFrom)
                .arg(calendar.officeTo)
                .arg(shareText(*ratios.officeShare),
                     ratios.officeToRest
                         ? QStringLiteral(", per covered hour %1 against the rest").arg(ratioText(*ratios.officeToRest))
                         : QString()));
        result.notes.append(
            QStringLiteral("Evenings (from %1 o’clock to midnight on every day) have %2, the weekend %3.")
                .arg(calendar.officeTo)
                .arg(shareText(*ratios.eveningShare), shareText(*ratios.weekendShare)));
    }
    result.notes.append(
        QStringLiteral("Hours are those of the clock in %1, through all its changes.").arg(asked.zone.name()));
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto edges = edgesOf(*asked, Bin::Hour);
    if (!edges)
        return edges.error();
    const Calendar calendar = Calendar::of(asked->subject);
    const Rhythm168 rhythm = rhythmOf(answers.front(), *edges, *asked, calendar);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    fillTable(result.table, rhythm);
    addRatios(result, rhythmRatios(rhythm, calendar), calendar, *asked);
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

} // namespace

Measure rhythmMeasure()
{
    Measure measure;
    measure.name = rhythmName;
    measure.question = QStringLiteral("At which hours of the week is the network used?");
    measure.definition =
        QStringLiteral("Each cell is the volume in that local hour of that weekday, with the hours of it that "
                       "were recorded; ratios are per covered hour.");
    measure.source =
        QStringLiteral("ISO 8601 weekdays, IANA tz database; interval: circular block bootstrap over weeks.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("of"),   QStringLiteral("where"),
                       QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
