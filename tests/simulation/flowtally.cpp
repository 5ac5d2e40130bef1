// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/flowtally.h"

#include "models/simulation/flowsimulator.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tideline {
namespace {

QByteArray resource(const char* name)
{
    QFile file(QStringLiteral(TIDELINE_SOURCE_DIR "/resources/founding/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Prefix> prefixes(const QJsonValue& list)
{
    std::vector<Prefix> found;
    for (const QJsonValue& entry : list.toArray())
        found.push_back(Prefix::parse(entry.toString()).value());
    return found;
}

Micros instant(const QJsonValue& value, Micros otherwise)
{
    if (!value.isString())
        return otherwise;
    return QDateTime::fromString(value.toString(), Qt::ISODate).toMSecsSinceEpoch() * microsPerMilli;
}

Rule ruleOf(const QJsonObject& object)
{
    Rule rule;
    const QString set = object[QStringLiteral("set")].toString();
    rule.set = set == QLatin1String("route")     ? RuleSet::Route
               : set == QLatin1String("service") ? RuleSet::Service
               : set == QLatin1String("content") ? RuleSet::Content
               : set == QLatin1String("coin")    ? RuleSet::Coin
                                                 : RuleSet::Obfuscation;
    rule.label = object[QStringLiteral("label")].toString();
    rule.localPrefixes = prefixes(object[QStringLiteral("local_prefixes")]);
    rule.peerPrefixes = prefixes(object[QStringLiteral("peer_prefixes")]);
    for (const QJsonValue& asn : object[QStringLiteral("peer_asns")].toArray())
        rule.peerAsns.push_back(std::uint32_t(asn.toInt()));
    for (const QJsonValue& asn : object[QStringLiteral("next_as")].toArray())
        rule.nextAs.push_back(std::uint32_t(asn.toInt()));
    for (const QJsonValue& entry : object[QStringLiteral("ports")].toArray()) {
        const QStringList ends = entry.toString().split(QLatin1Char('-'));
        rule.ports.push_back({ends.first().toUShort(), ends.last().toUShort()});
    }
    for (const QJsonValue& entry : object[QStringLiteral("protocols")].toArray())
        rule.protocols.push_back(std::uint8_t(protocolFromName(entry.toString().toStdString())));
    for (const QJsonValue& entry : object[QStringLiteral("services")].toArray())
        rule.services << entry.toString();
    rule.valid = {instant(object[QStringLiteral("from")], TimeRange::beginning()),
                  instant(object[QStringLiteral("to")], TimeRange::end())};
    return rule;
}

template <typename List, typename Accepts> bool allows(const List& list, Accepts accepts)
{
    return list.empty() || std::any_of(list.begin(), list.end(), accepts);
}

} // namespace

FoundingTables FoundingTables::load()
{
    FoundingTables tables;
    const QStringList lines = QString::fromUtf8(resource("networks.csv")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines.mid(1)) {
        const QStringList fields = line.split(QLatin1Char(',')); // the first four are never quoted
        const auto prefix = Prefix::parse(fields[0]);
        if (prefix)
            tables.networks.push_back({prefix->first, prefix->last(), fields[1], fields[2].toUInt(), fields[3]});
    }
    for (const QJsonValue& rule : QJsonDocument::fromJson(resource("rules.json"))[QStringLiteral("rules")].toArray())
        tables.rules.push_back(ruleOf(rule.toObject()));
    return tables;
}

const Network* FoundingTables::network(const IpAddress& address) const
{
    const QString key = address.toString();
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    const Network* found = nullptr;
    for (const Network& network : networks)
        if (address >= network.first && address <= network.last &&
            (!found || (network.first >= found->first && network.last <= found->last)))
            found = &network;
    m_known.insert(key, found);
    return found;
}

QString FoundingTables::label(RuleSet set, const IpAddress& local, const IpAddress& peer, std::uint16_t peerPort,
                              const FlowBatch& flows, std::size_t row) const
{
    const Network* where = network(peer);
    const QString service = QString::fromStdString(flows.service[row]);
    for (const Rule& rule : rules) {
        const bool fits = rule.set == set && rule.valid.contains(flows.start[row]) &&
                          allows(rule.localPrefixes, [&](const Prefix& p) { return p.contains(local); }) &&
                          allows(rule.peerPrefixes, [&](const Prefix& p) { return p.contains(peer); }) &&
                          allows(rule.peerAsns, [&](std::uint32_t asn) { return where && where->asn == asn; }) &&
                          allows(rule.nextAs, [&](std::uint32_t asn) { return flows.nextAs[row] == asn; }) &&
                          allows(rule.ports, [&](PortRange r) { return peerPort >= r.from && peerPort <= r.to; }) &&
                          allows(rule.protocols, [&](std::uint8_t p) { return flows.protocol[row] == p; }) &&
                          allows(rule.services, [&](const QString& s) { return s == service; });
        if (fits)
            return rule.label;
    }
    return {};
}

namespace {

bool isOurs(const IpAddress& address)
{
    static const std::vector<Prefix> ours = {*Prefix::parse(u"175.45.176.0/22"), *Prefix::parse(u"210.52.109.0/24"),
                                             *Prefix::parse(u"77.94.35.0/24")};
    return std::any_of(ours.begin(), ours.end(), [&](const Prefix& prefix) { return prefix.contains(address); });
}

QString wrongWith(const FlowBatch& flows, std::size_t row, const TimeRange& window, Micros previous)
{
    const auto say = [&](const char* what) {
        return QStringLiteral("flow %1: %2").arg(flows.record[row]).arg(QLatin1String(what));
    };
    if (flows.start[row] < previous)
        return say("out of time order");
    if (!window.contains(flows.start[row]) || flows.start[row] + flows.duration[row] > window.to)
        return say("outside the window");
    if (flows.duration[row] < 0 || flows.duration[row] > 30 * microsPerMinute)
        return say("odd duration");
    if (isOurs(flows.src[row]) == isOurs(flows.dst[row]))
        return say("not between the subject and a peer");
    if (flows.srcPackets[row] == 0 || flows.dstPackets[row] == 0)
        return say("no packets");
    if (flows.srcBytes[row] < 20 * flows.srcPackets[row] || flows.dstBytes[row] < 20 * flows.dstPackets[row])
        return say("packets smaller than their headers");
    if (flows.srcBytes[row] > 1500 * flows.srcPackets[row] || flows.dstBytes[row] > 1500 * flows.dstPackets[row])
        return say("packets larger than a frame");
    if (flows.exporter[row] != "simulated" || flows.flows[row] != 1)
        return say("not marked as simulated");
    return {};
}

void addRow(WindowTally& sum, const SimulationPlan& plan, const FoundingTables& tables, const FlowBatch& flows,
            std::size_t row, Micros moneroChange)
{
    const bool outbound = isOurs(flows.src[row]);
    const IpAddress& local = outbound ? flows.src[row] : flows.dst[row];
    const IpAddress& peer = outbound ? flows.dst[row] : flows.src[row];
    const std::uint16_t peerPort = outbound ? flows.dstPort[row] : flows.srcPort[row];
    const double bytes = double(flows.srcBytes[row] + flows.dstBytes[row]);
    const auto label = [&](RuleSet set) { return tables.label(set, local, peer, peerPort, flows, row); };

    ++sum.flows;
    sum.bytes += bytes;
    sum.route[label(RuleSet::Route)].add(bytes);
    sum.service[label(RuleSet::Service)].add(bytes);
    sum.content[label(RuleSet::Content)].add(bytes);
    sum.obfuscation[label(RuleSet::Obfuscation)].add(bytes);
    const QString coin = label(RuleSet::Coin);
    sum.coin[coin].add(bytes);
    if (coin == QLatin1String("Monero")) {
        (flows.start[row] < moneroChange ? sum.moneroBefore : sum.moneroAfter).add(bytes);
        sum.moneroLocals.insert(local.toString());
    }
    if (const Network* where = tables.network(peer)) {
        sum.country[where->country].add(bytes);
        sum.hosts[where->country].insert(peer.toString());
    } else {
        sum.country[QString()].add(bytes);
    }
    const CivilTime civil = plan.zone.civil(flows.start[row]);
    sum.weekHours[(civil.weekday - 1) * 24 + civil.hour] += bytes;
}

} // namespace

std::vector<WindowTally> tally(const SimulationPlan& plan, const FoundingTables& tables, Micros moneroChange,
                               QString& problem)
{
    std::vector<WindowTally> sums(plan.windows.size());
    FlowSimulator simulator(plan);
    FlowBatch batch;
    std::size_t window = 0;
    Micros previous = TimeRange::beginning();
    std::uint64_t record = 0;
    while (simulator.next(batch, 10'000)) {
        for (std::size_t row = 0; row < batch.size(); ++row) {
            while (window + 1 < sums.size() && batch.start[row] >= plan.windows[window].window.range.to)
                ++window;
            if (problem.isEmpty())
                problem = wrongWith(batch, row, plan.windows[window].window.range, previous);
            if (problem.isEmpty() && batch.record[row] != ++record)
                problem = QStringLiteral("records are not numbered in order");
            previous = batch.start[row];
            addRow(sums[window], plan, tables, batch, row, moneroChange);
        }
    }
    return sums;
}

} // namespace tideline
