// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/routing/mrt.h"

#include "models/importers/problems.h"

namespace tideline {

namespace {

enum Type : std::uint16_t { TableDump = 12, TableDumpV2 = 13, Bgp4mp = 16, Bgp4mpEt = 17 };
constexpr std::size_t headerLength = 12;

struct Header
{
    std::uint32_t seconds = 0;
    std::uint16_t type = 0;
    std::uint16_t subtype = 0;
    std::uint32_t length = 0;
};

Header headerOf(std::string_view bytes)
{
    ByteCursor cursor(bytes);
    Header header;
    header.seconds = cursor.u32();
    header.type = cursor.u16();
    header.subtype = cursor.u16();
    header.length = cursor.u32();
    return header;
}

bool isKnown(const Header& header)
{
    switch (header.type) {
    case TableDump:
        return header.subtype == 1 || header.subtype == 2;
    case TableDumpV2:
        return header.subtype >= 1 && header.subtype <= 12;
    case Bgp4mp:
    case Bgp4mpEt:
        return header.subtype <= 11;
    default:
        return false;
    }
}

/// Where the last whole record ends.
std::size_t wholeRecords(std::string_view bytes)
{
    std::size_t at = 0;
    while (bytes.size() - at >= headerLength) {
        const std::size_t length = headerLength + headerOf(bytes.substr(at)).length;
        if (length > bytes.size() - at)
            break;
        at += length;
    }
    return at;
}

/// A hexadecimal piece of what could not be read.
std::string hexText(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    constexpr std::size_t most = 64;
    std::string text;
    for (const char c : bytes.substr(0, most)) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return bytes.size() > most ? text + "…" : text;
}

} // namespace

int MrtReader::sniff(std::string_view head, const QString&)
{
    // A few headers in a row that fit each other: text or another format would have to be lucky twice.
    int records = 0;
    std::size_t at = 0;
    while (records < 8 && head.size() - at >= headerLength) {
        const Header header = headerOf(head.substr(at));
        constexpr std::uint32_t earliest = 631'152'000; // 1990
        if (!isKnown(header) || header.length == 0 || header.length > limits::line || header.seconds < earliest)
            return 0;
        ++records;
        if (header.length > head.size() - at - headerLength)
            break;
        at += headerLength + header.length;
    }
    return records > 1 ? 96 : records == 1 ? 70 : 0;
}

Result<void> MrtReader::begin(std::string_view head, const ReadOptions&)
{
    m_neighbours.clear();
    if (head.size() < headerLength || !isKnown(headerOf(head)))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This does not begin like an MRT file (RFC 6396)"),
                     {},
                     QStringLiteral("Give the collector's file as it was published, compressed or not.")};
    return {};
}

std::size_t MrtReader::boundary(std::string_view bytes, bool last) const
{
    return last ? bytes.size() : wholeRecords(bytes);
}

qint64 MrtReader::lines(std::string_view bytes) const
{
    qint64 records = 0;
    while (bytes.size() >= headerLength) {
        const std::size_t length = headerLength + headerOf(bytes).length;
        ++records;
        if (length > bytes.size())
            break;
        bytes.remove_prefix(length);
    }
    return records;
}

ParsedBlock MrtReader::parse(const Block& block) const
{
    MrtReader reader = *this;
    return reader.parseNext(block);
}

ParsedBlock MrtReader::parseNext(const Block& block)
{
    ParsedBlock parsed;
    std::string_view bytes = block.bytes;
    qint64 number = block.firstLine;
    while (!bytes.empty()) {
        const Header header = headerOf(bytes);
        const std::size_t length = headerLength + header.length;
        if (bytes.size() < headerLength || length > bytes.size()) {
            ++parsed.read;
            addProblem(parsed, number, 0, QStringLiteral("the file ends within this record"), hexText(bytes));
            break;
        }
        Record record{Micros(header.seconds) * microsPerSecond, header.type, header.subtype,
                      bytes.substr(headerLength, header.length), number};
        take(record, parsed);
        bytes.remove_prefix(length);
        ++number;
    }
    return parsed;
}

void MrtReader::take(const Record& record, ParsedBlock& block)
{
    const std::size_t before = block.routes.size();
    std::string broken;
    switch (record.type) {
    case TableDump:
        broken = takeOldTable(record, block);
        break;
    case TableDumpV2:
        broken = record.subtype == 1 ? takeNeighbours(record) : takeTable(record, block);
        break;
    case Bgp4mp:
    case Bgp4mpEt:
        broken = takeUpdate(record, block);
        break;
    default:
        broken = "a record of type " + std::to_string(record.type) + ", which holds no BGP routes";
    }
    if (!broken.empty()) {
        block.routes.resize(before); // all of a record or nothing
        ++block.read;
        addProblem(block, record.number, 0, QString::fromStdString(broken), hexText(record.body));
        return;
    }
    for (std::size_t i = before; i < block.routes.size(); ++i)
        block.routes[i].record = std::uint64_t(record.number);
    block.read += qint64(block.routes.size() - before);
}

