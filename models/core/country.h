// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tideline {

/// The English short name of a country by its ISO 3166-1 alpha-2 code, "North Korea" for "KP": the common name where
/// ISO has one. Empty if there is no such code. The table is that of Debian's iso-codes, taken in when the program is
/// built.
QString countryName(const QString& code);

/// For people: "South Korea (KR)". What is no country code, in capitals, stays as it is.
QString countryText(const QString& code);

/// The alpha-2 code for a name ("Korea, Democratic People's Republic of", "Iran (Islamic Republic of)", "Korea,
/// North"), an alpha-2, alpha-3 or numeric code, whatever its case. Empty if it is none.
QString countryCode(const QString& name);

} // namespace tideline
