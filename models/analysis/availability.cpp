// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/asked.h"
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/outages.h"
#include "models/analysis/recordquestion.h"
#include "models/analysis/routelanes.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String availabilityName("availability");

bool hasRoutes(const CaseFacts& facts)
{
    return std::any_of(facts.sources.begin(), facts.sources.end(),
                       [](const Source& source) { return source.kind == u"routes"; });
}

/// By prefix, and where no flows are, routing says when the network could be reached.
bool readsRoutes(const Question& question, const CaseFacts& facts)
{
    return question.by == Dimension::Prefix || (!facts.flowSpan && hasRoutes(facts));
}

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    if (asked.by && asked.by != Dimension::Prefix) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("availability is told apart by prefix only, from routing data"),
                     {},
                     QStringLiteral("Leave by out for outages found in the traffic")};
    }
    if (readsRoutes(asked, facts)) {
        Question wanted = asked;
        wanted.by.reset();
        auto question = completeRecords(wanted, facts, availabilityName);
        if (question)
            question->byField.clear();
        if (question)
            question->by = asked.by;
        return question;
    }
    auto question = completeFlows(asked, facts, availabilityName);
    if (question && !question->bin) {
        const Window* window = facts.window(question->window);
        // Quarters of an hour for 14 years; beyond, what fits.
        question->bin = std::max(Bin::QuarterHour, fittingBin(window ? window->range : *question->range, 490'000));
    }
    return question;
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

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    auto questions = binnedPlan(question, facts);
    if (questions)
        questions->front().figures.times = true; // between flows lie the silences
    return questions;
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
                 counted(qint64(outages.size()), "outage", "outages"), counted(qint64(gaps.size()), "gap", "gaps"));
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

/// Routing instead of traffic: lost prefixes, and the times in which none was reached.
Result<MeasureResult> read(const Question& question, const CaseFacts& facts, const RecordStore& records,
                           const Progress& progress)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto followed = followRoutes(*asked, records, progress);
    if (!followed)
        return followed.error();
    const LaneBuilder& lanes = followed->lanes;
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    Micros up = 0;
    for (std::size_t i = 0; i < lanes.reached.size(); ++i) {
        up += lanes.reached[i].length();
        if (i > 0)
            result.table.rows.push_back(
                rowOf({lanes.reached[i - 1].to, lanes.reached[i].from}, QStringLiteral("no prefix reached"), {}));
    }
    if (!lanes.reached.empty() && lanes.reached.back().to < followed->last)
        result.table.rows.push_back(
            rowOf({lanes.reached.back().to, followed->last}, QStringLiteral("no prefix reached"), {}));
    const std::size_t total = result.table.rows.size();
    for (const RouteLoss& loss : lanes.losses)
        result.table.rows.push_back(
            rowOf(loss.range, QStringLiteral("no route to %1").arg(loss.prefix.toString()), {}));
    std::stable_sort(result.table.rows.begin(), result.table.rows.end(),
                     [](const auto& a, const auto& b) { return std::get<qint64>(a[0]) < std::get<qint64>(b[0]); });
    result.headline.unit = QStringLiteral("share");
    if (lanes.reached.empty()) {
        result.headline.text = QStringLiteral("no prefix of the subject was announced");
    } else {
        const Micros known = followed->last - lanes.reached.front().from;
        result.headline.value = known > 0 ? double(up) / double(known) : 1.0;
        result.headline.text =
            QStringLiteral("reached %1 % of the time, %2 of all prefixes, %3 of single ones")
                .arg(*result.headline.value * 100, 0, 'f', 2)
                .arg(counted(qint64(total), "loss", "losses"), counted(qint64(lanes.losses.size()), "loss", "losses"));
    }
    result.notes.append(QStringLiteral("From routing data: reached means that at least one neighbour of the collector "
                                       "held a route, whether or not anybody used it. There is no minimum length."));
    result.notes.append(followed->notes());
    addSources(result, facts, followed->sources);
    return result;
}

} // namespace

Measure availabilityMeasure()
{
    Measure measure;
    measure.name = availabilityName;
    measure.question = QStringLiteral("When was the network down?");
    measure.definition = QStringLiteral(
        "An outage is a recorded stretch from one flow to the next that is silent much longer "
        "than usual; availability = 1 − time of outages / recorded time. By prefix, or without flows, from "
        "routing data: the time in which no neighbour of the collector held a route.");
    measure.source = QStringLiteral("Silence against a Poisson expectation from the hour of the week.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),  QStringLiteral("by"),
                       QStringLiteral("where"),   QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    measure.read = read;
    measure.reads = readsRoutes;
    return measure;
}

} // namespace tideline
