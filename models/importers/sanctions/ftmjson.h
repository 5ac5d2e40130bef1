// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/listing.h"
#include "models/importers/sanctions/wholelist.h"

#include <QHash>
#include <QMap>

namespace tideline {

/// Entities of OpenSanctions (FollowTheMoney) as JSON, one a line: people, bodies, vessels, wallets … become entries;
/// sanctions join the entries they name, wherever these stand in the file, and give them their date; wallets join
/// their holder. All other schemata are counted and said.
class FtmJsonReader : public WholeList
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    std::size_t boundary(std::string_view bytes, bool last) const override;
    std::size_t recordLimit() const override { return limits::line; }

protected:
    void take(const Block& block, ParsedBlock& list) override;
    void close(ParsedBlock& list) override;
    std::size_t held(const ParsedBlock& list, std::size_t) const override;

private:
    struct Entity
    {
        QString id, schema, caption;
        QMap<QString, QStringList> properties, others;
        QStringList values(const char* key) const { return properties.value(QString::fromLatin1(key)); }
        QString value(const char* key) const { return values(key).value(0); }
    };
    struct Sanction
    {
        Entity entity;
        qint64 line;
    };
    static QString parse(std::string_view line, Entity& entity);
    QString add(const Entity& entity, qint64 line);
    QString join(const Sanction& sanction);

    std::size_t m_kept = 0; ///< bytes of the lines that became entries or sanctions
    std::vector<Listing> m_entries;
    QHash<QString, std::size_t> m_byId;
    std::vector<Sanction> m_sanctions;
    std::vector<std::pair<QString, QString>> m_wallets; ///< holder, "XBT 1abc…"
    QMap<QString, qint64> m_leftOut;                    ///< by schema
};

} // namespace tideline
