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

constexpr QLatin1String countsName("counts");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeEvents(asked, facts, countsName, {}, QStringLiteral("category"));
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    return {{QStringLiteral("key"), titleOfField(question.byField), ColumnType::String, {}},
            {QStringLiteral("count"), QStringLiteral("Events"), ColumnType::Integer, QStringLiteral("events")},
            {QStringLiteral("share"), QStringLiteral("Share"), ColumnType::Share, {}},
            {QStringLiteral("unverified"), QStringLiteral("Of these unverified"), ColumnType::Integer,
             QStringLiteral("events")}};
}

struct Count
{
    qint64 all = 0;
    qint64 unverified = 0;
};

/// Leaves the `top` largest and joins the rest.
void joinSmaller(QMap<QString, Count>& counts, int top)
{
    if (top <= 0 || counts.size() <= top)
        return;
    std::vector<std::pair<qint64, QString>> order;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        order.push_back({-it->all, it.key()});
    std::sort(order.begin(), order.end());
    Count rest;
    for (std::size_t i = std::size_t(top); i < order.size(); ++i) {
        const Count own = counts.take(order[i].second);
        rest.all += own.all;
        rest.unverified += own.unverified;
    }
    counts.insert(QStringLiteral("other (%1)").arg(qint64(order.size()) - top), rest);
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const Picked picked = pickedEvents(*asked, facts);
    QMap<QString, Count> counts;
    int multiple = 0;
    for (const EventPtr& event : picked.events) {
        const QStringList keys = eventKeys(*event, question.byField, asked->zone, picked);
        multiple += keys.size() > 1 ? 1 : 0;
        for (const QString& key : keys) {
            ++counts[key].all;
            counts[key].unverified += event->verified ? 0 : 1;
        }
    }
    const qint64 groups = counts.size();
    joinSmaller(counts, question.top);
    const auto total = qint64(picked.events.size());
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        result.table.rows.push_back({it.key(), it->all, double(it->all) / double(total), it->unverified});
    result.headline.value = double(total);
    result.headline.unit = QStringLiteral("events");
    result.headline.text =
        QStringLiteral("%1 in %2").arg(counted(total, "event", "events"), counted(groups, "group", "groups"));
    if (multiple > 0)
        result.notes.append(
            QStringLiteral("%1 counted in each of several groups, so that the counts add up to more than all.")
                .arg(counted(multiple, "event", "events")));
    result.notes.append(pickNotes(picked));
    return result;
}

} // namespace

Measure countsMeasure()
{
    Measure measure;
    measure.name = countsName;
    measure.question = QStringLiteral("How many events are there, by any field?");
    measure.definition =
        QStringLiteral("The number of events whose span overlaps the asked time, told apart by a field, by "
                       "year, quarter, month, week, day, weekday or hour, or by victim country.");
    measure.source = QStringLiteral("Plain counts of the events of the case.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("by"),   QStringLiteral("events"),
                       QStringLiteral("where"),   QStringLiteral("top"),  QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
