// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/libpcapstream.h"

#include <array>
#include <memory>
#include <string>

namespace tideline {

/// The classic pcap file: a header of 24 bytes, then packets. Finds the records, in either byte order and with the
/// wider headers of some old kernels, and finds them again behind damage; what is in a record is read by libpcap.
class PcapFraming : public CaptureFraming
{
public:
    static bool isMagic(std::string_view head);
    std::size_t take(std::string_view bytes, bool last, PacketSink& sink) override;

private:
    /// What tells the length of a record, and whether it can be one.
    struct Header
    {
        std::uint32_t seconds = 0;
        std::uint32_t fraction = 0;
        std::uint32_t kept = 0;
        std::uint32_t length = 0;
    };
    enum class Step { Next, More, End };

    void startCapture(std::string_view bytes, PacketSink& sink);
    Header readHeader(std::string_view bytes) const;
    bool makesSense(const Header& header) const;
    Step takePacket(std::string_view rest, bool last, PacketSink& sink, std::size_t& done);
    Step findAgain(std::string_view rest, bool last, PacketSink& sink, std::size_t& done);
    void sayLost(PacketSink& sink);

    std::unique_ptr<LibpcapStream> m_libpcap;
    ByteCursor::Order m_order = ByteCursor::Order::Big;
    std::array<char, 8> m_magic{}; ///< magic and version: a second header of the same kind starts another capture
    std::uint16_t m_minorVersion = 0;
    std::uint32_t m_linkType = 0;
    std::uint32_t m_unitsPerSecond = 1'000'000;
    std::size_t m_headerSize = 16;
    std::size_t m_limit = limits::packet;
    std::uint64_t m_number = 0;
    std::uint32_t m_lastSeconds = 0;
    bool m_lost = false;
    std::uint64_t m_skipped = 0;
    QString m_lostWhy;
    std::string m_lostBytes;
};

} // namespace tideline
