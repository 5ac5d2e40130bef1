// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/blobheader.h"

#include <utility>
#include <vector>

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
    /// What the values of these rows lie within, as far as can be told without decoding them; for times.
    std::pair<std::int64_t, std::int64_t> bounds(std::size_t from, std::size_t count) const;

    /// Times, and what they lie within.
    bool decodeTimes(std::size_t from, std::size_t count, std::int64_t* values, std::int64_t& least,
                     std::int64_t& most) const;

    /// Few values that repeat, by a code for each row.
    bool isTable() const { return m_header.encoding == BlobHeader::Table; }
    std::vector<std::uint64_t> table() const;
    /// Null when a code points nowhere.
    const std::uint8_t* codes(std::size_t from, std::size_t count) const;

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
    template <typename Integer>
    bool decodeFrame(std::size_t index, std::size_t count, Integer* values, Integer* most = nullptr) const;
    template <typename Integer> bool decodeTable(std::size_t from, std::size_t count, Integer* values) const;

    QByteArray m_blob; ///< shared, so that it outlives the chunk it came with
    BlobHeader m_header;
    const char* m_payload = nullptr;
};

} // namespace tideline
