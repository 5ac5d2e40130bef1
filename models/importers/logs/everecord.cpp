// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/everecord.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tideline {

namespace {

std::string wrong(std::string_view key, std::string_view text, std::string_view what)
{
    return std::string(key) + ": " + notA(text, what);
}

enum class FlowKey { PacketsToServer, PacketsToClient, BytesToServer, BytesToClient, Age, Start, End, State, Other };

/// Of the objects `flow` and `netflow`.
int flowKey(std::string_view key)
{
    constexpr std::pair<std::string_view, FlowKey> known[] = {{"pkts_toserver", FlowKey::PacketsToServer},
                                                              {"pkts", FlowKey::PacketsToServer},
                                                              {"pkts_toclient", FlowKey::PacketsToClient},
                                                              {"bytes_toserver", FlowKey::BytesToServer},
                                                              {"bytes", FlowKey::BytesToServer},
                                                              {"bytes_toclient", FlowKey::BytesToClient},
                                                              {"age", FlowKey::Age},
                                                              {"start", FlowKey::Start},
                                                              {"end", FlowKey::End},
                                                              {"state", FlowKey::State}};
    for (const auto& [name, meaning] : known) {
        if (name == key)
            return int(meaning);
    }
    return int(FlowKey::Other);
}

} // namespace

std::string EveRecord::read(JsonLines& lines, std::string_view line)
{
    m_type = m_time = m_srcIp = m_srcPort = m_destIp = m_destPort = m_proto = m_icmpType = m_icmpCode = m_app = {};
    m_flow = m_dns = {};
    m_flowId = 0;
    std::string_view netflow, flowId;
    struct Target
    {
        std::string_view key;
        std::string_view* to;
        bool nested;
    };
    const Target targets[] = {{"timestamp", &m_time, false},
                              {"flow_id", &flowId, false},
                              {"event_type", &m_type, false},
                              {"src_ip", &m_srcIp, false},
                              {"src_port", &m_srcPort, false},
                              {"dest_ip", &m_destIp, false},
                              {"dest_port", &m_destPort, false},
                              {"proto", &m_proto, false},
                              {"app_proto", &m_app, false},
                              {"flow", &m_flow, true},
                              {"dns", &m_dns, true},
                              {"netflow", &netflow, true},
                              {"icmp_type", &m_icmpType, false},
                              {"icmp_code", &m_icmpCode, false}};
    const auto meaningOf = [&targets](std::string_view key) {
        const auto found = std::find_if(std::begin(targets), std::end(targets),
                                        [key](const Target& target) { return target.key == key; });
        return int(found - std::begin(targets));
    };
    std::string fault;
    std::string broken = lines.fields(line, [&](const JsonField& member) {
        const int meaning = m_keys.meaning(member, meaningOf);
        if (meaning == int(std::size(targets)))
            return true;
        const Target& target = targets[meaning];
        const bool nested = member.type == JsonField::Type::Nested;
        if (target.to->data())
            fault = "the field " + std::string(member.key) + " is there twice";
        else if (member.type == JsonField::Type::Null)
            return true;
        else if (nested != target.nested || (nested && member.text.front() != '{'))
            fault = std::string(member.key) + (nested ? " is not a single value" : " is not a JSON object");
        *target.to = member.text;
        return fault.empty();
    });
    if (fault.empty() && !flowId.empty() && !parseUnsigned(flowId, m_flowId))
        fault = wrong("flow_id", flowId, "number");
    if (fault.empty())
        fault = std::move(broken);
    if (fault.empty() && m_type.empty())
        fault = "there is no event_type; the line is no record of Suricata";
    m_kind = m_type == "flow"      ? Kind::Flow
             : m_type == "netflow" ? Kind::NetFlow
             : m_type == "dns"     ? Kind::Dns
             : m_type == "stats"   ? Kind::Stats
                                   : Kind::Other;
    if (m_kind == Kind::NetFlow)
        m_flow = netflow;
    return fault;
}

