// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/stixreader.h"

#include "models/importers/intelligence/stixevent.h"

namespace tideline {

namespace {

/// The objects of bundles and envelopes; what is neither is an object itself.
std::vector<const JsonNode*> objectsOf(const JsonTree& tree)
{
    std::vector<const JsonNode*> objects;
    for (const JsonNode* record : documentRecords(tree)) {
        const JsonNode& list = (*record)["objects"];
        if (list.isArray() && (*record)["type"].raw != "observed-data")
            for (const JsonNode& object : list.items)
                objects.push_back(&object);
        else if ((*record)["type"].raw != "bundle")
            objects.push_back(record);
    }
    return objects;
}

bool hasStixId(const JsonNode& object)
{
    const std::string_view type = object["type"].raw, id = object["id"].raw;
    return !type.empty() && id.size() > type.size() + 2 && id.starts_with(type) &&
           id.substr(type.size()).starts_with("--");
}

QString lacks(const JsonNode& object)
{
    if (!object.isObject())
        return QStringLiteral("it is no STIX object but a single value");
    for (const char* member : {"type", "id"}) {
        if (object[member].type != JsonNode::Type::String || object[member].text().isEmpty())
            return QStringLiteral("the object has no “%1”").arg(QLatin1String(member));
    }
    return {};
}

} // namespace

int StixReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    if (tree.roots().empty())
        return 0;
    const JsonNode& root = tree.roots().front();
    if (root["type"].raw == "bundle" && (hasStixId(root) || root["objects"].isArray()))
        return 99;
    for (const JsonNode* object : objectsOf(tree)) {
        if (hasStixId(*object))
            return (*object)["spec_version"].raw.starts_with("2.") || object->find("created") ? 97 : 80;
    }
    return 0;
}

void StixReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    const auto objects = objectsOf(tree);
    const StixGraph graph(objects);
    QStringList notes;
    for (const JsonNode* object : objects) {
        if (!sink.isWhole(*object))
            continue;
        if (const QString fault = lacks(*object); !fault.isEmpty()) {
            sink.reject(*object, fault);
            continue;
        }
        auto event = stixEvent(*object, graph, notes);
        if (!event)
            sink.reject(*object, event.error().what);
        else if (!StixGraph::isActor((*object)["id"].raw))
            sink.take(std::move(event).value(), *object, graph.title(*object));
        else if ((*object)["name"].text().isEmpty())
            sink.reject(*object, QStringLiteral("the actor has no name"));
        else
            sink.take(stixActor(*object, graph), *object);
    }
    for (const QString& note : notes)
        sink.say(note);
}

} // namespace tideline
