// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/countries.h"

#include "models/core/country.h"

namespace tideline {

QString listedCountry(const QString& name)
{
    const QString code = countryCode(name);
    return code.isEmpty() ? name.simplified() : code;
}

} // namespace tideline
