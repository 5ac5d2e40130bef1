// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/analysis/shares.h"
#include "models/core/counted.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tideline {

namespace {

constexpr QLatin1String casesName("cases");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeEvents(asked, facts, casesName, QStringLiteral("category == hack"));
}

std::vector<TableColumn> columnsOf()
{
    return {
        {QStringLiteral("rank"), QStringLiteral("Rank"), ColumnType::Integer, {}},
        {QStringLiteral("country"), QStringLiteral("Victim country"), ColumnType::String, {}},
        {QStringLiteral("events"), QStringLiteral("Events of the case"), ColumnType::Integer, QStringLiteral("events")},
        {QStringLiteral("stated"), QStringLiteral("Cases stated"), ColumnType::Integer, QStringLiteral("cases")}};
}

/// What the most detailed report says: how many cases in all, and how many of them by country.
struct Report
{
    QString title;
    QMap<QString, qint64> countries;
    qint64 stated = 0;
    qint64 located() const
    {
        qint64 sum = 0;
        for (const qint64 count : countries)
            sum += count;
        return sum;
    }
};

bool hasCaseClaims(const Event& event)
{
    return std::any_of(event.claims.begin(), event.claims.end(),
                       [](const Claim& claim) { return claim.quantity == u"cases"; });
}

Report reportOf(const Event& event)
{
    static const QRegularExpression country(QStringLiteral("\\bcountry=([A-Z]{2})\\b"));
    Report report;
    report.title = event.title;
    for (const Claim& claim : event.claims) {
        if (claim.quantity != u"cases")
            continue;
        const auto count = qint64(std::llround(claim.value.toDouble()));
        const auto match = country.match(claim.note);
        qint64& place = match.hasMatch() ? report.countries[match.captured(1)] : report.stated;
        place = std::max(place, count);
    }
    return report;
}

/// The picked report with the most countries, the later one of two.
Report mostDetailed(const Asked& asked, const CaseFacts& facts)
{
    Asked all = asked;
    if (const auto where = parseExpression(asked.question.where, asked.zone))
        all.where = restrictedTo(*where, Domain::Events);
    Report best;
    for (const EventPtr& event : pickedEvents(all, facts, hasCaseClaims).events) {
        Report report = reportOf(*event);
        if (!report.countries.isEmpty() && report.countries.size() >= best.countries.size())
            best = std::move(report);
    }
    return best;
}

struct Country
{
    QString code;
    qint64 events = 0;
    std::optional<qint64> stated;
};

std::vector<Country> ranked(const QMap<QString, qint64>& events, const Report& report)
{
    QMap<QString, Country> byCode;
    for (auto it = events.cbegin(); it != events.cend(); ++it)
        byCode[it.key()].events = *it;
    for (auto it = report.countries.cbegin(); it != report.countries.cend(); ++it)
        byCode[it.key()].stated = *it;
    std::vector<Country> countries;
    for (auto it = byCode.begin(); it != byCode.end(); ++it) {
        it->code = it.key();
        countries.push_back(*it);
    }
    const auto weight = [](const Country& country) {
        return std::tuple(country.code == unknownKey(), -country.stated.value_or(0), -country.events);
    };
    std::stable_sort(countries.begin(), countries.end(),
                     [&](const Country& a, const Country& b) { return weight(a) < weight(b); });
    return countries;
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const Picked picked = pickedEvents(*asked, facts);
    QMap<QString, qint64> events;
    qint64 multiple = 0;
    for (const EventPtr& event : picked.events) {
        const QStringList keys = eventKeys(*event, QStringLiteral("victim"), asked->zone, picked);
        multiple += keys.size() > 1 ? 1 : 0;
        for (const QString& key : keys)
            ++events[key];
    }
    const Report report = mostDetailed(*asked, facts);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    for (const Country& country : ranked(events, report)) {
        if (question.top > 0 && result.table.rows.size() == std::size_t(question.top))
            break;
        std::vector<Cell> row = {qint64(result.table.rows.size() + 1), country.code, country.events, Cell()};
        if (country.stated)
            row.back() = *country.stated;
        result.table.rows.push_back(std::move(row));
    }
    const auto total = qint64(picked.events.size());
    const qint64 located = total - events.value(unknownKey());
    const QString own = QStringLiteral("%1, %2 located").arg(counted(total, "event", "events")).arg(located);
    const bool hasReport = !report.countries.isEmpty() && report.stated > 0;
    result.headline.value = double(hasReport ? report.located() : located);
    result.headline.unit = QStringLiteral("cases");
    result.headline.text =
        hasReport ? QStringLiteral("%1 stated, %2 located").arg(report.stated).arg(report.located()) : own;
    if (hasReport)
        result.notes.append(
            QStringLiteral("Stated by “%1”: %2 cases, of which the countries add up to %3; %4 are not located.")
                .arg(report.title)
                .arg(report.stated)
                .arg(report.located())
                .arg(report.stated - report.located()));
    result.notes.append(QStringLiteral("Events of the case: %1.").arg(own));
    if (multiple > 0)
        result.notes.append(QStringLiteral("%1 with victims in several countries counted in each.")
                                .arg(counted(multiple, "event", "events")));
    result.notes.append(pickNotes(picked));
    return result;
}

} // namespace

Measure casesMeasure()
{
    Measure measure;
    measure.name = casesName;
    measure.question = QStringLiteral("In which countries were the victims, and how many cases are not located?");
    measure.definition =
        QStringLiteral("Events by the country of each place with the role victim, beside the number of cases "
                       "that the most detailed report states by country (claims of “cases” noted country=XX).");
    measure.source = QStringLiteral("Plain counts of the events of the case, hacks unless told otherwise.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"),   QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("events"), QStringLiteral("where"),
                       QStringLiteral("top"),     QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
