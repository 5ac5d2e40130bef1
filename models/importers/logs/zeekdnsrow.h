// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/dnsrecord.h"
#include "models/importers/flowtext.h"

#include <optional>

namespace tideline {

/// The fields of Zeek's dns.log that we use, whatever way the log is written.
enum class ZeekDnsField {
    Ts,
    OrigHost,
    OrigPort,
    RespHost,
    RespPort,
    Proto,
    Query,
    TypeNumber,
    TypeName,
    CodeNumber,
    CodeName,
    Answers
};
std::optional<ZeekDnsField> zeekDnsFieldFromName(std::string_view name);
const char* zeekDnsFieldName(ZeekDnsField field);

/// The name of a response code (RFC 1035, 2136, 6895); "RCODE9" where it has none here.
std::string dnsOutcome(std::uint16_t code);

/// One row of dns.log while it is put together.
class ZeekDnsRow
{
public:
    void clear();
    /// nullptr, or what the text should have been. `escaped`: from a tab-separated log. Not for the answers.
    const char* set(ZeekDnsField field, std::string_view text, bool escaped);
    void addAnswer(std::string_view text, bool escaped);
    /// nullptr, or what is missing.
    const char* finish(std::uint64_t record);
    DnsRecord& row() { return m_row; }

private:
    DnsRecord m_row;
    ClockParser m_clock;
    std::string m_answer;
    unsigned m_seen = 0;
    std::uint16_t m_type = 0, m_code = 0;
};

} // namespace tideline
