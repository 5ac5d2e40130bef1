// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/importers/words.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Text kernels of the flow readers: no Qt, no allocation per row.
namespace tideline {

/// Cuts `line` at every `separator`; `fields` is reused from row to row.
void splitFields(std::string_view line, char separator, std::vector<std::string_view>& fields);
inline std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Where the last whole line of `bytes` ends (after its '\n'); everything if nothing follows.
std::size_t lineBoundary(std::string_view bytes, bool last);

/// Decimal digits only.
template <typename Number> bool parseUnsigned(std::string_view text, Number& number)
{
    constexpr std::size_t fitting = std::numeric_limits<std::uint64_t>::digits10;
    if (text.size() >= 4 && text.size() <= 8) {
        // All at once: how many digits there are is nothing that the processor foresees.
        const std::size_t more = 8 * (text.size() - 4);
        std::uint64_t digits = littleEndian<std::uint32_t>(text.data()) |
                               std::uint64_t(littleEndian<std::uint32_t>(text.data() + text.size() - 4)) << more;
        digits = digits << (32 - more) | 0x30303030ULL >> more;
        if (noDigits(digits) != 0)
            return false;
        digits ^= 0x3030303030303030ULL;
        digits = digits * 10 + (digits >> 8);
        digits = ((digits & 0x000000ff000000ffULL) * (100 + (1'000'000ULL << 32)) +
                  (digits >> 16 & 0x000000ff000000ffULL) * (1 + (10'000ULL << 32))) >>
                 32;
        if (digits > std::numeric_limits<Number>::max())
            return false;
        number = Number(digits);
        return true;
    }
    if (text.empty() || text.size() > fitting) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size();
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = unsigned(c) - unsigned('0');
        if (digit > 9)
            return false;
        value = value * 10 + digit;
    }
    if (value > std::numeric_limits<Number>::max())
        return false;
    number = Number(value);
    return true;
}

/// "22.335172", "1e-05" seconds, rounded to the microsecond. Magnitudes of 1e11 and above are milliseconds, as of
/// 1e14 microseconds, as of 1e17 nanoseconds: no seconds before the year 5138 look like that.
bool parseEpoch(std::string_view text, Micros& micros);
/// A length in seconds, or "[Nd ]hh:mm:ss.mmm"; not negative.
bool parseSpan(std::string_view text, std::int64_t& micros);

/// What inet_pton takes; the usual forms by short cuts of our own.
bool parseAddress(std::string_view text, IpAddress& address);

/// "2018-01-12 15:37:30[.942]" and the like with 'T', with Z or an offset where written.
struct ClockText
{
    Micros local = 0; ///< as if UTC; already shifted to UTC when `hasZone`
    bool hasZone = false;
};
class ClockParser
{
public:
    bool parse(std::string_view text, ClockText& clock, char mark = '-'); ///< `mark` stands between year, month, day

private:
    std::array<char, 10> m_date{}; ///< the last date seen: logs repeat it
    Micros m_dateMicros = 0;
    bool m_known = false;
};

/// A row before it goes into the columns. Views point into the block.
struct FlowRow
{
    Micros start = 0;
    std::int64_t duration = 0;
    IpAddress src;
    IpAddress dst;
    std::uint16_t srcPort = 0;
    std::uint16_t dstPort = 0;
    std::uint8_t protocol = 0;
    std::uint64_t srcBytes = 0;
    std::uint64_t dstBytes = 0;
    std::uint64_t srcPackets = 0;
    std::uint64_t dstPackets = 0;
    std::uint32_t flows = 1;
    std::uint32_t nextAs = 0;
    std::uint32_t srcAs = 0;
    std::uint32_t dstAs = 0;
    std::string_view service;
    std::string_view state;
    std::string_view exporter;

    /// Field by field: the compiler fills a whole row anew with an instruction that takes as long as to parse a field.
    void clear()
    {
        start = duration = 0;
        src = dst = {};
        srcPort = dstPort = 0;
        protocol = 0;
        srcBytes = dstBytes = srcPackets = dstPackets = 0;
        flows = 1;
        nextAs = srcAs = dstAs = 0;
        service = state = exporter = {};
    }
};

/// A row that could not be taken.
struct RowFault
{
    std::uint64_t line = 0;
    int column = 0; ///< 1-based, 0 = the whole row
    std::string reason;
    std::string_view text;
};

/// What a flow kernel makes of a block.
struct FlowSink
{
    FlowBatch flows;
    std::vector<RowFault> faults;
    std::uint64_t read = 0;
    bool nearEpoch = false; ///< a time within a year of 1970: most likely relative to the capture's start
    bool ambiguous = false; ///< a local time that the clock showed twice or never

    /// Makes room for about as many rows as the bytes have lines, in the memory of `spare` if there is one.
    void expect(std::string_view bytes, FlowBatch* spare);
    void append(const FlowRow& row, std::uint64_t record);
    void reject(std::uint64_t line, int column, std::string reason, std::string_view text);
};

/// "“abc” is no number": how all kernels word it.
std::string notA(std::string_view text, std::string_view what);

} // namespace tideline
