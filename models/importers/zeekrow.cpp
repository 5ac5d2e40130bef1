// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/zeekrow.h"

#include "models/importers/logs/zeektext.h"

namespace tideline {

namespace {

constexpr const char* names[zeekFieldCount] = {
    "ts",       "id.orig_h",  "id.orig_p",  "id.resp_h",  "id.resp_p", "proto",         "ip_proto",  "service",
    "duration", "orig_bytes", "resp_bytes", "conn_state", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes"};

constexpr unsigned bit(ZeekField field)
{
    return 1u << unsigned(field);
}

constexpr std::uint8_t icmp = 1;
constexpr std::uint8_t icmp6 = 58;

} // namespace

const char* zeekFieldName(ZeekField field)
{
    return names[int(field)];
}

std::optional<ZeekField> zeekFieldFromName(std::string_view name)
{
    for (int i = 0; i < zeekFieldCount; ++i) {
        if (name == names[i])
            return ZeekField(i);
    }
    return std::nullopt;
}

void ZeekRow::clear()
{
    m_row.clear();
    m_seen = 0;
}

const char* ZeekRow::set(ZeekField field, std::string_view text)
{
    m_seen |= bit(field);
    switch (field) {
    case ZeekField::Ts:
        return zeekTime(text, m_clock, m_row.start) ? nullptr : "time";
    case ZeekField::OrigHost:
        return parseAddress(text, m_row.src) ? nullptr : "address";
    case ZeekField::RespHost:
        return parseAddress(text, m_row.dst) ? nullptr : "address";
    case ZeekField::OrigPort:
        return parseUnsigned(text, m_row.srcPort) ? nullptr : "port";
    case ZeekField::RespPort:
        return parseUnsigned(text, m_row.dstPort) ? nullptr : "port";
    case ZeekField::Proto: {
        const int protocol = protocolFromName(text);
        m_row.protocol = m_seen & bit(ZeekField::IpProto) ? m_row.protocol : std::uint8_t(protocol < 0 ? 0 : protocol);
        return nullptr;
    }
    case ZeekField::IpProto: {
        std::uint16_t number = 0;
        if (!parseUnsigned(text, number) || number > 255)
            return "protocol number";
        m_row.protocol = std::uint8_t(number);
        return nullptr;
    }
    case ZeekField::Service:
        m_row.service = text;
        return nullptr;
    case ZeekField::ConnState:
        m_row.state = text;
        return nullptr;
    case ZeekField::Duration:
        return parseSpan(text, m_row.duration) ? nullptr : "length of time";
    case ZeekField::OrigBytes:
        return parseUnsigned(text, m_payload[0]) ? nullptr : "number of bytes";
    case ZeekField::RespBytes:
        return parseUnsigned(text, m_payload[1]) ? nullptr : "number of bytes";
    case ZeekField::OrigIpBytes:
        return parseUnsigned(text, m_ipBytes[0]) ? nullptr : "number of bytes";
    case ZeekField::RespIpBytes:
        return parseUnsigned(text, m_ipBytes[1]) ? nullptr : "number of bytes";
    case ZeekField::OrigPackets:
        return parseUnsigned(text, m_row.srcPackets) ? nullptr : "number of packets";
    case ZeekField::RespPackets:
        return parseUnsigned(text, m_row.dstPackets) ? nullptr : "number of packets";
    }
    return nullptr;
}

const char* ZeekRow::finish()
{
    for (const ZeekField field : {ZeekField::Ts, ZeekField::OrigHost, ZeekField::RespHost}) {
        if (!(m_seen & bit(field)))
            return zeekFieldName(field);
    }
    const auto pick = [this](ZeekField ip, ZeekField payload, int side) {
        if (m_seen & bit(ip))
            return m_ipBytes[side];
        return m_seen & bit(payload) ? m_payload[side] : 0;
    };
    m_row.srcBytes = pick(ZeekField::OrigIpBytes, ZeekField::OrigBytes, 0);
    m_row.dstBytes = pick(ZeekField::RespIpBytes, ZeekField::RespBytes, 1);
    // Zeek calls both kinds "icmp"; the address tells them apart.
    if (m_row.protocol == icmp && !m_row.src.isV4())
        m_row.protocol = icmp6;
    return nullptr;
}

} // namespace tideline
