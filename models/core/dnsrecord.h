// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <cstdint>
#include <string>

namespace tideline {

/// One question asked of a name server, with its answer where the log or the capture has one.
struct DnsRecord
{
    Micros at = 0; ///< when it was asked
    IpAddress client;
    IpAddress server;
    std::uint16_t clientPort = 0;
    std::uint16_t serverPort = 0;
    std::uint8_t protocol = 0;    ///< IANA number
    std::string query;            ///< the name as logged, without a final dot; raw bytes stand as \xNN
    std::string type;             ///< "A", "TXT", "TYPE65" …; empty = not said
    std::string outcome;          ///< "NOERROR", "NXDOMAIN" …; empty = no answer was seen
    std::string answers;          ///< joined by ", "
    std::int32_t queryBytes = -1; ///< of the DNS message; -1 = the log does not say
    std::int32_t answerBytes = -1;
    std::uint64_t record = 0; ///< 1-based line or packet number in the source
    std::int64_t source = 0;
    bool operator==(const DnsRecord&) const = default;
};

} // namespace tideline