std::string MrtReader::takeUpdate(const Record& record, ParsedBlock& block) const
{
    ByteCursor cursor(record.body);
    RouteRecord route;
    route.at = record.at;
    if (record.type == Bgp4mpEt) {
        const std::uint32_t micros = cursor.u32();
        if (micros >= microsPerSecond)
            return "a fraction of a second of 1,000,000 µs or more";
        route.at += micros;
    }
    BgpSession session;
    const std::uint16_t subtype = record.subtype;
    session.wideAs = subtype == 4 || subtype == 5 || subtype == 7 || subtype == 9 || subtype == 11;
    session.addPath = subtype >= 8;
    const std::size_t width = session.wideAs ? 4 : 2;
    route.peerAs = std::uint32_t(cursor.number(width));
    cursor.skip(width + 2); // local AS, interface
    const std::uint16_t family = cursor.u16();
    if (family != 1 && family != 2)
        return "a neighbour of an unknown address family";
    route.peer = family == 1 ? cursor.v4() : cursor.v6();
    cursor.skip(family == 1 ? 4 : 16);
    if (!cursor.ok())
        return "a record that is too short";
    if (subtype == 0 || subtype == 5)
        return "a change of the session's state, no route";
    return bgpUpdate(cursor.rest(), session, route, block.routes);
}

std::string MrtReader::takeOldTable(const Record& record, ParsedBlock& block) const
{
    const bool v6 = record.subtype == 2;
    ByteCursor cursor(record.body);
    cursor.skip(4); // view, sequence
    RouteRecord route;
    route.at = record.at;
    route.kind = RouteKind::Table;
    route.prefix.first = v6 ? cursor.v6() : cursor.v4();
    const int length = cursor.u8();
    cursor.skip(5); // status, when it was learnt
    route.peer = v6 ? cursor.v6() : cursor.v4();
    route.peerAs = cursor.u16();
    const std::string_view attributeBytes = cursor.take(cursor.u16());
    BgpAttributes attributes;
    if (!cursor.ok() || length > (v6 ? 128 : 32))
        return "a table entry that is too short";
    route.prefix.length = v6 ? length : 96 + length;
    // Addresses inside a prefix stand for it.
    const auto whole = route.prefix;
    for (int bit = whole.length; bit < 128; ++bit)
        route.prefix.first.bytes[std::size_t(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> (bit % 8)));
    if (!bgpAttributes(attributeBytes, {}, true, attributes))
        return "path attributes that are cut off or damaged";
    setPath(route, attributes.path);
    block.routes.push_back(route);
    return {};
}

std::string MrtReader::takeNeighbours(const Record& record)
{
    ByteCursor cursor(record.body);
    cursor.skip(4);
    cursor.skip(cursor.u16()); // view's name
    const int count = cursor.u16();
    std::vector<Neighbour> neighbours;
    for (int i = 0; i < count && cursor.ok(); ++i) {
        const std::uint8_t kind = cursor.u8();
        cursor.skip(4);
        Neighbour neighbour;
        neighbour.address = kind & 1 ? cursor.v6() : cursor.v4();
        neighbour.as = kind & 2 ? cursor.u32() : cursor.u16();
        neighbours.push_back(neighbour);
    }
    if (!cursor.ok())
        return "a list of neighbours that is cut off";
    m_neighbours = std::move(neighbours);
    return {};
}

std::string MrtReader::takeTable(const Record& record, ParsedBlock& block) const
{
    const std::uint16_t subtype = record.subtype;
    const bool isV4 = subtype == 2 || subtype == 8, isV6 = subtype == 4 || subtype == 10;
    if (!isV4 && !isV6)
        return "a table of another kind than unicast IPv4 or IPv6";
    const bool addPath = subtype >= 8;
    ByteCursor cursor(record.body);
    cursor.skip(4);
    const auto prefix = nlriPrefix(cursor, isV6);
    if (!prefix)
        return "a prefix that is cut off or too long";
    const int count = cursor.u16();
    for (int i = 0; i < count; ++i) {
        const std::size_t index = cursor.u16();
        cursor.skip(addPath ? 8 : 4);
        const std::string_view attributeBytes = cursor.take(cursor.u16());
        if (!cursor.ok())
            return "a table entry that is cut off";
        if (index >= m_neighbours.size())
            return "neighbour " + std::to_string(index) + ", which the list of neighbours before it does not have";
        BgpAttributes attributes;
        if (!bgpAttributes(attributeBytes, {true, addPath}, true, attributes))
            return "path attributes that are cut off or damaged";
        RouteRecord route;
        route.at = record.at;
        route.kind = RouteKind::Table;
        route.prefix = *prefix;
        route.peer = m_neighbours[index].address;
        route.peerAs = m_neighbours[index].as;
        setPath(route, attributes.path);
        block.routes.push_back(std::move(route));
    }
    return cursor.ok() ? std::string() : "a table entry that is cut off";
}

} // namespace tideline
