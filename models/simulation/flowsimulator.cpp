// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/flowsimulator.h"

#include <algorithm>
#include <cmath>

namespace tideline {
namespace {

// Fractional parts of multiples of the golden ratio fill the line as evenly as any do.
constexpr std::uint64_t goldenStep = 0x9E3779B97F4A7C15ULL;

constexpr Micros slotLength = 15 * microsPerMinute;
constexpr std::size_t sizeSteps = 128;

/// Log-logistic quantiles at the middle of equal parts: heavy-tailed, bounded, and made of square roots alone, which
/// every machine computes alike.
std::vector<double> sizeQuantiles(bool narrow)
{
    std::vector<double> sizes(sizeSteps);
    double sum = 0;
    for (std::size_t i = 0; i < sizeSteps; ++i) {
        const double part = (static_cast<double>(i) + 0.5) / sizeSteps;
        const double root = std::sqrt(part / (1 - part));
        sum += sizes[i] = narrow ? std::sqrt(root) : root;
    }
    for (double& size : sizes)
        size *= sizeSteps / sum;
    return sizes;
}

const Network* narrowest(const std::vector<Network>& networks, const IpAddress& address)
{
    const Network* found = nullptr;
    for (const Network& network : networks)
        if (address >= network.first && address <= network.last &&
            (!found || (network.first >= found->first && network.last <= found->last)))
            found = &network;
    return found;
}

std::uint32_t lowWord(const IpAddress& address)
{
    return std::uint32_t(address.bytes[12]) << 24 | std::uint32_t(address.bytes[13]) << 16 |
           std::uint32_t(address.bytes[14]) << 8 | address.bytes[15];
}

IpAddress withLowWord(IpAddress address, std::uint32_t word)
{
    for (int i = 0; i < 4; ++i)
        address.bytes[12 + i] = static_cast<std::uint8_t>(word >> (24 - 8 * i));
    return address;
}

/// Not the network's own nor the broadcast address of a /24, where there is a choice.
IpAddress addressIn(const IpAddress& first, const IpAddress& last, RandomSource& random)
{
    const std::uint32_t low = lowWord(first);
    const std::uint32_t span = lowWord(last) - low;
    std::uint32_t offset = span == 0xFFFFFFFF ? static_cast<std::uint32_t>(random.next()) : random.below(span + 1);
    if (span >= 255) {
        const std::uint32_t end = (low + offset) & 0xFF;
        offset += end == 0 ? 1 : end == 255 ? std::uint32_t(-1) : 0;
    }
    return withLowWord(first, low + offset);
}

} // namespace

FlowSimulator::FlowSimulator(SimulationPlan plan)
    : m_plan(std::move(plan))
    , m_narrowSizes(sizeQuantiles(true))
    , m_wideSizes(sizeQuantiles(false))
    , m_random(m_plan.seed)
{
    prepareHosts(m_random);
    shareOutFlows();
    enterWindow();
}

void FlowSimulator::prepareHosts(RandomSource& random)
{
    for (const TrafficKind& kind : m_plan.kinds) {
        KindState state{{},
                        EvenSequence(random.next(), goldenStep),
                        std::vector<double>(m_plan.routes.size()),
                        kind.isNarrow ? &m_narrowSizes : &m_wideSizes,
                        kind.logLabel.toStdString()};
        // A range may have narrower ones of other networks inside: such addresses are drawn again.
        for (int tries = 0; int(state.hosts.size()) < kind.peerHosts && tries < 20 * kind.peerHosts; ++tries) {
            const Network& network = kind.peers[state.hosts.size() % kind.peers.size()];
            const IpAddress address = addressIn(network.first, network.last, random);
            const Network* owner = narrowest(m_plan.networks, address);
            if (!owner ||
                (owner->name == network.name && owner->asn == network.asn && owner->country == network.country))
                state.hosts.push_back(address);
        }
        if (state.hosts.empty())
            state.hosts.push_back(kind.peers.front().first);
        m_states.push_back(std::move(state));
    }
}

/// How a day's volume departs from the plan: around 1, with a mean of 1 over the working days of the window and over
/// its free days, so that neither the volume nor the rhythm is moved.
std::vector<double> FlowSimulator::dayFactors(std::size_t window) const
{
    const TimeRange range = m_plan.windows[window].window.range;
    const Micros firstDay = m_plan.zone.toLocal(range.from) / microsPerDay;
    const Micros days = m_plan.zone.toLocal(range.to - 1) / microsPerDay - firstDay + 1;
    RandomSource random(m_plan.seed ^ (goldenStep * (window + 1)));
    std::vector<double> factors(static_cast<std::size_t>(days));
    double sums[2] = {}, counts[2] = {};
    const auto isFree = [&](std::size_t day) {
        return m_plan.weekend.contains(civilFromMicros((firstDay + Micros(day)) * microsPerDay).weekday);
    };
    for (std::size_t day = 0; day < factors.size(); ++day) {
        // Four even draws: nearly normal with a spread of 1/sqrt(3), never beyond 2.
        const double draw = random.fraction() + random.fraction() + random.fraction() + random.fraction() - 2;
        factors[day] = std::max(0.2, 1 + m_plan.dayNoise * 1.7320508 * draw);
        sums[isFree(day)] += factors[day];
        counts[isFree(day)] += 1;
    }
    for (std::size_t day = 0; day < factors.size(); ++day)
        factors[day] *= counts[isFree(day)] / sums[isFree(day)];
    return factors;
}

std::vector<FlowSimulator::Slot> FlowSimulator::slotsOf(std::size_t window) const
{
    const SimulatedWindow& planned = m_plan.windows[window];
    const TimeRange range = planned.window.range;
    const std::vector<double> factors = dayFactors(window);
    const Micros firstDay = m_plan.zone.toLocal(range.from) / microsPerDay;
    std::vector<Slot> quarters;
    double sum = 0;
    for (Micros from = range.from; from < range.to; from += slotLength) {
        const Micros to = std::min(from + slotLength, range.to);
        const Micros local = m_plan.zone.toLocal(from);
        const CivilTime civil = civilFromMicros(local);
        const double part = static_cast<double>(to - from) / static_cast<double>(slotLength);
        const double level = planned.rhythm[std::size_t(civil.weekday - 1) * 24 + civil.hour] * part *
                             factors[std::size_t(local / microsPerDay - firstDay)];
        quarters.push_back({from, to, level, part});
        sum += level;
    }
    const double length = static_cast<double>(range.length()) / static_cast<double>(slotLength);
    for (Slot& slot : quarters) {
        slot.follows /= sum;
        slot.steady /= length;
    }
    return quarters;
}

void FlowSimulator::setShares(std::size_t window, Micros time)
{
    const TimeRange range = m_plan.windows[window].window.range;
    m_shares.resize(m_plan.kinds.size());
    double rest = 1;
    std::size_t filler = 0;
    for (std::size_t i = 0; i < m_plan.kinds.size(); ++i) {
        if (m_plan.kinds[i].isFiller) {
            filler = i;
            continue;
        }
        m_shares[i] = m_plan.kinds[i].shares[window].at(time, range);
        rest -= m_shares[i];
    }
    m_shares[filler] = std::max(0.0, rest);
}

/// Weight of a slot in flows (bytes over the relative size of a flow); leaves the share of each kind in them.
double FlowSimulator::slotFlows(std::size_t window, const Slot& slot)
{
    setShares(window, slot.from);
    m_kindShares.resize(m_plan.kinds.size());
    double sum = 0;
    for (std::size_t i = 0; i < m_plan.kinds.size(); ++i) {
        const TrafficKind& kind = m_plan.kinds[i];
        m_kindShares[i] = m_shares[i] * (kind.isSteady ? slot.steady : slot.follows) / kind.size;
        sum += m_kindShares[i];
    }
    for (double& share : m_kindShares)
        share /= sum > 0 ? sum : 1;
    return sum;
}

/// Gives each window its number of flows, so that a flow of a given kind is about as large in all of them.
void FlowSimulator::shareOutFlows()
{
    const std::size_t count = m_plan.windows.size();
    std::vector<double> bytes(count), wanted(count);
    double total = 0;
    for (std::size_t w = 0; w < count; ++w) {
        const TimeRange range = m_plan.windows[w].window.range;
        double weight = 0;
        for (const Slot& slot : slotsOf(w))
            weight += slotFlows(w, slot);
        bytes[w] = m_plan.windows[w].bytesPerDay * static_cast<double>(range.length()) / double(microsPerDay);
        m_windowWeight.push_back(weight);
        total += wanted[w] = bytes[w] * weight;
    }
    double running = 0;
    qint64 done = 0;
    for (std::size_t w = 0; w < count; ++w) {
        running += wanted[w];
        const qint64 due = w + 1 == count ? m_plan.flows : std::llround(running / total * double(m_plan.flows));
        m_windowFlows.push_back(due - done);
        // Shares over sizes add to `weight` flows for each unit of bytes.
        m_meanBytes.push_back(bytes[w] * m_windowWeight[w] / double(std::max<qint64>(1, due - done)));
        done = due;
    }
}

void FlowSimulator::enterWindow()
{
    m_slots.clear();
    m_nextSlot = 0;
    m_slotCount = m_slotIndex = 0;
    m_cumulated = 0;
    m_windowDone = 0;
    m_kindDebts.assign(m_plan.kinds.size(), 0);
    for (KindState& state : m_states)
        std::fill(state.debts.begin(), state.debts.end(), 0.0);
    if (m_window < m_plan.windows.size())
        m_slots = slotsOf(m_window);
}

/// Takes up the next slot: how many flows are due in it, and which kinds and routes they have.
void FlowSimulator::enterSlot()
{
    const Slot& slot = m_slots[m_nextSlot++];
    m_cumulated += slotFlows(m_window, slot);
    const double all = double(m_windowFlows[m_window]);
    const qint64 due = m_nextSlot == m_slots.size() ? m_windowFlows[m_window]
                                                    : std::llround(m_cumulated / m_windowWeight[m_window] * all);
    m_slotCount = std::max<qint64>(0, due - m_windowDone);
    m_windowDone += m_slotCount;
    m_slotIndex = 0;

    // What kinds with a route of their own take already is not given to the others.
    std::vector<double> shares = m_plan.windows[m_window].routeShares;
    for (std::size_t i = 0; i < m_plan.kinds.size(); ++i)
        if (m_plan.kinds[i].route >= 0)
            shares[std::size_t(m_plan.kinds[i].route)] -= m_shares[i];
    double sum = 0;
    for (double& share : shares)
        sum += share = std::max(0.0, share);
    m_routeShares = shares;
    for (double& share : m_routeShares)
        share /= sum > 0 ? sum : 1;

    m_routeLocals.assign(m_plan.routes.size(), {});
    for (std::size_t i = 0; i < m_plan.routes.size(); ++i) {
        for (const SimulatedRoute::Local& local : m_plan.routes[i].locals)
            if (local.valid.contains(slot.from))
                m_routeLocals[i].push_back(local.prefix);
        if (m_routeLocals[i].empty())
            m_routeLocals[i].push_back(m_plan.routes[i].locals.front().prefix);
    }
}

bool FlowSimulator::next(FlowBatch& out, qsizetype rows)
{
    out.clear();
    const std::size_t wanted = static_cast<std::size_t>(std::min<qint64>(rows, m_plan.flows - m_produced));
    out.resize(wanted);
    for (std::size_t row = 0; row < wanted; ++row) {
        while (m_slotIndex == m_slotCount) {
            if (m_nextSlot == m_slots.size()) {
                ++m_window;
                enterWindow();
            } else {
                enterSlot();
            }
        }
        appendFlow(out, row);
        ++m_slotIndex;
    }
    return wanted > 0;
}

/// Draws among those that are owed something, in proportion to the debt: random row by row, exact over many.
std::size_t FlowSimulator::settle(std::vector<double>& debts, double amount)
{
    double owed = 0;
    for (double debt : debts)
        owed += std::max(0.0, debt);
    double point = m_random.fraction() * owed;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < debts.size(); ++i) {
        if (debts[i] <= 0)
            continue;
        chosen = i;
        point -= debts[i];
        if (point < 0)
            break;
    }
    debts[chosen] -= amount;
    return chosen;
}

