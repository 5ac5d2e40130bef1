// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"

#include <QtEndian>

namespace tideline {

/// The first 24 bytes of a blob; encoding.h says what they mean.
struct BlobHeader
{
    static constexpr int size = 24;
    enum Encoding : std::uint8_t { Integers, Addresses, Texts, Frames, Table };

    std::uint8_t version = 1; ///< 2 from Frames on, so that programs that do not know them say so
    std::uint8_t column = 0;
    std::uint8_t encoding = Integers;
    std::uint8_t width = 0;
    std::uint32_t count = 0;
    std::uint32_t extra = 0;
    std::uint64_t base = 0;

    static bool isPlainWidth(int width) { return width == 0 || width == 1 || width == 2 || width == 4 || width == 8; }

    /// A blob with this header and room for `payload` bytes, all zero.
    QByteArray blob(std::size_t payload) const
    {
        QByteArray bytes(qsizetype(size + payload), '\0');
        char* at = bytes.data();
        at[0] = 'T';
        at[1] = 'C';
        at[2] = char(version);
        at[3] = char(column);
        at[4] = char(encoding);
        at[5] = char(width);
        qToLittleEndian(count, at + 8);
        qToLittleEndian(extra, at + 12);
        qToLittleEndian(base, at + 16);
        return bytes;
    }

    /// Any encoding that goes with the version; whoever asks looks at the rest.
    bool read(const QByteArray& blob, FlowColumn wanted)
    {
        if (blob.size() < size)
            return false;
        const char* at = blob.constData();
        version = std::uint8_t(at[2]);
        column = std::uint8_t(at[3]);
        encoding = std::uint8_t(at[4]);
        width = std::uint8_t(at[5]);
        count = qFromLittleEndian<std::uint32_t>(at + 8);
        extra = qFromLittleEndian<std::uint32_t>(at + 12);
        base = qFromLittleEndian<std::uint64_t>(at + 16);
        return at[0] == 'T' && at[1] == 'C' && at[6] == 0 && at[7] == 0 && column == std::uint8_t(wanted) &&
               encoding <= Table && version == (encoding >= Frames ? 2 : 1);
    }
    bool read(const QByteArray& blob, FlowColumn wanted, Encoding wantedEncoding)
    {
        return read(blob, wanted) && encoding == wantedEncoding && isPlainWidth(width);
    }
};

} // namespace tideline
