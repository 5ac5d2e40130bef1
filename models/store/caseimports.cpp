// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casefileprivate.h"
#include "models/store/chunktable.h"
#include "models/store/durable.h"
#include "models/store/eventtable.h"
#include "models/store/importing.h"
#include "models/store/recordtable.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QFileInfo>
#include <QLockFile>

namespace tideline {
namespace {

std::optional<TimeRange> spanOf(Database& database, const QByteArray& sql)
{
    Statement row(database, sql);
    if (!row.step() || row.isNull(0))
        return std::nullopt;
    return TimeRange{row.integer(0), row.integer(1)};
}

} // namespace

Result<std::vector<Source>> CaseFile::sources() const
{
    return d->core->read<std::vector<Source>>(&loadSources);
}

Result<void> CaseFile::setWithdrawn(qint64 source, bool withdrawn)
{
    const QString action = withdrawn ? QStringLiteral("source.withdraw") : QStringLiteral("source.restore");
    return d->core->change(action, [&](const Transaction& transaction) {
        setSourceWithdrawn(transaction, source, withdrawn);
        const auto stored = loadSource(transaction.database(), source);
        return stored ? sourceDetail(stored->source) : QJsonObject();
    });
}

Result<std::vector<Problem>> CaseFile::problems(qint64 source, qint64 limit) const
{
    return d->core->read<std::vector<Problem>>(
        [&](Database& database) { return loadProblems(database, source, limit); });
}

Result<std::vector<SeriesPoint>> CaseFile::points() const
{
    return d->core->read<std::vector<SeriesPoint>>(&loadPoints);
}

Result<CaseFile::Counts> CaseFile::counts() const
{
    return d->core->read<Counts>([](Database& database) {
        Counts counts;
        counts.merged = loadMergedIds(database).size();
        counts.events = database.number("SELECT count(DISTINCT e.id) FROM event e JOIN source s ON s.id = e.source"
                                        " WHERE " TIDELINE_VISIBLE) -
                        counts.merged;
        counts.routes = database.number("SELECT count(*) FROM route r JOIN source s ON s.id = r.source"
                                        " WHERE " TIDELINE_VISIBLE);
        counts.queries = database.number("SELECT count(*) FROM dns_query r JOIN source s ON s.id = r.source"
                                         " WHERE " TIDELINE_VISIBLE);
        counts.actors = database.number("SELECT count(DISTINCT r.row_key) FROM actor r JOIN source s ON s.id = r.source"
                                        " WHERE " TIDELINE_VISIBLE);
        counts.routeSpan = spanOf(database, "SELECT min(r.at), max(r.at) + 1 FROM route r"
                                            " JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE);
        counts.querySpan = spanOf(database, "SELECT min(r.at), max(r.at) + 1 FROM dns_query r"
                                            " JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE);
        counts.flows = database.number("SELECT coalesce(sum(c.rows), 0) FROM flow_chunk c"
                                       " JOIN source s ON s.id = c.source WHERE " TIDELINE_VISIBLE);
        counts.points = database.number("SELECT count(DISTINCT p.row_key) FROM point p"
                                        " JOIN source s ON s.id = p.source WHERE " TIDELINE_VISIBLE);
        counts.problems = database.number("SELECT count(*) FROM problem p JOIN source s ON s.id = p.source"
                                          " WHERE " TIDELINE_VISIBLE);
        counts.annotations = database.number("SELECT count(*) FROM annotation");
        counts.sources = database.number("SELECT count(*) FROM source WHERE state = 1 AND id > 0");
        counts.audit = database.number("SELECT count(*) FROM audit");
        counts.eventSpan = spanOf(database, "SELECT min(e.t_from), max(e.t_to) FROM event e"
                                            " JOIN source s ON s.id = e.source WHERE " TIDELINE_VISIBLE);
        counts.flowSpan = spanOf(database, "SELECT min(c.min_start), max(c.max_start) + 1 FROM flow_chunk c"
                                           " JOIN source s ON s.id = c.source WHERE " TIDELINE_VISIBLE);
        return counts;
    });
}

Result<std::optional<Source>> CaseFile::sourceWithHash(const QString& sha256) const
{
    return d->core->read<std::optional<Source>>([&](Database& database) { return findSource(database, sha256); });
}

Result<std::unique_ptr<ImportWriter>> CaseFile::beginImport(const Source& source, const QString& path)
{
    if (auto purged = purgeDiscarded(*d->core); !purged)
        return purged.error();
    qint64 id = 0;
    auto written = d->core->write([&](const Transaction& transaction) {
        Source stored = source;
        if (stored.importedAt == 0)
            stored.importedAt = d->core->now();
        id = insertSource(transaction, stored, path);
    });
    if (!written)
        return written.error();
    return resumeImport(id);
}

Result<std::vector<PendingImport>> CaseFile::pendingImports() const
{
    return d->core->read<std::vector<PendingImport>>([](Database& database) {
        std::vector<PendingImport> pending;
        for (StoredSource& stored : loadUnfinished(database, SourceState::Pending)) {
            const int blocks = int(loadBlocks(database, stored.source.id).size());
            pending.push_back({std::move(stored.source), stored.path, blocks});
        }
        return pending;
    });
}

Result<void> CaseFile::discardImport(qint64 source, const Progress& progress)
{
    return discardPending(*d->core, source, QStringLiteral("import.discard"), progress);
}

Result<std::unique_ptr<ImportWriter>> CaseFile::resumeImport(qint64 source)
{
    if (auto refused = d->core->refuseToWrite(); !refused)
        return refused.error();
    auto blocks = d->core->read<std::optional<QSet<int>>>([&](Database& database) -> std::optional<QSet<int>> {
        const auto stored = loadSource(database, source);
        if (!stored || stored->state != SourceState::Pending)
            return std::nullopt;
        return loadBlocks(database, source);
    });
    if (!blocks)
        return blocks.error();
    if (!*blocks)
        return Error{ErrorCode::NotFound, StoreText::tr("There is no unfinished import %1").arg(source), {}, {}};
    auto p = std::make_unique<ImportWriter::Private>();
    p->core = d->core;
    p->source = source;
    p->blocks = **blocks;
    return std::unique_ptr<ImportWriter>(new ImportWriter(std::move(p)));
}

Result<std::vector<ChunkInfo>> CaseFile::chunks(const TimeRange& range) const
{
    return d->core->read<std::vector<ChunkInfo>>([&](Database& database) { return loadChunks(database, range); });
}

Result<EncodedChunk> CaseFile::load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const
{
    return d->core->read<EncodedChunk>([&](Database& database) { return loadChunk(database, info, wanted); });
}

Result<void> CaseFile::eachRoute(const TimeRange& range, const std::function<bool(const RouteRecord&)>& take) const
{
    return d->core->stream([&](Database& database) { streamRoutes(database, range, take); });
}

Result<void> CaseFile::eachQuery(const TimeRange& range, const std::function<bool(const DnsRecord&)>& take) const
{
    return d->core->stream([&](Database& database) { streamQueries(database, range, take); });
}

Result<std::vector<SourceHead>> CaseFile::heads() const
{
    return d->core->read<std::vector<SourceHead>>(&loadHeads);
}

Result<void> CaseFile::saveCopy(const QString& path, const Progress& progress) const
{
    const QString target = QFileInfo(path).absoluteFilePath();
    if (QFileInfo(target).canonicalFilePath() == QFileInfo(d->core->path()).canonicalFilePath())
        return Error{ErrorCode::BadArgument, StoreText::tr("A copy needs another name"), target, {}};
    QLockFile lock(lockPath(target));
    lock.setStaleLockTime(0);
    if (!lock.tryLock(0) && lock.error() == QLockFile::LockFailedError)
        return Error{ErrorCode::Busy,
                     StoreText::tr("That case is %1").arg(StoreText::tr("held by %1").arg(lockHolder(lock))), target,
                     StoreText::tr("Choose another name.")};
    if (QFileInfo(target + QStringLiteral("-wal")).size() > 0)
        return Error{ErrorCode::Busy, StoreText::tr("That case has changes that were not put into its file yet"),
                     target, StoreText::tr("Open and close it, or choose another name.")};
    auto copied = d->core->withReader<bool>([&](Database& database) -> Result<bool> {
        if (auto made = vacuumInto(database, target, progress); !made)
            return made.error();
        return true;
    });
    if (!copied)
        return copied.error();
    return {};
}

Result<void> CaseFile::compact(const Progress& progress)
{
    if (auto refused = d->core->refuseToWrite(); !refused)
        return refused;
    if (auto purged = purgeDiscarded(*d->core); !purged)
        return purged;
    const qint64 before = QFileInfo(d->core->path()).size();
    auto done = d->core->withOwner<bool>([&](Database& database) -> Result<bool> {
        database.vacuum({}, progress);
        if (auto error = database.takeError())
            return *error;
        database.number("PRAGMA wal_checkpoint(TRUNCATE)");
        database.takeError(); // a reader at work only puts it off
        return true;
    });
    if (!done)
        return done.error();
    return d->core->change(QStringLiteral("case.compact"), [&](const Transaction&) {
        return QJsonObject{{QStringLiteral("bytes_before"), before},
                           {QStringLiteral("bytes_after"), QFileInfo(d->core->path()).size()}};
    });
}

} // namespace tideline
