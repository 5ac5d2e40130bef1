// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"

#include <QtEndian>

#include <cstring>

namespace tideline {

/// The first 24 bytes of a blob; encoding.h says what they mean.
struct BlobHeader
{
    static constexpr int size = 24;
    enum Encoding : std::uint8_t { Integers, Addresses, Texts };

    std::uint8_t column = 0;
    std::uint8_t encoding = Integers;
    std::uint8_t width = 0;
    std::uint32_t count = 0;
    std::uint32_t extra = 0;
    std::uint64_t base = 0;

    /// A blob with this header and room for `payload` bytes, all zero.
    QByteArray blob(std::size_t payload) const
    {
        QByteArray bytes(qsizetype(size + payload), '\0');
        char* at = bytes.data();
        at[0] = 'T';
        at[1] = 'C';
        at[2] = 1;
        at[3] = char(column);
        at[4] = char(encoding);
        at[5] = char(width);
        qToLittleEndian(count, at + 8);
        qToLittleEndian(extra, at + 12);
        qToLittleEndian(base, at + 16);
        return bytes;
    }

    bool read(const QByteArray& blob, FlowColumn wanted, Encoding wantedEncoding)
    {
        if (blob.size() < size)
            return false;
        const char* at = blob.constData();
        static constexpr char magic[3] = {'T', 'C', 1};
        if (std::memcmp(at, magic, sizeof magic) != 0 || at[6] != 0 || at[7] != 0)
            return false;
        column = std::uint8_t(at[3]);
        encoding = std::uint8_t(at[4]);
        width = std::uint8_t(at[5]);
        count = qFromLittleEndian<std::uint32_t>(at + 8);
        extra = qFromLittleEndian<std::uint32_t>(at + 12);
        base = qFromLittleEndian<std::uint64_t>(at + 16);
        const bool isWidth = width == 0 || width == 1 || width == 2 || width == 4 || width == 8;
        return isWidth && column == std::uint8_t(wanted) && encoding == wantedEncoding;
    }
};

} // namespace tideline
