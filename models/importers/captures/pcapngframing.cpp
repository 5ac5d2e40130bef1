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
constexpr std::size_t smallestBlock = 12;
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
    return length >= 28 && length % 4 == 0 && length <= limits::captureBlock && cursor.u16() == 1 && cursor.ok();
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
        takeInterface(body, sink);
        break;
    case oldPacket:
    case enhancedPacket:
        takePacket(body, type == oldPacket, sink);
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
}

void PcapngFraming::takeInterface(std::string_view body, PacketSink& sink)
{
    ByteCursor cursor(body, m_order);
    Interface interface;
    interface.linkType = cursor.u16();
    cursor.skip(2);
    interface.snapLength = cursor.u32();
    if (m_interfaces.size() >= limits::interfaces) {
        sink.note(QStringLiteral("more than %1 interfaces in one section: packets of the others are rejected")
                      .arg(limits::interfaces));
        return;
    }
    forEachOption(cursor, [&](std::uint16_t code, std::string_view value) {
        constexpr std::uint16_t resolution = 9, offset = 14;
        if (code == resolution && value.size() == 1)
            interface.resolution = static_cast<std::uint8_t>(value[0]);
        else if (code == offset && value.size() == 8)
            interface.offset = static_cast<std::int64_t>(ByteCursor(value, m_order).u64());
    });
    m_interfaces.push_back(interface);
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

void PcapngFraming::takePacket(std::string_view body, bool old, PacketSink& sink)
{
    ByteCursor cursor(body, m_order);
    const std::uint32_t index = old ? cursor.u16() : cursor.u32();
    if (old)
        cursor.skip(2); // drops
    const std::uint64_t high = cursor.u32(), ticks = (high << 32) | cursor.u32();
    const std::uint32_t kept = cursor.u32(), length = cursor.u32();
    CapturedPacket packet;
    packet.number = ++m_number;
    packet.bytes = cursor.take(kept);
    packet.length = std::max<std::uint64_t>(length, kept);
    const auto reject = [&](const QString& why) { sink.fault(packet.number, why, body.substr(0, shownBytes)); };
    if (!cursor.ok())
        return reject(QStringLiteral("the block of this packet is too short for the %1 it names")
                          .arg(counted(qint64(kept), "byte")));
    if (kept > limits::largestPacket)
        return reject(QStringLiteral("a packet of over 1 MiB; it was skipped"));
    if (index >= m_interfaces.size())
        return reject(
            QStringLiteral("the packet belongs to interface %1, which the section does not describe").arg(index));
    packet.linkType = m_interfaces[index].linkType;
    if (!timeOf(m_interfaces[index], ticks, packet.at))
        return reject(QStringLiteral("the time of this packet lies beyond the year 9999"));
    sink.packet(packet);
}

bool PcapngFraming::timeOf(const Interface& interface, std::uint64_t ticks, Micros& at) const
{
    constexpr std::uint8_t binary = 0x80;
    constexpr int microDigits = 6;
    constexpr auto limit = static_cast<unsigned __int128>(latestTime);
    const int exponent = interface.resolution & 0x7F;
    unsigned __int128 micros = ticks;
    if (interface.resolution & binary) {
        micros = (micros * 1'000'000) >> exponent;
    } else {
        for (int digits = exponent; digits < microDigits && micros < limit; ++digits)
            micros *= 10;
        for (int digits = exponent; digits > microDigits && micros > 0; --digits)
            micros /= 10;
    }
    const std::int64_t seconds = interface.offset;
    constexpr std::int64_t reach = latestTime / microsPerSecond;
    if (micros >= limit || seconds > reach || seconds < -reach)
        return false;
    at = static_cast<Micros>(micros) + seconds * microsPerSecond;
    return at >= earliestTime && at < latestTime;
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
