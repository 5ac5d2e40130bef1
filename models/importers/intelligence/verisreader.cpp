// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/verisreader.h"

#include "models/importers/intelligence/dateparts.h"
#include "models/importers/intelligence/eventparts.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::string_view parties[] = {"external", "internal", "partner"};

bool says(const QString& text)
{
    return !text.isEmpty() && text != u"Unknown" && text != u"NA";
}

/// "hacking" with its varieties and vectors.
void addActions(Event& event, const JsonNode& actions)
{
    QStringList kinds;
    for (const JsonNode& action : actions.items) {
        const QString kind = action.keyText();
        if (kind == u"unknown" || !action.isObject())
            continue;
        kinds << kind;
        const qsizetype before = event.channels.size();
        for (const char* member : {"variety", "vector"}) {
            for (const QString& text : action[member].texts()) {
                if (says(text))
                    addNew(event.channels, kind + QStringLiteral(": ") + text);
            }
        }
        if (event.channels.size() == before)
            addNew(event.channels, kind);
    }
    event.subtype = kinds.join(QStringLiteral("; "));
}

/// The names of those who did it; where there are none, what kind of people they were.
void addActors(Event& event, const JsonNode& actors)
{
    QStringList names, kinds;
    for (const std::string_view party : parties) {
        const JsonNode& actor = actors[party];
        for (const QString& name : actor["name"].texts() + actor["partner_id"].texts())
            if (says(name))
                addNew(names, name);
        for (const QString& variety : actor["variety"].texts())
            if (says(variety))
                addNew(kinds, variety);
        for (const QString& text : actor["country"].texts())
            if (const QString country = countryOf(text); says(country))
                event.places.push_back({country, QStringLiteral("actor"), {}, {}});
        if (actor.isObject() && kinds.isEmpty() && names.isEmpty())
            kinds << QString::fromUtf8(party.data(), qsizetype(party.size()));
    }
    event.actor = (names.isEmpty() ? kinds : names).join(QStringLiteral("; "));
}

void addVictims(Event& event, const JsonNode& victims)
{
    QStringList names;
    for (const JsonNode* victim : victims.elements()) { // a list in records of before 1.3
        for (const QString& name : (*victim)["victim_id"].texts())
            if (says(name))
                addNew(names, name);
        for (const QString& text : (*victim)["country"].texts()) {
            const QString country = countryOf(text);
            if (!says(country))
                continue;
            addNew(event.countries, country);
            event.places.push_back({country, QStringLiteral("victim"), names.isEmpty() ? QString() : names.last(), {}});
        }
    }
    event.target = names.join(QStringLiteral("; "));
}

std::optional<QString> addClaim(Event& event, const JsonNode& number, const QString& kind, const QString& currency)
{
    const QString text = number.text();
    if (text.isEmpty())
        return std::nullopt;
    const auto value = Decimal::parse(text);
    if (!value)
        return QStringLiteral("impact: “%1” is no number").arg(text.left(80));
    Claim claim;
    claim.quantity = QStringLiteral("impact");
    claim.kind = kind;
    claim.value = *value;
    claim.unit = currency;
    event.claims.push_back(std::move(claim));
    return std::nullopt;
}

std::optional<QString> addImpact(Event& event, const JsonNode& impact)
{
    const QString currency = impact["iso_currency_code"].text().toUpper();
    const struct
    {
        const char* member;
        const char* kind;
    } overall[] = {
        {"overall_amount", "overall"}, {"overall_min_amount", "at least"}, {"overall_max_amount", "at most"}};
    for (const auto& amount : overall) {
        if (auto fault = addClaim(event, impact[amount.member], QLatin1String(amount.kind), currency))
            return fault;
    }
    for (const JsonNode* loss : impact["loss"].elements()) {
        const QString variety = (*loss)["variety"].text();
        if (auto fault =
                addClaim(event, (*loss)["amount"], variety.isEmpty() ? QStringLiteral("loss") : variety, currency))
            return fault;
    }
    return std::nullopt;
}

