// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/dissector.h"
#include "models/importers/flowtext.h"

#include <array>
#include <cstring>
#include <vector>

namespace tideline {

/// When a flow of packets ends.
struct FlowLimits
{
    Micros idle = 60 * microsPerSecond;      ///< a longer silence starts another flow
    Micros active = 1'800 * microsPerSecond; ///< a packet this long after the first starts another flow
    std::size_t open = 512 * 1024;           ///< flows held at a time; beyond, the longest idle is closed
};

/// Packets to bidirectional flows by addresses, ports and protocol. The client is who sent the first packet, or the SYN
/// where one is seen. Flows come out when they end, in the order of their last packets.
class FlowAssembler
{
public:
    explicit FlowAssembler(FlowLimits limits = {});
    /// `service`: what the packet was recognised as, or empty.
    void add(const PacketFacts& facts, Micros at, std::uint64_t record, std::string_view service, FlowSink& sink);
    void closeAll(FlowSink& sink);
    std::uint64_t closedEarly() const { return m_closedEarly; }

private:
    using Index = std::uint32_t;
    static constexpr Index none = 0xFFFFFFFF;
    struct Side
    {
        IpAddress address;
        std::uint16_t port = 0;
        bool operator==(const Side&) const = default;
        /// Any order will do; that of numbers takes no call for each packet.
        bool operator<(const Side& other) const
        {
            unsigned __int128 mine, theirs;
            std::memcpy(&mine, address.bytes.data(), sizeof mine);
            std::memcpy(&theirs, other.address.bytes.data(), sizeof theirs);
            return mine != theirs ? mine < theirs : port < other.port;
        }
    };
    struct Key
    {
        std::array<Side, 2> sides; ///< the smaller one first
        std::uint8_t protocol = 0;
        bool operator==(const Key&) const = default;
    };
    struct Flow
    {
        Key key;
        std::array<std::uint64_t, 2> bytes{}, packets{};
        Micros start = 0, last = 0, end = 0;
        std::uint64_t record = 0;
        std::string_view service;
        Index older = none, newer = none, nextInBucket = none;
        std::uint8_t client = 0, flags = 0;
        bool sawSyn = false;
    };

    Index* find(const Key& wanted);
    Index open(const Flow& flow, Index& bucket);
    std::size_t bucketOf(const Key& key) const;
    void close(Index index, FlowSink& sink);
    void unlink(Index index);
    void linkNewest(Index index);
    void grow();

    FlowLimits m_limits;
    std::vector<Flow> m_flows;
    std::vector<Index> m_free;
    std::vector<Index> m_buckets;
    Index m_oldest = none, m_newest = none;
    std::uint64_t m_closedEarly = 0;
};

/// "...AP.SF" as nfdump writes it: CWR ECE URG ACK PSH RST SYN FIN.
std::string tcpFlagsText(std::uint8_t flags);

} // namespace tideline
