// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/libpcapstream.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace tideline {

/// pcapng (draft-ietf-opsawg-pcapng): blocks in sections, each section with its byte order and its interfaces. Finds
/// the blocks, also behind damage; those of packets are read by libpcap, which gets each interface as a capture of its
/// own: it refuses files whose interfaces differ. Blocks of other kinds are skipped and counted.
class PcapngFraming : public CaptureFraming
{
public:
    static bool isMagic(std::string_view head);
    std::size_t take(std::string_view bytes, bool last, PacketSink& sink) override;

private:
    struct Interface
    {
        std::uint32_t linkType = 0;
        std::string description; ///< its block, without a snapshot length
    };
    struct Open
    {
        std::size_t interface = 0;
        std::unique_ptr<LibpcapStream> libpcap;
    };
    struct Extent
    {
        bool enough = true;     ///< false: more bytes are needed to tell
        std::size_t length = 0; ///< 0: no block
    };

    Extent extent(std::string_view rest) const;
    bool closes(std::string_view block) const;
    bool startsAgain(std::string_view rest, bool last, bool& more) const;
    void lose(std::string_view rest, const QString& why);
    std::size_t skipLost(std::string_view rest, bool last, PacketSink& sink, bool& more);
    void sayLost(PacketSink& sink);
    void takeBlock(std::string_view block, PacketSink& sink);
    void takeSection(std::string_view block);
    void takeInterface(std::string_view block, PacketSink& sink);
    void takeStatistics(std::string_view body, PacketSink& sink);
    void takePacket(std::string_view block, PacketSink& sink);
    LibpcapStream& libpcapOf(std::size_t interface);

    ByteCursor::Order m_order = ByteCursor::Order::Big;
    std::string m_section; ///< its header, without options
    std::vector<Interface> m_interfaces;
    std::size_t m_described = 0; ///< bytes of all descriptions
    std::array<Open, 16> m_open; ///< a few: each holds a block of its own; that of an interface is index modulo 16
    std::string m_record;
    std::uint64_t m_number = 0;
    std::uint64_t m_others = 0;
    bool m_lost = false;
    std::uint64_t m_skipped = 0;
    QString m_lostWhy;
    std::string m_lostBytes;
};

} // namespace tideline
