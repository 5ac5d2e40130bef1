// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/pcapngframing.h"

#include "models/core/counted.h"
#include "models/importers/captures/pcapframing.h"

#include <optional>

namespace tideline {

namespace {

enum BlockType : std::uint32_t {
    sectionHeader = 0x0A0D0D0A,
    interfaceDescription = 1,
    oldPacket = 2,
    simplePacket = 3,
    interfaceStatistics = 5,
    enhancedPacket = 6
};
constexpr std::uint32_t byteOrderMagic = 0x1A2B3C4D;
constexpr std::size_t smallestBlock = 12, smallestSection = 28, smallestInterface = 20;
constexpr std::size_t shownBytes = 64;

std::optional<ByteCursor::Order> orderOfSection(std::string_view rest)
{
    for (const auto order : {ByteCursor::Order::Big, ByteCursor::Order::Little}) {
        ByteCursor cursor(rest, order);
        if (cursor.u32() == sectionHeader && cursor.skip(4) && cursor.u32() == byteOrderMagic && cursor.ok())
            return order;
    }
    return std::nullopt;
}

/// Calls `f(code, value)` for every option of a block.
template <typename F> void forEachOption(ByteCursor cursor, F&& f)
{
    while (cursor.left() >= 4) {
        const std::uint16_t code = cursor.u16(), length = cursor.u16();
        const std::string_view value = cursor.take(length);
        if (!cursor.ok() || code == 0)
            return;
        f(code, value);
        cursor.skip(std::size_t(-length) & 3);
    }
}

} // namespace

bool PcapngFraming::isMagic(std::string_view head)
{
    const auto order = orderOfSection(head);
    if (!order)
        return false;
    ByteCursor cursor(head, *order);
    cursor.skip(4);
    const std::uint32_t length = cursor.u32();
    cursor.skip(4);
    return length >= smallestSection && length % 4 == 0 && length <= limits::captureBlock && cursor.u16() == 1 &&
           cursor.ok();
}

PcapngFraming::Extent PcapngFraming::extent(std::string_view rest) const
{
    if (rest.size() < smallestBlock)
        return {false, 0};
    ByteCursor::Order order = m_order;
    if (ByteCursor(rest).u32() == sectionHeader) {
        const auto found = orderOfSection(rest);
        if (!found)
            return {};
        order = *found;
    }
    ByteCursor cursor(rest, order);
    cursor.skip(4);
    const std::uint32_t length = cursor.u32();
    if (length < smallestBlock || length % 4 != 0 || length > limits::captureBlock)
        return {};
    return {rest.size() >= length, length};
}

/// The length stands at both ends of a block.
bool PcapngFraming::closes(std::string_view block) const
{
    return block.substr(4, 4) == block.substr(block.size() - 4);
}

std::size_t PcapngFraming::take(std::string_view bytes, bool last, PacketSink& sink)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::string_view rest = bytes.substr(at);
        if (m_lost) {
            bool more = false;
            at += skipLost(rest, last, sink, more);
            if (more)
                return at;
            continue;
        }
        const Extent block = extent(rest);
        if (block.enough && block.length > 0 && closes(rest.substr(0, block.length))) {
            takeBlock(rest.substr(0, block.length), sink);
            at += block.length;
        } else if (block.enough || last) {
            lose(rest, !block.enough  ? QStringLiteral("the file ends inside a block")
                       : block.length ? QStringLiteral("the two lengths of this block differ")
                                      : QStringLiteral("this block has an impossible length"));
        } else {
            return at;
        }
    }
    if (last && m_lost)
        sayLost(sink);
    if (last && m_others > 0)
        sink.note(QStringLiteral("%1 (names, keys, statistics) %2 skipped")
                      .arg(counted(qint64(m_others), "block of another kind", "blocks of other kinds"),
                           wasOrWere(qint64(m_others))));
    return at;
}

void PcapngFraming::lose(std::string_view rest, const QString& why)
{
    m_lost = true;
    m_skipped = 0;
    m_lostWhy = why;
    m_lostBytes = rest.substr(0, smallestBlock); // no more: what else is there differs with the block
    ++m_number;
}

/// Whether a block that can be believed starts here: a known kind whose two lengths agree.
bool PcapngFraming::startsAgain(std::string_view rest, bool last, bool& more) const
{
    const std::uint32_t type = ByteCursor(rest, m_order).u32();
    if (rest.size() >= 4 && type != sectionHeader && (type == 0 || type > enhancedPacket))
        return false;
    const Extent block = extent(rest);
    if (block.length > limits::packet)
        return false;
    more = !block.enough && !last;
    return block.enough && block.length > 0 && closes(rest.substr(0, block.length));
}

std::size_t PcapngFraming::skipLost(std::string_view rest, bool last, PacketSink& sink, bool& more)
{
    for (std::size_t at = m_skipped == 0 ? 1 : 0; at < rest.size(); ++at) {
        const bool again = startsAgain(rest.substr(at), last, more);
        if (again || more) {
            m_skipped += at;
            if (again)
                sayLost(sink);
            return at;
        }
    }
    m_skipped += rest.size();
    return rest.size();
}

