// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flows/naiveflows.h"

#include <map>
#include <set>

namespace tideline {

namespace {

const QString unknown = QStringLiteral("unknown");

template <typename List, typename Test> bool emptyOrAny(const List& list, Test test)
{
    if (list.empty())
        return true;
    for (const auto& entry : list) {
        if (test(entry))
            return true;
    }
    return false;
}

bool sameText(const QString& a, const std::string& b)
{
    return a.toLower() == QString::fromStdString(b).toLower();
}

bool holds(const Rule& rule, const NaiveFlows::Side& side)
{
    const NaiveRow& row = side.row;
    return emptyOrAny(rule.localPrefixes, [&](const Prefix& p) { return p.contains(side.local()); }) &&
           emptyOrAny(rule.peerPrefixes, [&](const Prefix& p) { return p.contains(side.peer()); }) &&
           emptyOrAny(rule.peerAsns, [&](std::uint32_t asn) { return asn == side.peerAsn(); }) &&
           emptyOrAny(rule.nextAs, [&](std::uint32_t asn) { return asn == row.nextAs; }) &&
           emptyOrAny(rule.exporters, [&](const QString& name) { return sameText(name, row.exporter); }) &&
           emptyOrAny(rule.ports, [&](const PortRange& r) { return side.port() >= r.from && side.port() <= r.to; }) &&
           emptyOrAny(rule.protocols, [&](std::uint8_t protocol) { return protocol == row.protocol; }) &&
           emptyOrAny(rule.services, [&](const QString& name) { return sameText(name, row.service); }) &&
           rule.valid.contains(row.start);
}

/// How many addresses a range has, as far as a test's small ranges need.
double width(const Network& network)
{
    double size = 0;
    for (std::size_t i = 0; i < 16; ++i)
        size = size * 256 + double(network.last.bytes[i]) - double(network.first.bytes[i]);
    return size;
}

} // namespace

const Network* NaiveFlows::networkOf(const IpAddress& address) const
{
    const Network* best = nullptr;
    for (const Network& network : networks) {
        if (address >= network.first && address <= network.last && (!best || width(network) <= width(*best)))
            best = &network;
    }
    return best;
}

std::uint32_t NaiveFlows::asnOf(const IpAddress& address, std::uint32_t stated) const
{
    const Network* network = networkOf(address);
    return network && network->asn ? network->asn : stated;
}

bool NaiveFlows::belongs(const Subject& subject, const IpAddress& address, std::uint32_t stated, Micros time) const
{
    for (const SubjectMember& member : subject.members) {
        if (!member.valid.contains(time))
            continue;
        if (member.prefix ? member.prefix->contains(address) : member.asn == asnOf(address, stated))
            return true;
    }
    return false;
}

std::uint16_t NaiveFlows::Side::port() const
{
    const std::uint16_t least = std::min(row.srcPort, row.dstPort);
    return row.oneWay && least < 1024 ? least : row.dstPort;
}

std::uint32_t NaiveFlows::Side::peerAsn() const
{
    return flows.asnOf(peer(), localIsDst ? row.srcAs : row.dstAs);
}

QString NaiveFlows::Side::country() const
{
    const Network* network = flows.networkOf(peer());
    return network && !network->country.isEmpty() ? network->country : unknown;
}

QString NaiveFlows::Side::label(RuleSet set) const
{
    for (const Rule& rule : flows.rules) {
        if (rule.set == set && holds(rule, *this))
            return rule.label;
    }
    return set == RuleSet::Service && !row.service.empty() ? QString::fromStdString(row.service) : unknown;
}

QString NaiveFlows::Side::prefix() const
{
    const SubjectMember* best = nullptr;
    for (const Subject& each : flows.subjects) {
        if (subject && each.name != subject->name)
            continue;
        for (const SubjectMember& member : each.members) {
            if (member.prefix && member.valid.contains(row.start) && member.prefix->contains(local()) &&
                (!best || member.prefix->length > best->prefix->length))
                best = &member;
        }
    }
    return best ? best->prefix->toString() : unknown;
}

QString NaiveFlows::Side::key(Dimension dimension) const
{
    switch (dimension) {
    case Dimension::Protocol:
        return QString::fromStdString(protocolName(row.protocol));
    case Dimension::Port:
        return QString::number(port());
    case Dimension::Service:
        return label(RuleSet::Service);
    case Dimension::Content:
        return label(RuleSet::Content);
    case Dimension::Route:
        return label(RuleSet::Route);
    case Dimension::Coin:
        return label(RuleSet::Coin);
    case Dimension::Obfuscation:
        return label(RuleSet::Obfuscation);
    case Dimension::Peer:
        return peer().toString();
    case Dimension::Local:
        return local().toString();
    case Dimension::Country:
        return country();
    case Dimension::Asn:
        return peerAsn() ? QStringLiteral("AS%1").arg(peerAsn()) : unknown;
    case Dimension::Prefix:
        return prefix();
    case Dimension::Exporter:
        return row.exporter.empty() ? unknown : QString::fromStdString(row.exporter);
    case Dimension::Source:
        for (const Source& source : flows.sources) {
            if (source.id == row.source)
                return source.title;
        }
        return unknown;
    default:
        return {};
    }
}

std::optional<NaiveFlows::Side> NaiveFlows::sideOf(const Subject& subject, const NaiveRow& row) const
{
    const bool src = belongs(subject, row.src, row.srcAs, row.start);
    const bool dst = belongs(subject, row.dst, row.dstAs, row.start);
    if (src == dst)
        return std::nullopt;
    return Side{*this, row, dst, &subject};
}

std::vector<NaiveFlows::Seen> NaiveFlows::views(const FlowQuestion& question, const NaiveRow& row) const
{
    std::optional<Side> asked = Side{*this, row, false, nullptr};
    for (const Subject& subject : subjects) {
        if (subject.name != question.subject)
            continue;
        asked.reset();
        if (const auto own = sideOf(subject, row))
            asked.emplace(*own);
    }
    if (!asked)
        return {};
    bool bySubject = false;
    for (const Dimension dimension : question.by)
        bySubject |= dimension == Dimension::Subject;
    if (!bySubject)
        return {{*asked, {}}};
    std::vector<Seen> seen;
    for (const Subject& subject : subjects) {
        if (const auto own = sideOf(subject, row))
            seen.push_back({question.subject.isEmpty() ? *own : *asked, subject.name});
    }
    if (seen.empty())
        seen.push_back({*asked, unknown});
    return seen;
}

/// Only what the question asks for: the figures, and the largest keys, chosen by sorting all of them.
static FlowAggregate asAsked(const FlowQuestion& question, FlowAggregate answer)
{
    using Row = FlowAggregate::Row;
    FlowFigures figures = question.figures;
    if (question.top > 0) {
        std::map<QStringList, double> sums;
        for (const Row& row : answer.rows)
            sums[row.keys] += row.sums.of(question.topOf);
        std::vector<std::pair<double, QStringList>> order;
        for (const auto& [keys, sum] : sums)
            order.emplace_back(-sum, keys);
        std::sort(order.begin(), order.end());
        answer.restKeys = order.size() - std::min(order.size(), std::size_t(question.top));
        order.resize(order.size() - answer.restKeys);
        std::vector<Row> rows;
        std::map<int, std::vector<Row>> others;
        for (const Row& row : answer.rows) {
            const bool isTop =
                std::any_of(order.begin(), order.end(), [&](const auto& key) { return key.second == row.keys; });
            (isTop ? rows : others[row.bin]).push_back(row);
        }
        answer.rows = rows;
        for (const auto& [bin, joined] : others) {
            Row rest{bin, {}, {}, joined.front().first, joined.front().last, 0, 0};
            for (const Row& row : joined) {
                rest.sums.bytesOut += row.sums.bytesOut, rest.sums.bytesIn += row.sums.bytesIn;
                rest.sums.packetsOut += row.sums.packetsOut, rest.sums.packetsIn += row.sums.packetsIn;
                rest.sums.flows += row.sums.flows;
                rest.first = std::min(rest.first, row.first), rest.last = std::max(rest.last, row.last);
            }
            answer.rest.push_back(rest);
        }
        figures.bytes |= question.topOf == Quantity::Bytes;
        figures.packets |= question.topOf == Quantity::Packets;
        figures.flows |= question.topOf == Quantity::Flows;
    }
    for (auto* rows : {&answer.rows, &answer.rest}) {
        for (Row& row : *rows) {
            if (!figures.bytes)
                row.sums.bytesOut = row.sums.bytesIn = 0;
            if (!figures.packets)
                row.sums.packetsOut = row.sums.packetsIn = 0;
            row.sums.flows = figures.flows ? row.sums.flows : 0;
            row.first = figures.times ? row.first : 0;
            row.last = figures.times ? row.last : 0;
        }
    }
    return answer;
}

FlowAggregate NaiveFlows::aggregate(const FlowQuestion& question, const Filter& filter) const
{
    using Key = std::pair<int, std::vector<QString>>;
    struct Group
    {
        FlowAggregate::Row row;
        std::set<IpAddress> peers, locals;
    };
    std::map<Key, Group> groups;

    const auto addTo = [&](int bin, const Seen& seen, bool out, bool in, bool counts, const QString& direction) {
        Key key{bin, {}};
        for (const Dimension dimension : question.by)
            key.second.push_back(dimension == Dimension::Direction ? direction
                                 : dimension == Dimension::Subject ? seen.subject
                                                                   : seen.side.key(dimension));
        const bool isNew = !groups.contains(key);
        Group& group = groups[key];
        const NaiveRow& row = seen.side.row;
        group.row.first = isNew ? row.start : std::min(group.row.first, row.start);
        group.row.last = isNew ? row.start : std::max(group.row.last, row.start);
        group.row.sums.bytesOut += out ? seen.side.out() : 0;
        group.row.sums.packetsOut += out ? seen.side.packetsOut() : 0;
        group.row.sums.bytesIn += in ? seen.side.in() : 0;
        group.row.sums.packetsIn += in ? seen.side.packetsIn() : 0;
        group.row.sums.flows += counts ? row.flows : 0;
        group.peers.insert(seen.side.peer());
        group.locals.insert(seen.side.local());
    };

    const bool byDirection = std::count(question.by.begin(), question.by.end(), Dimension::Direction) > 0;
    for (const NaiveRow& row : rows) {
        if (!question.range.contains(row.start))
            continue;
        int bin = 0;
        if (!question.edges.empty()) {
            bin = -1;
            for (std::size_t i = 0; i + 1 < question.edges.size(); ++i) {
                if (row.start >= question.edges[i] && row.start < question.edges[i + 1])
                    bin = int(i);
            }
            if (bin < 0)
                continue;
        }
        for (const Seen& seen : views(question, row)) {
            if (!filter(seen.side))
                continue;
            if (!byDirection) {
                addTo(bin, seen, true, true, true, {});
                continue;
            }
            const bool startedHere = !seen.side.localIsDst;
            if (startedHere || seen.side.out() || seen.side.packetsOut())
                addTo(bin, seen, true, false, startedHere, QStringLiteral("out"));
            if (!startedHere || seen.side.in() || seen.side.packetsIn())
                addTo(bin, seen, false, true, !startedHere, QStringLiteral("in"));
        }
    }

    FlowAggregate answer;
    for (auto& [key, group] : groups) {
        group.row.bin = key.first;
        group.row.keys = QStringList(key.second.begin(), key.second.end());
        group.row.peers = question.countPeers ? group.peers.size() : 0;
        group.row.locals = question.countLocals ? group.locals.size() : 0;
        answer.rows.push_back(group.row);
    }
    return asAsked(question, std::move(answer));
}

} // namespace tideline
