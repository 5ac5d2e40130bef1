// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/blockcutter.h"

#include "models/importers/limits.h"
#include "models/importers/problems.h"

#include <algorithm>

namespace tideline {

BlockCutter::BlockCutter(ByteStream& stream, std::size_t blockSize)
    : m_stream(stream), m_blockSize(blockSize ? blockSize : limits::block)
{}

Result<std::string_view> BlockCutter::head()
{
    if (auto filled = fill(limits::head); !filled)
        return filled.error();
    return std::string_view(m_pending).substr(0, limits::head);
}

Result<bool> BlockCutter::fill(std::size_t size)
{
    while (!m_atEnd && m_pending.size() < size) {
        const std::size_t had = m_pending.size();
        m_pending.resize(size);
        auto got = m_stream.read(m_pending.data() + had, size - had);
        m_pending.resize(had + (got ? got.value() : 0));
        if (!got)
            return got.error();
        m_atEnd = got.value() == 0;
    }
    return !m_pending.empty();
}

Result<bool> BlockCutter::skipLongRecord(const Reader& reader, Piece& piece)
{
    ParsedBlock holder;
    addProblem(holder, m_line, 0,
               QStringLiteral("a record of over %1 MiB; it was skipped").arg(reader.recordLimit() >> 20), m_pending);
    piece.tooLong = holder.problems.front();
    for (;;) {
        const std::size_t next = reader.nextLine(m_pending);
        if (next > 0 || m_atEnd) {
            const std::size_t drop = next > 0 ? next : m_pending.size();
            m_line += reader.lines(std::string_view(m_pending).substr(0, drop));
            m_pending.erase(0, drop);
            return true;
        }
        // A CR or half a code unit at the end belongs to what follows.
        const std::size_t keep = m_pending.size() >= 2 ? 2 + m_pending.size() % 2 : m_pending.size();
        m_line += reader.lines(std::string_view(m_pending).substr(0, m_pending.size() - keep));
        m_pending.erase(0, m_pending.size() - keep);
        if (auto filled = fill(m_blockSize); !filled)
            return filled.error();
    }
}

Result<std::optional<BlockCutter::Piece>> BlockCutter::next(const Reader& reader)
{
    Piece piece;
    std::size_t wanted = std::max(m_blockSize, m_pending.size());
    for (;;) {
        auto filled = fill(wanted);
        if (!filled)
            return filled.error();
        if (!filled.value())
            return piece.tooLong ? std::optional<Piece>(std::move(piece)) : std::nullopt;
        const std::size_t whole = reader.boundary(m_pending, m_atEnd);
        if (whole > 0) {
            piece.firstLine = m_line;
            piece.bytes.assign(m_pending, 0, whole);
            m_pending.erase(0, whole);
            m_line += reader.lines(piece.bytes);
            return std::optional<Piece>(std::move(piece));
        }
        if (m_pending.size() > reader.recordLimit()) {
            if (piece.tooLong) { // one for each piece
                piece.firstLine = m_line;
                return std::optional<Piece>(std::move(piece));
            }
            if (auto skipped = skipLongRecord(reader, piece); !skipped)
                return skipped.error();
            wanted = std::max(m_blockSize, m_pending.size());
        } else {
            wanted = std::max(wanted, 2 * m_pending.size()); // boundary looks at all of it again
        }
    }
}

} // namespace tideline