std::size_t FlowSimulator::chooseKind()
{
    for (std::size_t i = 0; i < m_kindDebts.size(); ++i)
        m_kindDebts[i] += m_kindShares[i];
    return settle(m_kindDebts, 1);
}

std::size_t FlowSimulator::chooseRoute(KindState& state, const TrafficKind& kind, double bytes)
{
    if (kind.route >= 0)
        return std::size_t(kind.route);
    for (std::size_t i = 0; i < state.debts.size(); ++i)
        state.debts[i] += m_routeShares[i] * bytes;
    return settle(state.debts, bytes);
}

IpAddress FlowSimulator::chooseLocal(const TrafficKind& kind, std::size_t route)
{
    const std::vector<Prefix>& choices = kind.locals.empty() ? m_routeLocals[route] : kind.locals;
    const Prefix& prefix = choices[m_random.below(std::uint32_t(choices.size()))];
    if (prefix.length > 120)
        return addressIn(prefix.first, prefix.last(), m_random);
    // A few busy desks and many quiet ones, on .10 to .57; the servers' addresses lie above.
    const double skewed = m_random.fraction() * m_random.fraction();
    return withLowWord(prefix.first, lowWord(prefix.first) + 10 + std::uint32_t(skewed * 48));
}

void FlowSimulator::appendFlow(FlowBatch& out, std::size_t row)
{
    const Slot& slot = m_slots[m_nextSlot - 1];
    const std::size_t index = chooseKind();
    const TrafficKind& kind = m_plan.kinds[index];
    KindState& state = m_states[index];

    const double place = (double(m_slotIndex) + m_random.fraction()) / double(m_slotCount);
    const Micros start = std::min(slot.from + Micros(place * double(slot.to - slot.from)), slot.to - 1);
    const double scale = (*state.sizeTable)[std::size_t(state.sizes.next() * sizeSteps)] * m_random.between(0.9, 1.1);
    const double bytes = std::max(80.0, scale * kind.size * m_meanBytes[m_window]);
    const std::size_t route = chooseRoute(state, kind, bytes);
    const IpAddress local = chooseLocal(kind, route);
    const double hostDraw = m_random.fraction();
    const IpAddress peer = state.hosts[std::size_t(hostDraw * std::sqrt(hostDraw) * double(state.hosts.size()))];
    const std::uint16_t service = kind.ports[m_random.below(std::uint32_t(kind.ports.size()))];
    const std::uint16_t client = std::uint16_t(52'000 + m_random.below(13'000));
    const double seconds = bytes / (kind.bytesPerSecond * m_random.between(0.5, 1.5));
    const Micros longest = std::min<Micros>(30 * microsPerMinute, m_plan.windows[m_window].window.range.to - start);

    const auto all = std::uint64_t(bytes);
    const auto up = std::clamp<std::uint64_t>(std::uint64_t(bytes * kind.upShare), 40, all - 40);
    const std::uint64_t down = all - up;
    const auto full = std::uint64_t(kind.packetBytes);
    const std::uint64_t large = (std::max(up, down) + full - 1) / full;
    const auto small = std::max<std::uint64_t>(1, std::min(large, std::min(up, down) / 40));
    const std::uint64_t upPackets = up > down ? large : small;
    const std::uint64_t downPackets = up > down ? small : large;

    const bool inbound = kind.isInbound;
    out.start[row] = start;
    out.duration[row] = std::clamp<Micros>(Micros(seconds * 1e6), std::min<Micros>(1000, longest), longest);
    out.src[row] = inbound ? peer : local;
    out.dst[row] = inbound ? local : peer;
    out.srcPort[row] = client;
    out.dstPort[row] = service;
    out.protocol[row] = kind.protocol;
    out.srcBytes[row] = inbound ? down : up;
    out.dstBytes[row] = inbound ? up : down;
    out.srcPackets[row] = inbound ? downPackets : upPackets;
    out.dstPackets[row] = inbound ? upPackets : downPackets;
    out.flows[row] = 1;
    out.nextAs[row] = m_plan.routes[route].nextAs;
    out.service[row] = state.logLabel;
    out.state[row] = "SF";
    out.exporter[row] = "simulated";
    out.record[row] = static_cast<std::uint64_t>(++m_produced);
}

} // namespace tideline
