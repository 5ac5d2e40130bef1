// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/importers/captures/packet.h"

#include <cstdint>
#include <string_view>

namespace tideline {

/// What a packet says about its flow.
struct PacketFacts
{
    enum class Kind {
        Flow,     ///< addresses are known
        NotIp,    ///< ARP, LLC …: see etherType
        Unlinked, ///< of a link type that is not read
        Cut,      ///< too little of it was kept
        Malformed ///< see fault
    };
    Kind kind = Kind::Malformed;
    const char* fault = "";
    std::uint16_t etherType = 0;

    IpAddress src;
    IpAddress dst;
    std::uint16_t srcPort = 0; ///< ICMP: type, and code or the type of the answer, as Zeek has them
    std::uint16_t dstPort = 0;
    std::uint8_t protocol = 0;
    std::uint64_t ipBytes = 0; ///< the IP header and what follows it, on the wire
    std::uint8_t tcpFlags = 0;
    bool hasPorts = true; ///< false: the bytes end before them
    bool tunnelled = false;
    bool laterFragment = false;
    bool fragment = false;
    std::uint32_t fragmentId = 0;
    std::string_view payload; ///< of UDP and TCP
    bool wholePayload = false;
};

/// Takes a packet apart, down to the innermost IP header: through 802.1Q, MPLS, PPP(oE), IP in IP, 6in4, GRE and VXLAN.
PacketFacts dissect(const CapturedPacket& packet);

} // namespace tideline
