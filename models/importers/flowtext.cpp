// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/flowtext.h"

#include "models/core/zone.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tideline {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool digits(std::string_view text, std::size_t at, std::size_t count, int& number)
{
    if (text.size() < at + count)
        return false;
    number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!isDigit(text[i]))
            return false;
        number = number * 10 + (text[i] - '0');
    }
    return true;
}

/// Digits after the point, rounded half up to microseconds.
bool fractionMicros(std::string_view text, std::int64_t& micros)
{
    constexpr std::array<std::int64_t, 7> scales = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
    const std::size_t kept = std::min<std::size_t>(text.size(), 6);
    int value = 0;
    if (!digits(text, 0, kept, value))
        return false;
    micros = value * scales[kept];
    if (text.size() > kept && text[kept] >= '5')
        ++micros;
    return std::all_of(text.begin() + std::ptrdiff_t(kept), text.end(), isDigit);
}

/// "22", "22.335172": what nearly all numbers of seconds look like.
bool plainDecimal(std::string_view text, std::uint64_t& whole, std::int64_t& fraction)
{
    std::size_t at = 0;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    fraction = 0;
    return parseUnsigned(text.substr(0, at), whole) &&
           (at == text.size() || (text[at] == '.' && fractionMicros(text.substr(at + 1), fraction)));
}

bool inRange(Micros micros)
{
    return micros >= earliestTime && micros < latestTime;
}

bool parseWithExponent(std::string_view text, double& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

/// Which of up to 16 bytes are dots, and which are digits.
void classify(std::uint64_t low, std::uint64_t high, unsigned& dots, unsigned& digits)
{
#ifdef __SSE2__
    const __m128i all = _mm_set_epi64x(std::int64_t(high), std::int64_t(low));
    const __m128i above = _mm_sub_epi8(all, _mm_set1_epi8('0'));
    dots = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(all, _mm_set1_epi8('.'))));
    digits = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(9)), above)));
#else
    dots = digits = 0;
    for (unsigned i = 0; i < 16; ++i) {
        const char c = char((i < 8 ? low : high) >> (i % 8 * 8));
        dots |= unsigned(c == '.') << i;
        digits |= unsigned(isDigit(c)) << i;
    }
#endif
}

/// A dotted quad. inet_pton refuses leading zeros, since some programs read them as octal. How many digits a part has
/// is nothing that the processor foresees, so that nothing branches on it.
bool parseQuad(std::string_view text, IpAddress& address)
{
    constexpr std::size_t shortest = 7, longest = 15;
    const std::size_t size = text.size();
    if (size < shortest || size > longest)
        return false;
    std::uint64_t low = 0, high = 0;
    if (size >= 8) {
        low = littleEndian<std::uint64_t>(text.data());
        high = littleEndian<std::uint64_t>(text.data() + size - 8) >> (8 * (longest - size)) >> 8;
    } else {
        low = littleEndian<std::uint32_t>(text.data()) |
              std::uint64_t(littleEndian<std::uint32_t>(text.data() + size - 4)) << 24;
    }
    unsigned dots = 0, digits = 0;
    classify(low, high, dots, digits);
    if ((dots | digits) != (1U << size) - 1)
        return false;
    dots |= 1U << size; // the end of the last part
    constexpr std::array<std::uint32_t, 4> least = {0, 0, 10, 100};
    std::uint32_t quad = 0;
    std::size_t from = 0;
    for (int part = 0; part < 4; ++part, dots &= dots - 1) {
        const std::size_t length = dots == 0 ? 0 : std::size_t(__builtin_ctz(dots)) - from;
        if (length < 1 || length > 3)
            return false;
        const auto bytes =
            std::uint32_t(from < 8 ? low >> 8 * from | high << 8 * (7 - from) << 8 : high >> 8 * (from - 8));
        const std::uint32_t three = bytes << 8 * (3 - length) & 0x0f0f0f; // zeros before those that are there
        const std::uint32_t value = (three & 15) * 100 + (three >> 8 & 15) * 10 + (three >> 16);
        if (value > 255 || value < least[length])
            return false;
        quad = quad << 8 | value;
        from += length + 1;
    }
    if (dots != 0)
        return false;
    address = IpAddress::fromV4(quad);
    return true;
}

unsigned hexDigit(char c)
{
    const auto digit = unsigned(c) - unsigned('0'), letter = (unsigned(c) | 0x20u) - unsigned('a');
    return digit <= 9 ? digit : letter <= 5 ? letter + 10 : 16;
}

