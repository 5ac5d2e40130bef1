#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the countries of iso-codes as a C++ table: isocountries.py JSON OUT"""

import json
import sys
from pathlib import Path

source, target = map(Path, sys.argv[1:])
fields = ("alpha_2", "alpha_3", "numeric", "name", "official_name", "common_name")
countries = json.loads(source.read_text(encoding="utf-8"))["3166-1"]
rows = ("    {%s}," % ", ".join(json.dumps(country.get(field, ""), ensure_ascii=False) for field in fields)
        for country in countries)
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text("""#include "models/core/isocountries.h"

namespace tideline {

std::span<const IsoCountry> isoCountries()
{
    static constexpr IsoCountry all[] = {
%s
    };
    return all;
}

} // namespace tideline
""" % "\n".join(rows), encoding="utf-8")
