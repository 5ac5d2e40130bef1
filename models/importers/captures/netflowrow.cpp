// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowrow.h"

#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/flowassembler.h"
#include "models/importers/problems.h"

namespace tideline {

namespace {

constexpr std::uint32_t reverseEnterprise = 29305; // RFC 5103: the same field of the other direction
constexpr std::uint8_t icmp = 1, icmp6 = 58, tcp = 6;
constexpr std::uint16_t padding5 = 0xFFFE;

/// Seconds since 1900 and a fraction of 2^32.
Micros fromNtp(std::uint64_t value)
{
    constexpr std::int64_t from1900 = 2'208'988'800;
    const auto seconds = static_cast<std::int64_t>(value >> 32);
    const auto fraction = static_cast<std::int64_t>(((value & 0xFFFFFFFF) * microsPerSecond) >> 32);
    return (seconds - from1900) * microsPerSecond + fraction;
}

/// A time beyond all calendars instead of an overflow.
Micros scaled(std::uint64_t value, Micros unit)
{
    return value >= static_cast<std::uint64_t>(latestTime / unit) ? latestTime : static_cast<Micros>(value) * unit;
}

} // namespace

void NetflowRow::set(const NetflowField& field, std::string_view value)
{
    enum : std::uint16_t { src4 = 8, dst4 = 12, src6 = 27, dst6 = 28, applicationName = 96 };
    ByteCursor cursor(value);
    if (field.enterprise == reverseEnterprise) {
        const std::uint64_t number = value.size() <= 8 ? cursor.number(value.size()) : 0;
        if (field.id == 1 || field.id == 85)
            m_row.dstBytes = number;
        else if (field.id == 2 || field.id == 86)
            m_row.dstPackets = number;
        return;
    }
    if (field.enterprise != 0)
        return;
    const bool isAddress4 = (field.id == src4 || field.id == dst4) && value.size() == 4;
    const bool isAddress6 = (field.id == src6 || field.id == dst6) && value.size() == 16;
    if (isAddress4 || isAddress6) {
        const bool isSrc = field.id == src4 || field.id == src6;
        const IpAddress address = isAddress4 ? cursor.v4() : cursor.v6();
        bool& saw = isSrc ? m_sawSrc : m_sawDst;
        if (!saw || !address.isUnspecified()) // a template may have both kinds, one of them zero
            (isSrc ? m_row.src : m_row.dst) = address;
        saw = true;
    } else if (field.id == applicationName) {
        m_service = value.substr(0, value.find('\0'));
        if (firstBadUtf8(m_service) != std::string::npos)
            m_service.clear();
    } else if (value.size() <= 8 && !value.empty()) {
        const std::uint64_t number = cursor.number(value.size());
        if (!setTime(field.id, number))
            setNumber(field.id, number);
    }
}

bool NetflowRow::setTime(std::uint16_t id, std::uint64_t value)
{
    switch (id) {
    case 21:
        m_last = static_cast<std::uint32_t>(value);
        return true;
    case 22:
        m_first = static_cast<std::uint32_t>(value);
        return true;
    case 150:
    case 151:
        (id == 150 ? m_start : m_end) = scaled(value, microsPerSecond);
        return true;
    case 152:
    case 153:
        (id == 152 ? m_start : m_end) = scaled(value, microsPerMilli);
        return true;
    case 154:
    case 155:
    case 156:
    case 157:
        (id % 2 == 0 ? m_start : m_end) = fromNtp(value);
        return true;
    case 158:
    case 159:
        (id == 158 ? m_start : m_end) = m_header.exported - scaled(value, 1);
        return true;
    case 160:
        m_booted = scaled(value, microsPerMilli);
        return true;
    case 161:
        m_duration = scaled(value, microsPerMilli);
        return true;
    case 162:
        m_duration = scaled(value, 1);
        return true;
    default:
        return false;
    }
}

void NetflowRow::setNumber(std::uint16_t id, std::uint64_t value)
{
    const auto asNumber = static_cast<std::uint32_t>(value);
    switch (id) {
    case 1:   // octetDeltaCount
    case 85:  // octetTotalCount
    case 231: // initiatorOctets
        m_row.srcBytes = value;
        break;
    case 2:
    case 86:
    case 298:
        m_row.srcPackets = value;
        break;
    case 232: // responderOctets
        m_row.dstBytes = value;
        break;
    case 299:
        m_row.dstPackets = value;
        break;
    case 23: // v9: the other direction; IPFIX: behind a middlebox
        m_postBytes = value;
        break;
    case 24:
        m_postPackets = value;
        break;
    case 3:
        m_row.flows = value == 0 ? 1 : static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 0xFFFFFFFF));
        break;
    case 4:
        m_row.protocol = static_cast<std::uint8_t>(value);
        break;
    case 6:
        m_flags = static_cast<std::uint8_t>(value);
        m_sawFlags = true;
        break;
    case 7:
        m_row.srcPort = static_cast<std::uint16_t>(value);
        break;
    case 11:
        m_row.dstPort = static_cast<std::uint16_t>(value);
        break;
    case 16:
        m_row.srcAs = asNumber;
        break;
    case 17:
        m_row.dstAs = asNumber;
        break;
    case 128: // bgpNextAdjacentAsNumber
        m_row.nextAs = asNumber;
        break;
    case 32:
    case 139:
        m_icmp = static_cast<std::uint16_t>(value);
        break;
    case 176:
    case 178:
        m_icmp = static_cast<std::uint16_t>((m_icmp.value_or(0) & 0xFF) | (value << 8));
        break;
    case 177:
    case 179:
        m_icmp = static_cast<std::uint16_t>((m_icmp.value_or(0) & 0xFF00) | (value & 0xFF));
        break;
    case 34:
    case 50:
        m_sampling = std::max(m_sampling, value);
        break;
    case 48:  // v9
    case 302: // selectorId
        m_sampler = value;
        break;
    case 305: // samplingPacketInterval
        m_sampled = value;
        break;
    case 306: // samplingPacketSpace
        m_unsampled = value;
        break;
    default:
        break;
    }
}