/// "10 Months", in place of the two columns timeline.discovery.value and .unit.
void addDurations(Event& event, const JsonNode& timeline)
{
    for (const JsonNode& stage : timeline.items) {
        if (!stage.isObject() || stage.key == "incident")
            continue;
        const QStringList words{stage["value"].text(), stage["unit"].text()};
        const QString text = words.join(u' ').trimmed();
        if (!text.isEmpty())
            event.extra.insert(QStringLiteral("timeline.") + stage.keyText(), text);
    }
}

/// Several links stand in one text, with anything between them.
void addCitations(Event& event, QString references)
{
    for (const QString& part : references.replace(u'\n', u';').split(u';')) {
        const QStringList words = part.simplified().split(u' ', Qt::SkipEmptyParts);
        const bool areLinks =
            std::all_of(words.begin(), words.end(), [](const QString& word) { return word.startsWith(u"http"); });
        for (const QString& text : areLinks ? words : QStringList{part.simplified()})
            event.citations.push_back({text});
    }
}

Certainty certaintyOf(const QString& confidence)
{
    return certaintyFromName(confidence.toLower()).value_or(Certainty::Unknown);
}

bool isIncident(const JsonNode& node)
{
    return membersOf(node, {"action", "actor", "asset", "attribute", "victim", "timeline", "security_incident",
                            "discovery_method", "incident_id", "schema_version"}) >= 5 &&
           (node["action"].isObject() || node["actor"].isObject()) && node["timeline"].isObject();
}

} // namespace

int VerisReader::sniff(std::string_view head, const QString&)
{
    const auto tree = documentHead(head);
    const auto records = documentRecords(tree);
    if (records.empty())
        return 0;
    return isIncident(*records.front()) ? records.front()->find("security_incident") ? 97 : 90 : 0;
}

Result<Event> VerisReader::incident(const JsonNode& record) const
{
    const auto bad = [](const QString& reason) { return Error{ErrorCode::BadInput, reason, {}, {}}; };
    if (!record["timeline"].isObject() && !record["action"].isObject() && record["incident_id"].text().isEmpty())
        return bad(QStringLiteral("it is no VERIS record: incident_id, timeline and action are missing"));
    Event event;
    auto time = timeOfParts(record["timeline"]["incident"], m_time.zone);
    if (!time)
        return bad(QStringLiteral("timeline.incident: ") + time.error().what);
    event.time = std::move(time).value();
    event.externalId = record["incident_id"].text();
    event.category = QStringLiteral("incident");
    addActions(event, record["action"]);
    addActors(event, record["actor"]);
    addVictims(event, record["victim"]);
    setTitle(event, record["summary"].text());
    addNote(event.note, record["notes"].text());
    if (auto fault = addImpact(event, record["impact"]))
        return bad(*fault);
    event.certainty = certaintyOf(record["confidence"].text());
    if (const QString state = record["security_incident"].text(); !state.isEmpty() && state != u"Confirmed")
        event.tags << state.toLower();
    addCitations(event, record["reference"].text());
    QSet<QByteArray> skipped{"incident_id", "summary", "notes", "reference", "timeline.incident"};
    for (const JsonNode& stage : record["timeline"].items) {
        const QByteArray key = "timeline." + QByteArray(stage.key.data(), qsizetype(stage.key.size()));
        if (stage.isObject())
            skipped << key + ".value" << key + ".unit";
    }
    for (const char* part : {"year", "month", "day", "time"})
        skipped << QByteArray("timeline.incident.") + part;
    addExtras(event, record, skipped);
    addDurations(event, record["timeline"]);
    if (event.title.isEmpty()) {
        QStringList parts{event.target, event.subtype};
        parts.removeAll(QString());
        event.title = parts.join(QStringLiteral(": "));
    }
    return event;
}

void VerisReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode* record : documentRecords(tree)) {
        if (!sink.isWhole(*record))
            continue;
        auto event = incident(*record);
        if (event)
            sink.take(std::move(event).value(), *record, QStringLiteral("incident"));
        else
            sink.reject(*record, event.error().what);
    }
}

} // namespace tideline
