// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tideline {

/// A DNS message (RFC 1035), as far as we keep it.
struct DnsMessage
{
    struct Question
    {
        std::string name; ///< without a final dot, "." for the root; other than printable bytes stand as \xNN
        std::uint16_t type = 0;
    };
    std::uint16_t id = 0;
    bool isAnswer = false;
    int outcome = 0;
    std::vector<Question> questions;
    std::string answers; ///< joined by ", "
};

/// nullptr, or what is wrong. Nothing beyond `bytes` is read, names are followed through at most 64 pointers that each
/// lead backwards, and no name is over 255 bytes.
const char* parseDns(std::string_view bytes, DnsMessage& message);

std::string dnsTypeName(std::uint16_t type); ///< "A", "TXT", "TYPE65280"
std::string dnsOutcomeName(int outcome);     ///< "NOERROR", "NXDOMAIN", "RCODE24"

} // namespace tideline
