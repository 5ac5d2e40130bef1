// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowdatagram.h"

#include "models/importers/captures/bytecursor.h"

namespace tideline {

namespace {

constexpr std::size_t header5 = 24, header9 = 20, header10 = 16;
constexpr std::size_t record5 = 48;
constexpr std::uint16_t most5 = 30; // what Cisco's layout allows in a datagram
constexpr std::size_t setHeader = 4;
constexpr std::uint16_t firstDataSet = 256;

bool isSetId(std::uint16_t version, std::uint16_t id)
{
    return id >= firstDataSet || (version == 9 ? id <= 1 : id == 2 || id == 3);
}

/// Where the sets of a v9 datagram end: at the end of the bytes, at another header, or at what is no set.
NetflowExtent extent9(std::string_view bytes, bool last)
{
    std::size_t at = header9;
    while (at <= limits::datagram) {
        if (bytes.size() < at + setHeader)
            return {last, std::min(at, bytes.size())};
        ByteCursor cursor(bytes.substr(at));
        const std::uint16_t id = cursor.u16(), length = cursor.u16();
        if (!isSetId(9, id) || length < setHeader)
            return {true, at == header9 && id != 5 && id != 9 && id != 10 ? 0 : at};
        if (at + length > bytes.size())
            return {last, bytes.size()};
        at += length;
    }
    return {};
}

} // namespace

std::optional<NetflowHeader> readNetflowHeader(std::string_view bytes)
{
    ByteCursor cursor(bytes);
    NetflowHeader header;
    header.version = cursor.u16();
    header.count = cursor.u16();
    if (header.version != 5 && header.version != 9 && header.version != 10)
        return std::nullopt;
    if (header.version != 10)
        header.uptime = cursor.u32();
    header.exported = cursor.u32() * microsPerSecond;
    if (header.version == 5) {
        header.exported += cursor.u32() / 1000;
        cursor.skip(4);
        header.source = cursor.u16();
        header.sampling = cursor.u16() & 0x3FFF; // above stands how
        header.size = header5;
    } else {
        cursor.skip(4);
        header.source = cursor.u32();
        header.size = header.version == 9 ? header9 : header10;
    }
    if (!cursor.ok())
        return std::nullopt;
    return header;
}

bool looksLikeNetflow(std::string_view bytes)
{
    constexpr Micros year1990 = 631'152'000 * microsPerSecond, year2100 = 4'102'444'800 * microsPerSecond;
    const auto header = readNetflowHeader(bytes);
    if (!header || header->count == 0 || header->exported < year1990 || header->exported >= year2100)
        return false;
    if (header->version == 5)
        return header->count <= most5 && ByteCursor(bytes.substr(12)).u32() < 1'000'000'000;
    ByteCursor cursor(bytes.substr(header->size));
    const std::uint16_t id = cursor.u16(), length = cursor.u16();
    return cursor.ok() && isSetId(header->version, id) && length >= setHeader &&
           (header->version == 9 || header->count >= header10 + length);
}

bool isNetflowDatagram(std::string_view bytes)
{
    if (!looksLikeNetflow(bytes))
        return false;
    const auto header = readNetflowHeader(bytes);
    if (header->version == 5)
        return bytes.size() == header5 + record5 * header->count;
    if (header->version == 10 && header->count != bytes.size())
        return false;
    ByteCursor cursor(bytes.substr(header->size));
    while (cursor.left() >= setHeader) {
        const std::uint16_t id = cursor.u16(), length = cursor.u16();
        if (!isSetId(header->version, id) || length < setHeader || !cursor.skip(length - setHeader))
            return false;
    }
    return true;
}

NetflowExtent netflowExtent(std::string_view bytes, bool last)
{
    if (bytes.size() < header9 + setHeader && !last)
        return {false, 0};
    const auto header = readNetflowHeader(bytes);
    if (!header)
        return {};
    if (header->version == 9)
        return extent9(bytes, last);
    const std::size_t length = header->version == 5 ? header5 + record5 * header->count : header->count;
    if (length < header->size || length > limits::datagram)
        return {};
    return bytes.size() >= length ? NetflowExtent{true, length} : NetflowExtent{last, bytes.size()};
}

} // namespace tideline
