// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/countries.h"

#include "models/core/country.h"

namespace tideline {

namespace {

/// What only the sanctions lists write so.
constexpr struct
{
    const char* name;
    const char* code;
} listNames[] = {
    {"Congo", "CG"},
    {"Congo (Democratic Republic of the)", "CD"},
    {"Democratic Republic of the Congo", "CD"},
    {"West Bank", "PS"},
    {"Gaza", "PS"},
    {"Palestinian", "PS"},
    {"Palestinian Territories", "PS"},
    {"Region: Gaza", "PS"},
    {"Region: West Bank", "PS"},
    {"Hong Kong Special Administrative Region", "HK"},
    {"Bosnia-Herzegovina", "BA"},
    {"Cote d Ivoire", "CI"},
    {"Man, Isle of", "IM"},
    {"DRC", "CD"},
    {"East Timor", "TL"},
    {"Virgin Islands, British", "VG"},
    {"British Virgin Islands", "VG"},
    {"Bahamas, The", "BS"},
    {"Gambia, The", "GM"},
    {"North Macedonia, The Republic of", "MK"},
    {"Macedonia, The Former Yugoslav Republic of", "MK"},
    {"The former Yugoslav Republic of Macedonia", "MK"},
};

} // namespace

QString listedCountry(const QString& name)
{
    const QString text = name.simplified();
    if (const QString code = countryCode(text); !code.isEmpty())
        return code;
    for (const auto& listed : listNames) {
        if (text.compare(QLatin1String(listed.name), Qt::CaseInsensitive) == 0)
            return QString::fromLatin1(listed.code);
    }
    return text;
}

} // namespace tideline
