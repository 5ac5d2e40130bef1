// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/gzipcheck.h"

#include <algorithm>
#include <cstring>

namespace tideline {

namespace {

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Eight tables, so that eight bytes are taken at a time.
constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        tables[0][i] = crc;
    }
    for (std::size_t t = 1; t < 8; ++t) {
        for (std::size_t i = 0; i < 256; ++i)
            tables[t][i] = tables[t - 1][i] >> 8 ^ tables[0][tables[t - 1][i] & 255];
    }
    return tables;
}

constexpr Tables tables = makeTables();

std::uint32_t little32(const unsigned char* bytes)
{
    return std::uint32_t(bytes[0]) | std::uint32_t(bytes[1]) << 8 | std::uint32_t(bytes[2]) << 16 |
           std::uint32_t(bytes[3]) << 24;
}

} // namespace

void GzipCheck::packed(const char* bytes, std::size_t size)
{
    // A member begins 1f 8b 08; looked for behind the first, across the border of two reads.
    std::array<unsigned char, 16> seam{};
    const std::size_t had = std::size_t(std::min<std::uint64_t>(m_packed, 2));
    const std::size_t ahead = std::min<std::size_t>(size, 2);
    std::memcpy(seam.data(), m_tail.data() + 8 - had, had);
    std::memcpy(seam.data() + had, bytes, ahead);
    const auto looksLikeMember = [this](const void* from, std::size_t length, std::uint64_t offset) {
        const auto* at = static_cast<const unsigned char*>(from);
        for (std::size_t i = 0; i + 3 <= length; ++i) {
            const void* const hit = std::memchr(at + i, 0x1f, length - i - 2);
            if (!hit)
                return;
            i = std::size_t(static_cast<const unsigned char*>(hit) - at);
            m_maybeMore = m_maybeMore || (offset + i > 0 && at[i + 1] == 0x8b && at[i + 2] == 8);
        }
    };
    looksLikeMember(seam.data(), had + ahead, m_packed - had);
    looksLikeMember(bytes, size, m_packed);
    m_packed += size;
    if (size >= 8) {
        std::memcpy(m_tail.data(), bytes + size - 8, 8);
    } else {
        std::memmove(m_tail.data(), m_tail.data() + size, 8 - size);
        std::memcpy(m_tail.data() + 8 - size, bytes, size);
    }
}

void GzipCheck::unpacked(const char* bytes, std::size_t size)
{
    m_unpacked += size;
    const auto* at = reinterpret_cast<const unsigned char*>(bytes);
    for (; size >= 8; size -= 8, at += 8) {
        const std::uint32_t low = m_crc ^ little32(at), high = little32(at + 4);
        m_crc = tables[7][low & 255] ^ tables[6][low >> 8 & 255] ^ tables[5][low >> 16 & 255] ^ tables[4][low >> 24] ^
                tables[3][high & 255] ^ tables[2][high >> 8 & 255] ^ tables[1][high >> 16 & 255] ^
                tables[0][high >> 24];
    }
    for (; size > 0; --size, ++at)
        m_crc = m_crc >> 8 ^ tables[0][(m_crc ^ *at) & 255];
}

bool GzipCheck::agrees() const
{
    const bool length = little32(m_tail.data() + 4) == std::uint32_t(m_unpacked);
    const bool crc = little32(m_tail.data()) == (m_crc ^ 0xFFFFFFFF);
    return (length && crc) || m_maybeMore;
}

} // namespace tideline
