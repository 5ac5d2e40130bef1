// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// What readers take at most. A record beyond a limit is rejected with its line; the import goes on.
namespace tideline::limits {

inline constexpr std::size_t head = 256 * 1024;           ///< bytes that recognition and `Reader::begin` see
inline constexpr std::size_t block = 4 * 1024 * 1024;     ///< usual size of a block
inline constexpr std::size_t field = 1024 * 1024;         ///< bytes of one field
inline constexpr std::size_t line = 4 * 1024 * 1024;      ///< bytes of one record
inline constexpr std::size_t document = 64 * 1024 * 1024; ///< bytes of a JSON or other document that is read whole
inline constexpr int columns = 2'000;
inline constexpr int jsonDepth = 64;
inline constexpr std::size_t problemText = 4 * 1024;       ///< bytes of a rejected row that are kept
inline constexpr std::size_t problemTexts = 10'000;        ///< rejected rows of one block that keep their text
inline constexpr std::uint64_t unpacked = 4ULL << 30;      ///< bytes that an archive may unpack to
inline constexpr std::uint64_t unpackedRatio = 200;        ///< unpacked : packed …
inline constexpr std::uint64_t unpackedFree = 10ULL << 20; ///< … once this many bytes are unpacked
inline constexpr std::uint64_t fileSize = 64ULL << 30;
inline constexpr int archiveEntries = 10'000;
inline constexpr int archiveNesting = 2;

/// Whether `before` bytes have grown into more than those of an honest file do.
constexpr bool swells(std::uint64_t before, std::uint64_t after)
{
    return after > unpackedFree && after / unpackedRatio > (before > 0 ? before : 1);
}

} // namespace tideline::limits
