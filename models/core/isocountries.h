// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace tideline {

/// One country of ISO 3166-1 as Debian's iso-codes lists it; texts that it lacks are empty.
struct IsoCountry
{
    const char* alpha2;
    const char* alpha3;
    const char* numeric;
    const char* name;
    const char* official;
    const char* common;
};

/// All of them; the table is written by isocountries.py when the program is built.
std::span<const IsoCountry> isoCountries();

} // namespace tideline
