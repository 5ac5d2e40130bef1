// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/flowassembler.h"

#include <algorithm>
#include <utility>

namespace tideline {

namespace {

constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t synFlag = 0x02, ackFlag = 0x10;

} // namespace

std::string tcpFlagsText(std::uint8_t flags)
{
    std::string text = "CEUAPRSF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!(flags & (0x80 >> i)))
            text[i] = '.';
    }
    return text;
}

FlowAssembler::FlowAssembler(FlowLimits limits) : m_limits(limits), m_buckets(1024, none) {}

std::size_t FlowAssembler::bucketOf(const Key& key) const
{
    const auto& [low, high] = key.sides;
    const std::uint64_t ports = (std::uint64_t(low.port) << 24) | (std::uint64_t(high.port) << 8) | key.protocol;
    const std::uint64_t hash =
        (addressHash(low.address) * 3 + addressHash(high.address) + ports) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(hash >> 32) & (m_buckets.size() - 1);
}

/// Where the index of the flow stands, or the end of its chain.
FlowAssembler::Index* FlowAssembler::find(const Key& wanted)
{
    Index* at = &m_buckets[bucketOf(wanted)];
    while (*at != none && !(m_flows[*at].key == wanted))
        at = &m_flows[*at].nextInBucket;
    return at;
}

void FlowAssembler::unlink(Index index)
{
    Flow& flow = m_flows[index];
    (flow.older == none ? m_oldest : m_flows[flow.older].newer) = flow.newer;
    (flow.newer == none ? m_newest : m_flows[flow.newer].older) = flow.older;
    flow.older = flow.newer = none;
}

void FlowAssembler::linkNewest(Index index)
{
    m_flows[index].older = m_newest;
    (m_newest == none ? m_oldest : m_flows[m_newest].newer) = index;
    m_newest = index;
}

void FlowAssembler::grow()
{
    m_buckets.assign(m_buckets.size() * 2, none);
    for (Index index = m_oldest; index != none; index = m_flows[index].newer) {
        Index& bucket = m_buckets[bucketOf(m_flows[index].key)];
        m_flows[index].nextInBucket = std::exchange(bucket, index);
    }
}

FlowAssembler::Index FlowAssembler::open(const Flow& flow, Index& bucket)
{
    Index index;
    if (m_free.empty()) {
        index = static_cast<Index>(m_flows.size());
        bucket = index; // before the chain, which lives in the flows, may move
        m_flows.push_back(flow);
    } else {
        index = m_free.back();
        m_free.pop_back();
        bucket = index;
        m_flows[index] = flow;
    }
    linkNewest(index);
    if (m_flows.size() - m_free.size() > m_buckets.size())
        grow();
    return index;
}

void FlowAssembler::close(Index index, FlowSink& sink)
{
    Index* const at = find(m_flows[index].key);
    *at = m_flows[index].nextInBucket;
    unlink(index);
    const Flow& flow = m_flows[index];
    const std::size_t client = flow.client, server = 1 - client;
    const std::string state = flow.key.protocol == tcp ? tcpFlagsText(flow.flags) : std::string();
    FlowRow row;
    row.start = flow.start;
    row.duration = flow.end - flow.start;
    row.src = flow.key.sides[client].address;
    row.dst = flow.key.sides[server].address;
    row.srcPort = flow.key.sides[client].port;
    row.dstPort = flow.key.sides[server].port;
    row.protocol = flow.key.protocol;
    row.srcBytes = flow.bytes[client];
    row.dstBytes = flow.bytes[server];
    row.srcPackets = flow.packets[client];
    row.dstPackets = flow.packets[server];
    row.service = flow.service;
    row.state = state;
    sink.append(row, flow.record);
    m_free.push_back(index);
}

void FlowAssembler::add(const PacketFacts& facts, Micros at, std::uint64_t record, std::string_view service,
                        FlowSink& sink)
{
    while (m_oldest != none && at - m_flows[m_oldest].last > m_limits.idle)
        close(m_oldest, sink);

    const Side from{facts.src, facts.srcPort}, to{facts.dst, facts.dstPort};
    const std::uint8_t sender = to < from ? 1 : 0;
    const Key key{sender ? std::array<Side, 2>{to, from} : std::array<Side, 2>{from, to}, facts.protocol};
    std::uint8_t client = sender;
    bool sawSyn = false;

    Index* place = find(key);
    if (*place != none) {
        const Flow& old = m_flows[*place];
        const bool silent = at - old.last > m_limits.idle || old.last - at > m_limits.idle;
        const bool full = at - old.start > m_limits.active;
        if (silent || full) {
            if (!silent) { // the same conversation goes on: its direction is known
                client = old.client;
                sawSyn = old.sawSyn;
            }
            close(*place, sink);
            place = find(key);
        }
    } else if (m_flows.size() - m_free.size() >= m_limits.open) {
        close(m_oldest, sink);
        ++m_closedEarly;
        place = find(key);
    }
    Index index = *place;
    if (index == none) {
        Flow fresh;
        fresh.key = key;
        fresh.start = fresh.last = fresh.end = at;
        fresh.record = record;
        fresh.client = client;
        fresh.sawSyn = sawSyn;
        index = open(fresh, *place);
    } else if (index != m_newest) {
        unlink(index);
        linkNewest(index);
    }
    Flow& flow = m_flows[index];
    flow.start = std::min(flow.start, at);
    flow.end = std::max(flow.end, at);
    flow.last = at;
    flow.bytes[sender] += facts.ipBytes;
    ++flow.packets[sender];
    flow.flags |= facts.tcpFlags;
    if (!service.empty())
        flow.service = service;
    if (facts.protocol == tcp && (facts.tcpFlags & synFlag) && !flow.sawSyn) {
        flow.sawSyn = true;
        flow.client = facts.tcpFlags & ackFlag ? 1 - sender : sender; // a SYN with ACK is an answer
    }
}

void FlowAssembler::closeAll(FlowSink& sink)
{
    while (m_oldest != none)
        close(m_oldest, sink);
}

} // namespace tideline
