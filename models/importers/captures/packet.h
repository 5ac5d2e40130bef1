// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timepoint.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string_view>

namespace tideline {

/// One packet as a capture file holds it. The view lives as long as the call.
struct CapturedPacket
{
    Micros at = 0;
    std::uint32_t linkType = 0; ///< LINKTYPE_ number of tcpdump.org
    std::string_view bytes;     ///< what was kept
    std::uint64_t length = 0;   ///< on the wire, >= bytes.size()
    std::uint64_t number = 0;   ///< 1-based, as Wireshark counts
};

/// Takes the packets of a file.
class PacketSink
{
public:
    virtual ~PacketSink() = default;
    virtual void packet(const CapturedPacket& packet) = 0;
    /// A packet, or a stretch of the file, that cannot be read. It counts as one packet read.
    virtual void fault(std::uint64_t number, const QString& reason, std::string_view bytes) = 0;
    virtual void note(const QString& text) = 0;
};

/// Finds the packets in a capture file that comes piece by piece.
class CaptureFraming
{
public:
    virtual ~CaptureFraming() = default;
    /// Hands what is whole at the front of `bytes` to the sink; returns how many bytes are done with. The rest is to
    /// be given again with more behind it. `last`: nothing follows; then all is done with.
    virtual std::size_t take(std::string_view bytes, bool last, PacketSink& sink) = 0;
};

/// By the magic number; null if it is no capture file.
std::unique_ptr<CaptureFraming> makeFraming(std::string_view head);
bool isPcap(std::string_view head);
bool isPcapng(std::string_view head);

namespace limits {
inline constexpr std::size_t packet = 256 * 1024;            ///< bytes kept of one packet: libpcap's own limit
inline constexpr std::size_t largestPacket = 1024 * 1024;    ///< … found as a whole where the file asks for it
inline constexpr std::size_t captureBlock = 4 * 1024 * 1024; ///< bytes of one pcapng block
inline constexpr std::size_t interfaces = 4096;
} // namespace limits

} // namespace tideline
