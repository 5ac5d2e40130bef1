// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/comparison.h"
#include "models/analysis/completion.h"
#include "models/analysis/levels.h"
#include "models/analysis/notes.h"
#include "models/analysis/pelt.h"
#include "models/analysis/statistics.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tideline {

namespace {

constexpr QLatin1String changepointsName("changepoints");
constexpr double penaltyFactor = 3; ///< with log n: about the modified BIC of Zhang and Siegmund (2007)

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, changepointsName);
    if (question && !question->bin)
        question->bin = question->series.isEmpty() ? Bin::Day : std::max(Bin::Day, seriesBin(question->series, facts));
    return question;
}

std::vector<TableColumn> columnsOf(const Asked& asked)
{
    const QString level = asked.series ? QStringLiteral("Level") : QStringLiteral("Per covered day");
    return {{QStringLiteral("at"), QStringLiteral("New level from"), ColumnType::Time, {}},
            {QStringLiteral("before"), level + QStringLiteral(" before"), ColumnType::Number, asked.unit()},
            {QStringLiteral("after"), level + QStringLiteral(" after"), ColumnType::Number, asked.unit()},
            {QStringLiteral("ratio"), QStringLiteral("Ratio"), ColumnType::Number, QStringLiteral("x")},
            {QStringLiteral("low"), QStringLiteral("Low (95 %)"), ColumnType::Number, QStringLiteral("x")},
            {QStringLiteral("high"), QStringLiteral("High (95 %)"), ColumnType::Number, QStringLiteral("x")},
            {QStringLiteral("bins"), QStringLiteral("Bins at the new level"), ColumnType::Integer, {}},
            {QStringLiteral("gain"), QStringLiteral("Gain in penalties"), ColumnType::Number, QStringLiteral("x")}};
}

/// The bins that say something: covered and with a level above 0.
struct Levels
{
    std::vector<Micros> starts;
    std::vector<DayValue> days;
    std::vector<double> logs; ///< of the level, less what is usual on that weekday
    int silent = 0;
};

/// Use follows the week, and that must not pass for a change; the week itself may change over the years. So each day is
/// set back by what its weekday usually stands above the seven days around it: the median over the five weeks before
/// and after. Days whose weekday is not known from at least four such weeks stay as they are.
void takeWeekOut(Levels& levels, const Zone& zone)
{
    constexpr std::int64_t reach = 5;
    constexpr std::size_t leastWeeks = 4;
    std::unordered_map<std::int64_t, double> logs;
    std::vector<std::int64_t> days;
    for (std::size_t i = 0; i < levels.logs.size(); ++i) {
        const CivilTime local = zone.civil(levels.starts[i]);
        days.push_back(daysFromCivil(local.year, local.month, local.day));
        logs.emplace(days.back(), levels.logs[i]);
    }
    std::unordered_map<std::int64_t, double> above; // what a day stands above its seven days
    for (const std::int64_t day : days) {
        double sum = 0;
        int known = 0;
        for (std::int64_t near = day - 3; near <= day + 3; ++near) {
            if (const auto it = logs.find(near); it != logs.end()) {
                sum += it->second;
                ++known;
            }
        }
        if (known == 7)
            above.emplace(day, logs[day] - sum / known);
    }
    for (std::size_t i = 0; i < days.size(); ++i) {
        std::vector<double> same;
        for (std::int64_t week = -reach; week <= reach; ++week) {
            if (const auto it = above.find(days[i] + 7 * week); it != above.end())
                same.push_back(it->second);
        }
        std::sort(same.begin(), same.end());
        if (same.size() >= leastWeeks)
            levels.logs[i] -= quantile(same, 0.5);
    }
}

Levels levelsOf(const std::vector<DayValue>& values, const std::vector<Micros>& edges, const Asked& asked)
{
    Levels levels;
    for (std::size_t bin = 0; bin < values.size(); ++bin) {
        if (values[bin].covered == 0)
            continue;
        if (values[bin].value <= 0) {
            ++levels.silent;
            continue;
        }
        levels.starts.push_back(edges[bin]);
        levels.days.push_back(values[bin]);
        levels.logs.push_back(std::log(values[bin].value / values[bin].covered));
    }
    if (asked.question.bin == Bin::Day)
        takeWeekOut(levels, asked.zone);
    return levels;
}