/// Some exporters give the rate in the field that RFC 5477 has for the packets taken in a row, and leave out the space.
std::uint64_t NetflowRow::sampling() const
{
    std::uint64_t both = 0;
    if (m_sampled == 0 || __builtin_add_overflow(m_sampled, m_unsampled, &both))
        return m_sampling;
    return std::max(m_sampling, m_unsampled == 0 ? m_sampled : both / m_sampled);
}

/// Uptimes wrap around after 49.7 days: what counts is how long before the export it was.
Micros NetflowRow::fromUptime(std::uint32_t uptime) const
{
    if (m_header.version == 10 && m_booted)
        return *m_booted + uptime * microsPerMilli;
    return m_header.exported - static_cast<std::int32_t>(m_header.uptime - uptime) * microsPerMilli;
}

const char* NetflowRow::settleTimes()
{
    if (m_header.version != 10 || m_booted) {
        if (!m_start && m_first)
            m_start = fromUptime(*m_first);
        if (!m_end && m_last)
            m_end = fromUptime(*m_last);
    }
    if (!m_start && m_end)
        m_start = *m_end - m_duration.value_or(0);
    m_untimed = !m_start;
    if (!m_start)
        m_start = m_header.exported - m_duration.value_or(0);
    if (!m_end)
        m_end = *m_start + m_duration.value_or(0);
    if (*m_start < earliestTime || *m_start >= latestTime || *m_end >= latestTime)
        return "the times of this record lie outside the years 1 to 9999";
    if (*m_end < *m_start)
        return "this record ends before it begins";
    m_row.start = *m_start;
    m_row.duration = *m_end - *m_start;
    return nullptr;
}

/// ICMP type and code stand in a field of their own, or in the port of the destination.
void NetflowRow::settlePorts()
{
    if (m_row.protocol != icmp && m_row.protocol != icmp6)
        return;
    const std::uint16_t typeAndCode = m_icmp.value_or(m_row.srcPort == 0 ? m_row.dstPort : 0);
    if (m_icmp || m_row.srcPort == 0) {
        m_row.srcPort = typeAndCode >> 8;
        m_row.dstPort = typeAndCode & 0xFF;
    }
}

const char* NetflowRow::finish()
{
    if (!m_sawSrc || !m_sawDst)
        return "this record names no addresses (fields 8 and 12, or 27 and 28), so it is no flow";
    if (const char* why = settleTimes())
        return why;
    settlePorts();
    const bool onlyPost = m_header.version == 10 && m_row.srcBytes == 0 && m_row.srcPackets == 0;
    if (m_header.version == 9) {
        m_row.dstBytes = std::max(m_row.dstBytes, m_postBytes);
        m_row.dstPackets = std::max(m_row.dstPackets, m_postPackets);
    } else if (onlyPost) {
        m_row.srcBytes = m_postBytes;
        m_row.srcPackets = m_postPackets;
    }
    if (m_sawFlags && m_row.protocol == tcp)
        m_state = tcpFlagsText(m_flags);
    m_row.state = m_state;
    m_row.service = m_service;
    return nullptr;
}

const NetflowTemplate& netflow5Template()
{
    static const NetflowTemplate v5{{{8, 4},
                                     {12, 4},
                                     {padding5, 8}, // next hop and interfaces
                                     {2, 4},
                                     {1, 4},
                                     {22, 4},
                                     {21, 4},
                                     {7, 2},
                                     {11, 2},
                                     {padding5, 1},
                                     {6, 1},
                                     {4, 1},
                                     {padding5, 1}, // type of service
                                     {16, 2},
                                     {17, 2},
                                     {padding5, 4}}, // masks
                                    48,
                                    false};
    return v5;
}

} // namespace tideline
