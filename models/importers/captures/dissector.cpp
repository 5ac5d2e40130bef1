// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/dissector.h"

#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/linklayer.h"

namespace tideline {

namespace {

enum Protocol : std::uint8_t {
    hopByHop = 0,
    icmpProtocol = 1,
    ipInIp = 4,
    tcpProtocol = 6,
    udpProtocol = 17,
    ip6InIp = 41,
    routingHeader = 43,
    fragmentHeader = 44,
    greProtocol = 47,
    authentication = 51,
    icmp6Protocol = 58,
    destinationOptions = 60,
    sctpProtocol = 132,
    dccpProtocol = 33,
    mobility = 135,
    udpLite = 136,
    hostIdentity = 139,
    shim6 = 140
};
constexpr int tunnelLimit = 8;
constexpr int extensionLimit = 16;
constexpr std::uint16_t vxlanPort = 4789;

/// What stands behind an IP header and its extensions.
struct IpPart
{
    std::string_view body;    ///< what was kept of it
    std::uint64_t length = 0; ///< on the wire
};

void reject(PacketFacts& facts, const char* why, bool cut)
{
    facts.kind = cut ? PacketFacts::Kind::Cut : PacketFacts::Kind::Malformed;
    facts.fault = why;
}

IpPart ipv4(std::string_view bytes, std::uint64_t wire, PacketFacts& facts)
{
    const bool cut = wire > bytes.size();
    ByteCursor cursor(bytes);
    const std::size_t header = std::size_t(cursor.u8() & 15) * 4;
    cursor.skip(1);
    facts.ipBytes = cursor.u16();
    facts.fragmentId = cursor.u16();
    const std::uint16_t flagsAndOffset = cursor.u16();
    cursor.skip(1);
    facts.protocol = cursor.u8();
    cursor.skip(2);
    facts.src = cursor.v4();
    facts.dst = cursor.v4();
    if (!cursor.ok()) {
        reject(facts, "the bytes end inside the IPv4 header", cut);
        return {};
    }
    if (facts.ipBytes == 0)
        facts.ipBytes = wire; // left to the network card
    if (header < 20 || facts.ipBytes < header) {
        reject(facts, "the IPv4 header names an impossible length of itself", false);
        return {};
    }
    if (facts.ipBytes > wire) {
        reject(facts, "the IPv4 header names more bytes than the packet has", false);
        return {};
    }
    facts.kind = PacketFacts::Kind::Flow;
    facts.laterFragment = (flagsAndOffset & 0x1FFF) != 0;
    facts.fragment = facts.laterFragment || (flagsAndOffset & 0x2000) != 0;
    // Bytes behind the packet (Ethernet's padding) go.
    const std::uint64_t length = facts.ipBytes - header;
    return {bytes.substr(std::min(header, bytes.size()), static_cast<std::size_t>(length)), length};
}

/// Goes over the extension headers; false if the bytes end among them.
bool skipExtensions(PacketFacts& facts, ByteCursor& cursor)
{
    for (int i = 0; i < extensionLimit; ++i) {
        switch (facts.protocol) {
        case hopByHop:
        case routingHeader:
        case destinationOptions:
        case mobility:
        case hostIdentity:
        case shim6:
        case authentication: {
            const bool words = facts.protocol == authentication; // counted by 4 bytes, less two
            const std::uint8_t next = cursor.u8();
            const std::size_t units = cursor.u8();
            if (!cursor.skip(words ? units * 4 + 6 : units * 8 + 6))
                return false;
            facts.protocol = next;
            break;
        }
        case fragmentHeader: {
            const std::uint8_t next = cursor.u8();
            cursor.skip(1);
            const std::uint16_t offset = cursor.u16();
            facts.fragmentId = cursor.u32();
            if (!cursor.ok())
                return false;
            facts.protocol = next;
            facts.laterFragment = (offset & 0xFFF8) != 0;
            facts.fragment = facts.laterFragment || (offset & 1) != 0;
            if (facts.laterFragment)
                return true;
            break;
        }
        default:
            return true;
        }
    }
    return true;
}

IpPart ipv6(std::string_view bytes, std::uint64_t wire, PacketFacts& facts)
{
    const bool cut = wire > bytes.size();
    constexpr std::size_t header = 40;
    ByteCursor cursor(bytes);
    cursor.skip(4);
    const std::uint16_t payload = cursor.u16();
    facts.protocol = cursor.u8();
    cursor.skip(1);
    facts.src = cursor.v6();
    facts.dst = cursor.v6();
    if (!cursor.ok()) {
        reject(facts, "the bytes end inside the IPv6 header", cut);
        return {};
    }
    facts.ipBytes = payload == 0 ? wire : header + payload; // jumbograms
    if (facts.ipBytes > wire) {
        reject(facts, "the IPv6 header names more bytes than the packet has", false);
        return {};
    }
    facts.kind = PacketFacts::Kind::Flow;
    const std::string_view mine =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(facts.ipBytes, bytes.size())));
    ByteCursor extensions(mine.substr(header));
    facts.hasPorts = skipExtensions(facts, extensions);
    return {extensions.rest(), facts.ipBytes - (mine.size() - extensions.left())};
}

/// Echo and its like: question and answer belong to one flow.
std::uint8_t answerType(bool six, std::uint8_t type)
{
    constexpr std::uint8_t four4[][2] = {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {10, 9}};
    constexpr std::uint8_t six6[][2] = {{128, 129}, {133, 134}, {135, 136}, {139, 140}, {144, 145}};
    for (const auto& pair : six ? six6 : four4) {
        if (type == pair[0])
            return pair[1];
        if (type == pair[1])
            return pair[0];
    }
    return 0xFF;
}

