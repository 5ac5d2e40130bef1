// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timepoint.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tideline {

/// The header of a NetFlow v5, v9 (RFC 3954) or IPFIX (RFC 7011) datagram.
struct NetflowHeader
{
    std::uint16_t version = 0;
    std::uint16_t count = 0;  ///< v5: records; v9: records and templates; IPFIX: bytes of the datagram
    std::uint32_t uptime = 0; ///< ms since the exporter started; IPFIX has none
    Micros exported = 0;
    std::uint32_t source = 0;   ///< source id, observation domain, or engine type and number (v5)
    std::uint32_t sampling = 0; ///< v5: 1 in so many; 0 = not said
    std::size_t size = 0;       ///< of this header
};
std::optional<NetflowHeader> readNetflowHeader(std::string_view bytes);

/// Nothing but one whole datagram whose header, sets and lengths all agree.
bool isNetflowDatagram(std::string_view bytes);
/// A header that makes sense with the first set behind it. For finding a datagram among other bytes.
bool looksLikeNetflow(std::string_view bytes);

/// Raw files hold datagrams one after another; v9 does not say its length, so that the next header ends it.
struct NetflowExtent
{
    bool enough = true;     ///< false: more bytes are needed to tell
    std::size_t length = 0; ///< 0: no datagram starts here
};
NetflowExtent netflowExtent(std::string_view bytes, bool last);

namespace limits {
inline constexpr std::size_t datagram = 65'535;
inline constexpr std::size_t netflowTemplates = 10'000;
inline constexpr std::size_t netflowFields = 1'000;             ///< of one template
inline constexpr std::size_t netflowWaiting = 16 * 1024 * 1024; ///< bytes that wait for their template
inline constexpr std::size_t netflowWaitingSets = 100'000;
} // namespace limits

} // namespace tideline
