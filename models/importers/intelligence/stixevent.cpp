// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/stixevent.h"

#include "models/core/timetext.h"
#include "models/importers/intelligence/eventparts.h"
#include "models/importers/intelligence/stixtraffic.h"

namespace tideline {

namespace {

/// Of an object's times the first pair that is there.
constexpr struct
{
    const char* first;
    const char* last;
    std::string_view type; ///< only of this one; empty = of all
} timeMembers[] = {{"first_seen", "last_seen", {}}, {"first_observed", "last_observed", {}},
                   {"published", "", {}},           {"valid_from", "", {}},
                   {"start_time", "stop_time", {}}, {"start", "end", "network-traffic"},
                   {"date", "", "email-message"}};

/// More names than these in one field are no attribution but a list of users.
constexpr int mostActors = 3;

bool isAttack(const JsonNode& object)
{
    return object.find("x_mitre_first_seen_citation") || object.find("x_mitre_attack_spec_version") ||
           object["created_by_ref"].raw == "identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5";
}

Result<EventTime> timeOf(const JsonNode& object, bool attack)
{
    for (const auto& pair : timeMembers) {
        if (!pair.type.empty() && object["type"].raw != pair.type)
            continue;
        EventTime times[2];
        int i = 0;
        for (const char* member : {pair.first, pair.last}) {
            auto read = stixTime(object[member], attack);
            if (!read)
                return Error{ErrorCode::BadInput,
                             QStringLiteral("%1: %2").arg(QLatin1String(member), read.error().what),
                             {},
                             {}};
            times[i++] = std::move(read).value();
        }
        if (times[0].range || times[1].range)
            return joined(times[0], times[1]);
    }
    EventTime undated;
    undated.zone = QStringLiteral("UTC");
    return undated;
}

void addTags(Event& event, const JsonNode& object, const StixGraph& graph)
{
    for (const QString& label : object["labels"].texts())
        addNew(event.tags, label);
    for (const JsonNode& member : object.items) {
        if (member.key.ends_with("_types") || member.key == "infrastructure_type")
            for (const QString& type : member.texts())
                addNew(event.tags, type);
    }
    for (const JsonNode* ref : object["object_marking_refs"].elements())
        addNew(event.tags, graph.marking(ref->raw));
    if (object["revoked"].isTrue())
        addNew(event.tags, QStringLiteral("revoked"));
    if (object["x_mitre_deprecated"].isTrue())
        addNew(event.tags, QStringLiteral("deprecated"));
    QStringList parts;
    for (const JsonNode* marking : object["granular_markings"].elements())
        parts << graph.marking((*marking)["marking_ref"].raw) + QStringLiteral(" on ") +
                     (*marking)["selectors"].texts().join(QStringLiteral(", "));
    if (!parts.isEmpty())
        event.extra.insert(QStringLiteral("granular_markings"), parts.join(QStringLiteral("; ")));
}

void addReferences(Event& event, const JsonNode& object)
{
    QStringList ids;
    for (const JsonNode* reference : object["external_references"].elements()) {
        const QString url = (*reference)["url"].text(), description = (*reference)["description"].text();
        const QString name = (*reference)["source_name"].text();
        addNew(ids, (*reference)["external_id"].text());
        const QString text = !url.isEmpty()          ? url
                             : description.isEmpty() ? name
                                                     : name + QStringLiteral(": ") + description;
        if (!text.isEmpty())
            event.citations.push_back({text});
    }
    if (!ids.isEmpty())
        event.extra.insert(QStringLiteral("external_id"), ids.join(QStringLiteral("; ")));
}

/// Confidence 0–100 by the scale "none, low, medium, high" of STIX 2.1, appendix A.
Certainty certaintyOf(const JsonNode& confidence)
{
    bool good = false;
    const int value = confidence.text().toInt(&good);
    if (!good || value <= 0 || value > 100)
        return Certainty::Unknown;
    return value < 30 ? Certainty::Low : value < 70 ? Certainty::Medium : Certainty::High;
}

/// What the object itself says about who and where: the ends of a relationship, what a report is about.
void addOwnLinks(const JsonNode& object, const StixGraph& graph, StixGraph::Links& links)
{
    for (const char* member : {"source_ref", "target_ref", "sighting_of_ref", "object_refs"}) {
        for (const JsonNode* ref : object[member].elements()) {
            if (StixGraph::isActor(ref->raw))
                links.actors << graph.name(ref->raw);
            links.countries << graph.country(ref->raw);
        }
    }
    links.actors.removeDuplicates();
    links.countries.removeDuplicates();
    links.countries.removeAll(QString());
    if (object["relationship_type"].raw == "targets")
        addNew(links.targets, graph.name(object["target_ref"].raw));
    for (const JsonNode* ref : object["where_sighted_refs"].elements()) {
        addNew(links.targets, graph.name(ref->raw));
        addNew(links.countries, graph.country(ref->raw));
        for (const QString& origin : graph.links(ref->raw).origins)
            addNew(links.countries, origin);
    }
}

void addLinks(Event& event, const JsonNode& object, const StixGraph& graph)
{
    StixGraph::Links links = graph.links(object["id"].raw);
    addOwnLinks(object, graph, links);
    const QString actors = links.actors.join(QStringLiteral("; "));
    if (links.actors.size() <= mostActors)
        event.actor = actors;
    else
        event.extra.insert(QStringLiteral("actors"), actors);
    event.target = links.targets.join(QStringLiteral("; "));
    event.countries = links.countries;
    for (const QString& origin : links.origins)
        event.places.push_back({origin, QStringLiteral("origin"), {}, {}});
    if (object["type"].raw == "location") {
        const QString country = countryOf(object["country"].text());
        addNew(event.countries, country);
        event.places.push_back({country, QStringLiteral("location"), graph.title(object), {}});
    }
}

/// References stay as ids; beside them stand the names where the bundle has them.
void addNames(Event& event, const JsonNode& object, const StixGraph& graph)
{
    for (const JsonNode& member : object.items) {
        const bool isList = member.key.ends_with("_refs");
        if ((!isList && !member.key.ends_with("_ref")) || member.key == "object_marking_refs")
            continue;
        QStringList names;
        for (const JsonNode* ref : member.elements()) {
            if (!ref->isNested() && graph.find(ref->raw))
                names << graph.name(ref->raw);
        }
        names.removeDuplicates();
        if (!names.isEmpty())
            event.extra.insert(member.keyText() + QStringLiteral("_names"), names.join(QStringLiteral("; ")));
    }
}

} // namespace

Result<EventTime> stixTime(const JsonNode& node, bool attack)
{
    EventTime undated;
    undated.original = node.text();
    undated.zone = QStringLiteral("UTC");
    if (undated.original.isEmpty())
        return undated;
    auto read = node.isNested() ? Result<EventTime>(Error{ErrorCode::BadInput, QStringLiteral("it is no time"), {}, {}})
                                : parseTime(undated.original, Zone::utc());
    if (!read || !read->range || read->precision < Precision::Minute)
        return read;
    EventTime time = std::move(read).value();
    const CivilTime civil = civilFromMicros(time.range->from);
    const bool isWholeHour = civil.minute == 0 && civil.second == 0 && civil.micros == 0;
    constexpr int westernmost =
        8; // ATT&CK is written in the zones of the United States: midnight is 04:00 to 08:00 UTC
    if (!isWholeHour || civil.hour > (attack ? westernmost : 0))
        return time;
    const bool isMonth = attack && civil.day == 1;
    time.precision = isMonth ? Precision::Month : Precision::Day;
    const Bin bin = isMonth ? Bin::Month : Bin::Day;
    const Micros from = binStart(time.range->from, bin, Zone::utc());
    time.range = TimeRange{from, nextBin(from, bin, Zone::utc())};
    return time;
}

Result<Event> stixEvent(const JsonNode& object, const StixGraph& graph, QStringList& notes)
{
    const bool attack = isAttack(object);
    auto time = timeOf(object, attack);
    if (!time)
        return time.error();
    Event event;
    event.time = std::move(time).value();
    event.externalId = object["id"].text();
    event.category = object["type"].text();
    event.note = object["description"].text();
    addNote(event.note, object["content"].text());
    setTitle(event, graph.title(object));
    event.certainty = certaintyOf(object["confidence"]);
    addExtras(event, object,
              {"type", "id", "name", "description", "labels", "external_references", "object_marking_refs",
               "granular_markings", "objects", "content"});
    if (const QString inside = object["objects"].text(); !inside.isEmpty())
        event.extra.insert(QStringLiteral("objects"), inside);
    addNames(event, object, graph);
    addTags(event, object, graph);
    addReferences(event, object);
    addLinks(event, object, graph);
    StixTraffic::addTo(event, trafficOf(object, graph));
    if (event.time.range && event.time.precision <= Precision::Day) {
        addNew(notes, attack ? QStringLiteral("ATT&CK writes months as the local midnight of their first day; such "
                                              "times are read as months, midnight on other days as days")
                             : QStringLiteral("STIX cannot write a date alone: times of exactly midnight UTC are read "
                                              "as days"));
    }
    if (isWithdrawn(object))
        addNew(notes, QStringLiteral("objects that were revoked or deprecated by their makers are kept and tagged so"));
    return event;
}

Actor stixActor(const JsonNode& object, const StixGraph& graph)
{
    Actor actor;
    actor.id = object["id"].text();
    actor.name = object["name"].text();
    for (const QString& alias : object["aliases"].texts()) {
        if (alias != actor.name)
            addNew(actor.aliases, alias);
    }
    const QStringList& origins = graph.links(object["id"].raw).origins;
    if (origins.size() == 1 && origins.first().size() == 2)
        actor.country = origins.first();
    for (const JsonNode* reference : object["external_references"].elements())
        addNew(actor.links, (*reference)["url"].text());
    actor.note = object["description"].text();
    QStringList states;
    if (object["revoked"].isTrue())
        states << QStringLiteral("revoked by its maker");
    if (object["x_mitre_deprecated"].isTrue())
        states << QStringLiteral("deprecated");
    addNote(actor.note, states.join(QStringLiteral(", ")));
    if (actor.country.isEmpty() && !origins.isEmpty())
        addNote(actor.note, QStringLiteral("Comes from: ") + origins.join(QStringLiteral("; ")));
    // An actor has no further columns: what else is said stands line by line.
    Event rest;
    addExtras(rest, object,
              {"id", "name", "aliases", "description", "external_references", "object_marking_refs",
               "granular_markings", "revoked", "x_mitre_deprecated"});
    addTags(rest, object, graph);
    addReferences(rest, object);
    QStringList lines;
    for (auto it = rest.extra.cbegin(); it != rest.extra.cend(); ++it)
        lines << it.key() + QStringLiteral(": ") + it.value();
    if (!rest.tags.isEmpty())
        lines << QStringLiteral("tags: ") + rest.tags.join(QStringLiteral("; "));
    addNote(actor.note, lines.join(u'\n'));
    return actor;
}

} // namespace tideline