bool EveRecord::clock(std::string_view text, Micros& at)
{
    ClockText parsed;
    const bool good = m_clock.parse(text, parsed); // without an offset: UTC
    at = parsed.local;
    return good && at < latestTime - microsPerSecond;
}

std::string EveRecord::time(Micros& at)
{
    if (m_time.empty())
        return "there is no timestamp";
    return clock(m_time, at) ? std::string() : wrong("timestamp", m_time, "time");
}

std::string EveRecord::peers(FlowRow& row) const
{
    if (!hasPeers())
        return "a record without addresses";
    if (!parseAddress(m_srcIp, row.src))
        return wrong("src_ip", m_srcIp, "address");
    if (!parseAddress(m_destIp, row.dst))
        return wrong("dest_ip", m_destIp, "address");
    // ICMP has type and code in the place of ports, as Zeek writes it.
    const bool icmp = m_srcPort.empty() && m_destPort.empty();
    const std::string_view from = icmp ? m_icmpType : m_srcPort, to = icmp ? m_icmpCode : m_destPort;
    if (!from.empty() && !parseUnsigned(from, row.srcPort))
        return wrong(icmp ? "icmp_type" : "src_port", from, icmp ? "ICMP type" : "port");
    if (!to.empty() && !parseUnsigned(to, row.dstPort))
        return wrong(icmp ? "icmp_code" : "dest_port", to, icmp ? "ICMP code" : "port");
    int protocol = protocolFromName(m_proto);
    if (protocol < 0 && m_proto == "IPv6-ICMP")
        protocol = 58;
    row.protocol = std::uint8_t(protocol < 0 ? 0 : protocol);
    return {};
}

std::string EveRecord::flow(JsonLines& lines, FlowRow& row)
{
    if (m_flow.empty())
        return "a " + std::string(m_type) + " record without its object " + std::string(m_type);
    if (std::string fault = peers(row); !fault.empty())
        return fault;
    std::uint64_t age = 0;
    Micros end = 0;
    bool hasStart = false, hasEnd = false;
    std::string fault;
    const auto number = [&fault](const JsonField& member, std::uint64_t& to) {
        if (!parseUnsigned(member.text, to))
            fault = wrong(member.key, member.text, "number");
    };
    const auto time = [&](const JsonField& member, Micros& to, bool& has) {
        has = clock(member.text, to);
        if (!has)
            fault = wrong(member.key, member.text, "time");
    };
    std::string broken = lines.nested(m_flow, [&](const JsonField& member) {
        switch (FlowKey(m_flowKeys.meaning(member, flowKey))) {
        case FlowKey::PacketsToServer:
            number(member, row.srcPackets);
            break;
        case FlowKey::PacketsToClient:
            number(member, row.dstPackets);
            break;
        case FlowKey::BytesToServer:
            number(member, row.srcBytes);
            break;
        case FlowKey::BytesToClient:
            number(member, row.dstBytes);
            break;
        case FlowKey::Age:
            number(member, age);
            break;
        case FlowKey::Start:
            time(member, row.start, hasStart);
            break;
        case FlowKey::End:
            time(member, end, hasEnd);
            break;
        case FlowKey::State:
            row.state = member.text;
            break;
        case FlowKey::Other:
            break;
        }
        return fault.empty();
    });
    if (fault.empty())
        fault = std::move(broken);
    if (fault.empty() && !hasStart)
        fault = "the record has no start";
    if (fault.empty() && hasEnd && end < row.start)
        fault = "the record ends before it begins";
    if (!fault.empty())
        return fault;
    constexpr std::uint64_t longest = 10'000ULL * 366 * 86'400;
    row.duration = hasEnd ? end - row.start : std::int64_t(std::min(age, longest)) * microsPerSecond;
    if (m_app != "failed" && m_app != "unknown") // Suricata's words for "not recognised"
        row.service = m_app;
    return {};
}

} // namespace tideline
