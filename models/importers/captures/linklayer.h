// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tideline {

/// What stands inside a frame, once Ethernet, VLAN tags, MPLS labels, PPP and the like are off.
struct NetworkPart
{
    enum class Kind { Ip, Other, Short };
    Kind kind = Kind::Short;     ///< Short: the bytes end inside a header
    std::string_view bytes;      ///< from the IP header on
    std::uint64_t length = 0;    ///< the same on the wire
    std::uint16_t etherType = 0; ///< of what is no IP; 0 = LLC or unknown
};

bool knowsLinkType(std::uint32_t linkType);
/// `length`: of the frame on the wire.
NetworkPart networkPart(std::uint32_t linkType, std::string_view frame, std::uint64_t length);
/// The same for what an EtherType names (GRE, VLAN …), for tunnels.
NetworkPart etherPayload(std::uint16_t etherType, std::string_view bytes, std::uint64_t length);
NetworkPart ethernetFrame(std::string_view frame, std::uint64_t length);
/// "ARP", "LLC", "ethertype 0x88cc".
std::string etherTypeName(std::uint16_t etherType);

} // namespace tideline
