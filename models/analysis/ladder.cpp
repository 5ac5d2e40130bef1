// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <QMap>

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String ladderName("ladder");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeEvents(asked, facts, ladderName, QStringLiteral("category == sanction"), QStringLiteral("subtype"));
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    return {
        {QStringLiteral("time"), QStringLiteral("Time"), ColumnType::Time, {}},
        {QStringLiteral("key"), titleOfField(question.byField), ColumnType::String, {}},
        {QStringLiteral("title"), QStringLiteral("Title"), ColumnType::String, {}},
        {QStringLiteral("cumulative"), QStringLiteral("Steps so far"), ColumnType::Integer, QStringLiteral("events")},
        {QStringLiteral("cumulative_key"), QStringLiteral("Steps of this kind so far"), ColumnType::Integer,
         QStringLiteral("events")},
        {QStringLiteral("precision"), QStringLiteral("Precision"), ColumnType::String, {}},
        {QStringLiteral("id"), QStringLiteral("ID"), ColumnType::String, {}}};
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    // A ladder stands on what came before: earlier steps count, but have no rows.
    Asked wider = *asked;
    wider.range.from = TimeRange::beginning();
    const Picked picked = pickedEvents(wider, facts);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    QMap<QString, qint64> byKey;
    qint64 steps = 0, undated = 0, earlier = 0;
    std::vector<std::pair<Micros, EventPtr>> dated;
    for (const EventPtr& event : picked.events) {
        if (event->time.isDated())
            dated.push_back({placedAt(event->time, asked->zone), event});
        else
            ++undated;
    }
    std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [time, event] : dated) {
        const QString key = eventKeys(*event, question.byField, asked->zone, picked).join(QStringLiteral("; "));
        const qint64 ofKey = ++byKey[key];
        ++steps;
        if (time + event->time.range->length() <= asked->range.from) {
            ++earlier;
            continue;
        }
        result.table.rows.push_back({qint64(time), key, event->title, steps, ofKey,
                                     precisionName(event->time.precision),
                                     event->externalId.isEmpty() ? event->id : event->externalId});
    }
    result.headline.value = double(steps);
    result.headline.unit = QStringLiteral("events");
    result.headline.text =
        dated.empty() ? QStringLiteral("no steps")
                      : QStringLiteral("%1 since %2")
                            .arg(counted(steps, "step"),
                                 timeText(dated.front().first, dated.front().second->time.precision, asked->zone));
    if (earlier > 0)
        result.notes.append(
            QStringLiteral("%1 before the asked time counted, but without a row.").arg(counted(earlier, "step")));
    if (undated > 0)
        result.notes.append(QStringLiteral("%1 without a date left out.").arg(counted(undated, "step")));
    Picked noted = picked;
    noted.imprecise = 0;
    result.notes.append(pickNotes(noted));
    return result;
}

} // namespace

Measure ladderMeasure()
{
    Measure measure;
    measure.name = ladderName;
    measure.question = QStringLiteral("How did the sanctions build up?");
    measure.definition =
        QStringLiteral("Each event is one step up at the start of its span; steps are counted from the first "
                       "on, in all and by kind.");
    measure.source = QStringLiteral("Cumulative count of the events of the case, sanctions unless told otherwise.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("by"),   QStringLiteral("events"),
                       QStringLiteral("where"),   QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
