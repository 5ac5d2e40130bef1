// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowcapture.h"
#include "models/importers/captures/netflowreader.h"
#include "models/importers/captures/packetreader.h"
#include "models/importers/formatlists.h"

namespace tideline {

std::vector<Format> captureFormats()
{
    return {
        {QStringLiteral("pcap"), FileKind::Flows, QStringLiteral("Packet capture (pcap)"),
         QStringLiteral("Packets as tcpdump and others write them; they become flows and DNS questions."),
         &PcapReader::sniff, &makeReader<PcapReader>},
        {QStringLiteral("pcapng"), FileKind::Flows, QStringLiteral("Packet capture (pcapng)"),
         QStringLiteral("Packets as Wireshark writes them; they become flows and DNS questions."), &PcapngReader::sniff,
         &makeReader<PcapngReader>},
        {QStringLiteral("netflow-pcap"), FileKind::Flows, QStringLiteral("Packet capture of NetFlow"),
         QStringLiteral("A pcap or pcapng file of NetFlow v5, v9 or IPFIX datagrams: the flows that they export."),
         &NetflowCaptureReader::sniff, &makeReader<NetflowCaptureReader>},
        {QStringLiteral("netflow"), FileKind::Flows, QStringLiteral("NetFlow and IPFIX datagrams"),
         QStringLiteral("Raw NetFlow v5, v9 and IPFIX datagrams one after another in a file."), &NetflowReader::sniff,
         &makeReader<NetflowReader>},
    };
}

} // namespace tideline
