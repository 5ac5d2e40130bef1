// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/session/importpreview.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr auto asText = ColumnType::String;
constexpr auto asNumber = ColumnType::Integer;
constexpr auto asTime = ColumnType::Time;

struct Title
{
    const char* text;
    ColumnType type = asText;
};

SampleTable emptyTable(const char* title, std::initializer_list<Title> columns, std::size_t total)
{
    SampleTable made;
    made.title = QString::fromLatin1(title);
    made.total = qint64(total);
    made.table.columns.push_back({QStringLiteral("line"), QStringLiteral("Line"), asNumber, {}});
    for (const Title& column : columns)
        made.table.columns.push_back({QString::fromLatin1(column.text).toLower().replace(u' ', u'_'),
                                      QString::fromLatin1(column.text),
                                      column.type,
                                      {}});
    return made;
}

Cell text(const std::string& value)
{
    return QString::fromStdString(value);
}

Cell number(qint64 value)
{
    return value;
}

Cell positive(qint64 value)
{
    return value > 0 ? Cell(value) : Cell();
}

Cell address(const IpAddress& value)
{
    return value.isUnspecified() ? Cell() : Cell(value.toString());
}

Cell field(const Event& event, const char* key)
{
    const EventField* found = eventField(QString::fromLatin1(key));
    return found ? Cell(found->get(event)) : Cell();
}

SampleTable eventsTable(const std::vector<Event>& events, const Zone& zone, std::size_t most)
{
    SampleTable made = emptyTable("Events",
                                  {{"When"},
                                   {"Title"},
                                   {"Category"},
                                   {"Actor"},
                                   {"Target"},
                                   {"Country"},
                                   {"Amount taken"},
                                   {"Source"},
                                   {"Tags"},
                                   {"Note"}},
                                  events.size());
    for (std::size_t i = 0; i < std::min(most, events.size()); ++i) {
        const Event& event = events[i];
        QStringList sources;
        for (const Citation& citation : event.citations)
            sources << citation.text;
        made.table.rows.push_back(
            {event.record, event.time.isDated() ? timeText(event.time, zone) : QString(), event.title, event.category,
             event.actor, event.target, event.countries.join(QStringLiteral(", ")), field(event, "amount_taken"),
             sources.join(QStringLiteral("; ")), event.tags.join(QStringLiteral(", ")), event.note});
    }
    return made;
}

SampleTable flowsTable(const FlowBatch& flows, std::size_t most)
{
    SampleTable made = emptyTable("Flows",
                                  {{"Start", asTime},
                                   {"Lasted", ColumnType::Duration},
                                   {"From"},
                                   {"Port", asNumber},
                                   {"To"},
                                   {"To port", asNumber},
                                   {"Protocol"},
                                   {"Bytes sent", asNumber},
                                   {"Bytes back", asNumber},
                                   {"Packets sent", asNumber},
                                   {"Packets back", asNumber},
                                   {"Service"},
                                   {"State"}},
                                  flows.size());
    for (std::size_t i = 0; i < std::min(most, flows.size()); ++i)
        made.table.rows.push_back({number(qint64(flows.record[i])), number(flows.start[i]),
                                   double(flows.duration[i]) / 1e6, flows.src[i].toString(), number(flows.srcPort[i]),
                                   flows.dst[i].toString(), number(flows.dstPort[i]),
                                   text(protocolName(flows.protocol[i])), number(qint64(flows.srcBytes[i])),
                                   number(qint64(flows.dstBytes[i])), number(qint64(flows.srcPackets[i])),
                                   number(qint64(flows.dstPackets[i])), text(flows.service[i]), text(flows.state[i])});
    return made;
}

SampleTable pointsTable(const std::vector<SeriesPoint>& points, std::size_t most)
{
    SampleTable made = emptyTable("Numbers over time",
                                  {{"From", asTime},
                                   {"Until", asTime},
                                   {"Place or entity"},
                                   {"Quantity"},
                                   {"Value", ColumnType::Number},
                                   {"Unit"}},
                                  points.size());
    for (std::size_t i = 0; i < std::min(most, points.size()); ++i)
        made.table.rows.push_back({points[i].record, number(points[i].span.from), number(points[i].span.to),
                                   points[i].key, points[i].quantity, points[i].value, points[i].unit});
    return made;
}

