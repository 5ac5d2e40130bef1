// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/ofacadvanced.h"

#include "models/core/counted.h"
#include "models/importers/problems.h"
#include "models/importers/sanctions/advanceddates.h"
#include "models/importers/sanctions/countries.h"

namespace tideline {

namespace {

QString blank()
{
    return QStringLiteral(" ");
}

} // namespace

OfacAdvancedReader::OfacAdvancedReader()
    : XmlList(QStringLiteral("Sanctions"),
              {"DateOfIssue", "AliasTypeValues", "AreaCodeValues", "CountryValues", "DetailReferenceValues",
               "FeatureTypeValues", "IDRegDocTypeValues", "LegalBasisValues", "ListValues", "LocPartTypeValues",
               "NamePartTypeValues", "PartySubTypeValues", "PartyTypeValues", "SanctionsTypeValues", "Location",
               "IDRegDocument", "DistinctParty", "SanctionsEntry", "ProfileRelationship"})
{}

int OfacAdvancedReader::sniff(std::string_view head, const QString&)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    const bool known = has("ReferenceValueSets") || has("DistinctParties") || has("ADVANCED_XML");
    return known && beginsWithElement(head, "Sanctions") ? 98 : 0;
}

QString OfacAdvancedReader::meaning(const char* kind, const QString& id) const
{
    return m_values.value(QLatin1String(kind) + u'/' + id);
}

void OfacAdvancedReader::record(const XmlNode& node, ParsedBlock& list)
{
    if (node.name == u"DistinctParty")
        party(node, list);
    else if (node.name == u"SanctionsEntry")
        entry(node);
    else if (node.name == u"Location")
        location(node);
    else if (node.name == u"IDRegDocument")
        document(node);
    else if (node.name == u"ProfileRelationship")
        ++m_relations;
    else if (node.name == u"DateOfIssue")
        m_date = dateParts(node);
    else
        values(node);
}

void OfacAdvancedReader::values(const XmlNode& set)
{
    for (const XmlNode& value : set.children) {
        const QString id = value.attribute(u"ID");
        const QString text = value.attribute(u"ISO2").isEmpty() ? value.text.simplified() : value.attribute(u"ISO2");
        m_values.insert(value.name + u'/' + id, text);
        // What a value belongs to: the type of a subtype, the country of an area.
        for (const auto& [key, other] : value.attributes) {
            if (key == u"PartyTypeID" || key == u"CountryID" || key == u"Description")
                m_values.insert(value.name + u'.' + key + u'/' + id, other);
        }
    }
}

void OfacAdvancedReader::location(const XmlNode& node)
{
    Place place;
    if (const XmlNode* const country = node.child(u"LocationCountry"))
        place.country = listedCountry(meaning("Country", country->attribute(u"CountryID")));
    if (const XmlNode* const area = node.child(u"LocationAreaCode"); area && place.country.isEmpty()) {
        const QString id = area->attribute(u"AreaCodeID");
        const QString described = meaning("AreaCode.Description", id);
        place.country = listedCountry(described.isEmpty() ? meaning("AreaCode", id) : described);
    }
    QStringList parts;
    node.each(u"LocationPart", [&parts](const XmlNode& part) {
        part.each(u"LocationPartValue", [&parts](const XmlNode& value) { parts << value.value(u"Value"); });
    });
    place.name = joinedParts(parts, QStringLiteral(", "));
    m_locations.insert(node.attribute(u"ID"), place);
}

void OfacAdvancedReader::document(const XmlNode& node)
{
    QString country = meaning("Country", node.attribute(u"IssuedBy-CountryID"));
    if (!country.isEmpty())
        country = u'(' + country + u')';
    const QString type = meaning("IDRegDocType", node.attribute(u"IDRegDocTypeID"));
    m_documents[node.attribute(u"IdentityID")]
        << joinedParts({type, node.value(u"IDRegistrationNo"), country}, blank());
}

