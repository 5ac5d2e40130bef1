// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"

namespace tideline {

/// One line of Suricata's EVE log: what flows and queries need of it. Views live until the next read.
class EveRecord
{
public:
    enum class Kind { Flow, NetFlow, Dns, Stats, Other };

    /// Empty, or what is wrong with the line as a whole.
    std::string read(JsonLines& lines, std::string_view line);
    Kind kind() const { return m_kind; }
    std::string_view type() const { return m_type; }
    std::string_view timeText() const { return m_time; }
    bool hasPeers() const { return !m_srcIp.empty() && !m_destIp.empty(); }
    std::uint64_t flowId() const { return m_flowId; } ///< 0 = none
    std::string_view dns() const { return m_dns; }    ///< JSON text

    /// The record's own time; empty, or the fault.
    std::string time(Micros& at);
    /// Addresses, ports and protocol into `row`; empty, or the fault.
    std::string peers(FlowRow& row) const;
    /// A flow or netflow record; empty, or the fault.
    std::string flow(JsonLines& lines, FlowRow& row);

private:
    bool clock(std::string_view text, Micros& at);
    Kind m_kind = Kind::Other;
    std::string_view m_type, m_time, m_srcIp, m_srcPort, m_destIp, m_destPort, m_proto, m_icmpType, m_icmpCode, m_app;
    std::string_view m_flow, m_dns;
    std::uint64_t m_flowId = 0;
    ClockParser m_clock;
    KeyMemory m_keys, m_flowKeys;
};

} // namespace tideline
