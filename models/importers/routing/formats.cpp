// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/routing/bgpdump.h"
#include "models/importers/routing/mrt.h"

namespace tideline {

std::vector<Format> routingFormats()
{
    return {
        {QStringLiteral("mrt"), FileKind::Routes, QStringLiteral("MRT routing data"),
         QStringLiteral("BGP updates and tables of route collectors (RFC 6396)."), &MrtReader::sniff,
         &makeReader<MrtReader>},
        {QStringLiteral("bgpdump"), FileKind::Routes, QStringLiteral("bgpdump text"),
         QStringLiteral("What bgpdump -m prints of an MRT file, one route a line."), &BgpdumpReader::sniff,
         &makeReader<BgpdumpReader>},
        {QStringLiteral("prefix-origin"), FileKind::Routes, QStringLiteral("Table of prefixes and origins"),
         QStringLiteral("Prefix and origin AS between tabs, as pyasn and CAIDA publish them."),
         &PrefixOriginReader::sniff, &makeReader<PrefixOriginReader>},
    };
}

} // namespace tideline
