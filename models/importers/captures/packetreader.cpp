// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/packetreader.h"

#include "models/core/counted.h"
#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/netflowdatagram.h"

namespace tideline {

namespace {

constexpr std::uint8_t tcp = 6, udp = 17;
constexpr std::uint16_t dnsPort = 53, mdnsPort = 5353, llmnrPort = 5355;
constexpr std::size_t shownBytes = 256;
constexpr int unmistakable = 98; // a capture of NetFlow has one more

bool isDnsPort(std::uint16_t port)
{
    return port == dnsPort || port == mdnsPort || port == llmnrPort;
}

} // namespace

int PcapReader::sniff(std::string_view head, const QString&)
{
    return isPcap(head) ? unmistakable : 0;
}

int PcapngReader::sniff(std::string_view head, const QString&)
{
    return isPcapng(head) ? unmistakable : 0;
}

Result<void> PacketReader::begin(std::string_view head, const ReadOptions&)
{
    if (m_container == Container::Pcap)
        return beginWith(head, isPcap(head), QStringLiteral("a pcap capture"));
    return beginWith(head, isPcapng(head), QStringLiteral("a pcapng capture"));
}

void PacketReader::take(const CapturedPacket& packet)
{
    PacketFacts facts = dissect(packet);
    m_tally.add(packet, facts);
    if (facts.kind == PacketFacts::Kind::Malformed)
        addProblem(output().block, qint64(packet.number), 0, QString::fromLatin1(facts.fault),
                   packet.bytes.substr(0, shownBytes));
    if (facts.kind != PacketFacts::Kind::Flow)
        return;
    if (facts.fragment && !m_fragments.resolve(facts, packet.at))
        m_tally.addOrphanFragment();
    const bool isDns = !facts.payload.empty() && dns(facts, packet);
    if (facts.protocol == udp && facts.wholePayload && isNetflowDatagram(facts.payload))
        ++m_netflow;
    m_assembler.add(facts, packet.at, packet.number, isDns ? std::string_view("dns") : std::string_view(),
                    output().flows);
}

/// Whether the packet carries DNS that could be read.
bool PacketReader::dns(const PacketFacts& facts, const CapturedPacket& packet)
{
    if (facts.protocol == udp && (isDnsPort(facts.srcPort) || isDnsPort(facts.dstPort))) {
        if (facts.wholePayload)
            return dnsMessage(facts.payload, facts, packet);
        ++m_partialDns;
        return false;
    }
    if (facts.protocol != tcp || (facts.srcPort != dnsPort && facts.dstPort != dnsPort))
        return false;
    bool any = false;
    for (ByteCursor cursor(facts.payload); cursor.left() > 0;) {
        const std::string_view message = cursor.take(cursor.u16());
        if (!cursor.ok() || message.empty() || !facts.wholePayload) { // spread over several segments
            ++m_partialDns;
            return any;
        }
        any = dnsMessage(message, facts, packet) || any;
    }
    return any;
}

bool PacketReader::dnsMessage(std::string_view bytes, const PacketFacts& facts, const CapturedPacket& packet)
{
    DnsMessage message;
    if (const char* why = parseDns(bytes, message)) {
        addProblem(output().block, qint64(packet.number), 0,
                   QString::fromLatin1(why) + QStringLiteral("; the packet itself is counted in its flow"),
                   bytes.substr(0, shownBytes));
        return false;
    }
    m_pairing.add(message, facts, bytes.size(), packet.at, packet.number, output().block.dns);
    return true;
}

void PacketReader::finish()
{
    m_assembler.closeAll(output().flows);
    m_pairing.closeAll(output().block.dns);
    for (const QString& text : m_tally.notes())
        note(text);
    if (m_assembler.closedEarly() > 0)
        note(QStringLiteral("%1, since too many were open at once; what came after stands as a flow of its own")
                 .arg(counted(qint64(m_assembler.closedEarly()), "flow was closed before its time",
                              "flows were closed before their time")));
    if (m_partialDns > 0)
        note(QStringLiteral("%1 only a part of a DNS message, which was not read")
                 .arg(counted(qint64(m_partialDns), "packet holds", "packets hold")));
    if (m_pairing.unasked() > 0)
        note(QStringLiteral("%1 no question (multicast announcements) and %2 not kept")
                 .arg(counted(qint64(m_pairing.unasked()), "DNS answer repeats", "DNS answers repeat"),
                      wasOrWere(qint64(m_pairing.unasked()))));
    if (m_netflow > 0)
        note(counted(qint64(m_netflow), "packet carries NetFlow; import the file as netflow-pcap for the flows in it",
                     "packets carry NetFlow; import the file as netflow-pcap for the flows in them"));
}

} // namespace tideline
