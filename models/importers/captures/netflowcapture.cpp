// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowcapture.h"

#include "models/core/counted.h"

namespace tideline {

namespace {

constexpr std::uint8_t udp = 17;

/// How many of the first packets are NetFlow.
class Census : public PacketSink
{
public:
    void packet(const CapturedPacket& packet) override
    {
        const PacketFacts facts = dissect(packet);
        if (facts.kind != PacketFacts::Kind::Flow)
            return;
        ++all;
        netflow += facts.protocol == udp && facts.wholePayload && isNetflowDatagram(facts.payload);
    }
    void fault(std::uint64_t, const QString&, std::string_view) override {}
    void note(const QString&) override {}

    std::uint64_t all = 0, netflow = 0;
};

/// What the first packets say of sampling.
class Ahead : public PacketSink
{
public:
    explicit Ahead(const NetflowDecoder& known) : decoder(known) {}
    void packet(const CapturedPacket& packet) override
    {
        const PacketFacts facts = dissect(packet);
        CaptureOutput ignored;
        if (facts.kind == PacketFacts::Kind::Flow && facts.protocol == udp && facts.wholePayload &&
            isNetflowDatagram(facts.payload))
            decoder.datagram(facts.payload, facts.src.toString().toStdString(), packet.number, false, ignored);
    }
    void fault(std::uint64_t, const QString&, std::string_view) override {}
    void note(const QString&) override {}

    NetflowDecoder decoder;
};

} // namespace

int NetflowCaptureReader::sniff(std::string_view head, const QString&)
{
    constexpr int morePreciseThanPcap = 99;
    const auto framing = makeFraming(head);
    if (!framing)
        return 0;
    Census census;
    framing->take(head, false, census);
    return census.netflow * 2 > census.all ? morePreciseThanPcap : 0;
}

void NetflowCaptureReader::continueFrom(const Reader& before)
{
    if (const auto* other = dynamic_cast<const NetflowCaptureReader*>(&before))
        m_decoder.continueFrom(other->m_decoder);
}

Result<void> NetflowCaptureReader::begin(std::string_view head, const ReadOptions& options)
{
    if (auto begun = beginWith(head, true, QStringLiteral("a pcap or pcapng capture")); !begun)
        return begun;
    Ahead ahead(m_decoder);
    makeFraming(head)->take(head, false, ahead);
    m_decoder.learnRates(ahead.decoder);
    m_decoder.setMultiplying(!options.contains(QStringLiteral("sampling")));
    return {};
}

void NetflowCaptureReader::take(const CapturedPacket& packet)
{
    const PacketFacts facts = dissect(packet);
    const bool isUdp = facts.kind == PacketFacts::Kind::Flow && facts.protocol == udp && !facts.payload.empty();
    const bool whole = isUdp && facts.wholePayload && isNetflowDatagram(facts.payload);
    if (whole)
        m_ports.insert(facts.dstPort);
    if (!whole && !(isUdp && m_ports.contains(facts.dstPort))) {
        ++m_others;
        return;
    }
    const qint64 read = output().block.read; // of packets, not of records
    m_decoder.datagram(facts.payload, facts.src.toString().toStdString(), packet.number, false, output());
    output().block.read = read;
}

void NetflowCaptureReader::finish()
{
    const qint64 read = output().block.read;
    m_decoder.finish(output());
    output().block.read = read;
    for (const QString& text : m_decoder.notes())
        note(text);
    if (m_others > 0)
        note(counted(qint64(m_others), "packet carries no NetFlow; import the file as pcap for the flow it belongs to",
                     "packets carry no NetFlow; import the file as pcap for the flows they belong to"));
}

} // namespace tideline
