// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/unlist.h"

#include "models/importers/problems.h"
#include "models/importers/sanctions/listing.h"

namespace tideline {

namespace {

QString nameOf(const XmlNode& node)
{
    return joinedParts(
        {node.value(u"FIRST_NAME"), node.value(u"SECOND_NAME"), node.value(u"THIRD_NAME"), node.value(u"FOURTH_NAME")},
        QStringLiteral(" "));
}

/// Texts of the VALUE elements in the named ones.
template <typename F> void eachValue(const XmlNode& node, QStringView key, F&& f)
{
    node.each(key, [&f](const XmlNode& list) { list.each(u"VALUE", [&f](const XmlNode& value) { f(value.text); }); });
}

/// "1964-07-17", "about 1960", "1958 to 1963".
QString birth(const XmlNode& node)
{
    const QString type = node.value(u"TYPE_OF_DATE");
    QString text = joinedParts({node.value(u"DATE"), node.value(u"YEAR")}, QStringLiteral(" "));
    if (text.isEmpty())
        text = joinedParts({node.value(u"FROM_YEAR"), node.value(u"TO_YEAR")}, QStringLiteral(" to "));
    if (!text.isEmpty() && type.startsWith(u"APPROX"))
        text = QStringLiteral("about ") + text;
    return joinedParts({text, node.value(u"NOTE")}, QStringLiteral(", "));
}

QString where(const XmlNode& node)
{
    return joinedParts({node.value(u"STREET"), node.value(u"CITY"), node.value(u"STATE_PROVINCE"),
                        node.value(u"ZIP_CODE"), node.value(u"NOTE")},
                       QStringLiteral(", "));
}

QString document(const XmlNode& node)
{
    QString country =
        joinedParts({node.value(u"ISSUING_COUNTRY"), node.value(u"COUNTRY_OF_ISSUE")}, QStringLiteral(", "));
    if (!country.isEmpty())
        country = u'(' + country + u')';
    return joinedParts({node.value(u"TYPE_OF_DOCUMENT"), node.value(u"TYPE_OF_DOCUMENT2"), node.value(u"NUMBER"),
                        country, node.value(u"NOTE")},
                       QStringLiteral(" "));
}

void addPerson(const XmlNode& node, Listing& entry)
{
    eachValue(node, u"NATIONALITY", [&entry](const QString& text) { entry.addCountry(text); });
    node.each(u"INDIVIDUAL_DATE_OF_BIRTH",
              [&entry](const XmlNode& date) { entry.addExtra(QStringLiteral("born"), birth(date)); });
    node.each(u"INDIVIDUAL_PLACE_OF_BIRTH", [&entry](const XmlNode& place) {
        entry.addPlace(QStringLiteral("birth"), place.value(u"COUNTRY"), where(place));
    });
    node.each(u"INDIVIDUAL_DOCUMENT",
              [&entry](const XmlNode& paper) { entry.addExtra(QStringLiteral("documents"), document(paper)); });
    entry.addExtra(QStringLiteral("gender"), node.value(u"GENDER"));
}

void addShared(const XmlNode& node, const QString& prefix, Listing& entry)
{
    node.each(prefix + QStringLiteral("_ALIAS"), [&entry](const XmlNode& alias) {
        entry.addAlias(alias.value(u"ALIAS_NAME"));
        if (alias.value(u"QUALITY") == u"Low")
            entry.addExtra(QStringLiteral("weak_aliases"), alias.value(u"ALIAS_NAME"));
    });
    node.each(prefix + QStringLiteral("_ADDRESS"), [&entry](const XmlNode& address) {
        entry.addPlace(QStringLiteral("address"), address.value(u"COUNTRY"), where(address));
        if (entry.subtype() == u"entity")
            entry.addCountry(address.value(u"COUNTRY"));
    });
    eachValue(node, u"TITLE", [&entry](const QString& text) { entry.addExtra(QStringLiteral("title"), text); });
    eachValue(node, u"DESIGNATION",
              [&entry](const QString& text) { entry.addExtra(QStringLiteral("designation"), text); });
    eachValue(node, u"LAST_DAY_UPDATED",
              [&entry](const QString& text) { entry.addExtra(QStringLiteral("updated"), text); });
    entry.addExtra(QStringLiteral("original_name"), node.value(u"NAME_ORIGINAL_SCRIPT"));
    entry.addExtra(QStringLiteral("submitted_by"), node.value(u"SUBMITTED_BY"));
    entry.addExtra(QStringLiteral("data_id"), node.value(u"DATAID"));
    entry.addExtra(QStringLiteral("version"), node.value(u"VERSIONNUM"));
}

} // namespace

UnListReader::UnListReader()
    : XmlList(QStringLiteral("CONSOLIDATED_LIST"), {QStringLiteral("INDIVIDUAL"), QStringLiteral("ENTITY")})
{}

int UnListReader::sniff(std::string_view head, const QString&)
{
    return beginsWithElement(head, "CONSOLIDATED_LIST") ? 98 : 0;
}

void UnListReader::record(const XmlNode& node, ParsedBlock& list)
{
    ++list.read;
    const bool person = node.name == u"INDIVIDUAL";
    constexpr int day = 10; // characters of 2018-10-29
    const QString date = root().attribute(u"dateGenerated").left(day);
    Listing entry(QStringLiteral("UN Security Council consolidated list"), date.isEmpty() ? edition() : date,
                  node.line);
    entry.event.title = nameOf(node);
    entry.event.subtype = person ? QStringLiteral("person") : QStringLiteral("entity");
    const QString reference = node.value(u"REFERENCE_NUMBER"), id = node.value(u"DATAID");
    const QString number = reference.isEmpty() ? id : reference;
    auto listed = listingDate(node.value(u"LISTED_ON"), timeRules());
    QString fault;
    if (entry.event.title.isEmpty())
        fault = QStringLiteral("the entry has no name");
    else if (!listed)
        fault = QStringLiteral("LISTED_ON: ") + listed.error().text();
    if (!fault.isEmpty())
        return addProblem(
            list, node.line, 0, fault,
            joinedParts({node.name, number, entry.event.title, node.value(u"LISTED_ON")}, QStringLiteral(" · "))
                .toStdString());
    entry.event.time = std::move(listed).value();
    if (!number.isEmpty())
        entry.event.externalId = QStringLiteral("un:") + number;
    entry.event.note = node.value(u"COMMENTS1").simplified();
    entry.addProgramme(node.value(u"UN_LIST_TYPE"));
    addShared(node, node.name, entry);
    if (person)
        addPerson(node, entry);
    list.events.push_back(entry.finish());
}

} // namespace tideline
