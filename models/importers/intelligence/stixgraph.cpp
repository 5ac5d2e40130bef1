// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/stixgraph.h"

#include "models/importers/intelligence/eventparts.h"
#include "models/importers/intelligence/stixtraffic.h"

#include <algorithm>

namespace tideline {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// The traffic light markings have fixed ids, so bundles leave the objects out (STIX 2.1 §7.2.1.4, TLP 2.0 extension).
constexpr struct
{
    std::string_view id;
    const char* name;
} knownMarkings[] = {{"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "tlp:white"},
                     {"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "tlp:green"},
                     {"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "tlp:amber"},
                     {"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "tlp:red"},
                     {"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "tlp:clear"},
                     {"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "tlp:green"},
                     {"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "tlp:amber"},
                     {"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "tlp:amber+strict"},
                     {"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "tlp:red"}};

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool begins(std::string_view id, std::initializer_list<std::string_view> types)
{
    return std::any_of(types.begin(), types.end(), [id](std::string_view type) {
        return id.starts_with(type) && id.substr(type.size()).starts_with("--");
    });
}

} // namespace

bool isWithdrawn(const JsonNode& object)
{
    return object["revoked"].isTrue() || object["x_mitre_deprecated"].isTrue();
}

StixGraph::StixGraph(const std::vector<const JsonNode*>& objects)
{
    for (const JsonNode* object : objects) {
        const std::string_view id = (*object)["id"].raw;
        if (id.empty())
            continue;
        const JsonNode*& known = m_objects[id];
        if (!known || (*known)["modified"].raw < (*object)["modified"].raw)
            known = object;
    }
    for (const JsonNode* object : objects) {
        if ((*object)["type"].raw == "relationship" && !isWithdrawn(*object))
            addRelationship(*object);
    }
    // Once at the end: hundreds of thousands may point at one.
    for (auto& [id, links] : m_links) {
        for (QStringList* list : {&links.actors, &links.targets, &links.countries, &links.origins}) {
            list->removeDuplicates();
            list->removeAll(QString());
        }
    }
}

void StixGraph::addRelationship(const JsonNode& relationship)
{
    const std::string_view type = relationship["relationship_type"].raw;
    const std::string_view source = relationship["source_ref"].raw;
    const std::string_view target = relationship["target_ref"].raw;
    if (isActor(target) && isOneOf(type, {"attributed-to", "indicates", "part-of"}))
        m_links[source].actors << name(target);
    if (isActor(source) && isOneOf(type, {"uses", "hosts", "owns", "compromises", "controls", "authored-by"}) &&
        begins(target, {"malware", "tool", "infrastructure", "campaign", "incident"}))
        m_links[target].actors << name(source);
    if (isActor(target) && type == "authored-by")
        m_links[source].actors << name(target);
    if (type == "targets") {
        m_links[source].targets << name(target);
        m_links[source].countries << country(target);
    }
    if (isOneOf(type, {"located-at", "originates-from"}))
        m_links[source].origins << country(target);
}

bool StixGraph::isActor(std::string_view id)
{
    return begins(id, {"intrusion-set", "threat-actor"});
}

const JsonNode* StixGraph::find(std::string_view id) const
{
    const auto hit = m_objects.find(id);
    return hit == m_objects.end() ? nullptr : hit->second;
}

QString StixGraph::name(std::string_view id) const
{
    const JsonNode* const object = find(id);
    return object ? titleAt(*object, 1) : fromView(id);
}

const StixGraph::Links& StixGraph::links(std::string_view id) const
{
    static const Links none;
    const auto hit = m_links.find(id);
    return hit == m_links.end() ? none : hit->second;
}

QString StixGraph::country(std::string_view id) const
{
    const JsonNode* const object = begins(id, {"location"}) ? find(id) : nullptr;
    return object ? countryOf((*object)["country"].text()) : QString();
}

QString StixGraph::marking(std::string_view id) const
{
    for (const auto& known : knownMarkings) {
        if (known.id == id)
            return QLatin1String(known.name);
    }
    const JsonNode* const object = find(id);
    return object ? title(*object) : fromView(id);
}

QString StixGraph::title(const JsonNode& object) const
{
    return titleAt(object, 0);
}

/// Titles that are made of other objects' names; those name no further ones, since references may run in circles.
QString StixGraph::relationTitle(const JsonNode& object, int depth) const
{
    const auto other = [&](std::string_view member) {
        const std::string_view id = object[member].raw;
        const JsonNode* const found = depth == 0 ? find(id) : nullptr;
        return found ? titleAt(*found, depth + 1) : fromView(id);
    };
    const std::string_view type = object["type"].raw;
    if (type == "relationship")
        return other("source_ref") + u' ' + object["relationship_type"].text() + u' ' + other("target_ref");
    if (type == "sighting")
        return QStringLiteral("Sighting of ") + other("sighting_of_ref");
    if (type == "opinion")
        return QStringLiteral("Opinion: ") + object["opinion"].text();
    if (type == "marking-definition") {
        const JsonNode& definition = object["definition"];
        if (const QString level = definition["tlp"].text(); !level.isEmpty())
            return QStringLiteral("tlp:") + level.toLower();
        const QString statement = definition["statement"].text();
        return statement.isEmpty() ? QString() : QStringLiteral("statement: ") + statement;
    }
    if (type == "observed-data" && depth == 0) {
        QStringList names;
        for (const JsonNode& item : object["objects"].items)
            names << (item["type"].raw == "network-traffic" ? StixTraffic::of(item, *this, object["objects"]).text()
                                                            : titleAt(item, depth + 1));
        for (const JsonNode* ref : object["object_refs"].elements())
            names << (find(ref->raw) ? titleAt(*find(ref->raw), depth + 1) : fromView(ref->raw));
        names.removeDuplicates();
        return names.isEmpty() ? QString() : QStringLiteral("Observed: ") + names.join(QStringLiteral(", "));
    }
    return {};
}

QString StixGraph::titleAt(const JsonNode& object, int depth) const
{
    if (const QString name = object["name"].text(); !name.isEmpty())
        return object["type"].raw == "marking-definition" ? name.toLower() : name;
    QString text = relationTitle(object, depth);
    if (text.isEmpty() && object["type"].raw == "network-traffic")
        text = StixTraffic::of(object, *this, {}).text();
    for (const char* member : {"abstract", "content", "value", "path", "key", "subject", "display_name",
                               "account_login", "user_id", "pattern", "country", "region", "context", "number"}) {
        if (text.isEmpty())
            text = object[member].text();
    }
    if (text.isEmpty() && !object["hashes"].items.empty())
        text = object["hashes"].items.front().text();
    if (text.isEmpty())
        text = object["id"].isNested() ? QString() : object["id"].text();
    if (text.isEmpty())
        text = object["type"].text();
    return text.isEmpty() ? QStringLiteral("object") : text;
}

} // namespace tideline
