// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/sourcetable.h"

#include "models/store/blockdigest.h"
#include "models/store/eventtable.h"
#include "models/store/seal.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tideline {
namespace {

#define SOURCE_COLUMNS                                                                                                 \
    "id, name, title, format, kind, sha256, bytes, options, imported_at, read, accepted, rejected, duplicate,"         \
    " span_from, span_to, notes, withdrawn, simulated, state, path"

StoredSource readSource(const Statement& row)
{
    StoredSource stored;
    Source& source = stored.source;
    source.id = row.integer(0);
    source.name = row.text(1);
    source.title = row.text(2);
    source.format = row.text(3);
    source.kind = row.text(4);
    source.sha256 = row.text(5);
    source.bytes = row.integer(6);
    source.options = QJsonDocument::fromJson(row.text(7).toUtf8()).object();
    source.importedAt = row.integer(8);
    source.read = row.integer(9);
    source.accepted = row.integer(10);
    source.rejected = row.integer(11);
    source.duplicate = row.integer(12);
    if (!row.isNull(13))
        source.span = TimeRange{row.integer(13), row.integer(14)};
    for (const QJsonValue& note : QJsonDocument::fromJson(row.text(15).toUtf8()).array())
        source.notes << note.toString();
    source.withdrawn = row.integer(16) != 0;
    source.simulated = row.integer(17) != 0;
    stored.state = SourceState(row.integer(18));
    stored.path = row.text(19);
    return stored;
}

void addCoverage(Database& database, std::vector<StoredSource>& sources)
{
    Statement rows(database, "SELECT t_from, t_to FROM source_coverage WHERE source = ?1 ORDER BY ordinal");
    for (StoredSource& stored : sources) {
        rows.bind(stored.source.id);
        while (rows.step())
            stored.source.coverage.push_back({rows.integer(0), rows.integer(1)});
    }
}

std::vector<StoredSource> select(Database& database, const QByteArray& where, auto... values)
{
    std::vector<StoredSource> sources;
    {
        Statement rows(database, "SELECT " SOURCE_COLUMNS " FROM source " + where);
        rows.bind(values...);
        while (rows.step())
            sources.push_back(readSource(rows));
    }
    addCoverage(database, sources);
    return sources;
}

void saveCoverage(Database& database, const Source& source)
{
    Statement(database, "DELETE FROM source_coverage WHERE source = ?1").bind(source.id).run();
    Statement insert(database, "INSERT INTO source_coverage VALUES(?1, ?2, ?3, ?4)");
    int ordinal = 0;
    for (const TimeRange& range : source.coverage)
        insert.bind(source.id, ordinal++, range.from, range.to).run();
}

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString jsonText(const QStringList& list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

/// From the first to the last row of everything that the source brought.
std::optional<TimeRange> spanOf(Database& database, qint64 source)
{
    std::optional<TimeRange> span;
    for (const char* sql : {"SELECT min(t_from), max(t_to) FROM event WHERE source = ?1",
                            "SELECT min(t_from), max(t_to) FROM point WHERE source = ?1",
                            "SELECT min(min_start), max(max_start) + 1 FROM flow_chunk WHERE source = ?1",
                            "SELECT min(at), max(at) + 1 FROM route WHERE source = ?1",
                            "SELECT min(at), max(at) + 1 FROM dns_query WHERE source = ?1"}) {
        Statement row(database, sql);
        if (row.bind(source).step() && !row.isNull(0)) {
            const TimeRange range{row.integer(0), row.integer(1)};
            span = span ? span->united(range) : range;
        }
    }
    return span;
}

void countBlocks(Database& database, Source& source)
{
    {
        Statement sums(database, "SELECT coalesce(sum(read), 0), coalesce(sum(accepted), 0),"
                                 " coalesce(sum(duplicate), 0) FROM import_block WHERE source = ?1");
        if (sums.bind(source.id).step()) {
            source.read = sums.integer(0);
            source.accepted = sums.integer(1);
            source.duplicate = sums.integer(2);
        }
    }
    Statement problems(database, "SELECT count(*) FROM problem WHERE source = ?1");
    if (problems.bind(source.id).step())
        source.rejected = problems.integer(0);
}

} // namespace

std::vector<Source> loadSources(Database& database)
{
    std::vector<Source> sources;
    for (StoredSource& stored : select(database, "WHERE state = 1 AND id > 0 ORDER BY id"))
        sources.push_back(std::move(stored.source));
    return sources;
}

std::optional<StoredSource> loadSource(Database& database, qint64 id)
{
    std::vector<StoredSource> found = select(database, "WHERE id = ?1", id);
    if (found.empty())
        return std::nullopt;
    return found.front();
}

std::vector<StoredSource> loadUnfinished(Database& database, SourceState state)
{
    return select(database, "WHERE state = ?1 ORDER BY id", int(state));
}

std::optional<Source> findSource(Database& database, const QString& sha256)
{
    const std::vector<StoredSource> found =
        select(database, "WHERE sha256 = ?1 AND state = 1 AND id > 0 ORDER BY withdrawn, id LIMIT 1", sha256);
    if (found.empty() || sha256.isEmpty())
        return std::nullopt;
    return found.front().source;
}

qint64 insertSource(const Transaction& transaction, const Source& source, const QString& path)
{
    Database& database = transaction.database();
    std::optional<qint64> from, to;
    if (source.span) {
        from = source.span->from;
        to = source.span->to;
    }
    Statement(database,
              "INSERT INTO source(state, simulated, name, title, format, kind, sha256, bytes, options, imported_at,"
              " read, accepted, rejected, duplicate, span_from, span_to, notes, path, root)"
              " VALUES(0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, ?10, ?11, ?12, ?13, x'')")
        .bind(source.simulated, source.name, source.title, source.format, source.kind, source.sha256, source.bytes,
              jsonText(source.options), source.importedAt, from, to, jsonText(source.notes), path)
        .run();
    Source stored = source;
    stored.id = database.lastInsertId();
    saveCoverage(database, stored);
    return stored.id;
}

Source completeSource(const Transaction& transaction, const Source& source)
{
    Database& database = transaction.database();
    Source stored = source;
    countBlocks(database, stored);
    if (const auto span = spanOf(database, stored.id))
        stored.span = stored.span ? stored.span->united(*span) : *span;
    std::optional<qint64> from, to;
    if (stored.span) {
        from = stored.span->from;
        to = stored.span->to;
    }
    Statement(database,
              "UPDATE source SET state = 1, withdrawn = 0, simulated = ?2, name = ?3, title = ?4, format = ?5,"
              " kind = ?6, sha256 = ?7, bytes = ?8, options = ?9, imported_at = ?10, read = ?11, accepted = ?12,"
              " rejected = ?13, duplicate = ?14, span_from = ?15, span_to = ?16, notes = ?17 WHERE id = ?1")
        .bind(stored.id, stored.simulated, stored.name, stored.title, stored.format, stored.kind, stored.sha256,
              stored.bytes, jsonText(stored.options), stored.importedAt, stored.read, stored.accepted, stored.rejected,
              stored.duplicate, from, to, jsonText(stored.notes))
        .run();
    stored.withdrawn = false;
    saveCoverage(database, stored);
    rootSource(transaction, stored.id);
    seal(transaction, {"source", "source_coverage", "record_block", "source_head"});
    return stored;
}

void insertHead(const Transaction& transaction, const SourceHead& head)
{
    Statement(transaction.database(), "INSERT INTO source_head VALUES(?1, ?2, ?3)"
                                      " ON CONFLICT(source) DO UPDATE SET bytes = excluded.bytes,"
                                      " digest = excluded.digest")
        .bind(head.source, head.bytes, head.digest)
        .run();
}

std::vector<SourceHead> loadHeads(Database& database)
{
    std::vector<SourceHead> heads;
    Statement rows(database, "SELECT h.source, h.bytes, h.digest FROM source_head h JOIN source s ON s.id = h.source"
                             " WHERE " TIDELINE_VISIBLE " ORDER BY h.source");
    while (rows.step())
        heads.push_back({rows.integer(0), rows.integer(1), rows.blob(2)});
    return heads;
}

void setSourceWithdrawn(const Transaction& transaction, qint64 id, bool withdrawn)
{
    Database& database = transaction.database();
    Statement(database, "UPDATE source SET withdrawn = ?2 WHERE id = ?1 AND state = 1 AND id > 0")
        .bind(id, withdrawn)
        .run();
    if (!database.failed() && database.changedRows() == 0)
        database.fail(Error{ErrorCode::NotFound, StoreText::tr("There is no source %1").arg(id), {}, {}});
    seal(transaction, {"source"});
}

void setSourceState(const Transaction& transaction, qint64 id, SourceState state)
{
    Statement(transaction.database(), "UPDATE source SET state = ?2 WHERE id = ?1").bind(id, int(state)).run();
}

QSet<int> loadBlocks(Database& database, qint64 source)
{
    QSet<int> blocks;
    Statement rows(database, "SELECT block FROM import_block WHERE source = ?1 AND block >= 0");
    rows.bind(source);
    while (rows.step())
        blocks.insert(int(rows.integer(0)));
    return blocks;
}

bool discardSome(const Transaction& transaction, qint64 source)
{
    Database& database = transaction.database();
    // The blocks first: nothing may later count as imported that is half gone.
    Statement(database, "DELETE FROM import_block WHERE source = ?1").bind(source).run();
    Statement(database, "DELETE FROM record_block WHERE source = ?1").bind(source).run();
    Statement(database, "DELETE FROM flow_column WHERE id IN (SELECT 32 * c.id + n.value FROM"
                        " (SELECT id FROM flow_chunk WHERE source = ?1 ORDER BY id LIMIT 8) c,"
                        " (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 31)"
                        " SELECT value FROM n) n)")
        .bind(source)
        .run();
    bool removed = false;
    for (const char* sql :
         {"DELETE FROM flow_chunk WHERE id IN (SELECT id FROM flow_chunk WHERE source = ?1 ORDER BY id LIMIT 8)",
          "DELETE FROM event WHERE key IN (SELECT key FROM event WHERE source = ?1 LIMIT 5000)",
          "DELETE FROM point WHERE id IN (SELECT id FROM point WHERE source = ?1 LIMIT 20000)",
          "DELETE FROM route WHERE id IN (SELECT id FROM route WHERE source = ?1 LIMIT 20000)",
          "DELETE FROM dns_query WHERE id IN (SELECT id FROM dns_query WHERE source = ?1 LIMIT 20000)",
          "DELETE FROM source_member WHERE id IN (SELECT id FROM source_member WHERE source = ?1 LIMIT 20000)",
          "DELETE FROM actor WHERE key IN (SELECT key FROM actor WHERE source = ?1 LIMIT 5000)",
          "DELETE FROM addendum WHERE id IN (SELECT id FROM addendum WHERE source = ?1 LIMIT 20000)",
          "DELETE FROM problem WHERE id IN (SELECT id FROM problem WHERE source = ?1 LIMIT 20000)"}) {
        Statement(database, sql).bind(source).run();
        removed = removed || database.changedRows() > 0;
        if (removed)
            return true;
    }
    Statement(database, "DELETE FROM source WHERE id = ?1 AND state = 2").bind(source).run();
    return false;
}

} // namespace tideline
