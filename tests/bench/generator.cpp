// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/generator.h"

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr Micros slotLength = 15 * microsPerMinute;
constexpr std::size_t localFour = 1'000, localSix = 200, peerFour = 180'000, peerSix = 20'000;
constexpr std::uint32_t localNet = 0xAF2DB000; // 175.45.176.0/22

/// A smooth day that peaks in the afternoon, and weekends at two thirds.
double weightAt(Micros time)
{
    const double hour = double(time % microsPerDay) / double(microsPerHour);
    const auto weekday = (time / microsPerDay + 3) % 7; // 0 is Monday
    return (0.25 + std::pow(std::sin((hour - 3) / 24 * 3.14159265), 2)) * (weekday >= 5 ? 0.66 : 1.0);
}

} // namespace

BenchGenerator::BenchGenerator(std::uint64_t seed, std::uint64_t flows) : m_random(seed), m_left(flows)
{
    makeAddresses();
    for (Micros time = from; time < to; time += slotLength) {
        m_weights.push_back(weightAt(time));
        m_weightLeft += m_weights.back();
    }
    enterSlot();
}

void BenchGenerator::makeAddresses()
{
    const auto isLocal = [](const IpAddress& address) {
        const IpAddress four = IpAddress::fromV4(localNet);
        return address.isV4() ? std::equal(four.bytes.begin(), four.bytes.begin() + 14, address.bytes.begin()) &&
                                    (address.bytes[14] & 0xfc) == (four.bytes[14] & 0xfc)
                              : address.bytes[0] == 0x20;
    };
    for (std::size_t i = 0; i < localFour; ++i)
        m_addresses.push_back(IpAddress::fromV4(localNet + std::uint32_t(i)));
    for (std::size_t i = 0; i < peerFour; ++i) {
        const auto value = std::uint32_t(0x0B000000 + m_random() % 0xD0000000);
        m_addresses.push_back(IpAddress::fromV4((value >> 10) == (localNet >> 10) ? value + 4096 : value));
    }
    const auto six = [&](std::uint8_t first, std::uint64_t low) {
        IpAddress address;
        address.bytes[0] = first;
        address.bytes[1] = 0x01;
        for (std::size_t i = 0; i < 8; ++i)
            address.bytes[8 + i] = std::uint8_t(low >> (56 - 8 * i));
        return address;
    };
    for (std::size_t i = 0; i < localSix; ++i)
        m_addresses.push_back(six(0x20, i + 1));
    for (std::size_t i = 0; i < peerSix; ++i)
        m_addresses.push_back(six(0x2a, m_random()));
    std::sort(m_addresses.begin(), m_addresses.end());
    m_addresses.erase(std::unique(m_addresses.begin(), m_addresses.end()), m_addresses.end());
    for (std::uint32_t i = 0; i < m_addresses.size(); ++i)
        (isLocal(m_addresses[i]) ? m_locals : m_peers).push_back(i);
    const auto at = [&](std::uint32_t address) {
        return std::uint32_t(std::lower_bound(m_addresses.begin(), m_addresses.end(), IpAddress::fromV4(address)) -
                             m_addresses.begin());
    };
    m_netFrom = at(localNet + 0x100);
    m_netTo = at(localNet + 0x200);
    std::shuffle(m_locals.begin(), m_locals.end(), m_random);
    std::shuffle(m_peers.begin(), m_peers.end(), m_random);
}

void BenchGenerator::enterSlot()
{
    while (m_slot < m_weights.size() && m_slotDone == m_slotFlows) {
        const double share = m_weights[m_slot] / m_weightLeft;
        m_slotFlows = m_slot + 1 == m_weights.size()
                          ? m_left
                          : std::min(m_left, std::uint64_t(double(m_left) * share + fraction()));
        m_weightLeft -= m_weights[m_slot++];
        m_slotDone = 0;
    }
}

std::uint32_t BenchGenerator::skewed(const std::vector<std::uint32_t>& numbers, double power)
{
    return numbers[std::size_t(double(numbers.size()) * std::pow(fraction(), power))];
}

bool BenchGenerator::next(BenchFlow& flow)
{
    if (m_left == 0)
        return false;
    const Micros slot = from + Micros(m_slot - 1) * slotLength;
    const double within = (double(m_slotDone) + fraction()) / double(m_slotFlows);
    const Micros end = slot + Micros(within * double(slotLength));
    flow.duration = Micros(std::min(600.0, 0.05 * std::pow(fraction() + 1e-6, -0.7)) * 1e3) * 1'000;
    flow.start = std::max(from, end - flow.duration) / 1'000 * 1'000;

    static constexpr std::uint16_t ports[] = {443, 443, 443, 443, 443, 80,   80,   53,
                                              53,  123, 22,  25,  993, 5223, 8080, 3333};
    const std::uint32_t local = skewed(m_locals, 2), peer = skewed(m_peers, 3);
    const bool calledFromOutside = fraction() < 0.15;
    flow.src = calledFromOutside ? peer : local;
    flow.dst = calledFromOutside ? local : peer;
    flow.srcPort = std::uint16_t(32'768 + m_random() % 28'000);
    flow.dstPort = fraction() < 0.9 ? ports[m_random() % std::size(ports)] : std::uint16_t(1'024 + m_random() % 60'000);
    flow.protocol = flow.dstPort == 53 || flow.dstPort == 123 ? 17 : 6;
    const double size = std::min(2e9, 400 * std::pow(fraction() + 1e-9, -0.9));
    flow.srcBytes = 60 + std::uint64_t(size * 0.1);
    flow.dstBytes = fraction() < 0.1 ? 0 : std::uint64_t(size);
    flow.srcPackets = 1 + flow.srcBytes / 700;
    flow.dstPackets = (flow.dstBytes + 1'399) / 1'400;
    const auto month = std::uint32_t((flow.start - from) / (30 * microsPerDay));
    static constexpr std::uint32_t upstreams[] = {4837, 20485, 4134};
    flow.nextAs = upstreams[fraction() < 0.6 ? month / 4 % 3 : m_random() % 3];
    --m_left;
    if (++m_slotDone == m_slotFlows)
        enterSlot();
    return true;
}

} // namespace tideline
