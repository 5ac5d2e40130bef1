// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/stixtraffic.h"

#include <algorithm>

namespace tideline {

namespace {

QString address(const JsonNode& ref, const StixGraph& graph, const JsonNode& near)
{
    const JsonNode* const beside = ref.raw.empty() ? nullptr : near.find(ref.raw);
    const JsonNode* const object = beside ? beside : graph.find(ref.raw);
    const QString value = object ? (*object)["value"].text() : QString();
    return value.isEmpty() ? ref.text() : value;
}

QString withPort(const QString& address, const QString& port)
{
    const QString host = address.isEmpty() ? QStringLiteral("?") : address;
    if (port.isEmpty())
        return host;
    return host.contains(u':') ? u'[' + host + QStringLiteral("]:") + port : host + u':' + port;
}

} // namespace

StixTraffic StixTraffic::of(const JsonNode& traffic, const StixGraph& graph, const JsonNode& near)
{
    return {address(traffic["src_ref"], graph, near),
            traffic["src_port"].text(),
            address(traffic["dst_ref"], graph, near),
            traffic["dst_port"].text(),
            traffic["protocols"].texts().join(u'/'),
            traffic["src_byte_count"].text(),
            traffic["dst_byte_count"].text(),
            traffic["src_packets"].text(),
            traffic["dst_packets"].text()};
}

QString StixTraffic::text() const
{
    return QStringLiteral("%1 %2 → %3")
        .arg(protocols, withPort(source, sourcePort), withPort(destination, destinationPort))
        .trimmed();
}

void StixTraffic::addTo(Event& event, const std::vector<StixTraffic>& all)
{
    constexpr struct
    {
        const char* key;
        QString StixTraffic::*text;
    } columns[] = {{"src", &StixTraffic::source},
                   {"src_port", &StixTraffic::sourcePort},
                   {"dst", &StixTraffic::destination},
                   {"dst_port", &StixTraffic::destinationPort},
                   {"protocols", &StixTraffic::protocols},
                   {"src_bytes", &StixTraffic::sourceBytes},
                   {"dst_bytes", &StixTraffic::destinationBytes},
                   {"src_packets", &StixTraffic::sourcePackets},
                   {"dst_packets", &StixTraffic::destinationPackets}};
    for (const auto& column : columns) {
        QStringList texts;
        for (const StixTraffic& traffic : all) {
            const QString& text = traffic.*column.text;
            texts << (text.isEmpty() ? QStringLiteral("-") : text);
        }
        if (std::any_of(texts.begin(), texts.end(), [](const QString& text) { return text != u"-"; }))
            event.extra.insert(QLatin1String(column.key), texts.join(QStringLiteral("; ")));
    }
}

std::vector<StixTraffic> trafficOf(const JsonNode& object, const StixGraph& graph)
{
    std::vector<StixTraffic> all;
    const auto add = [&](const JsonNode* candidate, const JsonNode& near) {
        if (candidate && (*candidate)["type"].raw == "network-traffic")
            all.push_back(StixTraffic::of(*candidate, graph, near));
    };
    add(&object, {});
    for (const JsonNode& item : object["objects"].items)
        add(&item, object["objects"]);
    for (const JsonNode* ref : object["object_refs"].elements())
        add(graph.find(ref->raw), {});
    return all;
}

} // namespace tideline
