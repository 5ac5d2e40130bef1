// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/comparison.h"
#include "models/analysis/completion.h"
#include "models/analysis/lagstudy.h"
#include "models/analysis/levels.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/core/counted.h"

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr QLatin1String eventStudyName("event-study");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, eventStudyName);
    if (question && question->events.isEmpty())
        question->events = QStringLiteral("category in (\"missile test\", \"nuclear test\")");
    return question;
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    auto edges = dayEdges(asked->range, asked->zone);
    if (!edges)
        return edges.error();
    if (asked->series)
        return std::vector<FlowQuestion>{};
    FlowQuestion flows = flowQuestion(*asked);
    flows.edges = std::move(*edges);
    return std::vector<FlowQuestion>{flows};
}

std::vector<TableColumn> columnsOf(const Asked& asked)
{
    const auto ratio = [](const char* key, const char* title) {
        return TableColumn{QString::fromLatin1(key), QString::fromLatin1(title), ColumnType::Number,
                           QStringLiteral("x")};
    };
    return {{QStringLiteral("lag"), QStringLiteral("Days after"), ColumnType::Integer, QStringLiteral("d")},
            ratio("ratio", asked.series ? "Level over usual" : "Volume over usual"),
            ratio("low", "Low (95 %)"),
            ratio("high", "High (95 %)"),
            ratio("placebo_low", "Any dates, low (95 %)"),
            ratio("placebo_high", "Any dates, high (95 %)"),
            {QStringLiteral("p"), QStringLiteral("p"), ColumnType::Share, {}},
            {QStringLiteral("events"), QStringLiteral("Event days"), ColumnType::Integer, QStringLiteral("days")}};
}

/// The days of the picked events, and why others are not among them.
struct EventDays
{
    std::vector<int> days; ///< index of the local day, sorted, each once
    int events = 0;
    int tooCoarse = 0;
    int undated = 0;
    int outside = 0;
};

Result<EventDays> eventDays(const Asked& asked, const CaseFacts& facts, const std::vector<Micros>& edges)
{
    Asked picking = asked;
    const auto wanted = parseExpression(asked.question.events, asked.zone);
    if (!wanted)
        return wanted.error();
    picking.where = restrictedTo(*wanted, Domain::Events);
    picking.range = TimeRange::all();
    EventDays found;
    for (const EventPtr& event : pickedEvents(picking, facts).events) {
        if (!event->time.isDated()) {
            ++found.undated;
            continue;
        }
        const Micros at = placedAt(event->time, asked.zone);
        if (!asked.range.contains(at)) {
            ++found.outside;
        } else if (!isFineEnough(event->time.precision, Bin::Day)) {
            ++found.tooCoarse;
        } else {
            ++found.events;
            found.days.push_back(int(std::upper_bound(edges.begin(), edges.end(), at) - edges.begin()) - 1);
        }
    }
    std::sort(found.days.begin(), found.days.end());
    found.days.erase(std::unique(found.days.begin(), found.days.end()), found.days.end());
    return found;
}

/// ln(level) of each local day; empty where too little was recorded or the level is not above 0.
struct DayLogs
{
    std::vector<std::optional<double>> logs;
    int silent = 0; ///< recorded, but without a logarithm
};

DayLogs dayLogs(const std::vector<DayValue>& values, const std::vector<Micros>& edges)
{
    DayLogs days;
    days.logs.resize(values.size());
    for (std::size_t day = 0; day < values.size(); ++day) {
        // Less than half a day recorded says little about the day.
        if (values[day].covered * 2 < inDays(edges[day + 1] - edges[day]))
            continue;
        if (values[day].value > 0)
            days.logs[day] = std::log(values[day].value / values[day].covered);
        else
            ++days.silent;
    }
    return days;
}

std::vector<int> weekdays(const std::vector<Micros>& edges, const Zone& zone)
{
    std::vector<int> result;
    for (std::size_t day = 0; day + 1 < edges.size(); ++day)
        result.push_back(zone.civil(edges[day]).weekday);
    return result;
}

std::optional<double> ratioOf(const std::optional<double>& log)
{
    return log ? std::optional<double>(std::exp(*log)) : std::nullopt;
}

