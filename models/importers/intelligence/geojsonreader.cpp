// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/geojsonreader.h"

#include "models/importers/intelligence/eventparts.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::string_view beginnings[] = {"time",  "datetime",   "date",       "timestamp", "begin",
                                           "start", "start_time", "start_date", "when"};
constexpr std::string_view ends[] = {"end", "end_time", "end_date", "endtime", "time_end", "timeEnd"};
constexpr std::string_view titles[] = {"name", "title", "headline", "label", "event", "description"};

template <std::size_t N> const JsonNode& firstOf(const JsonNode& object, const std::string_view (&names)[N])
{
    static const JsonNode none;
    for (const std::string_view name : names) {
        const JsonNode* const member = object.find(name);
        if (member && !member->isNested() && member->type != JsonNode::Type::Null)
            return *member;
    }
    return none;
}

std::vector<const JsonNode*> featuresOf(const JsonTree& tree)
{
    std::vector<const JsonNode*> all;
    for (const JsonNode& root : tree.roots()) {
        const auto inside = root.find("features") ? root["features"].elements() : root.elements();
        all.insert(all.end(), inside.begin(), inside.end());
    }
    return all;
}

/// The box around all positions of nested coordinates.
struct Box
{
    double west = 1e9, south = 1e9, east = -1e9, north = -1e9;
    void add(const JsonNode& coordinates)
    {
        const auto& items = coordinates.items;
        if (items.size() >= 2 && items[0].type == JsonNode::Type::Number && items[1].type == JsonNode::Type::Number) {
            const double lon = items[0].text().toDouble(), lat = items[1].text().toDouble();
            west = std::min(west, lon);
            east = std::max(east, lon);
            south = std::min(south, lat);
            north = std::max(north, lat);
        } else {
            for (const JsonNode& item : items)
                add(item);
        }
    }
};

bool isDegrees(const QString& text, double most)
{
    bool good = false;
    const double value = text.toDouble(&good);
    return good && value >= -most && value <= most;
}

/// What is wrong with the geometry, or nothing.
QString addGeometry(Event& event, const JsonNode& geometry)
{
    if (!geometry.isObject())
        return {}; // null: nowhere in particular
    const QString type = geometry["type"].text();
    const JsonNode& coordinates = geometry["coordinates"];
    QString lon, lat;
    if (type == u"Point") {
        if (coordinates.items.size() < 2)
            return QStringLiteral("the point has no coordinates");
        lon = coordinates.items[0].text();
        lat = coordinates.items[1].text();
        if (coordinates.items.size() > 2)
            event.extra.insert(QStringLiteral("altitude"), coordinates.items[2].text());
    } else {
        Box box;
        box.add(coordinates);
        for (const JsonNode& part : geometry["geometries"].items)
            box.add(part["coordinates"]);
        event.extra.insert(QStringLiteral("geometry"), type);
        if (box.west > box.east)
            return {};
        lon = QString::number((box.west + box.east) / 2, 'f', 6);
        lat = QString::number((box.south + box.north) / 2, 'f', 6);
    }
    if (!isDegrees(lat, 90) || !isDegrees(lon, 360))
        return QStringLiteral("“%1, %2” are no degrees of latitude and longitude").arg(lat.left(40), lon.left(40));
    event.extra.insert(QStringLiteral("lat"), lat);
    event.extra.insert(QStringLiteral("lon"), lon);
    return {};
}

} // namespace

int GeoJsonReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    if (tree.roots().empty())
        return 0;
    const JsonNode& root = tree.roots().front();
    const auto features = featuresOf(tree);
    if (features.empty() || (*features.front())["type"].raw != "Feature" || !features.front()->find("geometry"))
        return 0;
    // A map without times is no list of events, but nothing else reads it either.
    const bool hasTime = std::any_of(features.begin(), features.end(), [](const JsonNode* feature) {
        return firstOf((*feature)["properties"], beginnings).type != JsonNode::Type::Null;
    });
    return root["type"].raw.starts_with("Feature") || root.find("features") ? hasTime ? 96 : 40 : 35;
}

Result<EventTime> GeoJsonReader::timeOf(const JsonNode& properties) const
{
    TimeRules rules = m_time;
    if (rules.epoch == TimeRules::Epoch::No)
        rules.epoch = TimeRules::Epoch::Any;
    const auto read = [&rules](const JsonNode& node) {
        // A year or 20170704 is shorter than any epoch number; a date has its signs further in.
        TimeRules own = rules;
        if (node.raw.size() <= 8 || node.raw.find('-', 1) != std::string_view::npos)
            own.epoch = TimeRules::Epoch::No;
        return readTime(node.text(), own.zone, own);
    };
    auto first = read(firstOf(properties, beginnings));
    if (!first)
        return first.error();
    auto last = read(firstOf(properties, ends));
    if (!last)
        return last.error();
    return joined(*first, *last);
}

Result<Event> GeoJsonReader::feature(const JsonNode& node) const
{
    const auto fault = [](const QString& reason) { return Error{ErrorCode::BadInput, reason, {}, {}}; };
    if (node["type"].raw != "Feature")
        return fault(QStringLiteral("it is no GeoJSON feature: its type is “%1”").arg(node["type"].text().left(80)));
    const JsonNode& properties = node["properties"];
    auto time = timeOf(properties);
    if (!time)
        return fault(time.error().what);
    Event event;
    event.time = std::move(time).value();
    event.externalId = node["id"].text();
    for (const char* member : {"category", "type"}) {
        if (event.category.isEmpty())
            event.category = properties[member].text();
    }
    if (event.category.isEmpty())
        event.category = QStringLiteral("place");
    for (const char* member : {"description", "note", "summary"}) {
        if (event.note.isEmpty())
            event.note = properties[member].text();
    }
    setTitle(event, firstOf(properties, titles).text());
    if (const QString reason = addGeometry(event, node["geometry"]); !reason.isEmpty())
        return fault(reason);
    const QString country = countryOf(properties["country"].text());
    addNew(event.countries, country);
    QString place = properties["place"].text();
    if (place.isEmpty() && event.extra.contains(QStringLiteral("lat")))
        place =
            event.extra.value(QStringLiteral("lat")) + QStringLiteral(", ") + event.extra.value(QStringLiteral("lon"));
    if (!place.isEmpty())
        event.places.push_back({country, QStringLiteral("location"), place, {}});
    if (const QString url = properties["url"].text(); url.startsWith(u"http"))
        event.citations.push_back({url});
    Event rest;
    addExtras(rest, properties, {});
    for (auto it = rest.extra.cbegin(); it != rest.extra.cend(); ++it) {
        if (!event.extra.contains(it.key()))
            event.extra.insert(it.key(), it.value());
    }
    return event;
}

void GeoJsonReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode* node : featuresOf(tree)) {
        if (!sink.isWhole(*node))
            continue;
        auto event = feature(*node);
        if (!event) {
            sink.reject(*node, event.error().what);
            continue;
        }
        if (event->extra.contains(QStringLiteral("geometry")))
            sink.say(QStringLiteral("of lines and areas only the middle is kept"));
        QString untitled = event->externalId;
        if (untitled.isEmpty())
            untitled = event->places.empty() ? event->category : event->places.front().name;
        sink.take(std::move(event).value(), *node, untitled);
    }
}

} // namespace tideline
