// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/country.h"

#include "models/core/isocountries.h"

#include <QHash>

namespace tideline {

namespace {

/// What lists write and ISO does not.
constexpr struct
{
    const char* name;
    const char* code;
} otherNames[] = {
    {"North Korea", "KP"},
    {"DPRK", "KP"},
    {"South Korea", "KR"},
    {"Burma", "MM"},
    {"Great Britain", "GB"},
    {"Britain", "GB"},
    {"England", "GB"},
    {"USA", "US"},
    {"UAE", "AE"},
    {"Libyan Arab Jamahiriya", "LY"},
    {"Ivory Coast", "CI"},
    {"Macau", "MO"},
    {"Cape Verde", "CV"},
    {"Czech Republic", "CZ"},
    {"Swaziland", "SZ"},
    {"Macedonia", "MK"},
    {"Turkey", "TR"},
    {"Palestine", "PS"},
    {"Kosovo", "XK"},
    {"Holland", "NL"},
    {"Syria", "SY"},
    {"Russia", "RU"},
    {"Vietnam", "VN"},
    {"Laos", "LA"},
    {"Brunei", "BN"},
    {"Vatican", "VA"},
    {"Holy See", "VA"},
    {"Micronesia", "FM"},
    {"Korea, North", "KP"},
    {"Korea, South", "KR"},
    {"Congo, Democratic Republic of the", "CD"},
    {"Congo, Republic of the", "CG"},
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
    {"UK", "GB"},
    {"Vatican City", "VA"},
    {"Republic of Korea", "KR"},
    {"Korea (Republic of)", "KR"},
};

/// "Iran (Islamic Republic of)" and "Iran, Islamic Republic of" are one; case, dots and apostrophes say nothing.
QString folded(const QString& name)
{
    QString text = name.simplified().toCaseFolded();
    if (text.startsWith(QStringLiteral("the ")))
        text.remove(0, 4);
    text.replace(QStringLiteral(" ("), QStringLiteral(", "));
    for (const QChar c : QStringLiteral(".)'’"))
        text.remove(c);
    if (text.endsWith(QStringLiteral(", the")))
        text.chop(5);
    return text;
}

QHash<QString, QString> codesByName()
{
    QHash<QString, QString> codes;
    const auto add = [&codes](const char* name, const char* code) {
        if (*name)
            codes.insert(folded(QString::fromUtf8(name)), QLatin1String(code));
    };
    for (const IsoCountry& country : isoCountries()) {
        for (const char* name :
             {country.alpha2, country.alpha3, country.numeric, country.name, country.official, country.common})
            add(name, country.alpha2);
    }
    for (const auto& other : otherNames)
        add(other.name, other.code);
    return codes;
}

} // namespace

QString countryName(const QString& code)
{
    static const QHash<QString, const IsoCountry*> countries = [] {
        QHash<QString, const IsoCountry*> byCode;
        for (const IsoCountry& country : isoCountries())
            byCode.insert(QLatin1String(country.alpha2), &country);
        return byCode;
    }();
    const IsoCountry* const country = countries.value(code.toUpper());
    if (!country)
        return {};
    return QString::fromUtf8(*country->common ? country->common : country->name);
}

QString countryText(const QString& code)
{
    if (code.size() != 2 || !code.at(0).isUpper() || !code.at(1).isUpper())
        return code;
    const QString name = countryName(code);
    return name.isEmpty() ? code : QStringLiteral("%1 (%2)").arg(name, code);
}

QString countryCode(const QString& name)
{
    static const QHash<QString, QString> codes = codesByName();
    return codes.value(folded(name));
}

} // namespace tideline
