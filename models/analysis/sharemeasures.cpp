// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/shares.h"
#include "models/analysis/statistics.h"

#include <algorithm>

namespace tideline {

namespace {

/// The four measures differ only in what is told apart and in what the headline says.
struct ShareMeasure
{
    const char* name;
    Dimension dimension;
    const char* keyColumn;
    const char* keyTitle;
};

constexpr ShareMeasure routes{"routes", Dimension::Route, "route", "Route"};
constexpr ShareMeasure services{"services", Dimension::Service, "key", "Service"};
constexpr ShareMeasure content{"content", Dimension::Content, "key", "Content"};
constexpr ShareMeasure obfuscation{"obfuscation", Dimension::Obfuscation, "key", "Kind"};

ShareTable shapeOf(const ShareMeasure& measure)
{
    return {measure.dimension, QLatin1String(measure.keyColumn), QLatin1String(measure.keyTitle)};
}

template <const ShareMeasure& measure> Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeFlows(asked, facts, QLatin1String(measure.name));
}

template <const ShareMeasure& measure>
Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    return planShares(*asked, shapeOf(measure));
}

void sayConcentration(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of)
{
    std::vector<double> values;
    for (const KeyedSums& key : keys)
        values.push_back(key.sums.of(of));
    const auto index = concentration(values);
    result.headline.value = index;
    result.headline.text = index ? QStringLiteral("%1 %2, HHI %3")
                                       .arg(keys.front().key, shareText(values.front() / totalOf(keys, of)))
                                       .arg(*index, 0, 'f', 2)
                                 : QStringLiteral("no traffic");
    result.notes.append(
        QStringLiteral("HHI (Herfindahl-Hirschman index) is the sum of the squared shares: 1 = all by one "
                       "route, 1/n = even over n routes; “unknown” counts as one."));
}

/// The largest that a rule names.
void sayLargest(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of)
{
    const double total = totalOf(keys, of);
    const auto it =
        std::find_if(keys.begin(), keys.end(), [](const KeyedSums& key) { return key.key != unknownKey(); });
    result.headline.unit = QStringLiteral("share");
    if (total <= 0 || it == keys.end()) {
        result.headline.text = total > 0 ? QStringLiteral("nothing that a rule names") : QStringLiteral("no traffic");
        return;
    }
    result.headline.value = it->sums.of(of) / total;
    result.headline.text = QStringLiteral("%1 %2").arg(it->key, shareText(*result.headline.value));
}

void sayObfuscated(MeasureResult& result, const std::vector<KeyedSums>& keys, Quantity of)
{
    const double total = totalOf(keys, of);
    double hidden = 0;
    for (const KeyedSums& key : keys)
        hidden += key.key == unknownKey() ? 0 : key.sums.of(of);
    result.headline.unit = QStringLiteral("share");
    if (total > 0)
        result.headline.value = hidden / total;
    result.headline.text =
        total > 0 ? QStringLiteral("%1 obfuscated").arg(shareText(hidden / total)) : QStringLiteral("no traffic");
}

template <const ShareMeasure& measure>
Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const std::vector<KeyedSums> keys = rankedKeys(answers.front(), question.of);
    MeasureResult result = startResult(*asked);
    if (question.bin) {
        auto table = binnedTable(answers.front(), *asked, shapeOf(measure));
        if (!table)
            return table.error();
        result.table = std::move(*table);
    } else {
        result.table = rankedTable(keys, question, shapeOf(measure));
    }
    if constexpr (measure.dimension == Dimension::Route)
        sayConcentration(result, keys, question.of);
    else if constexpr (measure.dimension == Dimension::Obfuscation)
        sayObfuscated(result, keys, question.of);
    else
        sayLargest(result, keys, question.of);
    noteUnknown(result, keys, question.of);
    if (question.top > 0 && keys.size() > std::size_t(question.top)) {
        const QString form = question.bin ? QStringLiteral("%1 smaller keys are joined as “other”.")
                                          : QStringLiteral("%1 smaller keys are not shown; shares are of all volume.");
        result.notes.append(form.arg(keys.size() - std::size_t(question.top)));
    }
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

template <const ShareMeasure& of> Measure makeMeasure(const QString& question, const QString& definition)
{
    Measure measure;
    measure.name = QLatin1String(of.name);
    measure.question = question;
    measure.definition = definition;
    measure.source = QStringLiteral("Plain shares; what a flow is called comes from the rules of the case.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("bin"),  QStringLiteral("of"),
                       QStringLiteral("where"),   QStringLiteral("top"),  QStringLiteral("zone")};
    measure.columns = shareColumns({}, shapeOf(of));
    Question binned;
    binned.bin = Bin::Day;
    for (const TableColumn& column : shareColumns(binned, shapeOf(of))) {
        const bool isNew = std::none_of(measure.columns.begin(), measure.columns.end(),
                                        [&](const TableColumn& known) { return known.key == column.key; });
        if (isNew)
            measure.columns.push_back(column);
    }
    measure.complete = complete<of>;
    measure.plan = plan<of>;
    measure.finish = finish<of>;
    return measure;
}

} // namespace

Measure routesMeasure()
{
    Measure measure =
        makeMeasure<routes>(QStringLiteral("By which upstream does the traffic go, and how much hangs on one?"),
                            QStringLiteral("Share of a route = its volume / all volume; HHI = Σ share²."));
    measure.source =
        QStringLiteral("Herfindahl-Hirschman index (Hirschman 1945, Herfindahl 1950) over the routes that the "
                       "rules of the case name.");
    return measure;
}

Measure servicesMeasure()
{
    return makeMeasure<services>(QStringLiteral("Which services are used how much?"),
                                 QStringLiteral("Share of a service = its volume / all volume."));
}

Measure contentMeasure()
{
    return makeMeasure<content>(QStringLiteral("What kinds of content make up the traffic?"),
                                QStringLiteral("Share of a kind of content = its volume / all volume."));
}

Measure obfuscationMeasure()
{
    return makeMeasure<obfuscation>(
        QStringLiteral("How much of the traffic is obfuscated, and by what?"),
        QStringLiteral(
            "Obfuscated share = volume of flows that a rule of obfuscation names / all volume; “unknown” is what "
            "no such rule names."));
}

} // namespace tideline