void addRows(MeasureResult& result, const LagStudy& study)
{
    for (const LagEffect& effect : study.lags) {
        result.table.rows.push_back({qint64(effect.lag), cellOf(ratioOf(effect.effect)), cellOf(ratioOf(effect.low)),
                                     cellOf(ratioOf(effect.high)), cellOf(ratioOf(effect.placeboLow)),
                                     cellOf(ratioOf(effect.placeboHigh)), cellOf(effect.p), qint64(effect.events)});
    }
}

void addHeadline(MeasureResult& result, const LagStudy& study)
{
    const LagEffect& same = study.lags[std::size_t(lagReach)];
    result.headline.unit = QStringLiteral("x");
    result.headline.value = ratioOf(same.effect);
    if (same.low && same.high)
        result.headline.interval = std::pair{std::exp(*same.low), std::exp(*same.high)};
    if (!same.effect) {
        result.headline.text = QStringLiteral("no event day with a usual level beside it");
        return;
    }
    result.headline.text = QStringLiteral("%1 on the day itself").arg(ratioText(std::exp(*same.effect)));
    if (same.placeboLow && same.placeboHigh) {
        const bool inside = *same.effect >= *same.placeboLow && *same.effect <= *same.placeboHigh;
        result.notes.append(
            QStringLiteral("With %1 any %2 dates would lie between ×%3 and ×%4 on the day itself 95 times "
                           "in 100: %5. An effect smaller than that cannot be told from chance.")
                .arg(counted(same.events, "event day", "event days"))
                .arg(same.events)
                .arg(std::exp(*same.placeboLow), 0, 'f', 2)
                .arg(std::exp(*same.placeboHigh), 0, 'f', 2)
                .arg(inside ? QStringLiteral("these events stand inside")
                            : QStringLiteral("these events stand outside")));
    }
}

QStringList pickingNotes(const EventDays& found)
{
    QStringList notes{QStringLiteral("%1 on %2 counted.")
                          .arg(counted(found.events, "event"), counted(qint64(found.days.size()), "day", "days"))};
    if (found.outside > 0)
        notes.append(QStringLiteral("%1 outside the asked time left out.").arg(counted(found.outside, "event")));
    if (found.tooCoarse > 0)
        notes.append(QStringLiteral("%1 whose day is not known left out.").arg(counted(found.tooCoarse, "event")));
    if (found.undated > 0)
        notes.append(QStringLiteral("%1 without a date left out.").arg(counted(found.undated, "event")));
    return notes;
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto edges = dayEdges(asked->range, asked->zone);
    if (!edges)
        return edges.error();
    const auto found = eventDays(*asked, facts, *edges);
    if (!found)
        return found.error();
    if (found->days.empty()) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("no event that the filter picks has a known day in the measured time"),
                     {},
                     QStringLiteral("Choose others with --events, or another --from and --to")};
    }
    const DayLogs days = dayLogs(binValues(*asked, *edges, answers), *edges);
    const LagStudy study = lagStudy(days.logs, weekdays(*edges, asked->zone), found->days);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(*asked);
    addRows(result, study);
    addHeadline(result, study);
    result.notes.append(pickingNotes(*found));
    result.notes.append(
        QStringLiteral("Usual is the median of the same weekday within 35 days, but not within 7 days, of "
                       "the event. Bands of any dates: %1 seeded draws; intervals: events that stand "
                       "within 7 days of each other are drawn together.")
            .arg(lagDraws));
    result.notes.append(
        QStringLiteral("That something happened on these days does not say that it caused what followed."));
    result.notes.append(silenceNotes(*asked, days.silent));
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

} // namespace

Measure eventStudyMeasure()
{
    Measure measure;
    measure.name = eventStudyName;
    measure.question = QStringLiteral("Was use other than usual around these events?");
    measure.definition =
        QStringLiteral("For each lag of -7 to +7 days the mean over event days of ln(level / usual), as a ratio; the "
                       "level of a day is the volume per covered day, or of a usage series the mean of its values by "
                       "time; usual is the median of the same weekday within 35 days outside the 7 days around the "
                       "event.");
    measure.source = QStringLiteral("Event study with placebo dates (MacKinlay 1997); cluster bootstrap (Efron and "
                                    "Tibshirani 1993).");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),   QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("events"), QStringLiteral("of"),
                       QStringLiteral("where"),   QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.ofSeries = true;
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
