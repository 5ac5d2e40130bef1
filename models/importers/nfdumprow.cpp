// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/nfdumprow.h"

namespace tideline {

namespace {

struct FieldName
{
    std::string_view name;
    NfdumpField field;
};

/// Short names: up to 1.7.4; long ones: from 1.7.5 and csv-fast.
constexpr FieldName fieldNames[] = {
    {"ts", NfdumpField::Start},
    {"firstSeen", NfdumpField::Start},
    {"te", NfdumpField::End},
    {"lastSeen", NfdumpField::End},
    {"td", NfdumpField::Duration},
    {"duration", NfdumpField::Duration},
    {"sa", NfdumpField::SrcAddr},
    {"srcAddr", NfdumpField::SrcAddr},
    {"da", NfdumpField::DstAddr},
    {"dstAddr", NfdumpField::DstAddr},
    {"sp", NfdumpField::SrcPort},
    {"srcPort", NfdumpField::SrcPort},
    {"dp", NfdumpField::DstPort},
    {"dstPort", NfdumpField::DstPort},
    {"pr", NfdumpField::Protocol},
    {"proto", NfdumpField::Protocol},
    {"flg", NfdumpField::Flags},
    {"flags", NfdumpField::Flags},
    {"ipkt", NfdumpField::InPackets},
    {"packets", NfdumpField::InPackets},
    {"inPackets", NfdumpField::InPackets},
    {"ibyt", NfdumpField::InBytes},
    {"bytes", NfdumpField::InBytes},
    {"inBytes", NfdumpField::InBytes},
    {"opkt", NfdumpField::OutPackets},
    {"outPackets", NfdumpField::OutPackets},
    {"obyt", NfdumpField::OutBytes},
    {"outBytes", NfdumpField::OutBytes},
    {"fl", NfdumpField::Flows},
    {"flows", NfdumpField::Flows},
    {"sas", NfdumpField::SrcAs},
    {"srcAS", NfdumpField::SrcAs},
    {"das", NfdumpField::DstAs},
    {"dstAS", NfdumpField::DstAs},
    {"nextAS", NfdumpField::NextAs},
    {"prevAS", NfdumpField::PrevAs},
    {"ra", NfdumpField::Router},
    {"routerIP", NfdumpField::Router},
    {"exid", NfdumpField::Exporter},
    {"exporterID", NfdumpField::Exporter},
    {"icmpTYpe", NfdumpField::IcmpType},
    {"icmpType", NfdumpField::IcmpType},
    {"icmpCode", NfdumpField::IcmpCode},
    {"nbarName", NfdumpField::Application},
};

constexpr std::uint8_t icmp = 1;
constexpr std::uint8_t icmp6 = 58;

} // namespace

std::optional<NfdumpField> nfdumpFieldFromName(std::string_view name)
{
    name = trimmed(name);
    for (const FieldName& entry : fieldNames) {
        if (entry.name == name)
            return entry.field;
    }
    return std::nullopt;
}

void NfdumpRow::clear()
{
    m_row.clear();
    m_hasStart = m_hasEnd = m_hasDuration = m_icmpGiven = false;
    m_icmp[0] = m_icmp[1] = 0;
    m_prevAs = 0;
    m_router = m_exporter = {};
}

bool NfdumpRow::time(std::string_view text, Micros& micros, bool& known)
{
    if (text.starts_with("0000-00-00")) { // nfdump's "none"
        known = false;
        return true;
    }
    known = true;
    if (text.find('-', 1) == std::string_view::npos)
        return parseEpoch(text, micros);
    ClockText clock;
    if (!m_clock.parse(text, clock))
        return false;
    micros = clock.local;
    if (clock.hasZone)
        return true;
    m_sawLocal = true;
    if (!m_isUtc) {
        const Zone::Resolved resolved = m_zone.toUtc(clock.local);
        micros = resolved.utc;
        m_ambiguous = m_ambiguous || resolved.ambiguous || resolved.missing;
    }
    return micros >= earliestTime && micros < latestTime;
}

const char* NfdumpRow::set(NfdumpField field, std::string_view text)
{
    switch (field) {
    case NfdumpField::Start:
        return time(text, m_row.start, m_hasStart) ? nullptr : "time";
    case NfdumpField::End:
        return time(text, m_end, m_hasEnd) ? nullptr : "time";
    case NfdumpField::Duration:
        m_hasDuration = parseSpan(text, m_row.duration);
        return m_hasDuration ? nullptr : "length of time";
    case NfdumpField::SrcAddr:
        return parseAddress(text, m_row.src) ? nullptr : "address";
    case NfdumpField::DstAddr:
        return parseAddress(text, m_row.dst) ? nullptr : "address";
    case NfdumpField::SrcPort:
        return parseUnsigned(text, m_row.srcPort) ? nullptr : "port";
    case NfdumpField::DstPort: {
        const std::size_t point = text.find('.');
        if (point == std::string_view::npos)
            return parseUnsigned(text, m_row.dstPort) ? nullptr : "port";
        // "8.0": ICMP type and code
        m_icmpGiven =
            parseUnsigned(text.substr(0, point), m_icmp[0]) && parseUnsigned(text.substr(point + 1), m_icmp[1]);
        return m_icmpGiven ? nullptr : "port";
    }
    case NfdumpField::Protocol: {
        const int protocol = protocolFromName(text);
        if (protocol < 0)
            return "protocol";
        m_row.protocol = std::uint8_t(protocol);
        return nullptr;
    }
    case NfdumpField::Flags:
        m_row.state = text;
        return nullptr;
    case NfdumpField::InPackets:
        return parseUnsigned(text, m_row.srcPackets) ? nullptr : "number of packets";
    case NfdumpField::InBytes:
        return parseUnsigned(text, m_row.srcBytes) ? nullptr : "number of bytes";
    case NfdumpField::OutPackets:
        return parseUnsigned(text, m_row.dstPackets) ? nullptr : "number of packets";
    case NfdumpField::OutBytes:
        return parseUnsigned(text, m_row.dstBytes) ? nullptr : "number of bytes";
    case NfdumpField::Flows:
        return parseUnsigned(text, m_row.flows) ? nullptr : "number of flows";
    case NfdumpField::SrcAs:
        return parseUnsigned(text, m_row.srcAs) ? nullptr : "AS number";
    case NfdumpField::DstAs:
        return parseUnsigned(text, m_row.dstAs) ? nullptr : "AS number";
    case NfdumpField::NextAs:
        return parseUnsigned(text, m_row.nextAs) ? nullptr : "AS number";
    case NfdumpField::PrevAs:
        return parseUnsigned(text, m_prevAs) ? nullptr : "AS number";
    case NfdumpField::Router:
        m_router = text;
        return nullptr;
    case NfdumpField::Exporter:
        m_exporter = text;
        return nullptr;
    case NfdumpField::IcmpType:
        m_icmpGiven = true;
        return parseUnsigned(text, m_icmp[0]) ? nullptr : "ICMP type";
    case NfdumpField::IcmpCode:
        return parseUnsigned(text, m_icmp[1]) ? nullptr : "ICMP code";
    case NfdumpField::Application:
        m_row.service = text;
        return nullptr;
    }
    return nullptr;
}

const char* NfdumpRow::finish()
{
    if (!m_hasStart)
        return "the record has no time of its first packet";
    if (!m_hasDuration && m_hasEnd) {
        if (m_end < m_row.start)
            return "the record ends before it begins";
        m_row.duration = m_end - m_row.start;
    }
    if (m_row.flows == 0)
        m_row.flows = 1;
    if (m_row.nextAs == 0)
        m_row.nextAs = m_prevAs;
    if (m_row.protocol == icmp || m_row.protocol == icmp6) {
        // NetFlow keeps type and code in the destination port; Zeek's way is type and code as the two ports.
        const bool packed = !m_icmpGiven && m_row.srcPort == 0;
        m_row.srcPort = packed ? std::uint16_t(m_row.dstPort >> 8) : m_icmpGiven ? m_icmp[0] : m_row.srcPort;
        m_row.dstPort = packed ? std::uint16_t(m_row.dstPort & 255) : m_icmpGiven ? m_icmp[1] : m_row.dstPort;
    }
    const bool router = !m_router.empty() && m_router != "0.0.0.0" && m_router != "::";
    m_row.exporter = router ? m_router : m_exporter == "0" ? std::string_view() : m_exporter;
    return nullptr;
}

} // namespace tideline
