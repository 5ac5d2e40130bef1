// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/bytecursor.h"
#include "models/importers/captures/packet.h"

#include <string>
#include <vector>

namespace tideline {

/// pcapng (draft-ietf-opsawg-pcapng): blocks in sections, each section with its byte order and its interfaces, each
/// interface with its link type and unit of time. Blocks of other kinds are skipped and counted.
class PcapngFraming : public CaptureFraming
{
public:
    static bool isMagic(std::string_view head);
    std::size_t take(std::string_view bytes, bool last, PacketSink& sink) override;

private:
    struct Interface
    {
        std::uint32_t linkType = 0;
        std::uint32_t snapLength = 0;
        std::uint8_t resolution = 6; ///< 10^-n s, or 2^-n with the highest bit set
        std::int64_t offset = 0;     ///< s
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
    void takeInterface(std::string_view body, PacketSink& sink);
    void takeStatistics(std::string_view body, PacketSink& sink);
    void takePacket(std::string_view body, bool old, PacketSink& sink);
    bool timeOf(const Interface& interface, std::uint64_t ticks, Micros& at) const;

    ByteCursor::Order m_order = ByteCursor::Order::Big;
    std::vector<Interface> m_interfaces;
    std::uint64_t m_number = 0;
    std::uint64_t m_others = 0;
    bool m_lost = false;
    std::uint64_t m_skipped = 0;
    QString m_lostWhy;
    std::string m_lostBytes;
};

} // namespace tideline