/// Groups of hexadecimal digits with or without one "::"; what else an IPv6 address may hold is left to inet_pton.
bool parseGroups(std::string_view text, IpAddress& address)
{
    std::array<std::uint8_t, 16> bytes{};
    std::size_t filled = 0, gap = bytes.size() + 1, at = 0;
    if (text.starts_with("::")) {
        gap = 0;
        at = 2;
    }
    while (at < text.size()) {
        unsigned value = 0;
        const std::size_t from = at;
        for (unsigned digit = 0; at < text.size() && (digit = hexDigit(text[at])) < 16; ++at)
            value = value << 4 | digit;
        if (at == from || at - from > 4 || filled == bytes.size())
            return false;
        bytes[filled++] = std::uint8_t(value >> 8);
        bytes[filled++] = std::uint8_t(value);
        if (at == text.size())
            break;
        if (text[at++] != ':' || at == text.size())
            return false;
        if (text[at] == ':') {
            if (gap <= bytes.size())
                return false;
            gap = filled;
            ++at;
        }
    }
    if ((gap <= bytes.size()) == (filled == bytes.size()))
        return false;
    const std::size_t front = std::min(gap, filled), back = filled - front;
    address.bytes = {};
    std::copy_n(bytes.begin(), front, address.bytes.begin());
    std::copy_n(bytes.begin() + std::ptrdiff_t(front), back, address.bytes.end() - std::ptrdiff_t(back));
    return true;
}

/// Most rows have none of the texts.
void appendText(std::vector<std::string>& column, std::string_view text)
{
    if (text.empty())
        column.emplace_back();
    else
        column.emplace_back(text);
}

} // namespace

void splitFields(std::string_view line, char separator, std::vector<std::string_view>& fields)
{
    const char* const begin = line.data();
    const std::size_t size = line.size();
    std::size_t from = 0, at = 0, count = 0;
    // Rows have as many fields as the one before: these are overwritten.
    std::string_view* known = fields.data();
    std::size_t knownCount = fields.size();
    const auto add = [&](std::size_t end) {
        if (count == knownCount) {
            fields.resize(knownCount + 16);
            known = fields.data();
            knownCount = fields.size();
        }
        known[count++] = {begin + from, end - from};
        from = end + 1;
    };
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(separator);
    for (; at + 16 <= size; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at));
        unsigned mask = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        for (; mask; mask &= mask - 1)
            add(at + std::size_t(__builtin_ctz(mask)));
    }
#endif
    for (; at < size; ++at) {
        if (begin[at] == separator)
            add(at);
    }
    add(size);
    fields.resize(count);
}

