// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/blockdigest.h"

#include "models/store/digest.h"
#include "models/store/eventtable.h"
#include "models/store/seal.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <iterator>

namespace tideline {
namespace {

const QByteArray eventRowsOfBlock = "SELECT id, digest FROM event WHERE source = ?1 AND block = ?2 ORDER BY id, key";
const QByteArray pointRowsOfBlock =
    "SELECT p.record, s.key, s.quantity, s.unit, p.t_from, p.t_to, p.value, p.row_key FROM point p"
    " JOIN series s ON s.id = p.series WHERE p.source = ?1 AND p.block = ?2 ORDER BY p.id";
const QByteArray problemRowsOfBlock =
    "SELECT line, field, reason, text FROM problem WHERE source = ?1 AND block = ?2 ORDER BY id";
const QByteArray chunkRowsOfBlock = "SELECT id, one_way, rows, min_start, max_start, digest FROM flow_chunk"
                                    " WHERE source = ?1 AND block = ?2 ORDER BY id";
const QByteArray blocksOfSource = "SELECT block, read, accepted, duplicate, events, points, problems, chunks"
                                  " FROM import_block WHERE source = ?1 ORDER BY block";

/// In the order of the columns of record_block.
const QByteArray recordRowsOfBlock[] = {
    "SELECT record, at, kind, prefix, length, peer, peer_as, path, origin, upstream FROM route"
    " WHERE source = ?1 AND block = ?2 ORDER BY id",
    "SELECT record, at, client, server, client_port, server_port, protocol, name, type, outcome, answers, query_bytes,"
    " answer_bytes FROM dns_query WHERE source = ?1 AND block = ?2 ORDER BY id",
    "SELECT record, subject, prefix, asn, t_from, t_to, row_key FROM source_member WHERE source = ?1 AND block = ?2"
    " ORDER BY id",
    "SELECT a.record, a.id, a.name, a.country, a.note, a.links, a.row_key, n.ordinal, n.name FROM actor a"
    " LEFT JOIN actor_alias n ON n.actor = a.key WHERE a.source = ?1 AND a.block = ?2 ORDER BY a.key, n.ordinal",
    "SELECT record, entry, places, names, note, row_key FROM addendum WHERE source = ?1 AND block = ?2 ORDER BY id",
};

QString blockName(qint64 source, qint64 block)
{
    if (source == 0)
        return StoreText::tr("entered by hand");
    return block < 0 ? StoreText::tr("source %1, edited by hand").arg(source)
                     : StoreText::tr("source %1, block %2").arg(source).arg(block);
}

Check outcome(const QString& name, const QStringList& altered)
{
    if (altered.isEmpty())
        return {name, true, {}};
    return {name, false,
            StoreText::tr("changed outside Tideline: %1").arg(altered.mid(0, 20).join(QStringLiteral("; ")))};
}

} // namespace

void insertBlock(const Transaction& transaction, qint64 source, int block, qint64 read, qint64 accepted,
                 qint64 duplicate)
{
    Database& database = transaction.database();
    Statement(database, "INSERT INTO import_block VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(source, block, read, accepted, duplicate, hashRows(database, eventRowsOfBlock, source, block),
              hashRows(database, pointRowsOfBlock, source, block),
              hashRows(database, problemRowsOfBlock, source, block),
              hashRows(database, chunkRowsOfBlock, source, block))
        .run();
}

void insertRecordBlock(const Transaction& transaction, qint64 source, int block)
{
    Database& database = transaction.database();
    Statement insert(database, "INSERT INTO record_block VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                               " ON CONFLICT(source, block) DO UPDATE SET routes = excluded.routes,"
                               " queries = excluded.queries, members = excluded.members, actors = excluded.actors,"
                               " addenda = excluded.addenda");
    QByteArray digests[std::size(recordRowsOfBlock)];
    for (std::size_t i = 0; i < std::size(digests); ++i)
        digests[i] = hashRows(database, recordRowsOfBlock[i], source, block);
    insert.bind(source, block, digests[0], digests[1], digests[2], digests[3], digests[4]).run();
}

void resealRecords(const Transaction& transaction, qint64 source, int block)
{
    insertRecordBlock(transaction, source, block);
    seal(transaction, {"record_block"});
}

void resealEvents(const Transaction& transaction, qint64 source, int block)
{
    Database& database = transaction.database();
    Statement(database, "UPDATE import_block SET events = ?3 WHERE source = ?1 AND block = ?2")
        .bind(source, block, hashRows(database, eventRowsOfBlock, source, block))
        .run();
    if (!database.failed() && database.changedRows() == 0)
        insertBlock(transaction, source, block, 0, 0, 0);
    rootSource(transaction, source);
    seal(transaction, {"source"});
}

void resealProblems(const Transaction& transaction, qint64 source, int block)
{
    Database& database = transaction.database();
    Statement(database, "UPDATE import_block SET problems = ?3 WHERE source = ?1 AND block = ?2")
        .bind(source, block, hashRows(database, problemRowsOfBlock, source, block))
        .run();
    rootSource(transaction, source);
    seal(transaction, {"source"});
}

void rootSource(const Transaction& transaction, qint64 source)
{
    Database& database = transaction.database();
    Statement(database, "UPDATE source SET root = ?2 WHERE id = ?1")
        .bind(source, hashRows(database, blocksOfSource, source))
        .run();
}

namespace {

void checkRecordBlocks(Database& database, QStringList& altered)
{
    Statement blocks(database, "SELECT b.* FROM record_block b JOIN source s ON s.id = b.source WHERE s.state <> 2"
                               " ORDER BY b.source, b.block");
    while (blocks.step()) {
        const qint64 source = blocks.integer(0);
        const qint64 block = blocks.integer(1);
        int column = 2;
        bool intact = true;
        for (const QByteArray& rows : recordRowsOfBlock)
            intact = hashRows(database, rows, source, block) == blocks.blob(column++) && intact;
        if (!intact)
            altered << blockName(source, block);
    }
    Statement strays(database,
                     "SELECT DISTINCT source, block FROM (SELECT source, block FROM route"
                     " UNION SELECT source, block FROM dns_query UNION SELECT source, block FROM source_member"
                     " UNION SELECT source, block FROM actor UNION SELECT source, block FROM addendum) r"
                     " WHERE NOT EXISTS (SELECT 1 FROM record_block b WHERE b.source = r.source"
                     " AND b.block = r.block) AND source NOT IN (SELECT id FROM source WHERE state = 2)");
    while (strays.step())
        altered << StoreText::tr("rows of no block (%1)").arg(blockName(strays.integer(0), strays.integer(1)));
}

} // namespace

Check checkBlocks(Database& database)
{
    QStringList altered;
    checkRecordBlocks(database, altered);
    Statement blocks(database, "SELECT b.source, b.block, b.events, b.points, b.problems, b.chunks FROM import_block b"
                               " JOIN source s ON s.id = b.source WHERE s.state <> 2 ORDER BY 1, 2");
    while (blocks.step()) {
        const qint64 source = blocks.integer(0);
        const qint64 block = blocks.integer(1);
        if (hashRows(database, eventRowsOfBlock, source, block) != blocks.blob(2) ||
            hashRows(database, pointRowsOfBlock, source, block) != blocks.blob(3) ||
            hashRows(database, problemRowsOfBlock, source, block) != blocks.blob(4) ||
            hashRows(database, chunkRowsOfBlock, source, block) != blocks.blob(5))
            altered << blockName(source, block);
    }
    Statement strays(database, "SELECT source, block FROM (SELECT source, block FROM event"
                               " UNION SELECT source, block FROM point UNION SELECT source, block FROM problem"
                               " UNION SELECT source, block FROM flow_chunk) r"
                               " WHERE NOT EXISTS (SELECT 1 FROM import_block b WHERE b.source = r.source"
                               " AND b.block = r.block) AND source NOT IN (SELECT id FROM source WHERE state = 2)");
    while (strays.step())
        altered << StoreText::tr("rows of no block (%1)").arg(blockName(strays.integer(0), strays.integer(1)));
    Statement sources(database, "SELECT id, root FROM source WHERE state = 1 AND id > 0");
    while (sources.step()) {
        if (hashRows(database, blocksOfSource, sources.integer(0)) != sources.blob(1))
            altered << StoreText::tr("the blocks of source %1").arg(sources.integer(0));
    }
    return outcome(QStringLiteral("imported rows"), altered);
}

Check checkEvents(Database& database)
{
    QStringList altered;
    Statement rows(database, "SELECT e.key, e.id, e.digest FROM event e JOIN source s ON s.id = e.source"
                             " WHERE s.state <> 2 ORDER BY e.key");
    while (rows.step()) {
        if (eventDigest(database, rows.integer(0)) != rows.blob(2))
            altered << rows.text(1);
    }
    return outcome(QStringLiteral("events"), altered);
}

} // namespace tideline
