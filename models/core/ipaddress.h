// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tideline {

/// An IPv4 or IPv6 address as 16 bytes in network order; IPv4 is kept v4-mapped (::ffff:a.b.c.d).
struct IpAddress
{
    std::array<std::uint8_t, 16> bytes{};

    /// Strict: what inet_pton takes and nothing else ("10.1", "010.0.0.1" and "0x7f.1" are refused); a trailing %zone
    /// is cut off.
    static std::optional<IpAddress> parse(std::string_view text);
    static IpAddress fromV4(std::uint32_t hostOrder);
    bool isV4() const;
    bool isUnspecified() const; ///< :: or 0.0.0.0
    QString toString() const;
    auto operator<=>(const IpAddress&) const = default;
};

/// An address range given by its leading bits. `length` counts in the 128-bit form: an IPv4 /22 is 118.
struct Prefix
{
    IpAddress first;
    int length = 128;

    /// "175.45.176.0/22", "2001:db8::/32", or a single address. Bits beyond the length must be zero.
    static std::optional<Prefix> parse(QStringView text);
    IpAddress last() const;
    bool contains(const IpAddress& address) const { return address >= first && address <= last(); }
    QString toString() const;
    bool operator==(const Prefix&) const = default;
};

/// Also for tables whose size is a power of two: every bit of the address reaches the low bits, also for the neighbours
/// in one small network, which differ in the last byte alone.
inline std::uint64_t addressHash(const IpAddress& address)
{
    std::uint64_t high, low;
    __builtin_memcpy(&high, address.bytes.data(), 8);
    __builtin_memcpy(&low, address.bytes.data() + 8, 8);
    std::uint64_t x = low ^ (high * 0x9E3779B97F4A7C15ULL);
    x = (x ^ (x >> 32)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 29)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 32);
}

} // namespace tideline

template <> struct std::hash<tideline::IpAddress>
{
    std::size_t operator()(const tideline::IpAddress& address) const noexcept
    {
        return static_cast<std::size_t>(tideline::addressHash(address));
    }
};
