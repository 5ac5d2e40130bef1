// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flows/randomflows.h"

namespace tideline {

static IpAddress someAddress(Random& random)
{
    switch (below(random, 8)) {
    case 0: {
        IpAddress six = *IpAddress::parse("2001:db8::");
        six.bytes[15] = std::uint8_t(below(random, 6));
        return six;
    }
    case 1:
    case 2:
        return IpAddress::fromV4(0xAF2DB000 + std::uint32_t(below(random, 40))); // 175.45.176.0/26
    default:
        return IpAddress::fromV4(0x0A000000 + std::uint32_t(below(random, 60)));
    }
}

Prefix somePrefix(Random& random)
{
    Prefix prefix;
    prefix.first = someAddress(random);
    prefix.length = int(120 + below(random, 9));
    for (int bit = prefix.length; bit < 128; ++bit)
        prefix.first.bytes[std::size_t(bit / 8)] &= std::uint8_t(~(0x80 >> (bit % 8)));
    return prefix;
}

/// In steps of 1,000 s, so that rows often lie right on an edge.
Micros someTime(Random& random)
{
    constexpr Micros step = 1'000 * microsPerSecond;
    return epoch + Micros(below(random, std::uint64_t(span / step))) * step;
}

TimeRange someValidity(Random& random)
{
    switch (below(random, 4)) {
    case 0:
        return {someTime(random), TimeRange::end()};
    case 1:
        return {TimeRange::beginning(), someTime(random)};
    case 2: {
        const Micros from = someTime(random);
        return {from, from + Micros(below(random, std::uint64_t(span))) + 1};
    }
    default:
        return TimeRange::all();
    }
}

static const std::vector<std::uint16_t> somePorts = {0, 22, 53, 80, 443, 1023, 1024, 3333, 14444, 51000, 65535};
static const std::vector<std::string> someLabels = {"", "dns", "ssl", "HTTP", "Torrent"};
static const std::vector<std::string> someExporters = {"", "r1", "r2"};

NaiveRow someRow(Random& random, bool oneWay, qint64 source)
{
    NaiveRow row;
    row.start = someTime(random);
    row.duration = std::int64_t(below(random, 100)) * microsPerSecond;
    row.src = someAddress(random);
    row.dst = someAddress(random);
    row.srcPort = pick(random, somePorts);
    row.dstPort = pick(random, somePorts);
    row.protocol = std::uint8_t(below(random, 3) == 0 ? 17 : 6);
    row.srcBytes = below(random, 5000);
    row.dstBytes = oneWay || below(random, 4) == 0 ? 0 : below(random, 5'000'000);
    row.srcPackets = row.srcBytes / 500;
    row.dstPackets = row.dstBytes / 500;
    row.flows = std::uint32_t(1 + below(random, 2));
    row.nextAs = std::uint32_t(below(random, 3) * 100);
    row.srcAs = std::uint32_t(below(random, 4));
    row.dstAs = std::uint32_t(below(random, 4));
    row.service = pick(random, someLabels);
    row.state = below(random, 2) ? "SF" : "S0";
    row.exporter = pick(random, someExporters);
    row.oneWay = oneWay;
    row.source = source;
    return row;
}

FlowBatch toBatch(const std::vector<NaiveRow>& rows)
{
    FlowBatch batch;
    batch.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        batch.start[i] = rows[i].start;
        batch.duration[i] = rows[i].duration;
        batch.src[i] = rows[i].src;
        batch.dst[i] = rows[i].dst;
        batch.srcPort[i] = rows[i].srcPort;
        batch.dstPort[i] = rows[i].dstPort;
        batch.protocol[i] = rows[i].protocol;
        batch.srcBytes[i] = rows[i].srcBytes;
        batch.dstBytes[i] = rows[i].dstBytes;
        batch.srcPackets[i] = rows[i].srcPackets;
        batch.dstPackets[i] = rows[i].dstPackets;
        batch.flows[i] = rows[i].flows;
        batch.nextAs[i] = rows[i].nextAs;
        batch.srcAs[i] = rows[i].srcAs;
        batch.dstAs[i] = rows[i].dstAs;
        batch.service[i] = rows[i].service;
        batch.state[i] = rows[i].state;
        batch.exporter[i] = rows[i].exporter;
        batch.record[i] = i + 1;
    }
    return batch;
}

static Rule someRule(Random& random)
{
    Rule rule;
    rule.set = allRuleSets[below(random, std::size(allRuleSets))];
    rule.label = QStringLiteral("label%1").arg(below(random, 4));
    const auto sometimes = [&random] { return below(random, 4) == 0; };
    for (std::uint64_t i = sometimes() ? 1 + below(random, 3) : 0; i > 0; --i)
        rule.localPrefixes.push_back(somePrefix(random));
    for (std::uint64_t i = sometimes() ? 1 + below(random, 3) : 0; i > 0; --i)
        rule.peerPrefixes.push_back(somePrefix(random));
    if (sometimes())
        rule.peerAsns = {std::uint32_t(below(random, 4)), 7};
    if (sometimes())
        rule.nextAs = {std::uint32_t(below(random, 3) * 100)};
    if (sometimes())
        rule.exporters = {QStringLiteral("R1")};
    if (sometimes())
        rule.ports = {{std::uint16_t(below(random, 100)), 443}, {3333, 14444}};
    if (sometimes())
        rule.protocols = {17};
    if (sometimes())
        rule.services = {QStringLiteral("http"), QStringLiteral("dns")};
    rule.valid = someValidity(random);
    return rule;
}

void fillCase(Random& random, NaiveFlows& flows)
{
    for (std::uint64_t i = below(random, 4); i > 0; --i) {
        Subject subject;
        subject.name = QStringLiteral("subject%1").arg(i);
        for (std::uint64_t j = 1 + below(random, 3); j > 0; --j) {
            SubjectMember member;
            if (below(random, 4) == 0)
                member.asn = std::uint32_t(1 + below(random, 4));
            else
                member.prefix = somePrefix(random);
            member.valid = someValidity(random);
            subject.members.push_back(member);
        }
        flows.subjects.push_back(subject);
    }
    for (std::uint64_t i = below(random, 12); i > 0; --i)
        flows.rules.push_back(someRule(random));
    for (std::uint64_t i = below(random, 10); i > 0; --i) {
        const Prefix prefix = somePrefix(random);
        static const std::vector<QString> countries = {QString(), QStringLiteral("CN"), QStringLiteral("IN")};
        flows.networks.push_back(
            {prefix.first, prefix.last(), pick(random, countries), std::uint32_t(below(random, 5)), {}});
    }
    for (qint64 id = 1; id <= 2; ++id) {
        Source source;
        source.id = id;
        source.name = QStringLiteral("file%1.log").arg(id);
        source.title = QStringLiteral("Source %1").arg(id);
        flows.sources.push_back(source);
    }
}

} // namespace tideline
