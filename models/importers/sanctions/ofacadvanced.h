// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/listing.h"
#include "models/importers/sanctions/xmllist.h"

#include <QHash>

namespace tideline {

/// OFAC's advanced XML (SDN or consolidated), whatever its namespace. Reference values come first in it; locations,
/// identity documents, parties and entries of the list are joined by their numbers at the end. Ids are "ofac:" and the
/// party's FixedRef, which is the number of the older CSV files.
class OfacAdvancedReader : public XmlList
{
public:
    OfacAdvancedReader();
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void record(const XmlNode& node, ParsedBlock& list) override;
    void conclude(ParsedBlock& list) override;

private:
    struct Party
    {
        Listing listing;
        QStringList profiles, identities;
        std::vector<std::pair<QString, QString>> locations; ///< role, number
    };
    struct Entry
    {
        qint64 line = 0;
        QString list, fault;
        EventTime listed;
        QStringList programmes, measures, legalBases;
        bool joined = false;
    };
    QString meaning(const char* kind, const QString& id) const;
    void values(const XmlNode& set);
    void location(const XmlNode& node);
    void document(const XmlNode& node);
    void party(const XmlNode& node, ParsedBlock& list);
    void entry(const XmlNode& node);
    void names(const XmlNode& identity, Party& party) const;
    void feature(const XmlNode& node, Party& party) const;
    QString join(Party& party);

    QString m_date;
    QHash<QString, QString> m_values; ///< "FeatureType/344" -> text
    QHash<QString, Place> m_locations;
    QHash<QString, QStringList> m_documents; ///< by identity
    std::vector<Party> m_parties;
    std::vector<Entry> m_entries;
    QHash<QString, std::vector<std::size_t>> m_entriesOf; ///< by profile
    qint64 m_relations = 0;
};

} // namespace tideline
