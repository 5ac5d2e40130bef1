// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/notes.h"
#include "models/analysis/queryprofile.h"
#include "models/analysis/recordquestion.h"
#include "models/core/counted.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr QLatin1String dnsTunnelName("dns-tunnel");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeRecords(asked, facts, dnsTunnelName);
}

std::vector<TableColumn> columnsOf()
{
    return {{QStringLiteral("client"), QStringLiteral("Client"), ColumnType::String, {}},
            {QStringLiteral("domain"), QStringLiteral("Registered domain"), ColumnType::String, {}},
            {QStringLiteral("indicators"), QStringLiteral("Indicators"), ColumnType::Integer, {}},
            {QStringLiteral("queries"), QStringLiteral("Queries"), ColumnType::Integer, {}},
            {QStringLiteral("subdomains"), QStringLiteral("Unique subdomains"), ColumnType::Integer, {}},
            {QStringLiteral("length"), QStringLiteral("Mean length below the domain"), ColumnType::Number,
             QStringLiteral("characters")},
            {QStringLiteral("entropy"), QStringLiteral("Label entropy"), ColumnType::Number,
             QStringLiteral("bits per character")},
            {QStringLiteral("nxdomain"), QStringLiteral("NXDOMAIN"), ColumnType::Share, {}},
            {QStringLiteral("bytes_per_query"), QStringLiteral("Bytes per query and answer"), ColumnType::Number,
             QStringLiteral("B")},
            {QStringLiteral("carriers"), QStringLiteral("TXT, NULL, CNAME, MX, SRV, KEY"), ColumnType::Share, {}},
            {QStringLiteral("types"), QStringLiteral("Record types"), ColumnType::String, {}},
            {QStringLiteral("first"), QStringLiteral("First"), ColumnType::Time, {}},
            {QStringLiteral("last"), QStringLiteral("Last"), ColumnType::Time, {}}};
}

/// "TXT 40, A 3": the most frequent first.
QString typesText(const QueryProfile& profile)
{
    std::vector<std::pair<std::string, std::int64_t>> types(profile.types.begin(), profile.types.end());
    std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    QStringList texts;
    for (const auto& [type, count] : types)
        texts.append(QStringLiteral("%1 %2")
                         .arg(type.empty() ? QStringLiteral("not said") : QString::fromStdString(type))
                         .arg(count));
    return texts.join(QStringLiteral(", "));
}

std::vector<Cell> rowOf(const QueryProfiles::Row& row)
{
    const QueryProfile& profile = *row.profile;
    return {row.client.toString(),
            QString::fromStdString(row.domain),
            qint64(indicatorsOf(profile)),
            qint64(profile.queries),
            qint64(profile.names.size()),
            profile.meanLength(),
            profile.entropy(),
            cellOf(profile.nxdomainShare()),
            cellOf(profile.bytesPerQuery()),
            profile.carrierShare(),
            typesText(profile),
            qint64(profile.first),
            qint64(profile.last)};
}

Result<MeasureResult> read(const Question& question, const CaseFacts& facts, const RecordStore& records,
                           const Progress& progress)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    QueryProfiles profiles;
    std::vector<qint64> sources;
    qint64 read = 0, unnamed = 0;
    const auto done = records.eachQuery(asked->range, [&](const DnsRecord& query) {
        if (++read % 4096 == 0 && progress.cancelled())
            return false;
        if (!belongs(asked->subject, query.client, query.at))
            return true;
        if (std::find(sources.begin(), sources.end(), query.source) == sources.end())
            sources.push_back(query.source);
        if (query.query.empty())
            ++unnamed;
        else
            profiles.add(query);
        return true;
    });
    if (!done)
        return done.error();
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, QStringLiteral("Stopped"), {}, {}};
    if (read == 0) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("the case has no name queries in the asked time"),
                     {},
                     QStringLiteral("Import a DNS log or a capture: import CASE dns.log")};
    }
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    std::vector<QueryProfiles::Row> rows = profiles.rows();
    const std::size_t known = rows.size();
    const auto suspicious = std::count_if(rows.begin(), rows.end(), [](const QueryProfiles::Row& row) {
        return indicatorsOf(*row.profile) >= tunnelIndicators;
    });
    if (question.top > 0 && rows.size() > std::size_t(question.top))
        rows.resize(std::size_t(question.top));
    for (const QueryProfiles::Row& row : rows)
        result.table.rows.push_back(rowOf(row));
    result.headline.value = double(suspicious);
    result.headline.unit = QStringLiteral("pairs");
    result.headline.text = known == 0 ? QStringLiteral("no queries of the subject")
                                      : QStringLiteral("%1 of %2 with %3 or more indicators of a tunnel")
                                            .arg(suspicious)
                                            .arg(counted(qint64(known), "client and domain", "clients and domains"))
                                            .arg(tunnelIndicators);
    result.notes.append(indicatorNotes());
    if (known > rows.size())
        result.notes.append(QStringLiteral("%1 not shown.")
                                .arg(counted(qint64(known - rows.size()), "row with less is", "rows with less are")));
    if (unnamed > 0)
        result.notes.append(QStringLiteral("%1 without a name left out.").arg(counted(unnamed, "query", "queries")));
    addSources(result, facts, sources);
    return result;
}

} // namespace

Measure dnsTunnelMeasure()
{
    Measure measure;
    measure.name = dnsTunnelName;
    measure.question = QStringLiteral("Does a client carry data in name queries?");
    measure.definition = QStringLiteral(
        "For each client and registered domain: queries, unique names below the domain, their mean length, the entropy "
        "of their characters, the share of NXDOMAIN, bytes per query and the record types; how many of six indicators "
        "hold.");
    measure.source =
        QStringLiteral("Indicators after Farnham 2013 (Detecting DNS tunneling) and Born and Gustafson 2010 "
                       "(character frequencies); registered domains by the public suffix list.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("top"),  QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.ofFlows = false;
    measure.complete = complete;
    measure.read = read;
    return measure;
}

} // namespace tideline
