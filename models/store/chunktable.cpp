// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/chunktable.h"

#include "models/core/counted.h"
#include "models/store/eventtable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <sqlite3.h>

namespace tideline {
namespace {

constexpr qint64 columnsReserved = 32; ///< ids of flow_column that belong to one chunk
static_assert(flowColumnCount <= columnsReserved);

qint64 columnId(qint64 chunk, int column)
{
    return chunk * columnsReserved + column;
}

/// One handle that moves from column to column, so that a blob is copied once, from the pages to its array.
class ColumnReader
{
public:
    explicit ColumnReader(Database& database) : m_database(database) {}
    ~ColumnReader() { sqlite3_blob_close(m_blob); }
    ColumnReader(const ColumnReader&) = delete;
    ColumnReader& operator=(const ColumnReader&) = delete;

    QByteArray read(qint64 id)
    {
        if (m_database.failed())
            return {};
        const int opened = m_blob
                               ? sqlite3_blob_reopen(m_blob, id)
                               : sqlite3_blob_open(m_database.handle(), "main", "flow_column", "data", id, 0, &m_blob);
        if (opened != SQLITE_OK) {
            failToRead(opened);
            return {};
        }
        QByteArray bytes(sqlite3_blob_bytes(m_blob), Qt::Uninitialized);
        const int code = sqlite3_blob_read(m_blob, bytes.data(), int(bytes.size()), 0);
        if (code != SQLITE_OK)
            failToRead(code);
        return bytes;
    }

private:
    void failToRead(int code)
    {
        if ((code & 0xff) == SQLITE_ERROR) // "no such rowid", "cannot open value of type …"
            m_database.fail(Error{ErrorCode::Corrupt, StoreText::tr("A column of the flows is missing"),
                                  m_database.path(), StoreText::tr("Go back to a copy or a backup.")});
        else
            m_database.fail(code);
    }

    Database& m_database;
    sqlite3_blob* m_blob = nullptr;
};

} // namespace

std::vector<ChunkInfo> loadChunks(Database& database, const TimeRange& range)
{
    std::vector<ChunkInfo> chunks;
    Statement rows(database, "SELECT c.id, c.source, c.one_way, c.rows, c.min_start, c.max_start FROM flow_chunk c"
                             " JOIN source s ON s.id = c.source WHERE " TIDELINE_VISIBLE
                             " AND c.max_start >= ?1 AND c.min_start < ?2 ORDER BY c.min_start, c.id");
    rows.bind(range.from, range.to);
    while (rows.step()) {
        chunks.push_back({rows.integer(0), rows.integer(1), rows.integer(2) != 0, std::uint32_t(rows.integer(3)),
                          rows.integer(4), rows.integer(5)});
    }
    return chunks;
}

EncodedChunk loadChunk(Database& database, const ChunkInfo& info, const std::vector<FlowColumn>& wanted)
{
    EncodedChunk chunk;
    chunk.info = info;
    ColumnReader reader(database);
    for (const FlowColumn column : wanted)
        chunk.columns[std::size_t(column)] = reader.read(columnId(info.id, int(column)));
    if (wanted.size() < std::size_t(flowColumnCount))
        return chunk; // the digest is over all of them
    Statement digest(database, "SELECT digest FROM flow_chunk WHERE id = ?1");
    if (digest.bind(info.id).step())
        chunk.digest = digest.blob(0);
    return chunk;
}

void insertChunk(const Transaction& transaction, qint64 source, int block, const EncodedChunk& chunk)
{
    Database& database = transaction.database();
    Statement(database, "INSERT INTO flow_chunk(source, block, one_way, rows, min_start, max_start, digest)"
                        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(source, block, chunk.info.oneWay, chunk.info.rows, chunk.info.minStart, chunk.info.maxStart, chunk.digest)
        .run();
    const qint64 id = database.lastInsertId();
    Statement insert(database, "INSERT INTO flow_column(id, data) VALUES(?1, ?2)");
    for (int column = 0; column < flowColumnCount; ++column)
        insert.bind(columnId(id, column), LastingBytes{chunk.columns[std::size_t(column)]}).run();
}

Check checkChunks(Database& database, const Progress& progress)
{
    Check check{QStringLiteral("flows"), true, {}};
    const qint64 count = database.number("SELECT count(*) FROM flow_chunk");
    qint64 done = 0;
    QStringList altered;
    Statement chunks(database, "SELECT c.id, c.digest, c.source FROM flow_chunk c JOIN source s ON s.id = c.source"
                               " WHERE s.state <> 2 ORDER BY c.id");
    Statement column(database, "SELECT data FROM flow_column WHERE id = ?1");
    while (!progress.cancelled() && chunks.step()) {
        EncodedChunk chunk;
        int found = 0;
        for (int i = 0; i < flowColumnCount; ++i) {
            if (column.bind(columnId(chunks.integer(0), i)).step()) {
                chunk.columns[std::size_t(i)] = column.blob(0);
                ++found;
            }
            column.run();
        }
        if (found != flowColumnCount || chunkDigest(chunk) != chunks.blob(1))
            altered << StoreText::tr("chunk %1 of source %2").arg(chunks.integer(0)).arg(chunks.integer(2));
        progress.report(double(++done) / double(count));
    }
    const qint64 strays = database.number("SELECT count(*) FROM flow_column"
                                          " WHERE id / 32 NOT IN (SELECT id FROM flow_chunk) OR id % 32 > 19");
    if (strays > 0)
        altered << StoreText::tr("columns of no chunk");
    if (!altered.isEmpty()) {
        check.ok = false;
        check.detail = StoreText::tr("changed outside Tideline: %1").arg(altered.mid(0, 20).join(QStringLiteral("; ")));
    } else {
        check.detail = counted(qint64(count), "chunk");
    }
    return check;
}

} // namespace tideline
