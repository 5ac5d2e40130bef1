// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/shares.h"
#include "models/core/counted.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String talkersName("talkers");
constexpr QLatin1String firstSeenName("first-seen");

Result<Question> completeTalkers(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, talkersName);
    if (!question)
        return question;
    if (!question->by)
        question->by = Dimension::Peer;
    if (question->top == 0)
        question->top = 20;
    return question;
}

Result<Question> completeFirstSeen(const Question& asked, const CaseFacts& facts)
{
    auto question = completeFlows(asked, facts, firstSeenName);
    if (question && !question->by)
        question->by = Dimension::Service;
    return question;
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    FlowQuestion flows = flowQuestion(*asked);
    flows.by = {*question.by};
    flows.figures.bytes = flows.figures.times = true;
    flows.top = question.top;
    flows.topOf = question.of;
    return std::vector<FlowQuestion>{flows};
}

TableColumn keyColumn(const Question& question)
{
    return {QStringLiteral("key"), question.by ? titleOf(*question.by) : QStringLiteral("Key"), ColumnType::String, {}};
}

std::vector<TableColumn> talkerColumns(const Question& question)
{
    const QString unit = quantityUnit(question.of);
    return {{QStringLiteral("rank"), QStringLiteral("Rank"), ColumnType::Integer, {}},
            keyColumn(question),
            {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, unit},
            {QStringLiteral("share"), QStringLiteral("Share"), ColumnType::Share, {}},
            {QStringLiteral("bytes_in"), QStringLiteral("Bytes in"), ColumnType::Integer, QStringLiteral("B")},
            {QStringLiteral("bytes_out"), QStringLiteral("Bytes out"), ColumnType::Integer, QStringLiteral("B")},
            {QStringLiteral("flows"), QStringLiteral("Flows"), ColumnType::Integer, QStringLiteral("flows")},
            {QStringLiteral("first"), QStringLiteral("First"), ColumnType::Time, {}},
            {QStringLiteral("last"), QStringLiteral("Last"), ColumnType::Time, {}}};
}

Result<MeasureResult> finishTalkers(const Question& question, const CaseFacts& facts,
                                    const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const std::vector<KeyedSums> keys = rankedKeys(answers.front(), question.of);
    const double total = totalOf(keys, question.of) + restOf(answers.front(), question.of);
    MeasureResult result = startResult(*asked);
    result.table.columns = talkerColumns(question);
    double shown = 0;
    for (const KeyedSums& key : keys) {
        if (result.table.rows.size() == std::size_t(question.top))
            break;
        const double value = key.sums.of(question.of);
        shown += value;
        result.table.rows.push_back({qint64(result.table.rows.size() + 1), key.key, value, shareCell(value, total),
                                     qint64(key.sums.bytesIn), qint64(key.sums.bytesOut), qint64(key.sums.flows),
                                     qint64(key.first), qint64(key.last)});
    }
    result.headline.unit = QStringLiteral("share");
    if (total > 0) {
        result.headline.value = keys.front().sums.of(question.of) / total;
        result.headline.text = QStringLiteral("%1 %2").arg(keys.front().key, shareText(*result.headline.value));
        result.notes.append(QStringLiteral("The table shows %1 of %2 with %3 of the volume; shares are of all volume.")
                                .arg(result.table.rows.size())
                                .arg(counted(qint64(keys.size() + answers.front().restKeys), "key"))
                                .arg(shareText(shown / total)));
    } else {
        result.headline.text = QStringLiteral("no traffic");
    }
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

std::vector<TableColumn> firstSeenColumns(const Question& question)
{
    return {{QStringLiteral("first"), QStringLiteral("First"), ColumnType::Time, {}},
            keyColumn(question),
            {QStringLiteral("last"), QStringLiteral("Last"), ColumnType::Time, {}},
            {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, quantityUnit(question.of)},
            {QStringLiteral("flows"), QStringLiteral("Flows"), ColumnType::Integer, QStringLiteral("flows")}};
}

Result<MeasureResult> finishFirstSeen(const Question& question, const CaseFacts& facts,
                                      const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    std::vector<KeyedSums> keys = rankedKeys(answers.front(), question.of);
    const std::size_t known = keys.size() + answers.front().restKeys;
    if (question.top > 0 && keys.size() > std::size_t(question.top))
        keys.resize(std::size_t(question.top));
    std::stable_sort(keys.begin(), keys.end(),
                     [](const KeyedSums& a, const KeyedSums& b) { return a.first < b.first; });
    MeasureResult result = startResult(*asked);
    result.table.columns = firstSeenColumns(question);
    for (const KeyedSums& key : keys) {
        result.table.rows.push_back(
            {qint64(key.first), key.key, qint64(key.last), key.sums.of(question.of), qint64(key.sums.flows)});
    }
    result.headline.value = double(known);
    result.headline.unit = QStringLiteral("keys");
    result.headline.text =
        keys.empty() ? QStringLiteral("no traffic")
                     : QStringLiteral("%1, the newest %2").arg(counted(qint64(known), "key", "keys"), keys.back().key);
    if (known > keys.size())
        result.notes.append(QStringLiteral("%1 smaller keys are not shown.").arg(known - keys.size()));
    result.notes.append(
        QStringLiteral("First means first in what was recorded: it may have begun before or in a gap."));
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

QStringList commonOptions()
{
    return {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
            QStringLiteral("window"),  QStringLiteral("by"),   QStringLiteral("of"),
            QStringLiteral("where"),   QStringLiteral("top"),  QStringLiteral("zone")};
}

} // namespace

Measure talkersMeasure()
{
    Measure measure;
    measure.name = talkersName;
    measure.question = QStringLiteral("Who or what has the most traffic?");
    measure.definition =
        QStringLiteral("The largest keys by volume, peers unless told otherwise, with their share of all volume.");
    measure.source = QStringLiteral("Plain sums, exact.");
    measure.options = commonOptions();
    measure.columns = talkerColumns({});
    measure.complete = completeTalkers;
    measure.plan = plan;
    measure.finish = finishTalkers;
    return measure;
}

Measure firstSeenMeasure()
{
    Measure measure;
    measure.name = firstSeenName;
    measure.question = QStringLiteral("When did each service, peer, country … first appear?");
    measure.definition = QStringLiteral("The time of the first and the last flow of each key inside the asked time.");
    measure.source = QStringLiteral("Plain minimum and maximum of the times of the first packets.");
    measure.options = commonOptions();
    measure.columns = firstSeenColumns({});
    measure.complete = completeFirstSeen;
    measure.plan = plan;
    measure.finish = finishFirstSeen;
    return measure;
}

} // namespace tideline