SampleTable queriesTable(const std::vector<DnsRecord>& queries, std::size_t most)
{
    SampleTable made = emptyTable(
        "DNS queries", {{"Time", asTime}, {"Client"}, {"Server"}, {"Query"}, {"Type"}, {"Outcome"}, {"Answers"}},
        queries.size());
    for (std::size_t i = 0; i < std::min(most, queries.size()); ++i) {
        const DnsRecord& query = queries[i];
        made.table.rows.push_back({number(qint64(query.record)), number(query.at), address(query.client),
                                   address(query.server), text(query.query), text(query.type), text(query.outcome),
                                   text(query.answers)});
    }
    return made;
}

SampleTable routesTable(const std::vector<RouteRecord>& routes, std::size_t most)
{
    SampleTable made = emptyTable(
        "Routes",
        {{"Time", asTime}, {"What"}, {"Prefix"}, {"Peer"}, {"Peer AS", asNumber}, {"Path"}, {"Origin", asNumber}},
        routes.size());
    for (std::size_t i = 0; i < std::min(most, routes.size()); ++i) {
        const RouteRecord& route = routes[i];
        made.table.rows.push_back({number(qint64(route.record)), number(route.at),
                                   QString::fromLatin1(routeKindName(route.kind)), route.prefix.toString(),
                                   address(route.peer), positive(route.peerAs), text(route.path),
                                   positive(route.origin)});
    }
    return made;
}

SampleTable membersTable(const std::vector<NamedMember>& members, std::size_t most)
{
    SampleTable made = emptyTable("Members of subjects",
                                  {{"Subject"}, {"Prefix or AS"}, {"From", asTime}, {"Until", asTime}}, members.size());
    made.table.columns.erase(made.table.columns.begin()); // these rows have no line of their own
    const TimeRange always = TimeRange::all();
    for (std::size_t i = 0; i < std::min(most, members.size()); ++i) {
        const SubjectMember& member = members[i].member;
        made.table.rows.push_back({members[i].subject,
                                   member.prefix ? member.prefix->toString() : QStringLiteral("AS%1").arg(member.asn),
                                   member.valid.from == always.from ? Cell() : number(member.valid.from),
                                   member.valid.to == always.to ? Cell() : number(member.valid.to)});
    }
    return made;
}

SampleTable actorsTable(const std::vector<Actor>& actors, std::size_t most)
{
    SampleTable made = emptyTable("Threat actors", {{"Name"}, {"Also called"}, {"Country"}, {"Note"}}, actors.size());
    for (std::size_t i = 0; i < std::min(most, actors.size()); ++i)
        made.table.rows.push_back({actors[i].record, actors[i].name, actors[i].aliases.join(QStringLiteral(", ")),
                                   actors[i].country, actors[i].note});
    return made;
}

SampleTable addendaTable(const std::vector<Addendum>& addenda, std::size_t most)
{
    SampleTable made =
        emptyTable("Additions to listed entries", {{"Entry"}, {"Names"}, {"Places"}, {"Note"}}, addenda.size());
    for (std::size_t i = 0; i < std::min(most, addenda.size()); ++i) {
        QStringList places;
        for (const Place& place : addenda[i].places)
            places << (place.name.isEmpty() ? place.country : place.name);
        made.table.rows.push_back({addenda[i].record, addenda[i].entry, addenda[i].names.join(QStringLiteral(", ")),
                                   places.join(QStringLiteral("; ")), addenda[i].note});
    }
    return made;
}

} // namespace

std::vector<SampleTable> sampleTables(const ParsedBlock& rows, const Zone& zone, std::size_t most)
{
    std::vector<SampleTable> tables;
    for (SampleTable& made : std::vector<SampleTable>{
             eventsTable(rows.events, zone, most), flowsTable(rows.flows, most), queriesTable(rows.dns, most),
             routesTable(rows.routes, most), pointsTable(rows.points, most), membersTable(rows.members, most),
             actorsTable(rows.actors, most), addendaTable(rows.addenda, most)}) {
        if (made.total > 0)
            tables.push_back(std::move(made));
    }
    return tables;
}

Table problemTable(const std::vector<Problem>& problems, std::size_t most)
{
    Table table;
    table.columns = {{QStringLiteral("line"), QStringLiteral("Line"), asNumber, {}},
                     {QStringLiteral("column"), QStringLiteral("Column"), asNumber, {}},
                     {QStringLiteral("reason"), QStringLiteral("Reason"), asText, {}},
                     {QStringLiteral("text"), QStringLiteral("Row as it stands in the file"), asText, {}}};
    for (std::size_t i = 0; i < std::min(most, problems.size()); ++i)
        table.rows.push_back({problems[i].line, positive(problems[i].column), problems[i].reason, problems[i].text});
    return table;
}

} // namespace tideline
