// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/pcapframing.h"

#include "models/core/counted.h"

#include <utility>

namespace tideline {

namespace {

constexpr std::size_t fileHeader = 24;
constexpr std::uint32_t microMagic = 0xA1B2C3D4;
constexpr std::uint32_t nanoMagic = 0xA1B23C4D;
constexpr std::uint32_t wideMagic = 0xA1B2CD34; // packet headers with 8 bytes more
constexpr std::size_t shownBytes = 64;

bool isOneOf(std::uint32_t magic)
{
    return magic == microMagic || magic == nanoMagic || magic == wideMagic;
}

} // namespace

bool PcapFraming::isMagic(std::string_view head)
{
    ByteCursor big(head), little(head, ByteCursor::Order::Little);
    const std::uint32_t one = big.u32(), other = little.u32();
    ByteCursor& version = isOneOf(one) ? big : little;
    return big.ok() && little.ok() && (isOneOf(one) || isOneOf(other)) && version.u16() == 2 && version.u16() <= 4 &&
           head.size() >= fileHeader;
}

void PcapFraming::startCapture(std::string_view bytes, PacketSink& sink)
{
    if (m_libpcap)
        sink.note(QStringLiteral("the file holds several captures one after another"));
    bytes.copy(m_magic.data(), m_magic.size());
    m_order = isOneOf(ByteCursor(bytes).u32()) ? ByteCursor::Order::Big : ByteCursor::Order::Little;
    ByteCursor cursor(bytes, m_order);
    const std::uint32_t magic = cursor.u32();
    m_unitsPerSecond = magic == nanoMagic ? 1'000'000'000 : 1'000'000;
    m_headerSize = magic == wideMagic ? 24 : 16;
    cursor.skip(2);
    m_minorVersion = cursor.u16();
    cursor.skip(8); // zone and accuracy: always 0 in practice
    const std::uint32_t snapLength = cursor.u32();
    m_limit = std::clamp<std::size_t>(snapLength, limits::packet, limits::largestPacket);
    m_linkType = cursor.u32() & 0x03FFFFFF; // above stands the length of the check sum

    // Without a snapshot length: libpcap cuts off what a packet has beyond it, and some files name too short a one.
    std::string header(bytes.substr(0, fileHeader));
    header.replace(16, 4, 4, '\0');
    m_libpcap = std::make_unique<LibpcapStream>(LibpcapStream::Container::Pcap, header);
}

PcapFraming::Header PcapFraming::readHeader(std::string_view bytes) const
{
    ByteCursor cursor(bytes, m_order);
    Header header{cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32()};
    // Before version 2.3 the two lengths stood the other way round, and in some files of that version.
    if (m_minorVersion < 3 || (m_minorVersion == 3 && header.kept > header.length))
        std::swap(header.kept, header.length);
    return header;
}

/// What a packet header has to look like to be believed behind a damaged one.
bool PcapFraming::makesSense(const Header& header) const
{
    constexpr std::uint32_t day = 86'400;
    const std::uint32_t apart =
        header.seconds > m_lastSeconds ? header.seconds - m_lastSeconds : m_lastSeconds - header.seconds;
    return header.kept > 0 && header.kept <= m_limit && header.length >= header.kept &&
           header.length <= limits::packet && header.fraction < m_unitsPerSecond && (m_number == 0 || apart <= day);
}

std::size_t PcapFraming::take(std::string_view bytes, bool last, PacketSink& sink)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::size_t done = 0;
        const std::string_view rest = bytes.substr(at);
        const Step step = m_lost ? findAgain(rest, last, sink, done) : takePacket(rest, last, sink, done);
        at += done;
        if (step == Step::More)
            return at;
        if (step == Step::End)
            return bytes.size();
    }
    if (last && m_lost)
        sayLost(sink);
    return at;
}

PcapFraming::Step PcapFraming::takePacket(std::string_view rest, bool last, PacketSink& sink, std::size_t& done)
{
    const bool fileStarts = !m_libpcap || rest.starts_with(std::string_view(m_magic.data(), m_magic.size()));
    const std::size_t wanted = fileStarts ? fileHeader : m_headerSize;
    if (rest.size() < wanted) {
        if (!last)
            return Step::More;
        sink.fault(++m_number,
                   QStringLiteral("the file ends inside the header of this packet (%1 of %2 bytes); the capture was "
                                  "cut off here")
                       .arg(rest.size())
                       .arg(wanted),
                   rest);
        return Step::End;
    }
    if (fileStarts) {
        startCapture(rest, sink);
        done = fileHeader;
        return Step::Next;
    }
    const Header header = readHeader(rest);
    const bool whole = rest.size() - m_headerSize >= header.kept;
    if (header.kept <= m_limit && !whole && !last)
        return Step::More;
    if (header.kept > m_limit || !whole) {
        m_lost = true;
        m_skipped = 0;
        m_lostWhy = header.kept > m_limit
                        ? QStringLiteral("the header of this packet says that it has %1 bytes").arg(header.kept)
                        : QStringLiteral("the file ends inside this packet (%1 of %2 bytes)")
                              .arg(rest.size() - m_headerSize)
                              .arg(header.kept);
        m_lostBytes = rest.substr(0, m_headerSize); // no more: what else is there differs with the block
        ++m_number;
        return Step::Next;
    }
    done = m_headerSize + header.kept;
    CapturedPacket packet;
    packet.number = ++m_number;
    packet.linkType = m_linkType;
    const QString refused = m_libpcap->read(rest.substr(0, done), packet);
    if (!refused.isEmpty()) {
        sink.fault(m_number, refused, rest.substr(m_headerSize, std::min<std::size_t>(header.kept, shownBytes)));
        return Step::Next;
    }
    m_lastSeconds = header.seconds;
    sink.packet(packet);
    return Step::Next;
}

/// Goes on byte by byte to the next two packet headers in a row that make sense.
PcapFraming::Step PcapFraming::findAgain(std::string_view rest, bool last, PacketSink& sink, std::size_t& done)
{
    for (std::size_t at = m_skipped == 0 ? 1 : 0; at < rest.size(); ++at) {
        const std::string_view here = rest.substr(at);
        const bool whole = here.size() >= m_headerSize;
        const Header header = whole ? readHeader(here) : Header{};
        if (whole && !makesSense(header))
            continue;
        const std::size_t next = m_headerSize + header.kept;
        const bool endsFile = last && whole && here.size() == next;
        if (!endsFile && (!whole || here.size() < next + m_headerSize)) {
            if (last)
                continue;
            m_skipped += at;
            done = at;
            return Step::More;
        }
        if (endsFile || makesSense(readHeader(here.substr(next)))) {
            m_skipped += at;
            done = at;
            sayLost(sink);
            return Step::Next;
        }
    }
    m_skipped += rest.size();
    done = rest.size();
    return Step::Next;
}

void PcapFraming::sayLost(PacketSink& sink)
{
    m_lost = false;
    sink.fault(m_number,
               QStringLiteral("%1; the file is cut off or damaged here, and %2 skipped")
                   .arg(m_lostWhy, counted(qint64(m_skipped), "byte was", "bytes were")),
               m_lostBytes);
}

} // namespace tideline
