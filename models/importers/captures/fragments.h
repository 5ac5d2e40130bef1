// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/dissector.h"

#include <deque>
#include <unordered_map>

namespace tideline {

/// Gives the later fragments of an IP packet the ports of the first one.
class Fragments
{
public:
    /// True if the ports are known now; false for a later fragment whose first one was not seen.
    bool resolve(PacketFacts& facts, Micros at);

private:
    struct Key
    {
        IpAddress src, dst;
        std::uint32_t id = 0;
        std::uint8_t protocol = 0;
        bool operator==(const Key&) const = default;
    };
    struct Hash
    {
        std::size_t operator()(const Key& key) const
        {
            return static_cast<std::size_t>(addressHash(key.src) * 31 + addressHash(key.dst) * 7 + key.id * 257ULL +
                                            key.protocol);
        }
    };
    struct First
    {
        Micros at = 0;
        std::uint16_t srcPort = 0, dstPort = 0;
    };
    std::unordered_map<Key, First, Hash> m_firsts;
    std::deque<Key> m_order; ///< the oldest leave when there are too many
};

} // namespace tideline
