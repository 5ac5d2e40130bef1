// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/core/counted.h"

#include <QMap>

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String testsName("tests");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    Question question = asked;
    if (!question.bin)
        question.bin = Bin::Quarter;
    return completeEvents(question, facts, testsName,
                          QStringLiteral("category in (\"missile test\", \"nuclear test\")"),
                          QStringLiteral("category"));
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    return {{QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
            {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}},
            {QStringLiteral("key"), titleOfField(question.byField), ColumnType::String, {}},
            {QStringLiteral("count"), QStringLiteral("Events"), ColumnType::Integer, QStringLiteral("events")}};
}

/// Where the dated and exact enough events are.
struct Placed
{
    std::vector<std::pair<Micros, EventPtr>> events;
    qint64 tooCoarse = 0;
    qint64 undated = 0;
};

Placed placedEvents(const Picked& picked, Bin bin, const Zone& zone)
{
    Placed placed;
    for (const EventPtr& event : picked.events) {
        if (!event->time.isDated())
            ++placed.undated;
        else if (!isFineEnough(event->time.precision, bin))
            ++placed.tooCoarse;
        else
            placed.events.push_back({placedAt(event->time, zone), event});
    }
    std::stable_sort(placed.events.begin(), placed.events.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return placed;
}

/// Every key in every bin, so that a bar that is missing is a zero.
Result<Table> tableOf(const Placed& placed, const Asked& asked, const Picked& picked)
{
    Table table{columnsOf(asked.question), {}};
    if (placed.events.empty())
        return table;
    Asked span = asked;
    if (asked.range == TimeRange::all())
        span.range = {placed.events.front().first, placed.events.back().first + 1};
    else
        span.range = {std::min(asked.range.from, placed.events.front().first),
                      std::max(asked.range.to, placed.events.back().first + 1)};
    const auto edges = edgesOf(span, *asked.question.bin);
    if (!edges)
        return edges.error();
    QMap<QString, std::vector<qint64>> counts;
    for (const auto& [time, event] : placed.events) {
        const auto bin = std::size_t(std::upper_bound(edges->begin(), edges->end(), time) - edges->begin()) - 1;
        for (const QString& key : eventKeys(*event, asked.question.byField, asked.zone, picked)) {
            auto& own = counts[key];
            own.resize(edges->size() - 1);
            ++own[bin];
        }
    }
    for (std::size_t bin = 0; bin + 1 < edges->size(); ++bin) {
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            table.rows.push_back({qint64((*edges)[bin]), qint64((*edges)[bin + 1]), it.key(), (*it)[bin]});
    }
    return table;
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const Picked picked = pickedEvents(*asked, facts);
    const Placed placed = placedEvents(picked, *question.bin, asked->zone);
    auto table = tableOf(placed, *asked, picked);
    if (!table)
        return table.error();
    MeasureResult result = startResult(*asked);
    result.table = std::move(*table);
    result.headline.value = double(picked.events.size());
    result.headline.unit = QStringLiteral("events");
    result.headline.text = counted(qint64(picked.events.size()), "event");
    if (placed.tooCoarse > 0)
        result.notes.append(QStringLiteral("%1 known less exactly than a %2 in no bin.")
                                .arg(counted(placed.tooCoarse, "event"), binName(*question.bin)));
    if (placed.undated > 0)
        result.notes.append(QStringLiteral("%1 without a date in no bin.").arg(counted(placed.undated, "event")));
    result.notes.append(QStringLiteral("One event may stand for several launches on one day; its title says so."));
    result.notes.append(pickNotes(picked));
    return result;
}

} // namespace

Measure testsMeasure()
{
    Measure measure;
    measure.name = testsName;
    measure.question = QStringLiteral("How many weapons tests were there per quarter, by kind?");
    measure.definition =
        QStringLiteral("The number of events in each bin by kind; a day is the day of the place as the source "
                       "gives it.");
    measure.source =
        QStringLiteral("Plain counts of the events of the case, missile and nuclear tests unless told otherwise.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),  QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),   QStringLiteral("by"),
                       QStringLiteral("events"),  QStringLiteral("where"), QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
