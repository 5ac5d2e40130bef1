// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/importers/flowtext.h"

namespace tideline {

/// The columns of nfdump's CSV dialects that we use.
enum class NfdumpField {
    Start,
    End,
    Duration,
    SrcAddr,
    DstAddr,
    SrcPort,
    DstPort,
    Protocol,
    Flags,
    InPackets,
    InBytes,
    OutPackets,
    OutBytes,
    Flows,
    SrcAs,
    DstAs,
    NextAs,
    PrevAs,
    Router,
    Exporter,
    IcmpType,
    IcmpCode,
    Application
};
std::optional<NfdumpField> nfdumpFieldFromName(std::string_view name);

/// One record of nfdump's CSV while it is put together.
class NfdumpRow
{
public:
    explicit NfdumpRow(const Zone& zone) : m_zone(zone), m_isUtc(zone.periods().size() <= 1 && zone.offsetAt(0) == 0) {}
    void clear();
    /// nullptr, or what the text should have been.
    const char* set(NfdumpField field, std::string_view text);
    /// nullptr, or what is wrong with the row.
    const char* finish();
    const FlowRow& row() const { return m_row; }
    bool sawLocalTimes() const { return m_sawLocal; }
    bool ambiguous() const { return m_ambiguous; }

private:
    bool time(std::string_view text, Micros& micros, bool& known);
    Zone m_zone;
    bool m_isUtc;
    FlowRow m_row;
    ClockParser m_clock;
    Micros m_end = 0;
    bool m_hasStart = false, m_hasEnd = false, m_hasDuration = false;
    bool m_icmpGiven = false;
    std::uint16_t m_icmp[2] = {};
    std::uint32_t m_prevAs = 0;
    std::string_view m_router, m_exporter;
    bool m_sawLocal = false, m_ambiguous = false;
};

} // namespace tideline
