// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

/// Text, several bytes at a time.
namespace tideline {

/// `Word`: unsigned, of 4 or 8 bytes.
template <typename Word> Word littleEndian(const char* bytes)
{
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::big)
        word = sizeof word == 8 ? Word(__builtin_bswap64(word)) : Word(__builtin_bswap32(std::uint32_t(word)));
    return word;
}

/// The high bit of each byte that is no decimal digit.
inline std::uint64_t noDigits(std::uint64_t bytes)
{
    const std::uint64_t values = bytes ^ 0x3030303030303030ULL;
    return (((values & 0x7f7f7f7f7f7f7f7fULL) + 0x7676767676767676ULL) | values) & 0x8080808080808080ULL;
}

} // namespace tideline
