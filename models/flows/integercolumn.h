// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/blobheader.h"

namespace tideline {

/// Rows of a frame: the tiles in which chunks are scanned are made of whole ones.
inline constexpr std::size_t frameRows = 1'024;

/// The blob of an integer column, opened once and decoded piece by piece.
class IntegerColumn
{
public:
    /// Checks the header and the size against `rows`; false means Corrupt.
    bool open(FlowColumn column, const QByteArray& blob, std::size_t rows);
    /// Rows [from, from + count); `from` is a multiple of frameRows. False when a value does not fit its type.
    template <typename Integer> bool decode(std::size_t from, std::size_t count, Integer* values) const;

private:
    struct Frame
    {
        std::uint64_t base = 0;
        std::uint8_t width = 0;
        std::uint16_t exceptions = 0;
        const char* data = nullptr;
    };
    bool openFrames();
    Frame frame(std::size_t index) const;
    template <typename Integer> bool decodeFrame(std::size_t index, std::size_t count, Integer* values) const;
    template <typename Integer> bool decodeTable(std::size_t from, std::size_t count, Integer* values) const;

    QByteArray m_blob; ///< shared, so that it outlives the chunk it came with
    BlobHeader m_header;
    const char* m_payload = nullptr;
};

} // namespace tideline