void addRows(MeasureResult& result, const Levels& levels, const std::vector<LevelChange>& changes)
{
    const auto day = [&levels](std::size_t at) { return levels.days.begin() + std::ptrdiff_t(at); };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const std::size_t from = i == 0 ? 0 : changes[i - 1].at;
        const std::size_t to = i + 1 == changes.size() ? levels.days.size() : changes[i + 1].at;
        const Comparison both = compared({day(changes[i].at), day(to)}, {day(from), day(changes[i].at)});
        result.table.rows.push_back({qint64(levels.starts[changes[i].at]), cellOf(both.perDayAgainst),
                                     cellOf(both.perDay), cellOf(both.ratio), lowCell(both.interval),
                                     highCell(both.interval), qint64(to - changes[i].at), changes[i].gain});
    }
}

void addHeadline(MeasureResult& result, const std::vector<LevelChange>& changes, const Levels& levels, const Zone& zone)
{
    result.headline.value = double(changes.size());
    result.headline.unit = QStringLiteral("changes");
    if (changes.empty()) {
        result.headline.text = QStringLiteral("no change of level found");
        return;
    }
    const auto largest = std::max_element(changes.begin(), changes.end(),
                                          [](const LevelChange& a, const LevelChange& b) { return a.gain < b.gain; });
    result.headline.text = QStringLiteral("%1, the clearest at %2")
                               .arg(counted(qint64(changes.size()), "change of level", "changes of level"),
                                    timeText(levels.starts[largest->at], Precision::Day, zone));
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto edges = edgesOf(*asked, *question.bin);
    if (!edges)
        return edges.error();
    const Levels levels = levelsOf(binValues(*asked, *edges, answers), *edges, *asked);
    const std::size_t least = *question.bin <= Bin::Day ? 7 : 2;
    const Noise noise = noiseAround(levels.logs);
    const double penalty =
        penaltyFactor * noise.variance * std::log(double(std::max<std::size_t>(levels.logs.size(), 2)));
    std::vector<LevelChange> changes;
    if (penalty > 0)
        changes = levelChanges(levels.logs, penalty, least);

    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(*asked);
    addRows(result, levels, changes);
    addHeadline(result, changes, levels, asked->zone);
    result.notes.append(
        QStringLiteral("The penalty for a change is %1 = %2 × %3 × ln %4: the long-run variance of the "
                       "logarithm (lag-1 correlation %5) and the number of bins; a level lasts at least "
                       "%6 bins.")
            .arg(penalty, 0, 'g', 4)
            .arg(penaltyFactor)
            .arg(noise.variance, 0, 'g', 4)
            .arg(levels.logs.size())
            .arg(noise.correlation, 0, 'f', 2)
            .arg(least));
    if (penalty <= 0)
        result.notes.append(QStringLiteral("There are too few bins, or they do not vary, so nothing can be told."));
    result.notes.append(silenceNotes(*asked, levels.silent));
    result.notes.append(
        QStringLiteral("The ratio of each row has an interval by block bootstrap over its bins; the date "
                       "is the best one and has none."));
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

} // namespace

Measure changepointsMeasure()
{
    Measure measure;
    measure.name = changepointsName;
    measure.question = QStringLiteral("When did the level of use change, and by how much?");
    measure.definition = QStringLiteral(
        "The segmentation of the logarithm of the level (the volume per covered day, or of a usage series the mean of "
        "its values by time), each weekday set back by what it usually stands above its week (median of the five weeks "
        "before and after), that minimises the squared deviations plus a penalty of 3 × long-run variance × ln(bins) "
        "for every change.");
    measure.source = QStringLiteral("PELT: Killick, Fearnhead and Eckley 2012; penalty after Zhang and Siegmund 2007; "
                                    "ratios: block bootstrap (Politis and Romano 1992).");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),  QStringLiteral("of"),
                       QStringLiteral("where"),   QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.ofSeries = true;
    measure.complete = complete;
    measure.plan = binnedPlan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
