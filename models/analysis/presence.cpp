// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/shares.h"
#include "models/analysis/statistics.h"
#include "models/core/counted.h"
#include "models/core/country.h"

#include <tuple>

namespace tideline {

namespace {

constexpr QLatin1String presenceName("presence");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeFlows(asked, facts, presenceName);
}

Result<std::vector<FlowQuestion>> plan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    FlowQuestion flows = flowQuestion(*asked);
    flows.by = {Dimension::Country};
    flows.countPeers = true;
    flows.countLocals = true;
    return std::vector<FlowQuestion>{flows};
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    return {{QStringLiteral("rank"), QStringLiteral("Rank"), ColumnType::Integer, {}},
            {QStringLiteral("country"), QStringLiteral("Country"), ColumnType::String, {}},
            {QStringLiteral("name"), QStringLiteral("Name"), ColumnType::String, {}},
            {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, quantityUnit(question.of)},
            {QStringLiteral("share"), QStringLiteral("Share"), ColumnType::Share, {}},
            {QStringLiteral("hosts"), QStringLiteral("Distinct hosts there"), ColumnType::Integer, {}},
            {QStringLiteral("locals"), QStringLiteral("Distinct addresses of the subject"), ColumnType::Integer, {}},
            {QStringLiteral("flows"), QStringLiteral("Flows"), ColumnType::Integer, QStringLiteral("flows")},
            {QStringLiteral("volume_z"), QStringLiteral("Volume, z-score"), ColumnType::Number, {}},
            {QStringLiteral("hosts_z"), QStringLiteral("Hosts, z-score"), ColumnType::Number, {}},
            {QStringLiteral("present"), QStringLiteral("Presence"), ColumnType::String, {}}};
}

Cell nameCell(const QString& country)
{
    const QString name = countryName(country);
    return name.isEmpty() ? Cell() : Cell(name);
}

/// Deviation from the mean of the known countries in standard deviations; empty where all are alike.
struct Standard
{
    double mean = 0;
    double deviation = 0;
    explicit Standard(const std::vector<double>& values) { std::tie(mean, deviation) = meanAndDeviation(values); }
    Cell score(double value) const { return shareCell(value - mean, deviation); }
};

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts,
                             const std::vector<FlowAggregate>& answers)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const std::vector<KeyedSums> countries = rankedKeys(answers.front(), question.of);
    std::vector<double> volumes, hosts;
    for (const KeyedSums& country : countries) {
        if (country.key == unknownKey())
            continue;
        volumes.push_back(country.sums.of(question.of));
        hosts.push_back(double(country.peers));
    }
    const Standard volume(volumes), host(hosts);
    const double total = totalOf(countries, question.of);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    QStringList present;
    for (const KeyedSums& country : countries) {
        const double value = country.sums.of(question.of);
        const bool isKnown = country.key != unknownKey();
        const bool isPresent = isKnown && value > volume.mean && double(country.peers) > host.mean;
        if (isPresent)
            present.append(country.key);
        if (question.top > 0 && result.table.rows.size() == std::size_t(question.top))
            continue;
        std::vector<Cell> row = {qint64(result.table.rows.size() + 1),
                                 country.key,
                                 nameCell(country.key),
                                 value,
                                 shareCell(value, total),
                                 qint64(country.peers),
                                 qint64(country.locals),
                                 qint64(country.sums.flows),
                                 Cell(),
                                 Cell(),
                                 Cell()};
        if (isKnown) {
            row[8] = volume.score(value);
            row[9] = host.score(double(country.peers));
            row[10] = isPresent ? QStringLiteral("yes") : QStringLiteral("no");
        }
        result.table.rows.push_back(std::move(row));
    }
    result.headline.value = double(present.size());
    result.headline.unit = QStringLiteral("countries");
    result.headline.text = present.isEmpty()
                               ? QStringLiteral("no country stands out")
                               : QStringLiteral("%1: %2").arg(counted(present.size(), "country", "countries"),
                                                              present.join(QStringLiteral(", ")));
    result.notes.append(
        QStringLiteral("It is a heuristic: much traffic with many hosts of a country hints at people there, "
                       "but large hosting countries stand out as well."));
    result.notes.append(
        QStringLiteral("Means are over the %1 with known traffic; the case’s tables of networks say which "
                       "country a host is in.")
            .arg(counted(qint64(volumes.size()), "country", "countries")));
    noteUnknown(result, countries, question.of);
    if (countries.size() > result.table.rows.size())
        result.notes.append(QStringLiteral("%1 smaller countries are not shown; shares are of all volume.")
                                .arg(countries.size() - result.table.rows.size()));
    result.notes.append(gapNotes(asked->coverage, {asked->range}));
    return result;
}

} // namespace

Measure presenceMeasure()
{
    Measure measure;
    measure.name = presenceName;
    measure.question = QStringLiteral("In which countries does the subject seem to be present?");
    measure.definition =
        QStringLiteral("A country shows presence when both its volume and its number of distinct hosts that "
                       "the subject exchanged traffic with are above the mean of all countries.");
    measure.source =
        QStringLiteral("After the heuristic of the study of 2020 (above-average volume and many local resources).");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("of"),   QStringLiteral("where"),
                       QStringLiteral("top"),     QStringLiteral("zone")};
    measure.columns = columnsOf({});
    measure.complete = complete;
    measure.plan = plan;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
