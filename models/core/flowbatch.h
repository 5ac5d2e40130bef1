// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tideline {

/// Rows of flows as columns, all of the same length. Nothing here is Qt, so that parsers can be fuzzed bare.
/// `src` is the side that started the flow (Zeek's originator, the sender of a one-way record).
/// Unknown numbers are 0; unknown texts are empty; an unknown AS is 0.
struct FlowBatch
{
    std::vector<Micros> start;          ///< first packet, UTC
    std::vector<std::int64_t> duration; ///< µs, >= 0
    std::vector<IpAddress> src;
    std::vector<IpAddress> dst;
    std::vector<std::uint16_t> srcPort; ///< ICMP type is kept as Zeek does
    std::vector<std::uint16_t> dstPort;
    std::vector<std::uint8_t> protocol;  ///< IANA number
    std::vector<std::uint64_t> srcBytes; ///< sent by src, IP bytes where the log has them
    std::vector<std::uint64_t> dstBytes; ///< sent by dst
    std::vector<std::uint64_t> srcPackets;
    std::vector<std::uint64_t> dstPackets;
    std::vector<std::uint32_t> flows;  ///< flows this record stands for, usually 1
    std::vector<std::uint32_t> nextAs; ///< neighbouring AS that carried it, if the exporter says
    std::vector<std::uint32_t> srcAs;  ///< origin AS by the exporter
    std::vector<std::uint32_t> dstAs;
    std::vector<std::string> service; ///< application label of the log, e.g. "dns"
    std::vector<std::string> state;   ///< connection state or TCP flags as the log writes them
    std::vector<std::string> exporter;
    std::vector<std::uint64_t> record; ///< 1-based line or record number in the source

    std::size_t size() const { return start.size(); }
    bool empty() const { return start.empty(); }

    /// Calls `f(name, column)` for every column: the one list of them.
    template <typename Batch, typename F> static void forEachColumn(Batch& batch, F&& f)
    {
        f("start", batch.start);
        f("duration", batch.duration);
        f("src", batch.src);
        f("dst", batch.dst);
        f("src_port", batch.srcPort);
        f("dst_port", batch.dstPort);
        f("protocol", batch.protocol);
        f("src_bytes", batch.srcBytes);
        f("dst_bytes", batch.dstBytes);
        f("src_packets", batch.srcPackets);
        f("dst_packets", batch.dstPackets);
        f("flows", batch.flows);
        f("next_as", batch.nextAs);
        f("src_as", batch.srcAs);
        f("dst_as", batch.dstAs);
        f("service", batch.service);
        f("state", batch.state);
        f("exporter", batch.exporter);
        f("record", batch.record);
    }
    void resize(std::size_t rows)
    {
        forEachColumn(*this, [rows](const char*, auto& column) { column.resize(rows); });
    }
    void clear() { resize(0); }
};

/// IANA protocol number of "tcp", "udp", "icmp", "icmp6", "gre", "esp", … or a number as text; -1 if unknown.
int protocolFromName(std::string_view name);
/// "tcp", … ; the number as text where it has no common name.
std::string protocolName(int protocol);

} // namespace tideline