std::size_t lineBoundary(std::string_view bytes, bool last)
{
    if (last)
        return bytes.size();
    const auto end = bytes.rfind('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

bool parseEpoch(std::string_view text, Micros& micros)
{
    const bool negative = !text.empty() && text.front() == '-';
    const std::string_view number = negative ? text.substr(1) : text;
    std::uint64_t whole = 0;
    std::int64_t fraction = 0;
    if (!plainDecimal(number, whole, fraction)) {
        double value = 0;
        if (number.empty() || !isDigit(number.front()) || !parseWithExponent(number, value) || value > 2.5e11)
            return false;
        micros = std::llround((negative ? -value : value) * 1e6);
        return inRange(micros);
    }
    if (whole >= 100'000'000'000'000'000ULL)
        micros = Micros(whole / 1'000);
    else if (whole >= 100'000'000'000'000ULL)
        micros = Micros(whole);
    else if (whole >= 100'000'000'000ULL)
        micros = Micros(whole) * microsPerMilli + fraction / 1'000;
    else
        micros = Micros(whole) * microsPerSecond + fraction;
    if (negative)
        micros = -micros;
    return inRange(micros);
}

bool parseSpan(std::string_view text, std::int64_t& micros)
{
    std::uint64_t whole = 0;
    std::int64_t fraction = 0;
    if (plainDecimal(text, whole, fraction)) {
        if (whole > std::uint64_t(latestTime / microsPerSecond))
            return false;
        micros = std::int64_t(whole) * microsPerSecond + fraction;
        return true;
    }
    const std::size_t point = text.rfind('.');
    const std::string_view head = text.substr(0, point);
    const bool goodFraction = point == std::string_view::npos || fractionMicros(text.substr(point + 1), fraction);
    std::uint64_t days = 0;
    const std::size_t blank = head.find("d ");
    if (blank != std::string_view::npos && !parseUnsigned(head.substr(0, blank), days))
        return false;
    const std::string_view clock = blank == std::string_view::npos ? head : head.substr(blank + 2);
    int hours = 0, minutes = 0, seconds = 0;
    if (goodFraction && clock.size() == 8 && clock[2] == ':' && clock[5] == ':' && digits(clock, 0, 2, hours) &&
        digits(clock, 3, 2, minutes) && digits(clock, 6, 2, seconds) && days < 100'000) {
        micros = std::int64_t(days) * microsPerDay + hours * microsPerHour + minutes * microsPerMinute +
                 seconds * microsPerSecond + fraction;
        return true;
    }
    double value = 0;
    if (text.empty() || !isDigit(text.front()) || !parseWithExponent(text, value) || value > 2.5e11)
        return false;
    micros = std::llround(value * 1e6);
    return true;
}

bool parseAddress(std::string_view text, IpAddress& address)
{
    if (parseQuad(text, address) || parseGroups(text, address))
        return true;
    const auto parsed = IpAddress::parse(text);
    if (parsed)
        address = *parsed;
    return parsed.has_value();
}

bool ClockParser::parse(std::string_view text, ClockText& clock, char mark)
{
    int hour = 0, minute = 0, second = 0;
    if (text.size() < 19 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':' ||
        !digits(text, 11, 2, hour) || !digits(text, 14, 2, minute) || !digits(text, 17, 2, second) || hour > 23 ||
        minute > 59 || second > 60)
        return false;
    if (!m_known || std::memcmp(m_date.data(), text.data(), m_date.size()) != 0) {
        int year = 0, month = 0, day = 0;
        if (text[4] != mark || text[7] != mark || !digits(text, 0, 4, year) || !digits(text, 5, 2, month) ||
            !digits(text, 8, 2, day) || !isValidDate(year, month, day))
            return false;
        std::memcpy(m_date.data(), text.data(), m_date.size());
        m_dateMicros = daysFromCivil(year, month, day) * microsPerDay;
        m_known = true;
    }
    std::size_t at = 19;
    std::int64_t fraction = 0;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
        std::size_t end = at + 1;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end == at + 1 || !fractionMicros(text.substr(at + 1, end - at - 1), fraction))
            return false;
        at = end;
    }
    clock.local = m_dateMicros + hour * microsPerHour + minute * microsPerMinute + second * microsPerSecond + fraction;
    clock.hasZone = at < text.size();
    const std::string_view zone = text.substr(at);
    if (clock.hasZone && zone != "Z") {
        const std::size_t minuteAt = zone.size() == 6 ? 4 : 3;
        int hours = 0, minutes = 0;
        if ((zone.size() != 5 && zone.size() != 6) || (zone[0] != '+' && zone[0] != '-') ||
            (zone.size() == 6 && zone[3] != ':') || !digits(zone, 1, 2, hours) || !digits(zone, minuteAt, 2, minutes) ||
            hours > 14 || minutes > 59)
            return false;
        const Micros offset = hours * microsPerHour + minutes * microsPerMinute;
        clock.local += zone[0] == '-' ? offset : -offset;
    }
    return inRange(clock.local);
}

void FlowSink::expect(std::string_view bytes, FlowBatch* spare)
{
    if (spare)
        flows = std::move(*spare);
    constexpr std::size_t looked = 64, shortestLine = 32;
    std::size_t lines = 0, seen = 0;
    while (lines < looked && seen < bytes.size()) {
        const std::size_t end = bytes.find('\n', seen);
        seen = end == std::string_view::npos ? bytes.size() : end + 1;
        ++lines;
    }
    if (lines == 0)
        return;
    const std::size_t length = std::max(seen / lines, shortestLine);
    const std::size_t rows = bytes.size() / length + bytes.size() / length / 16 + 1;
    FlowBatch::forEachColumn(flows, [rows](const char*, auto& column) { column.reserve(rows); });
}

void FlowSink::append(const FlowRow& row, std::uint64_t record)
{
    constexpr Micros yearAfterEpoch = 365 * microsPerDay;
    nearEpoch = nearEpoch || row.start < yearAfterEpoch;
    flows.start.push_back(row.start);
    flows.duration.push_back(row.duration);
    flows.src.push_back(row.src);
    flows.dst.push_back(row.dst);
    flows.srcPort.push_back(row.srcPort);
    flows.dstPort.push_back(row.dstPort);
    flows.protocol.push_back(row.protocol);
    flows.srcBytes.push_back(row.srcBytes);
    flows.dstBytes.push_back(row.dstBytes);
    flows.srcPackets.push_back(row.srcPackets);
    flows.dstPackets.push_back(row.dstPackets);
    flows.flows.push_back(row.flows);
    flows.nextAs.push_back(row.nextAs);
    flows.srcAs.push_back(row.srcAs);
    flows.dstAs.push_back(row.dstAs);
    appendText(flows.service, row.service);
    appendText(flows.state, row.state);
    appendText(flows.exporter, row.exporter);
    flows.record.push_back(record);
}

void FlowSink::reject(std::uint64_t line, int column, std::string reason, std::string_view text)
{
    faults.push_back({line, column, std::move(reason), text});
}

std::string notA(std::string_view text, std::string_view what)
{
    constexpr std::size_t shown = 60;
    std::string reason = "“";
    reason += text.substr(0, shown);
    if (text.size() > shown)
        reason += "…";
    reason += "” is no ";
    reason += what;
    return reason;
}

} // namespace tideline
