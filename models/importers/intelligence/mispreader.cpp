// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/mispreader.h"

#include "models/importers/intelligence/eventparts.h"
#include "models/importers/intelligence/mispevent.h"

namespace tideline {

namespace {

/// The events of whatever wraps them.
std::vector<const JsonNode*> eventsOf(const JsonTree& tree)
{
    std::vector<const JsonNode*> events;
    for (const JsonNode* record : documentRecords(tree)) {
        const auto responses =
            record->find("response") ? (*record)["response"].elements() : std::vector<const JsonNode*>{record};
        for (const JsonNode* response : responses)
            events.push_back(response->find("Event") ? &(*response)["Event"] : response);
    }
    return events;
}

bool isEvent(const JsonNode& node)
{
    return node.find("info") && membersOf(node, {"uuid", "date", "threat_level_id", "analysis", "Attribute", "Object",
                                                 "Orgc", "publish_timestamp"}) >= 2;
}

bool isAttributeList(const JsonNode& node)
{
    const auto attributes = node["Attribute"].elements();
    return !attributes.empty() && membersOf(*attributes.front(), {"type", "value", "category", "uuid"}) >= 3;
}

QString clusterNote(const JsonNode& cluster)
{
    Event rest;
    addExtras(rest, cluster["meta"], {"synonyms", "refs", "country"});
    addExtras(rest, cluster, {"value", "uuid", "description", "meta"});
    QString note = cluster["description"].text();
    QStringList lines;
    for (auto it = rest.extra.cbegin(); it != rest.extra.cend(); ++it)
        lines << it.key() + QStringLiteral(": ") + it.value();
    addNote(note, lines.join(u'\n'));
    return note;
}

Actor clusterActor(const JsonNode& cluster)
{
    const JsonNode& meta = cluster["meta"];
    Actor actor;
    actor.name = cluster["value"].text();
    actor.id = cluster["uuid"].text();
    if (actor.id.isEmpty())
        actor.id = actor.name;
    for (const QString& synonym : meta["synonyms"].texts()) {
        if (synonym != actor.name)
            addNew(actor.aliases, synonym);
    }
    for (const QString& link : meta["refs"].texts())
        addNew(actor.links, link);
    const QStringList countries = meta["country"].texts();
    const QString country = countries.isEmpty() ? QString() : countryOf(countries.first());
    actor.note = clusterNote(cluster);
    if (country.size() == 2)
        actor.country = country;
    if (countries.size() > 1 || country.size() > 2)
        addNote(actor.note, QStringLiteral("country: ") + countries.join(QStringLiteral("; ")));
    return actor;
}

bool isActorGalaxy(const JsonNode& galaxy)
{
    const QString type = galaxy["type"].text();
    return galaxy["category"].text() == u"actor" || type.contains(QStringLiteral("actor")) ||
           type.contains(QStringLiteral("intrusion-set")) || type.contains(QStringLiteral("activity-group"));
}

} // namespace

int MispReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    const auto events = tree.roots().empty() ? std::vector<const JsonNode*>() : eventsOf(tree);
    if (events.empty())
        return 0;
    const JsonNode& root = *documentRecords(tree).front();
    const bool isWrapped = root.find("Event") || root.find("response");
    if (isEvent(*events.front()))
        return isWrapped ? 98 : 95;
    return isWrapped && isAttributeList(*events.front()) ? 95 : 0;
}

void MispReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode* node : eventsOf(tree)) {
        MispEvent event(*node, m_time, sink);
        if (isAttributeList(*node) && !isEvent(*node)) {
            for (const JsonNode* attribute : (*node)["Attribute"].elements()) {
                MispEvent of((*attribute)["Event"], m_time, sink);
                of.takeAttributes(*attribute);
            }
        } else if (node->isObject()) {
            event.take();
        } else {
            sink.reject(*node, QStringLiteral("it is no MISP event but a single value"));
        }
    }
}

int MispGalaxyReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    if (tree.roots().empty())
        return 0;
    const JsonNode& root = tree.roots().front();
    const auto values = root["values"].elements();
    if (values.empty() || !values.front()->find("value") || !membersOf(*values.front(), {"uuid", "meta"}))
        return 0;
    return membersOf(root, {"authors", "category", "description", "name", "source", "type", "uuid", "version"}) >= 4
               ? 98
               : 60;
}

void MispGalaxyReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode& galaxy : tree.roots()) {
        const bool areActors = isActorGalaxy(galaxy);
        for (const JsonNode* cluster : galaxy["values"].elements()) {
            if (!sink.isWhole(*cluster))
                continue;
            const QString name = (*cluster)["value"].text();
            if (name.isEmpty()) {
                sink.reject(*cluster, QStringLiteral("the cluster has no “value”, which is its name"));
                continue;
            }
            if (areActors) {
                sink.take(clusterActor(*cluster), *cluster);
                continue;
            }
            Event event;
            event.externalId = (*cluster)["uuid"].text();
            event.category = galaxy["type"].text();
            event.note = (*cluster)["description"].text();
            setTitle(event, name);
            for (const QString& link : (*cluster)["meta"]["refs"].texts())
                event.citations.push_back({link});
            addExtras(event, *cluster, {"value", "uuid", "description"});
            event.extra.remove(QStringLiteral("meta.refs"));
            sink.take(std::move(event), *cluster, {});
        }
    }
}

} // namespace tideline
