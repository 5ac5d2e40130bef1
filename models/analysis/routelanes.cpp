// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/routelanes.h"

#include "models/analysis/catalogue.h"
#include "models/analysis/notes.h"
#include "models/analysis/recordquestion.h"
#include "models/core/counted.h"

#include <QSet>

namespace tideline {

namespace {

constexpr QLatin1String routeLanesName("route-lanes");
constexpr std::size_t mostRoutes = 4'000'000;

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeRecords(asked, facts, routeLanesName);
}

std::vector<TableColumn> columnsOf()
{
    return {{QStringLiteral("prefix"), QStringLiteral("Prefix"), ColumnType::String, {}},
            {QStringLiteral("upstream"), QStringLiteral("Upstream"), ColumnType::String, {}},
            {QStringLiteral("from"), QStringLiteral("From"), ColumnType::Time, {}},
            {QStringLiteral("to"), QStringLiteral("To"), ColumnType::Time, {}},
            {QStringLiteral("duration"), QStringLiteral("Duration"), ColumnType::Duration, QStringLiteral("s")},
            {QStringLiteral("origin"), QStringLiteral("Origin"), ColumnType::String, {}},
            {QStringLiteral("neighbours"), QStringLiteral("Neighbours"), ColumnType::Integer, {}},
            {QStringLiteral("updates"), QStringLiteral("Updates"), ColumnType::Integer, {}},
            {QStringLiteral("end"), QStringLiteral("Ended by"), ColumnType::String, {}}};
}

QString asText(std::uint32_t number)
{
    return number == 0 ? QStringLiteral("unknown") : QStringLiteral("AS%1").arg(number);
}

QString endText(RouteLane::End end)
{
    switch (end) {
    case RouteLane::End::Withdrawn:
        return QStringLiteral("withdrawn");
    case RouteLane::End::Moved:
        return QStringLiteral("moved");
    case RouteLane::End::EndOfData:
        return QStringLiteral("end of data");
    }
    return {};
}

Result<MeasureResult> read(const Question& question, const CaseFacts& facts, const RecordStore& records,
                           const Progress& progress)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const auto followed = followRoutes(*asked, records, progress);
    if (!followed)
        return followed.error();
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    QSet<QString> prefixes, upstreams;
    for (const RouteLane& lane : followed->lanes.lanes) {
        const QString prefix = lane.prefix.toString(), upstream = asText(lane.upstream);
        prefixes.insert(prefix);
        upstreams.insert(upstream);
        result.table.rows.push_back({prefix, upstream, qint64(lane.range.from), qint64(lane.range.to),
                                     double(lane.range.length()) / double(microsPerSecond), asText(lane.origin),
                                     qint64(lane.neighbours), qint64(lane.updates), endText(lane.end)});
    }
    result.headline.value = double(followed->lanes.lanes.size());
    result.headline.unit = QStringLiteral("lanes");
    result.headline.text =
        QStringLiteral("%1 through %2")
            .arg(counted(prefixes.size(), "prefix", "prefixes"), counted(upstreams.size(), "upstream", "upstreams"));
    result.notes.append(followed->notes());
    result.notes.append(
        QStringLiteral("A neighbour is a network that told the collector; the upstream is the AS that the "
                       "origin hands its traffic to, as the path says. Lanes of one prefix overlap while "
                       "neighbours see different paths."));
    addSources(result, facts, followed->sources);
    return result;
}

} // namespace

Result<FollowedRoutes> followRoutes(const Asked& asked, const RecordStore& records, const Progress& progress)
{
    FollowedRoutes followed;
    bool tooMany = false;
    Micros last = TimeRange::beginning();
    const auto done = records.eachRoute(asked.range, [&](const RouteRecord& route) {
        // The end of the data is that of all routes, also of those of others: the collector was listening.
        followed.first = followed.read == 0 ? route.at : followed.first;
        last = route.at;
        if (std::find(followed.sources.begin(), followed.sources.end(), route.source) == followed.sources.end())
            followed.sources.push_back(route.source);
        ++followed.read;
        if (belongs(asked.subject, route)) {
            ++followed.followed;
            followed.lanes.add(route);
        }
        tooMany = followed.lanes.liveRoutes() > mostRoutes;
        return !tooMany && !(followed.read % 4096 == 0 && progress.cancelled());
    });
    if (!done)
        return done.error();
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, QStringLiteral("Stopped"), {}, {}};
    if (tooMany) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("more than %1 routes hold at the same time").arg(mostRoutes),
                     {},
                     QStringLiteral("Choose a subject (--subject), or a shorter time")};
    }
    if (followed.read == 0) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("the case has no routes in the asked time"),
                     {},
                     QStringLiteral("Import routing updates or a table: import CASE updates.mrt")};
    }
    followed.last = last;
    followed.lanes.finish(last);
    return followed;
}

QStringList FollowedRoutes::notes() const
{
    QStringList notes{
        QStringLiteral("%1 of %2 are of the subject.").arg(followed).arg(counted(read, "route", "routes"))};
    notes.append(QStringLiteral("What held before the data begins is not known: a prefix counts from its first "
                                "announcement or table entry on."));
    return notes;
}

Measure routeLanesMeasure()
{
    Measure measure;
    measure.name = routeLanesName;
    measure.question = QStringLiteral("Which prefix was reached through which upstream, and when?");
    measure.definition = QStringLiteral("For each prefix and upstream the stretches in which at least one neighbour of "
                                        "the collector held a route through it, to the second.");
    measure.source = QStringLiteral("BGP updates and tables (RFC 4271, RFC 6396): last path of each neighbour.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"), QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.ofFlows = false;
    measure.complete = complete;
    measure.read = read;
    return measure;
}

} // namespace tideline
