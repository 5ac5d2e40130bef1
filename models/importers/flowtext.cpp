// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/flowtext.h"

#include "models/core/zone.h"

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

/// Up to nine digits after the point, rounded half up to microseconds.
bool fractionMicros(std::string_view text, std::int64_t& micros)
{
    micros = 0;
    std::int64_t scale = 100'000;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            return false;
        if (i < 6) {
            micros += (text[i] - '0') * scale;
            scale /= 10;
        } else if (i == 6 && text[i] >= '5') {
            ++micros;
        }
    }
    return true;
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

} // namespace

void splitFields(std::string_view line, char separator, std::vector<std::string_view>& fields)
{
    fields.clear();
    const char* const begin = line.data();
    const std::size_t size = line.size();
    std::size_t from = 0, at = 0;
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(separator);
    for (; at + 16 <= size; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at));
        unsigned mask = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        while (mask) {
            const std::size_t hit = at + std::size_t(__builtin_ctz(mask));
            fields.emplace_back(begin + from, hit - from);
            from = hit + 1;
            mask &= mask - 1;
        }
    }
#endif
    for (; at < size; ++at) {
        if (begin[at] == separator) {
            fields.emplace_back(begin + from, at - from);
            from = at + 1;
        }
    }
    fields.emplace_back(begin + from, size - from);
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::size_t lineBoundary(std::string_view bytes, bool last)
{
    if (last)
        return bytes.size();
    const auto end = bytes.rfind('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

template <typename Number> bool parseUnsigned(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}
template bool parseUnsigned(std::string_view, std::uint16_t&);
template bool parseUnsigned(std::string_view, std::uint32_t&);
template bool parseUnsigned(std::string_view, std::uint64_t&);

bool parseEpoch(std::string_view text, Micros& micros)
{
    const bool negative = !text.empty() && text.front() == '-';
    const std::string_view number = negative ? text.substr(1) : text;
    const std::size_t point = number.find('.');
    std::uint64_t whole = 0;
    std::int64_t fraction = 0;
    if (!parseUnsigned(number.substr(0, point), whole) ||
        (point != std::string_view::npos && !fractionMicros(number.substr(point + 1), fraction))) {
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
    const std::size_t point = text.rfind('.');
    const std::string_view head = text.substr(0, point);
    const bool goodFraction = point == std::string_view::npos || fractionMicros(text.substr(point + 1), fraction);
    if (goodFraction && parseUnsigned(head, whole)) {
        if (whole > std::uint64_t(latestTime / microsPerSecond))
            return false;
        micros = std::int64_t(whole) * microsPerSecond + fraction;
        return true;
    }
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
    std::uint32_t quad = 0;
    std::size_t at = 0;
    for (int part = 0; part < 4; ++part) {
        unsigned value = 0;
        const std::size_t from = at;
        while (at < text.size() && isDigit(text[at]) && at - from < 4)
            value = value * 10 + unsigned(text[at++] - '0');
        const std::size_t length = at - from;
        // inet_pton refuses leading zeros, since some programs read them as octal.
        if (length == 0 || length > 3 || value > 255 || (length > 1 && text[from] == '0'))
            break;
        quad = quad << 8 | value;
        if (part == 3 && at == text.size()) {
            address = IpAddress::fromV4(quad);
            return true;
        }
        if (at == text.size() || text[at] != '.')
            break;
        ++at;
    }
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
    flows.service.emplace_back(row.service);
    flows.state.emplace_back(row.state);
    flows.exporter.emplace_back(row.exporter);
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