void PcapngFraming::sayLost(PacketSink& sink)
{
    m_lost = false;
    sink.fault(m_number,
               QStringLiteral("%1; the file is cut off or damaged here, and %2 skipped")
                   .arg(m_lostWhy, counted(qint64(m_skipped), "byte was", "bytes were")),
               m_lostBytes);
}

void PcapngFraming::takeBlock(std::string_view block, PacketSink& sink)
{
    const std::uint32_t type = ByteCursor(block, m_order).u32();
    const std::string_view body = block.substr(8, block.size() - smallestBlock);
    switch (type) {
    case sectionHeader:
        takeSection(block);
        break;
    case interfaceDescription:
        takeInterface(block, sink);
        break;
    case oldPacket:
    case enhancedPacket:
        takePacket(block, sink);
        break;
    case simplePacket:
        sink.fault(++m_number,
                   QStringLiteral("a simple packet block carries no time, so the packet cannot be placed; capture with "
                                  "times (enhanced packet blocks)"),
                   body.substr(0, shownBytes));
        break;
    case interfaceStatistics:
        takeStatistics(body, sink);
        break;
    default:
        ++m_others;
    }
}

void PcapngFraming::takeSection(std::string_view block)
{
    if (const auto order = orderOfSection(block))
        m_order = *order;
    m_interfaces.clear();
    m_described = 0;
    m_open = {};
    m_section = block;
    if (block.size() <= smallestSection)
        return;
    // The options, which may be long, say nothing of packets.
    const std::string length{m_order == ByteCursor::Order::Big ? "\0\0\0\x1c" : "\x1c\0\0\0", 4};
    m_section.resize(smallestSection);
    m_section.replace(4, 4, length);
    m_section.replace(smallestSection - 4, 4, length);
}

void PcapngFraming::takeInterface(std::string_view block, PacketSink& sink)
{
    m_described += block.size();
    if (m_interfaces.size() >= limits::interfaces || m_described > limits::captureBlock) {
        sink.note(QStringLiteral("more than %1 interfaces in one section, or over 4 MiB of their descriptions: packets "
                                 "of the others are rejected")
                      .arg(limits::interfaces));
        return;
    }
    Interface interface;
    interface.linkType = ByteCursor(block.substr(8), m_order).u16();
    interface.description = block;
    if (block.size() >= smallestInterface)
        interface.description.replace(12, 4, 4, '\0');
    m_interfaces.push_back(std::move(interface));
}

void PcapngFraming::takeStatistics(std::string_view body, PacketSink& sink)
{
    ByteCursor cursor(body, m_order);
    const std::uint32_t index = cursor.u32();
    cursor.skip(8);
    forEachOption(cursor, [&](std::uint16_t code, std::string_view value) {
        constexpr std::uint16_t dropped = 5;
        const std::uint64_t count = value.size() == 8 ? ByteCursor(value, m_order).u64() : 0;
        if (code == dropped && count > 0)
            sink.note(QStringLiteral("the capture itself lost %1 on interface %2")
                          .arg(counted(qint64(count), "packet"))
                          .arg(index));
    });
}

void PcapngFraming::takePacket(std::string_view block, PacketSink& sink)
{
    const std::string_view body = block.substr(8, block.size() - smallestBlock);
    const std::size_t width = ByteCursor(block, m_order).u32() == oldPacket ? 2 : 4;
    const std::size_t index = ByteCursor(body, m_order).number(width);
    CapturedPacket packet;
    packet.number = ++m_number;
    QString refused;
    if (index >= m_interfaces.size()) {
        refused = QStringLiteral("the packet belongs to interface %1, which the section does not describe").arg(index);
    } else {
        if (index > 0) {
            m_record = block;
            m_record.replace(8, width, width, '\0');
            block = m_record;
        }
        packet.linkType = m_interfaces[index].linkType;
        refused = libpcapOf(index).read(block, packet);
    }
    if (refused.isEmpty())
        sink.packet(packet);
    else
        sink.fault(packet.number, refused, body.substr(0, shownBytes));
}

LibpcapStream& PcapngFraming::libpcapOf(std::size_t interface)
{
    Open& open = m_open[interface % m_open.size()];
    if (!open.libpcap || open.interface != interface)
        open = {interface, std::make_unique<LibpcapStream>(LibpcapStream::Container::Pcapng,
                                                           m_section + m_interfaces[interface].description)};
    return *open.libpcap;
}

bool isPcap(std::string_view head)
{
    return PcapFraming::isMagic(head);
}

bool isPcapng(std::string_view head)
{
    return PcapngFraming::isMagic(head);
}

std::unique_ptr<CaptureFraming> makeFraming(std::string_view head)
{
    if (isPcap(head))
        return std::make_unique<PcapFraming>();
    if (isPcapng(head))
        return std::make_unique<PcapngFraming>();
    return nullptr;
}

} // namespace tideline
