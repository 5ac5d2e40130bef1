// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/capturereader.h"
#include "models/importers/captures/dnspairing.h"
#include "models/importers/captures/flowassembler.h"
#include "models/importers/captures/fragments.h"
#include "models/importers/captures/packettally.h"

namespace tideline {

/// Packets to bidirectional flows, and the DNS questions among them.
class PacketReader : public CaptureReader
{
public:
    enum class Container { Pcap, Pcapng };
    explicit PacketReader(Container container) : m_container(container) {}
    Result<void> begin(std::string_view head, const ReadOptions& options) override;

protected:
    std::unique_ptr<CaptureReader> another() const override { return std::make_unique<PacketReader>(m_container); }
    void take(const CapturedPacket& packet) override;
    void finish() override;

private:
    bool dns(const PacketFacts& facts, const CapturedPacket& packet);
    bool dnsMessage(std::string_view message, const PacketFacts& facts, const CapturedPacket& packet);

    Container m_container;
    Fragments m_fragments;
    FlowAssembler m_assembler;
    DnsPairing m_pairing;
    PacketTally m_tally;
    std::uint64_t m_partialDns = 0, m_netflow = 0;
};

class PcapReader : public PacketReader
{
public:
    PcapReader() : PacketReader(Container::Pcap) {}
    static int sniff(std::string_view head, const QString& fileName);
};

class PcapngReader : public PacketReader
{
public:
    PcapngReader() : PacketReader(Container::Pcapng) {}
    static int sniff(std::string_view head, const QString& fileName);
};

} // namespace tideline
