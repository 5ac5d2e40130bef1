// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/mispevent.h"

#include "models/importers/intelligence/eventparts.h"

namespace tideline {

namespace {

const std::vector<std::string_view> ownRecords{"Attribute", "Object", "EventReport", "ShadowAttribute"};

/// Names that go with the numbers of MISP, which are often written as texts.
QString levelName(const JsonNode& number, std::initializer_list<const char*> names, int first)
{
    bool good = false;
    const int at = number.text().toInt(&good) - first;
    return good && at >= 0 && at < int(names.size()) ? QLatin1String(names.begin()[at]) : number.text();
}

/// Seconds since 1970 as a time; as written where they are no number. "0" means never.
QString editedAt(const JsonNode& seconds)
{
    const QByteArray digits = seconds.text().toLatin1();
    if (digits == "0")
        return {};
    const auto micros = parseEpochSeconds({digits.constData(), std::size_t(digits.size())});
    return micros ? isoUtc(*micros) : seconds.text();
}

bool isActorGalaxy(const QString& type)
{
    return type.contains(QStringLiteral("threat-actor")) || type.contains(QStringLiteral("intrusion-set")) ||
           type.contains(QStringLiteral("activity-group"));
}

/// Tags and galaxies become tags; the actors among them are returned.
QString addTags(Event& event, const JsonNode& node)
{
    QStringList actors;
    for (const JsonNode* tag : node["Tag"].elements()) {
        const QString name = tag->isObject() ? (*tag)["name"].text() : tag->text();
        addNew(event.tags, name);
        // misp-galaxy:threat-actor="TeleBots"
        const qsizetype equals = name.indexOf(u'=');
        if (name.startsWith(QStringLiteral("misp-galaxy:")) && equals > 0 && isActorGalaxy(name.left(equals)))
            addNew(actors, name.mid(equals + 1).remove(u'"').trimmed());
    }
    for (const JsonNode* galaxy : node["Galaxy"].elements()) {
        const QString type = (*galaxy)["type"].text();
        for (const JsonNode* cluster : (*galaxy)["GalaxyCluster"].elements()) {
            const QString value = (*cluster)["value"].text();
            if (isActorGalaxy(type))
                addNew(actors, value);
            const QString tag = (*cluster)["tag_name"].text();
            addNew(event.tags, !tag.isEmpty() ? tag : QStringLiteral("misp-galaxy:%1=\"%2\"").arg(type, value));
        }
    }
    if (node["deleted"].isTrue())
        addNew(event.tags, QStringLiteral("deleted"));
    return actors.join(QStringLiteral("; "));
}

void addEdited(Event& event, const JsonNode& node)
{
    for (const char* member : {"timestamp", "publish_timestamp"}) {
        if (const QString text = editedAt(node[member]); !text.isEmpty())
            event.extra.insert(QLatin1String(member), text);
    }
}

} // namespace

MispEvent::MispEvent(const JsonNode& node, const TimeRules& rules, DocumentSink& sink)
    : m_node(node), m_rules(rules), m_sink(sink)
{
    auto date = readTime(node["date"].text(), rules.zone, rules);
    if (date)
        m_date = std::move(date).value();
    else
        m_dateFault = QStringLiteral("date: ") + date.error().what;
    Event tagged;
    m_actor = addTags(tagged, node);
}

void MispEvent::take()
{
    takeOwn();
    takeAttributes(m_node["Attribute"]);
    takeAttributes(m_node["ShadowAttribute"], {}, true);
    for (const JsonNode* object : m_node["Object"].elements())
        takeObject(*object);
    for (const JsonNode* report : m_node["EventReport"].elements())
        takeReport(*report);
}

void MispEvent::takeOwn()
{
    if (!m_sink.isWhole(m_node, ownRecords))
        return;
    Event event;
    setTitle(event, m_node["info"].text());
    if (event.title.isEmpty() || !m_dateFault.isEmpty()) {
        m_sink.reject(m_node, m_dateFault.isEmpty() ? QStringLiteral("the event has no “info”, which is its title")
                                                    : m_dateFault);
        return;
    }
    event.time = m_date;
    event.externalId = m_node["uuid"].text();
    event.category = QStringLiteral("misp event");
    event.actor = addTags(event, m_node);
    addExtras(event, m_node,
              {"info", "uuid", "date", "Attribute", "Object", "EventReport", "ShadowAttribute", "Tag", "Galaxy",
               "RelatedEvent", "threat_level_id", "analysis", "timestamp", "publish_timestamp"});
    event.extra.insert(QStringLiteral("threat_level"),
                       levelName(m_node["threat_level_id"], {"High", "Medium", "Low", "Undefined"}, 1));
    event.extra.insert(QStringLiteral("analysis"),
                       levelName(m_node["analysis"], {"Initial", "Ongoing", "Complete"}, 0));
    QStringList related;
    for (const JsonNode* other : m_node["RelatedEvent"].elements())
        addNew(related, (*other)["Event"]["uuid"].text());
    event.extra.insert(QStringLiteral("related_events"), related.join(QStringLiteral("; ")));
    event.extra.removeIf([](QMap<QString, QString>::iterator column) { return column.value().isEmpty(); });
    addEdited(event, m_node);
    m_sink.take(std::move(event), m_node, {});
}

void MispEvent::takeObject(const JsonNode& object)
{
    if (!object.isObject()) {
        m_sink.reject(object, QStringLiteral("it is no MISP object but a single value"));
        return;
    }
    const JsonNode& attributes = object["Attribute"];
    const JsonNode& proposals = object["ShadowAttribute"];
    // The object itself is no record, only what its attributes share; an empty or damaged one stands for itself.
    if (object.isDamaged && !m_sink.isWhole(object, ownRecords) && attributes.items.empty())
        return;
    takeAttributes(attributes, object);
    takeAttributes(proposals, object, true);
    if (object.isDamaged || !attributes.items.empty() || !proposals.items.empty())
        return;
    auto time = timeOf({}, object);
    if (!time) {
        m_sink.reject(object, time.error().what);
        return;
    }
    Event event;
    event.time = std::move(time).value();
    event.externalId = object["uuid"].text();
    event.category = QStringLiteral("misp object");
    event.actor = m_actor;
    event.note = object["comment"].text();
    setTitle(event, object["name"].text());
    addExtras(event, object, {"uuid", "name", "comment", "Attribute", "ShadowAttribute", "timestamp"});
    addEdited(event, object);
    m_sink.take(std::move(event), object, QStringLiteral("object"));
}

void MispEvent::takeReport(const JsonNode& report)
{
    if (!m_sink.isWhole(report))
        return;
    if (!report.isObject()) {
        m_sink.reject(report, QStringLiteral("it is no report but a single value"));
        return;
    }
    Event event;
    event.time = m_date;
    event.externalId = report["uuid"].text();
    event.category = QStringLiteral("report");
    event.actor = m_actor;
    event.note = report["content"].text();
    setTitle(event, report["name"].text());
    addTags(event, report);
    addExtras(event, report, {"uuid", "name", "content", "Tag", "Galaxy", "timestamp"});
    addEdited(event, report);
    m_sink.take(std::move(event), report, QStringLiteral("report"));
}

void MispEvent::takeAttributes(const JsonNode& list, const JsonNode& object, bool areProposals)
{
    for (const JsonNode* node : list.elements()) {
        if (!m_sink.isWhole(*node, {"ShadowAttribute"}))
            continue;
        auto event = attribute(*node, object);
        if (!event) {
            m_sink.reject(*node, event.error().what);
            continue;
        }
        if (areProposals)
            addNew(event->tags, QStringLiteral("proposal"));
        if (node->find("data"))
            m_sink.say(QStringLiteral("files attached to attributes are left out; their names and digests are kept"));
        m_sink.take(std::move(event).value(), *node, {});
        takeAttributes((*node)["ShadowAttribute"], object, true);
    }
}

Result<EventTime> MispEvent::timeOf(const JsonNode& attribute, const JsonNode& object) const
{
    for (const JsonNode* node : {&attribute, &object}) {
        EventTime times[2];
        int i = 0;
        for (const char* member : {"first_seen", "last_seen"}) {
            auto read = readTime((*node)[member].text(), m_rules.zone, m_rules);
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
    return m_date;
}

Result<Event> MispEvent::attribute(const JsonNode& node, const JsonNode& object) const
{
    if (!node.isObject())
        return Error{ErrorCode::BadInput, QStringLiteral("it is no attribute but a single value"), {}, {}};
    for (const char* member : {"type", "value"}) {
        if (node[member].text().isEmpty())
            return Error{
                ErrorCode::BadInput, QStringLiteral("the attribute has no %1").arg(QLatin1String(member)), {}, {}};
    }
    auto time = timeOf(node, object);
    if (!time)
        return time.error();
    Event event;
    event.time = std::move(time).value();
    event.externalId = node["uuid"].text();
    event.category = QStringLiteral("indicator");
    event.subtype = node["type"].text();
    event.note = node["comment"].text();
    setTitle(event, node["value"].text());
    event.actor = addTags(event, node);
    if (event.actor.isEmpty())
        event.actor = event.subtype == u"threat-actor" ? event.title : m_actor;
    if (event.subtype.startsWith(QStringLiteral("target-")))
        event.target = event.title;
    if (event.subtype == u"link" || event.subtype == u"url")
        event.citations.push_back({event.title});
    addExtras(event, node,
              {"uuid", "type", "comment", "Tag", "Galaxy", "ShadowAttribute", "SharingGroup", "deleted", "timestamp",
               "data", "Event"});
    addEdited(event, node);
    const struct
    {
        const char* key;
        QString text;
    } shared[] = {{"event", m_node["info"].text()},
                  {"event_uuid", m_node["uuid"].text()},
                  {"object", object["name"].text()},
                  {"object_uuid", object["uuid"].text()},
                  {"object_comment", object["comment"].text()}};
    for (const auto& column : shared) {
        if (!column.text.isEmpty())
            event.extra.insert(QLatin1String(column.key), column.text);
    }
    return event;
}

} // namespace tideline
