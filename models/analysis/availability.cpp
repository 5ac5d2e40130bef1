// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/asked.h"
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/outages.h"
#include "models/core/timetext.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String availabilityName("availability");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, availabilityName);
    if (question && !question->bin) {
        const Window* window = facts.window(question->window);
        // Quarters of an hour for 14 years; beyond, what fits.
        question->bin = std::max(Bin::QuarterHour, fittingBin(window ? window->range : *question->range, 490'000));
    }
    return question;
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    auto edges = edgesOf(*asked, *question.bin);
    if (!edges)
        return edges.error();
    FlowQuestion flows = flowQuestion(*asked);
    flows.edges = std::move(*edges);
    return std::vector<FlowQuestion>{flows};
}

std::vector<TableColumn> columnsOf()
{
    return {
        {QStringLiteral("from"), QStringLiteral("From"), ColumnType::Time, {}},
        {QStringLiteral("to"), QStringLiteral("To"), ColumnType::Time, {}},
        {QStringLiteral("duration"), QStringLiteral("Duration"), ColumnType::Duration, QStringLiteral("s")},
        {QStringLiteral("kind"), QStringLiteral("Kind"), ColumnType::String, {}},
        {QStringLiteral("expected"), QStringLiteral("Flows usual then"), ColumnType::Number, QStringLiteral("flows")}};
}

std::vector<Cell> rowOf(const TimeRange& range, const QString& kind, Cell expected)
{
    return {qint64(range.from), qint64(range.to), double(range.length()) / double(microsPerSecond), kind,
            std::move(expected)};
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
    Micros widest = 0;
    for (std::size_t bin = 0; bin + 1 < edges->size(); ++bin)
        widest = std::max(widest, (*edges)[bin + 1] - (*edges)[bin]);
    const Micros least = outageLeastBins * widest;
    const auto outages = findOutages(answers.front(), *edges, asked->range, asked->coverage, asked->zone, least);
    const Coverage gaps = gapsWithin(asked->coverage, asked->range);

    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    Micros down = 0;
    for (const Outage& outage : outages) {
        down += outage.range.length();
        result.table.rows.push_back(rowOf(outage.range, QStringLiteral("outage"), outage.expected));
    }
    for (const TimeRange& gap : gaps)
        result.table.rows.push_back(rowOf(gap, QStringLiteral("no data"), {}));
    std::sort(result.table.rows.begin(), result.table.rows.end(),
              [](const auto& a, const auto& b) { return std::get<qint64>(a[0]) < std::get<qint64>(b[0]); });

    const Micros covered = coveredLength(asked->coverage, asked->range);
    result.headline.unit = QStringLiteral("share");
    if (covered > 0)
        result.headline.value = 1 - double(down) / double(covered);
    result.headline.text =
        QStringLiteral("%1, %2; %3 without data")
            .arg(covered > 0
                     ? QStringLiteral("up %1 % of the recorded time").arg(*result.headline.value * 100, 0, 'f', 2)
                     : QStringLiteral("nothing recorded"),
                 countText(qint64(outages.size()), QStringLiteral("outage"), QStringLiteral("outages")),
                 countText(qint64(gaps.size()), QStringLiteral("gap"), QStringLiteral("gaps")));
    result.notes.append(
        QStringLiteral("The minimum length of an outage is %1, and it must have had at least %2 flows in the "
                       "usual rhythm: the mean of the same hour of the week, at the level of the 7 days "
                       "before and after.")
            .arg(durationText(least))
            .arg(outageLeastExpected));
    result.notes.append(
        QStringLiteral("Time in which a source did not record is no outage; a source that does not say when "
                       "it recorded is taken to have recorded where it has flows, with short pauses."));
    result.notes.append(
        QStringLiteral("Up means that traffic was seen; nobody using the network looks the same as an outage."));
    return result;
}

} // namespace

Measure availabilityMeasure()
{
    Measure measure;
    measure.name = availabilityName;
    measure.question = QStringLiteral("When was the network down?");
    measure.definition =
        QStringLiteral("An outage is a recorded stretch from one flow to the next that is silent much longer "
                       "than usual; availability = 1 − time of outages / recorded time.");
    measure.source = QStringLiteral("Silence against a Poisson expectation from the hour of the week.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),  QStringLiteral("where"),
                       QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
