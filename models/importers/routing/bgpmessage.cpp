// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/routing/bgpmessage.h"

namespace tideline {

namespace {

enum Attribute : std::uint8_t { AsPath = 2, MpReach = 14, MpUnreach = 15, As4Path = 17 };
enum Segment : std::uint8_t { Set = 1, Sequence = 2, ConfedSequence = 3, ConfedSet = 4 };
constexpr std::uint8_t extendedLength = 0x10;
constexpr std::uint16_t unicast = 1;

/// The segments of a path as words, one an AS or a set in braces (in brackets where it is of a confederation).
bool pathWords(std::string_view bytes, std::size_t width, std::vector<std::string>& words)
{
    ByteCursor cursor(bytes);
    while (cursor.left() > 0) {
        const std::uint8_t kind = cursor.u8();
        const std::uint8_t count = cursor.u8();
        if (kind < Set || kind > ConfedSet)
            return false;
        std::string joined;
        for (int i = 0; i < count; ++i) {
            const std::string number = std::to_string(cursor.number(width));
            if (kind == Sequence)
                words.push_back(number);
            else
                joined += (joined.empty() ? "" : kind == ConfedSequence ? " " : ",") + number;
        }
        if (kind == Set)
            words.push_back('{' + joined + '}');
        else if (kind == ConfedSequence)
            words.push_back('(' + joined + ')');
        else if (kind == ConfedSet)
            words.push_back('[' + joined + ']');
    }
    return cursor.ok();
}

std::string joinedWords(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

/// A neighbour that knows only narrow numbers puts 23456 for wide ones; the real ones follow in AS4_PATH and stand for
/// the end of the path (RFC 6793, 4.2.3).
void mergeWide(std::vector<std::string>& words, const std::vector<std::string>& wide)
{
    if (wide.size() > words.size())
        return;
    std::copy(wide.begin(), wide.end(), words.end() - std::ptrdiff_t(wide.size()));
}

bool multiProtocol(std::string_view value, bool withdrawn, const BgpSession& session, bool inTable,
                   BgpAttributes& attributes)
{
    if (inTable)
        return true; // the next hop alone; the prefix stands in the table's own record
    ByteCursor cursor(value);
    const std::uint16_t family = cursor.u16();
    const std::uint8_t kind = cursor.u8();
    if (!withdrawn) {
        cursor.skip(cursor.u8()); // next hop
        cursor.skip(1);
    }
    if (!cursor.ok())
        return false;
    if ((family != 1 && family != 2) || kind != unicast)
        return true; // multicast, VPNs: no routes of the Internet
    return nlriPrefixes(cursor.rest(), family == 2, session.addPath,
                        withdrawn ? attributes.unreached : attributes.reached);
}

} // namespace

std::optional<Prefix> nlriPrefix(ByteCursor& cursor, bool v6)
{
    const int length = cursor.u8();
    const int most = v6 ? 128 : 32;
    if (!cursor.ok() || length > most)
        return std::nullopt;
    const std::string_view bytes = cursor.take(std::size_t(length + 7) / 8);
    if (!cursor.ok())
        return std::nullopt;
    Prefix prefix;
    prefix.length = v6 ? length : 96 + length;
    prefix.first = v6 ? IpAddress() : IpAddress::fromV4(0);
    const std::size_t offset = v6 ? 0 : 12;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        prefix.first.bytes[offset + i] = static_cast<std::uint8_t>(bytes[i]);
    if (length % 8 != 0) // what stands behind the length means nothing (RFC 4271, 4.3)
        prefix.first.bytes[offset + bytes.size() - 1] &= static_cast<std::uint8_t>(0xFF00 >> (length % 8));
    return prefix;
}

bool nlriPrefixes(std::string_view bytes, bool v6, bool addPath, std::vector<Prefix>& prefixes)
{
    ByteCursor cursor(bytes);
    while (cursor.left() > 0) {
        if (addPath)
            cursor.skip(4);
        const auto prefix = nlriPrefix(cursor, v6);
        if (!prefix)
            return false;
        prefixes.push_back(*prefix);
    }
    return cursor.ok();
}

bool bgpAttributes(std::string_view bytes, const BgpSession& session, bool inTable, BgpAttributes& attributes)
{
    ByteCursor cursor(bytes);
    std::vector<std::string> words, wide;
    while (cursor.left() > 0) {
        const std::uint8_t flags = cursor.u8();
        const std::uint8_t kind = cursor.u8();
        const std::size_t length = flags & extendedLength ? cursor.u16() : cursor.u8();
        const std::string_view value = cursor.take(length);
        if (!cursor.ok())
            return false;
        bool good = true;
        if (kind == AsPath) {
            words.clear();
            attributes.hasPath = good = pathWords(value, session.wideAs ? 4 : 2, words);
        } else if (kind == As4Path && !session.wideAs) {
            good = pathWords(value, 4, wide);
        } else if (kind == MpReach || kind == MpUnreach) {
            good = multiProtocol(value, kind == MpUnreach, session, inTable, attributes);
        }
        if (!good)
            return false;
    }
    mergeWide(words, wide);
    attributes.path = joinedWords(words);
    return true;
}

std::string bgpUpdate(std::string_view message, const BgpSession& session, const RouteRecord& from,
                      std::vector<RouteRecord>& routes)
{
    constexpr std::size_t markerLength = 16;
    constexpr std::uint8_t update = 2;
    ByteCursor cursor(message);
    cursor.skip(markerLength);
    const std::size_t length = cursor.u16();
    const std::uint8_t kind = cursor.u8();
    if (!cursor.ok() || length < markerLength + 3 || length > message.size())
        return "a BGP message that is cut off";
    if (kind != update)
        return {};
    ByteCursor body(message.substr(cursor.at(), length - cursor.at()));
    const std::string_view withdrawn = body.take(body.u16());
    const std::string_view attributeBytes = body.take(body.u16());
    if (!body.ok())
        return "an UPDATE whose lengths do not fit";
    std::vector<Prefix> gone, announced;
    BgpAttributes attributes;
    if (!nlriPrefixes(withdrawn, false, session.addPath, gone) ||
        !nlriPrefixes(body.rest(), false, session.addPath, announced))
        return "a prefix that is cut off or too long";
    if (!bgpAttributes(attributeBytes, session, false, attributes))
        return "path attributes that are cut off or damaged";
    gone.insert(gone.end(), attributes.unreached.begin(), attributes.unreached.end());
    announced.insert(announced.end(), attributes.reached.begin(), attributes.reached.end());
    if (!announced.empty() && !attributes.hasPath)
        return "routes without a path";
    RouteRecord route = from;
    route.kind = RouteKind::Withdrawn;
    for (const Prefix& prefix : gone) {
        route.prefix = prefix;
        routes.push_back(route);
    }
    route.kind = RouteKind::Announced;
    setPath(route, attributes.path);
    for (const Prefix& prefix : announced) {
        route.prefix = prefix;
        routes.push_back(route);
    }
    return {};
}

} // namespace tideline