void transport(const IpPart& part, PacketFacts& facts)
{
    ByteCursor cursor(part.body);
    std::uint64_t header = 0;
    switch (facts.protocol) {
    case tcpProtocol: {
        facts.srcPort = cursor.u16();
        facts.dstPort = cursor.u16();
        facts.hasPorts = cursor.ok();
        cursor.skip(8);
        header = std::uint64_t(cursor.u8() >> 4) * 4;
        facts.tcpFlags = cursor.u8();
        break;
    }
    case udpProtocol:
    case udpLite:
        facts.srcPort = cursor.u16();
        facts.dstPort = cursor.u16();
        facts.hasPorts = cursor.ok();
        header = 8;
        break;
    case sctpProtocol:
    case dccpProtocol:
        facts.srcPort = cursor.u16();
        facts.dstPort = cursor.u16();
        facts.hasPorts = cursor.ok();
        return;
    case icmpProtocol:
    case icmp6Protocol: {
        const std::uint8_t type = cursor.u8(), code = cursor.u8();
        facts.hasPorts = cursor.ok();
        const std::uint8_t answer = answerType(facts.protocol == icmp6Protocol, type);
        facts.srcPort = facts.hasPorts ? type : 0;
        facts.dstPort = !facts.hasPorts ? 0 : answer != 0xFF ? answer : code;
        return;
    }
    default:
        return;
    }
    if (facts.hasPorts && header <= part.body.size() && header >= 8) {
        facts.payload = part.body.substr(static_cast<std::size_t>(header));
        facts.wholePayload = part.length == part.body.size() && !facts.fragment;
    }
    if (!facts.hasPorts)
        facts.srcPort = facts.dstPort = 0;
}

/// What an IP packet carries another packet in.
NetworkPart tunnelled(const IpPart& part, const PacketFacts& facts)
{
    const NetworkPart none{NetworkPart::Kind::Other, {}, 0, 0};
    if (facts.fragment || part.body.empty())
        return none;
    ByteCursor cursor(part.body);
    const auto behind = [&](std::uint16_t etherType) {
        return etherPayload(etherType, cursor.rest(), part.length - cursor.at());
    };
    if (facts.protocol == ipInIp || facts.protocol == ip6InIp)
        return {NetworkPart::Kind::Ip, part.body, part.length, 0};
    if (facts.protocol == greProtocol) {
        const std::uint16_t flags = cursor.u16(), type = cursor.u16();
        const bool checksum = flags & 0xC000, key = flags & 0x2000, sequence = flags & 0x1000;
        const bool acknowledged = flags & 0x0080;
        cursor.skip((checksum ? 4u : 0u) + (key ? 4u : 0u) + (sequence ? 4u : 0u) + (acknowledged ? 4u : 0u));
        constexpr std::uint16_t ppp = 0x880B;
        if (!cursor.ok() || cursor.left() == 0)
            return none;
        return type == ppp ? networkPart(9, cursor.rest(), part.length - cursor.at()) : behind(type);
    }
    if (facts.protocol == udpProtocol && facts.dstPort == vxlanPort && facts.wholePayload) {
        constexpr std::uint32_t onlyNetworkId = 0x08000000;
        cursor.skip(8);
        if (cursor.u32() == onlyNetworkId && cursor.skip(4) && cursor.left() > 0)
            return ethernetFrame(cursor.rest(), part.length - cursor.at());
    }
    return none;
}

IpPart ipPacket(std::string_view bytes, std::uint64_t wire, PacketFacts& facts)
{
    const int version = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]) >> 4;
    if (version != 4 && version != 6) {
        reject(facts, "it should be IP, and its version is neither 4 nor 6", bytes.empty() && wire > 0);
        return {};
    }
    const IpPart part = version == 4 ? ipv4(bytes, wire, facts) : ipv6(bytes, wire, facts);
    if (facts.kind == PacketFacts::Kind::Flow && facts.hasPorts && !facts.laterFragment)
        transport(part, facts);
    return part;
}

} // namespace

PacketFacts dissect(const CapturedPacket& packet)
{
    NetworkPart network = networkPart(packet.linkType, packet.bytes, packet.length);
    PacketFacts facts;
    if (network.kind == NetworkPart::Kind::Other) {
        facts.kind = knowsLinkType(packet.linkType) ? PacketFacts::Kind::NotIp : PacketFacts::Kind::Unlinked;
        facts.etherType = network.etherType;
        return facts;
    }
    if (network.kind == NetworkPart::Kind::Short) {
        reject(facts, "the bytes end inside the link header", packet.length > packet.bytes.size());
        return facts;
    }
    IpPart part = ipPacket(network.bytes, network.length, facts);
    for (int depth = 0; depth < tunnelLimit && facts.kind == PacketFacts::Kind::Flow; ++depth) {
        network = tunnelled(part, facts);
        if (network.kind != NetworkPart::Kind::Ip)
            break;
        PacketFacts inner;
        part = ipPacket(network.bytes, network.length, inner);
        if (inner.kind != PacketFacts::Kind::Flow)
            break; // a tunnel with something else in it: the tunnel is the flow
        facts = inner;
        facts.tunnelled = true;
    }
    return facts;
}

} // namespace tideline
