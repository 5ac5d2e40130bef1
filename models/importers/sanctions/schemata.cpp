// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/schemata.h"

#include "models/importers/sanctions/coins.h"

namespace tideline {

QString subtypeOfSchema(const QString& schema)
{
    static constexpr struct
    {
        const char* schema;
        const char* subtype;
    } known[] = {{"Person", "person"},      {"Organization", "entity"},  {"Company", "entity"},
                 {"LegalEntity", "entity"}, {"PublicBody", "entity"},    {"Vessel", "vessel"},
                 {"Airplane", "aircraft"},  {"CryptoWallet", "address"}, {"Security", "security"},
                 {"Vehicle", "vehicle"}};
    for (const auto& entry : known) {
        if (schema == QLatin1String(entry.schema))
            return QString::fromLatin1(entry.subtype);
    }
    return {};
}

void setWallet(const QString& coin, const QString& address, Listing& entry)
{
    const QString known = coin.isEmpty() ? coinOfAddress(address) : coin.toUpper();
    entry.event.title = address.simplified();
    if (known.isEmpty())
        return;
    if (!entry.event.channels.contains(known))
        entry.event.channels << known;
    entry.addWallet(known, address);
}

} // namespace tideline
