// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/bytestream.h"
#include "models/importers/reader.h"

#include <memory>
#include <optional>

namespace tideline {

/// Cuts one entry of a stream into blocks of whole records: what feeds a reader. Memory stays at a few blocks however
/// long the file or its lines are. One thread at a time; the blocks may go to others.
class BlockCutter
{
public:
    explicit BlockCutter(ByteStream& stream, std::size_t blockSize = 0);
    void setBlockSize(std::size_t size) { m_blockSize = size; }

    /// The first bytes of the entry, for `recognise` and `Reader::begin`; they are not consumed.
    Result<std::string_view> head();

    struct Piece
    {
        std::string_view bytes; ///< in `memory`
        std::shared_ptr<const char[]> memory;
        qint64 firstLine = 1;
        /// A record over the limit stood before these bytes: count it as read and rejected.
        std::optional<Problem> tooLong;
        Block block() const { return {bytes, firstLine}; }
    };
    /// The next block; nothing at the end of the entry. Always the same reader.
    Result<std::optional<Piece>> next(const Reader& reader);

private:
    class Spares;
    Result<bool> fill(std::size_t size);
    Result<bool> skipLongRecord(const Reader& reader, Piece& piece);
    qint64 linesOf(const Reader& reader, std::size_t& whole) const;
    std::string_view pending() const { return {m_memory.get() + m_from, m_to - m_from}; }
    /// Memory for `capacity` bytes with what is pending from `keep` on at its front.
    void renew(std::size_t capacity, std::size_t keep);

    ByteStream& m_stream;
    std::size_t m_blockSize;
    std::shared_ptr<Spares> m_spares; ///< outlives this, as blocks do
    std::shared_ptr<char[]> m_memory;
    std::size_t m_capacity = 0, m_from = 0, m_to = 0;
    qint64 m_line = 1;
    bool m_atEnd = false;
};

} // namespace tideline
