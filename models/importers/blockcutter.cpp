// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/blockcutter.h"

#include "models/importers/limits.h"
#include "models/importers/problems.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace tideline {

namespace {

// No honest log has more to a block; each line may become a problem, which takes far more memory than the line.
constexpr std::size_t mostLines = 256 * 1024;

} // namespace

/// Memory of blocks that are done with: new memory costs more than to read into it.
class BlockCutter::Spares : public std::enable_shared_from_this<BlockCutter::Spares>
{
public:
    std::shared_ptr<char[]> take(std::size_t capacity)
    {
        std::unique_ptr<char[]> memory;
        {
            const std::lock_guard lock(m_mutex);
            if (capacity == m_capacity && !m_spares.empty()) {
                memory = std::move(m_spares.back());
                m_spares.pop_back();
            } else if (capacity != m_capacity) {
                m_spares.clear();
                m_capacity = capacity;
            }
        }
        if (!memory)
            memory = std::make_unique_for_overwrite<char[]>(capacity);
        return {memory.release(), [self = shared_from_this(), capacity](char* given) { self->give(given, capacity); }};
    }

private:
    void give(char* given, std::size_t capacity)
    {
        std::unique_ptr<char[]> memory(given);
        const std::lock_guard lock(m_mutex);
        if (capacity == m_capacity)
            m_spares.push_back(std::move(memory));
    }

    std::mutex m_mutex;
    std::size_t m_capacity = 0;
    std::vector<std::unique_ptr<char[]>> m_spares;
};

BlockCutter::BlockCutter(ByteStream& stream, std::size_t blockSize)
    : m_stream(stream), m_blockSize(blockSize ? blockSize : limits::block), m_spares(std::make_shared<Spares>())
{}

Result<std::string_view> BlockCutter::head()
{
    if (auto filled = fill(limits::head); !filled)
        return filled.error();
    return pending().substr(0, limits::head);
}

void BlockCutter::renew(std::size_t capacity, std::size_t keep)
{
    const std::string_view kept = pending().substr(keep);
    capacity = std::max(capacity, kept.size());
    std::shared_ptr<char[]> memory = m_spares->take(capacity);
    kept.copy(memory.get(), kept.size());
    m_memory = std::move(memory);
    m_capacity = capacity;
    m_from = 0;
    m_to = kept.size();
}

Result<bool> BlockCutter::fill(std::size_t size)
{
    if (!m_atEnd && m_capacity < m_from + size)
        renew(std::max(size, m_blockSize), 0);
    while (!m_atEnd && pending().size() < size) {
        auto got = m_stream.read(m_memory.get() + m_to, size - pending().size());
        if (!got)
            return got.error();
        m_to += *got;
        m_atEnd = *got == 0;
    }
    return !pending().empty();
}

/// The lines of the first `whole` bytes; where they are that short, `whole` becomes less.
qint64 BlockCutter::linesOf(const Reader& reader, std::size_t& whole) const
{
    const std::string_view bytes = pending().substr(0, whole);
    const qint64 lines = reader.lines(bytes);
    const std::size_t fewer = lines > qint64(mostLines) ? reader.boundary(bytes.substr(0, 2 * mostLines), false) : 0;
    if (fewer == 0)
        return lines;
    whole = fewer;
    return reader.lines(bytes.substr(0, whole));
}

Result<bool> BlockCutter::skipLongRecord(const Reader& reader, Piece& piece)
{
    ParsedBlock holder;
    QString reason = QStringLiteral("a record of over %1 MiB; it was skipped").arg(reader.recordLimit() >> 20);
    if (const QString remedy = reader.longRecordRemedy(); !remedy.isEmpty())
        reason += QStringLiteral(": ") + remedy;
    addProblem(holder, m_line, 0, reason, pending());
    piece.tooLong = holder.problems.front();
    for (;;) {
        const std::size_t next = reader.nextLine(pending());
        if (next > 0 || m_atEnd) {
            const std::size_t drop = next > 0 ? next : pending().size();
            m_line += reader.lines(pending().substr(0, drop));
            m_from += drop;
            return true;
        }
        // A CR or half a code unit at the end belongs to what follows.
        const std::size_t size = pending().size();
        const std::size_t keep = size >= 2 ? 2 + size % 2 : size;
        m_line += reader.lines(pending().substr(0, size - keep));
        m_from += size - keep;
        if (auto filled = fill(m_blockSize); !filled)
            return filled.error();
    }
}

Result<std::optional<BlockCutter::Piece>> BlockCutter::next(const Reader& reader)
{
    Piece piece;
    std::size_t wanted = std::max(m_blockSize, pending().size());
    for (;;) {
        auto filled = fill(wanted);
        if (!filled)
            return filled.error();
        if (!filled.value())
            return piece.tooLong ? std::optional<Piece>(std::move(piece)) : std::nullopt;
        std::size_t whole = reader.boundary(pending(), m_atEnd);
        if (whole > 0) {
            piece.firstLine = m_line;
            m_line += linesOf(reader, whole);
            piece.bytes = pending().substr(0, whole);
            piece.memory = m_memory;
            renew(m_blockSize, whole);
            return std::optional<Piece>(std::move(piece));
        }
        if (pending().size() > reader.recordLimit()) {
            if (piece.tooLong) { // one for each piece
                piece.firstLine = m_line;
                return std::optional<Piece>(std::move(piece));
            }
            if (auto skipped = skipLongRecord(reader, piece); !skipped)
                return skipped.error();
            wanted = std::max(m_blockSize, pending().size());
        } else {
            // Twice as much, since boundary looks at all of it again; but no more than shows that it is too long.
            wanted = std::max(wanted, std::min(2 * pending().size(), reader.recordLimit() + 1));
        }
    }
}

} // namespace tideline
