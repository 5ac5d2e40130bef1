// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a DistinctParty says: names and features.
#include "models/importers/problems.h"
#include "models/importers/sanctions/advanceddates.h"
#include "models/importers/sanctions/coins.h"
#include "models/importers/sanctions/ofacadvanced.h"

namespace tideline {

namespace {

/// "Vessel Flag" -> "vessel_flag".
QString extraKey(const QString& type)
{
    QString key;
    for (const QChar c : type.toLower().simplified())
        key += c.isLetterOrNumber() ? c : QChar(u'_');
    return key;
}

QString subtypeOf(const QString& partyType, const QString& subtype)
{
    if (partyType == u"Individual")
        return QStringLiteral("person");
    const QString kind = subtype.toLower();
    return kind == u"vessel" || kind == u"aircraft" ? kind : QStringLiteral("entity");
}

/// What the parts of a name stand for: number of the group -> type.
QHash<QString, QString> nameGroups(const XmlNode& identity)
{
    QHash<QString, QString> types;
    identity.each(u"NamePartGroups", [&types](const XmlNode& groups) {
        groups.each(u"MasterNamePartGroup", [&types](const XmlNode& master) {
            master.each(u"NamePartGroup", [&types](const XmlNode& group) {
                types.insert(group.attribute(u"ID"), group.attribute(u"NamePartTypeID"));
            });
        });
    });
    return types;
}

} // namespace

void OfacAdvancedReader::names(const XmlNode& identity, Party& party) const
{
    const QHash<QString, QString> groups = nameGroups(identity);
    const auto nameOf = [&](const XmlNode& documented) {
        QString name;
        documented.each(u"DocumentedNamePart", [&](const XmlNode& part) {
            const XmlNode* const value = part.child(u"NamePartValue");
            const QString text = value ? value->text.simplified() : QString();
            if (text.isEmpty())
                return;
            const QString type = meaning("NamePartType", groups.value(value->attribute(u"NamePartGroupID")));
            // As in the CSV files: KIM, Name
            const bool family = name.isEmpty() && type == u"Last Name";
            name +=
                (name.isEmpty() ? QString() : QStringLiteral(" ")) + text + (family ? QStringLiteral(",") : QString());
        });
        return name.endsWith(u',') ? name.chopped(1) : name;
    };
    const bool primary = identity.attribute(u"Primary") != u"false";
    identity.each(u"Alias", [&](const XmlNode& alias) {
        alias.each(u"DocumentedName", [&](const XmlNode& documented) {
            const QString name = nameOf(documented);
            if (primary && alias.attribute(u"Primary") == u"true" && party.listing.event.title.isEmpty()) {
                party.listing.event.title = name;
                return;
            }
            party.listing.addAlias(name);
            if (alias.attribute(u"LowQuality") == u"true")
                party.listing.addExtra(QStringLiteral("weak_aliases"), name);
        });
    });
    party.identities << identity.attribute(u"ID");
}

void OfacAdvancedReader::feature(const XmlNode& node, Party& party) const
{
    const QString type = meaning("FeatureType", node.attribute(u"FeatureTypeID"));
    const QString currency = QStringLiteral("Digital Currency Address - ");
    const bool country = type.startsWith(u"Nationality") || type.startsWith(u"Citizenship");
    const QString role = country                     ? QString()
                         : type == u"Location"       ? QStringLiteral("address")
                         : type == u"Place of Birth" ? QStringLiteral("birth")
                                                     : type.toLower();
    Listing& listing = party.listing;
    node.each(u"FeatureVersion", [&](const XmlNode& version) {
        QStringList texts;
        version.each(u"VersionDetail", [&](const XmlNode& detail) {
            const QString reference = meaning("DetailReference", detail.attribute(u"DetailReferenceID"));
            texts << (detail.text.simplified().isEmpty() ? reference : detail.text);
        });
        version.each(u"VersionLocation", [&](const XmlNode& location) {
            party.locations.emplace_back(role, location.attribute(u"LocationID"));
        });
        version.each(u"DatePeriod", [&texts](const XmlNode& period) { texts << periodText(period); });
        const QString text = joinedParts(texts, QStringLiteral(" "));
        const QString comment = version.value(u"Comment").simplified();
        if (type.startsWith(currency) && !text.isEmpty()) {
            const QString coin = type.mid(currency.size()).trimmed();
            if (hasCoinShape(coin, text).value_or(true))
                listing.addWallet(coin, text);
            else
                listing.addExtra(QStringLiteral("unusual_wallets"), coin + u' ' + text);
        } else if (country) {
            listing.addCountry(text);
        } else if (type == u"Place of Birth") {
            listing.addPlace(role, text.section(u',', -1), text.section(u',', 0, -2));
        } else {
            listing.addExtra(type == u"Birthdate" ? QStringLiteral("born") : extraKey(type), text);
        }
        if (!comment.isEmpty())
            listing.addExtra(QStringLiteral("comments"), joinedParts({type, comment}, QStringLiteral(": ")));
    });
}

void OfacAdvancedReader::party(const XmlNode& node, ParsedBlock& list)
{
    Party party{Listing({}, {}, node.line), {}, {}, {}};
    const QString number = node.attribute(u"FixedRef");
    node.each(u"Profile", [&](const XmlNode& profile) {
        const QString subtype = profile.attribute(u"PartySubTypeID");
        const QString type = meaning("PartyType", meaning("PartySubType.PartyTypeID", subtype));
        if (party.profiles.isEmpty())
            party.listing.event.subtype = subtypeOf(type, meaning("PartySubType", subtype));
        party.profiles << profile.attribute(u"ID");
        profile.each(u"Identity", [&](const XmlNode& identity) { names(identity, party); });
        profile.each(u"Feature", [&](const XmlNode& one) { feature(one, party); });
    });
    if (party.listing.event.title.isEmpty() || number.isEmpty()) {
        ++list.read;
        return addProblem(list, node.line, 0, QStringLiteral("the party has no name or no number (FixedRef)"),
                          joinedParts({QStringLiteral("DistinctParty"), number}, QStringLiteral(" ")).toStdString());
    }
    party.listing.event.externalId = QStringLiteral("ofac:") + number;
    party.listing.event.note = node.value(u"Comment").simplified();
    m_parties.push_back(std::move(party));
}

} // namespace tideline
