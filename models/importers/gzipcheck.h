// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tideline {

/// Compares what came out of a gzip file with the CRC-32 and length in its trailer (RFC 1952), which libarchive 3.6
/// reads over. A file of several members has several trailers: only what cannot be one is checked.
class GzipCheck
{
public:
    void packed(const char* bytes, std::size_t size);
    void unpacked(const char* bytes, std::size_t size);
    /// At the end of both: false if the trailer belongs to other content.
    bool agrees() const;

private:
    std::array<unsigned char, 8> m_tail{}; ///< the last bytes: CRC-32 and length, little-endian
    std::uint64_t m_packed = 0;
    std::uint64_t m_unpacked = 0;
    std::uint32_t m_crc = 0xFFFFFFFF;
    bool m_maybeMore = false; ///< bytes that look like the header of a second member
};

} // namespace tideline
