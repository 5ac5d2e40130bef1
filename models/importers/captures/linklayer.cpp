// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/linklayer.h"

#include "models/importers/captures/bytecursor.h"

#include <array>
#include <cstdio>

namespace tideline {

namespace {

enum EtherType : std::uint16_t {
    ipv4Type = 0x0800,
    arpType = 0x0806,
    vlanType = 0x8100,
    transparentEthernet = 0x6558,
    ipv6Type = 0x86DD,
    mplsType = 0x8847,
    mplsMulticast = 0x8848,
    pppoeDiscovery = 0x8863,
    pppoeSession = 0x8864,
    serviceVlan = 0x88A8,
    oldServiceVlan = 0x9100,
    lldpType = 0x88CC
};
/// LINKTYPE_ numbers of tcpdump.org.
enum LinkType : std::uint32_t {
    nullLink = 0,
    ethernetLink = 1,
    pppLink = 9,
    rawLinux = 12,
    rawOpenBsd = 14,
    pppHdlc = 50,
    pppEther = 51,
    rawIp = 101,
    ciscoHdlc = 104,
    loopLink = 108,
    linuxSll = 113,
    pppWithDirection = 204,
    rawIpv4 = 228,
    rawIpv6 = 229,
    linuxSll2 = 276
};
constexpr int tagLimit = 16;
constexpr std::uint16_t firstEtherType = 0x0600; // below stands a length

NetworkPart ipPart(std::string_view bytes, std::uint64_t length)
{
    return {NetworkPart::Kind::Ip, bytes, length, 0};
}
NetworkPart otherPart(std::uint16_t etherType)
{
    return {NetworkPart::Kind::Other, {}, 0, etherType};
}

/// Drops a header that is in the bytes; false if the bytes are fewer.
bool drop(std::string_view& bytes, std::uint64_t& length, std::size_t header)
{
    if (bytes.size() < header)
        return false;
    bytes.remove_prefix(header);
    length -= std::min<std::uint64_t>(length, header);
    return true;
}

NetworkPart llcFrame(std::string_view bytes, std::uint64_t length)
{
    ByteCursor cursor(bytes);
    constexpr std::uint64_t snap = 0xAAAA03;
    if (cursor.number(3) != snap)
        return otherPart(0);
    const std::uint64_t organisation = cursor.number(3);
    const std::uint16_t type = cursor.u16();
    if (organisation != 0 || type < firstEtherType || !drop(bytes, length, 8))
        return otherPart(0);
    return etherPayload(type, bytes, length);
}

NetworkPart pppFrame(std::string_view bytes, std::uint64_t length)
{
    constexpr std::uint16_t addressAndControl = 0xFF03, ip4 = 0x21, ip6 = 0x57, mpls = 0x0281;
    if (ByteCursor(bytes).u16() == addressAndControl)
        drop(bytes, length, 2);
    if (bytes.empty())
        return {};
    const std::size_t size = static_cast<unsigned char>(bytes[0]) & 1 ? 1 : 2; // the first byte may be left out
    const std::uint64_t protocol = ByteCursor(bytes).number(size);
    if (!drop(bytes, length, size))
        return {};
    if (protocol == ip4 || protocol == ip6)
        return ipPart(bytes, length);
    return protocol == mpls ? etherPayload(mplsType, bytes, length) : otherPart(pppoeSession);
}

NetworkPart mplsFrame(std::string_view bytes, std::uint64_t length)
{
    for (int label = 0; label < tagLimit; ++label) {
        ByteCursor cursor(bytes);
        const std::uint32_t entry = cursor.u32();
        if (!drop(bytes, length, 4))
            return {};
        if (entry & 0x100) { // bottom of the stack
            if (bytes.empty())
                return {};
            const int version = static_cast<unsigned char>(bytes[0]) >> 4;
            if (version == 4 || version == 6)
                return ipPart(bytes, length);
            return version == 0 && drop(bytes, length, 4) ? ethernetFrame(bytes, length) : otherPart(mplsType);
        }
    }
    return otherPart(mplsType);
}

NetworkPart addressFamily(std::uint32_t family, std::string_view bytes, std::uint64_t length)
{
    constexpr std::array<std::uint32_t, 6> known{2, 10, 23, 24, 28, 30}; // AF_INET; AF_INET6 differs by system
    for (const std::uint32_t one : known) {
        if (family == one || family == __builtin_bswap32(one))
            return ipPart(bytes, length);
    }
    return otherPart(0);
}

/// The header's length, and where in it the EtherType stands.
NetworkPart withEtherType(std::string_view frame, std::uint64_t length, std::size_t header, std::size_t typeAt)
{
    ByteCursor cursor(frame);
    cursor.skip(typeAt);
    const std::uint16_t type = cursor.u16();
    if (!drop(frame, length, header))
        return {};
    constexpr std::uint16_t rawEthernet = 1, llc = 4; // Linux's names for what has no EtherType
    if (type == llc)
        return llcFrame(frame, length);
    return type == rawEthernet ? otherPart(0) : etherPayload(type, frame, length);
}

} // namespace

NetworkPart ethernetFrame(std::string_view frame, std::uint64_t length)
{
    ByteCursor cursor(frame);
    cursor.skip(12);
    const std::uint16_t type = cursor.u16();
    if (!drop(frame, length, 14))
        return {};
    return type < firstEtherType ? llcFrame(frame, length) : etherPayload(type, frame, length);
}

NetworkPart etherPayload(std::uint16_t type, std::string_view bytes, std::uint64_t length)
{
    for (int tag = 0; tag < tagLimit && (type == vlanType || type == serviceVlan || type == oldServiceVlan); ++tag) {
        type = static_cast<std::uint16_t>(ByteCursor(bytes).u32());
        if (!drop(bytes, length, 4))
            return {};
        if (type < firstEtherType)
            return llcFrame(bytes, length);
    }
    switch (type) {
    case ipv4Type:
    case ipv6Type:
        return ipPart(bytes, length);
    case mplsType:
    case mplsMulticast:
        return mplsFrame(bytes, length);
    case pppoeSession:
        return drop(bytes, length, 6) ? pppFrame(bytes, length) : NetworkPart();
    case transparentEthernet:
        return ethernetFrame(bytes, length);
    default:
        return otherPart(type);
    }
}

bool knowsLinkType(std::uint32_t linkType)
{
    return networkPart(linkType, {}, 0).etherType != 0xFFFF;
}

NetworkPart networkPart(std::uint32_t linkType, std::string_view frame, std::uint64_t length)
{
    switch (linkType) {
    case ethernetLink:
        return ethernetFrame(frame, length);
    case rawLinux:
    case rawOpenBsd:
    case rawIp:
    case rawIpv4:
    case rawIpv6:
        return ipPart(frame, length);
    case nullLink:
    case loopLink: {
        const std::uint32_t family = ByteCursor(frame).u32();
        return drop(frame, length, 4) ? addressFamily(family, frame, length) : NetworkPart();
    }
    case linuxSll:
        return withEtherType(frame, length, 16, 14);
    case linuxSll2:
        return withEtherType(frame, length, 20, 0);
    case ciscoHdlc:
        return withEtherType(frame, length, 4, 2);
    case pppLink:
        return pppFrame(frame, length);
    case pppHdlc: {
        const int address = ByteCursor(frame).u8();
        return address == 0x0F || address == 0x8F ? withEtherType(frame, length, 4, 2) : pppFrame(frame, length);
    }
    case pppWithDirection:
        return drop(frame, length, 1) ? pppFrame(frame, length) : NetworkPart();
    case pppEther:
        return etherPayload(pppoeSession, frame, length);
    default:
        return otherPart(0xFFFF);
    }
}

std::string etherTypeName(std::uint16_t etherType)
{
    switch (etherType) {
    case 0:
        return "LLC";
    case arpType:
        return "ARP";
    case lldpType:
        return "LLDP";
    case mplsType:
        return "MPLS";
    case pppoeDiscovery:
        return "PPPoE discovery";
    case pppoeSession:
        return "PPP control";
    default: {
        char text[24];
        std::snprintf(text, sizeof text, "ethertype 0x%04x", static_cast<unsigned>(etherType));
        return text;
    }
    }
}

} // namespace tideline