void OfacAdvancedReader::entry(const XmlNode& node)
{
    Entry entry;
    entry.line = node.line;
    entry.list = meaning("List", node.attribute(u"ListID"));
    node.each(u"EntryEvent", [&](const XmlNode& event) {
        const XmlNode* const date = event.child(u"Date");
        auto listed = listingDate(date ? dateParts(*date) : QString(), timeRules());
        if (!listed)
            entry.fault = QStringLiteral("date of the listing: ") + listed.error().text();
        else if (listed->range && (!entry.listed.range || listed->range->from < entry.listed.range->from))
            entry.listed = std::move(listed).value();
        entry.legalBases << meaning("LegalBasis", event.attribute(u"LegalBasisID"));
    });
    node.each(u"SanctionsMeasure", [&](const XmlNode& measure) {
        const QString type = meaning("SanctionsType", measure.attribute(u"SanctionsTypeID"));
        const QString comment = measure.value(u"Comment").simplified();
        const bool programme = !comment.isEmpty() && (type.isEmpty() || type == u"Program");
        (programme ? entry.programmes : entry.measures)
            << (programme ? comment : joinedParts({type, comment}, blank()));
    });
    m_entriesOf[node.attribute(u"ProfileID")].push_back(m_entries.size());
    m_entries.push_back(std::move(entry));
}

/// Puts what the list, the locations and the documents say to the party. Returns what is wrong with it.
QString OfacAdvancedReader::join(Party& party)
{
    Listing& listing = party.listing;
    listing.event.extra.insert(QStringLiteral("list_date"), m_date.isEmpty() ? edition() : m_date);
    if (listing.event.extra.value(QStringLiteral("list_date")).isEmpty())
        listing.event.extra.remove(QStringLiteral("list_date"));
    for (const auto& [role, id] : party.locations) {
        const Place place = m_locations.value(id);
        if (role.isEmpty())
            listing.addCountry(place.country);
        else
            listing.addPlace(role, place.country, place.name);
    }
    for (const QString& identity : party.identities) {
        for (const QString& text : m_documents.value(identity))
            listing.addExtra(QStringLiteral("documents"), text);
    }
    QString fault;
    for (const QString& profile : party.profiles) {
        const auto entries = m_entriesOf.constFind(profile);
        for (const std::size_t i : entries == m_entriesOf.constEnd() ? std::vector<std::size_t>() : entries.value()) {
            Entry& entry = m_entries[i];
            entry.joined = true;
            fault = fault.isEmpty() ? entry.fault : fault;
            EventTime& time = listing.event.time;
            if (entry.listed.range && (!time.range || entry.listed.range->from < time.range->from))
                time = entry.listed;
            listing.addExtra(QStringLiteral("list"), QStringLiteral("OFAC ") + entry.list);
            for (const QString& programme : entry.programmes)
                listing.addProgramme(programme);
            for (const QString& measure : entry.measures)
                listing.addExtra(QStringLiteral("measures"), measure);
            for (const QString& basis : entry.legalBases)
                listing.addExtra(QStringLiteral("legal_basis"), basis);
        }
    }
    return fault;
}

void OfacAdvancedReader::conclude(ParsedBlock& list)
{
    qint64 unlisted = 0;
    for (Party& party : m_parties) {
        const QString fault = join(party);
        ++list.read;
        if (!fault.isEmpty()) {
            addProblem(list, party.listing.event.record, 0, fault, party.listing.event.externalId.toStdString());
            continue;
        }
        unlisted += !party.listing.event.extra.contains(QStringLiteral("list"));
        list.events.push_back(party.listing.finish());
        party = Party{Listing({}, {}, 0), {}, {}, {}}; // its memory is wanted for those that follow
    }
    for (const auto& [profile, entries] : m_entriesOf.asKeyValueRange()) {
        for (const std::size_t i : entries) {
            if (!m_entries[i].joined && m_entries[i].fault.isEmpty())
                m_entries[i].fault = QStringLiteral("this entry of the list names a party (profile %1) that is not in "
                                                    "the file")
                                         .arg(profile.left(40));
        }
    }
    for (const Entry& entry : m_entries) {
        if (!entry.joined) {
            ++list.read;
            addProblem(list, entry.line, 0, entry.fault, "SanctionsEntry");
        }
    }
    if (unlisted > 0)
        list.notes << counted(qint64(unlisted), "party is in the file without an entry of a list; it is undated",
                              "parties are in the file without an entry of a list; they are undated");
    if (m_relations > 0)
        list.notes << QStringLiteral("%1 left out")
                          .arg(counted(qint64(m_relations), "relation between parties was",
                                       "relations between parties were"));
}

} // namespace tideline
