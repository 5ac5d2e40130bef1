// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/query/flowstore.h"

#include <functional>

namespace tideline {

/// One record with what its chunk says of it.
struct NaiveRow
{
    Micros start = 0;
    std::int64_t duration = 0;
    IpAddress src, dst;
    std::uint16_t srcPort = 0, dstPort = 0;
    std::uint8_t protocol = 0;
    std::uint64_t srcBytes = 0, dstBytes = 0, srcPackets = 0, dstPackets = 0;
    std::uint32_t flows = 1, nextAs = 0, srcAs = 0, dstAs = 0;
    std::string service, state, exporter;
    bool oneWay = false;
    qint64 source = 0;
};

/// The meaning of questions, row by row and without any cleverness, written from the headers alone: what the store's
/// answers are compared with.
class NaiveFlows
{
public:
    std::vector<NaiveRow> rows;
    std::vector<Subject> subjects;
    std::vector<Rule> rules;
    std::vector<Network> networks;
    std::vector<Source> sources;

    /// A row seen from one side.
    struct Side
    {
        const NaiveFlows& flows;
        const NaiveRow& row;
        bool localIsDst = false;
        const Subject* subject = nullptr;

        const IpAddress& local() const { return localIsDst ? row.dst : row.src; }
        const IpAddress& peer() const { return localIsDst ? row.src : row.dst; }
        std::uint64_t out() const { return localIsDst ? row.dstBytes : row.srcBytes; }
        std::uint64_t in() const { return localIsDst ? row.srcBytes : row.dstBytes; }
        std::uint64_t packetsOut() const { return localIsDst ? row.dstPackets : row.srcPackets; }
        std::uint64_t packetsIn() const { return localIsDst ? row.srcPackets : row.dstPackets; }
        std::uint16_t port() const;
        std::uint32_t peerAsn() const;
        QString country() const;
        QString label(RuleSet set) const;
        QString prefix() const;
        QString key(Dimension dimension) const; ///< of all but Direction and Subject
    };
    using Filter = std::function<bool(const Side&)>;

    FlowAggregate aggregate(const FlowQuestion& question, const Filter& filter) const;

private:
    struct Seen
    {
        Side side;
        QString subject;
    };
    std::vector<Seen> views(const FlowQuestion& question, const NaiveRow& row) const;
    std::optional<Side> sideOf(const Subject& subject, const NaiveRow& row) const;
    const Network* networkOf(const IpAddress& address) const;
    std::uint32_t asnOf(const IpAddress& address, std::uint32_t stated) const;
    bool belongs(const Subject& subject, const IpAddress& address, std::uint32_t stated, Micros time) const;
};

} // namespace tideline
