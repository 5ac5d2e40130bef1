// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/packettally.h"

#include "models/core/counted.h"
#include "models/importers/captures/linklayer.h"

#include <algorithm>
#include <vector>

namespace tideline {

namespace {

constexpr std::size_t kinds = 256; // counted apart; a hostile file could name 65,536

} // namespace

void PacketTally::add(const CapturedPacket& packet, const PacketFacts& facts)
{
    switch (facts.kind) {
    case PacketFacts::Kind::Flow:
        m_withoutPorts += !facts.hasPorts;
        m_tunnelled += facts.tunnelled;
        break;
    case PacketFacts::Kind::NotIp:
        ++m_notIp[m_notIp.size() < kinds || m_notIp.contains(facts.etherType) ? facts.etherType : std::uint16_t(0)];
        break;
    case PacketFacts::Kind::Unlinked:
        ++m_unlinked[m_unlinked.size() < kinds ? packet.linkType : 0];
        break;
    case PacketFacts::Kind::Cut:
        ++m_cut;
        break;
    case PacketFacts::Kind::Malformed:
        break;
    }
}

QStringList PacketTally::notes() const
{
    QStringList notes;
    if (!m_notIp.empty()) {
        std::vector<std::pair<std::uint64_t, std::uint16_t>> sorted;
        std::uint64_t all = 0;
        for (const auto& [type, count] : m_notIp) {
            sorted.push_back({count, type});
            all += count;
        }
        std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        QStringList parts;
        for (const auto& [count, type] : sorted)
            parts << QStringLiteral("%1 %2").arg(count).arg(QString::fromStdString(etherTypeName(type)));
        notes << QStringLiteral("%1 not IP: %2")
                     .arg(counted(qint64(all), "packet is", "packets are"), parts.join(QStringLiteral(", ")));
    }
    for (const auto& [type, count] : m_unlinked)
        notes << QStringLiteral("%1 link type %2, which is not read")
                     .arg(counted(qint64(count), "packet has", "packets have"))
                     .arg(type);
    if (m_cut > 0)
        notes << QStringLiteral("of %1 too little was kept to see the addresses").arg(counted(qint64(m_cut), "packet"));
    if (m_withoutPorts > 0)
        notes << counted(qint64(m_withoutPorts), "packet ends before its ports and is counted without them",
                         "packets end before their ports and are counted without them");
    if (m_orphans > 0)
        notes << counted(qint64(m_orphans),
                         "fragment came without the first one of its packet and is counted without ports",
                         "fragments came without the first one of their packet and are counted without ports");
    if (m_tunnelled > 0)
        notes << QStringLiteral("%1 came through tunnels: the flows inside are counted, not the tunnels")
                     .arg(counted(qint64(m_tunnelled), "packet"));
    return notes;
}

} // namespace tideline
