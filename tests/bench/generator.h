// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <random>
#include <vector>

namespace tideline {

/// One flow of the bench. Addresses are numbers in the order of the addresses: of IPv4 below those of IPv6.
struct BenchFlow
{
    Micros start = 0; ///< whole milliseconds, which every form of the file can hold
    Micros duration = 0;
    std::uint32_t src = 0, dst = 0;
    std::uint16_t srcPort = 0, dstPort = 0;
    std::uint8_t protocol = 6;
    std::uint64_t srcBytes = 0, dstBytes = 0, srcPackets = 0, dstPackets = 0;
    std::uint32_t nextAs = 0;
};

/// Flows of one network over ten months of 2019: day and night, weekends, heavy tails, a few peers that have most of
/// the traffic, IPv6, three upstreams that take turns. The same seed gives the same flows. They come in the order of
/// their ends, as logs have them.
class BenchGenerator
{
public:
    BenchGenerator(std::uint64_t seed, std::uint64_t flows);
    /// False when there are no more.
    bool next(BenchFlow& flow);
    /// Ascending.
    const std::vector<IpAddress>& addresses() const { return m_addresses; }

    static constexpr Micros from = 1'546'300'800'000'000; ///< 2019-01-01
    static constexpr Micros to = 1'572'566'400'000'000;   ///< 2019-11-01
    /// Numbers of the addresses in 175.45.177.0/24.
    std::uint32_t netFrom() const { return m_netFrom; }
    std::uint32_t netTo() const { return m_netTo; }

private:
    void makeAddresses();
    void enterSlot();
    double fraction() { return double(m_random() >> 11) * 0x1p-53; }
    std::uint32_t skewed(const std::vector<std::uint32_t>& numbers, double power);

    std::mt19937_64 m_random;
    std::uint64_t m_left;
    std::vector<IpAddress> m_addresses;
    std::vector<std::uint32_t> m_locals, m_peers; ///< numbers, the busiest first
    std::uint32_t m_netFrom = 0, m_netTo = 0;
    std::vector<double> m_weights; ///< of the quarter hours
    double m_weightLeft = 0;
    std::size_t m_slot = 0;
    std::uint64_t m_slotFlows = 0, m_slotDone = 0;
};

} // namespace tideline
