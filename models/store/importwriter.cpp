// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/counted.h"
#include "models/store/casefileprivate.h"
#include "models/store/chunktable.h"
#include "models/store/eventtable.h"
#include "models/store/importing.h"
#include "models/store/listingtable.h"
#include "models/store/recordtable.h"
#include "models/store/sourcetable.h"
#include "models/store/storetext.h"

namespace tideline {
namespace {

Error noSuchImport(qint64 source)
{
    return {ErrorCode::NotFound, StoreText::tr("There is no unfinished import %1").arg(source), {}, {}};
}

bool isPending(Database& database, qint64 source)
{
    const auto stored = loadSource(database, source);
    return stored && stored->state == SourceState::Pending;
}

Result<void> removeRows(CaseCore& core, qint64 source, const Progress& progress)
{
    bool more = true;
    while (more) {
        auto removed = core.write([&](const Transaction& transaction) { more = discardSome(transaction, source); });
        if (!removed)
            return removed;
        progress.report(-1);
    }
    return {};
}

void writeRecords(const Transaction& transaction, qint64 source, int block, const ImportWriter::Rows& rows,
                  ImportWriter::Written& written)
{
    RecordTally listings;
    RecordTally members;
    insertRoutes(transaction, source, block, rows.routes);
    insertQueries(transaction, source, block, rows.dns);
    insertMembers(transaction, source, block, rows.members, members);
    insertActors(transaction, source, block, rows.actors, listings);
    insertAddenda(transaction, source, block, rows.addenda, listings);
    countRecords(rows, std::move(listings), members, written);
    if (!rows.routes.empty() || !rows.dns.empty() || !rows.members.empty() || !rows.actors.empty() ||
        !rows.addenda.empty())
        insertRecordBlock(transaction, source, block);
}

/// What to say of additions that stand alone.
QString orphansNote(const Orphans& orphans)
{
    return StoreText::tr("Of %1, %2 at no entry in the case (first: %3); that changes when the list that holds it is "
                         "imported")
        .arg(counted(qint64(orphans.rows), "row"), counted(qint64(orphans.orphans), "points", "point"), orphans.first);
}

} // namespace

void countRecords(const ImportWriter::Rows& rows, RecordTally listings, const RecordTally& members,
                  ImportWriter::Written& written)
{
    for (const Event& event : rows.events) { // counted with the events
        listings.fresh.remove(event.record);
        listings.known.remove(event.record);
    }
    written.accepted += listings.accepted();
    written.duplicates += listings.duplicates();
    const qint64 counted = written.accepted + written.duplicates + qint64(rows.problems.size());
    const qint64 streamed = qint64(rows.routes.size()) + (rows.dnsAside ? 0 : qint64(rows.dns.size()));
    const qint64 made = streamed + qint64(rows.members.size());
    if (made == 0)
        return;
    const qint64 records = rows.read > 0 && !rows.dnsAside ? std::max<qint64>(0, rows.read - counted) : made;
    const bool nothingNew = streamed == 0 && members.accepted() == 0;
    const qint64 known = nothingNew ? records : std::min(members.duplicates(), std::max<qint64>(0, records - 1));
    written.accepted += records - known;
    written.duplicates += known;
}

Result<void> discardPending(CaseCore& core, qint64 source, const QString& action, const Progress& progress)
{
    auto marked = core.change(action, [&](const Transaction& transaction) {
        Database& database = transaction.database();
        const auto stored = loadSource(database, source);
        if (!stored || stored->state != SourceState::Pending)
            database.fail(noSuchImport(source));
        setSourceState(transaction, source, SourceState::Discarding);
        return stored ? QJsonObject{{QStringLiteral("source"), source},
                                    {QStringLiteral("name"), stored->source.name},
                                    {QStringLiteral("sha256"), stored->source.sha256}}
                      : QJsonObject();
    });
    if (!marked)
        return marked;
    return removeRows(core, source, progress);
}

Result<void> purgeDiscarded(CaseCore& core)
{
    auto left = core.read<std::vector<StoredSource>>(
        [](Database& database) { return loadUnfinished(database, SourceState::Discarding); });
    if (!left)
        return left.error();
    for (const StoredSource& stored : *left) {
        if (auto removed = removeRows(core, stored.source.id, {}); !removed)
            return removed;
    }
    return {};
}

ImportWriter::ImportWriter(std::unique_ptr<Private> p) : d(std::move(p)) {}
ImportWriter::~ImportWriter() = default;

qint64 ImportWriter::sourceId() const
{
    return d->source;
}

bool ImportWriter::hasBlock(int index) const
{
    const std::scoped_lock guard(d->mutex);
    return d->blocks.contains(index);
}

Result<ImportWriter::Written> ImportWriter::write(int index, const Rows& rows)
{
    if (index < 0 || hasBlock(index))
        return Error{ErrorCode::BadArgument, StoreText::tr("Block %1 was written before").arg(index), {}, {}};
    Written written;
    auto committed = d->core->write([&](const Transaction& transaction) {
        Database& database = transaction.database();
        if (!isPending(database, d->source))
            database.fail(noSuchImport(d->source));
        written.accepted = rows.accepted;
        for (const Event& event : rows.events) {
            if (hasEvent(database, event.id, d->source)) {
                ++written.duplicates;
                continue;
            }
            Event stored = event;
            stored.source = d->source;
            insertEvent(transaction, stored, index);
            ++written.accepted;
        }
        const PointCounts points = insertPoints(transaction, d->source, index, rows.points);
        written.accepted += points.accepted;
        written.duplicates += points.duplicates;
        writeRecords(transaction, d->source, index, rows, written);
        for (const EncodedChunk& chunk : rows.chunks)
            insertChunk(transaction, d->source, index, chunk);
        insertProblems(transaction, d->source, index, rows.problems);
        written.duplicates += rows.known;
        insertBlock(transaction, d->source, index, rows.read + rows.known, written.accepted, written.duplicates);
    });
    if (!committed)
        return committed.error();
    const std::scoped_lock guard(d->mutex);
    d->blocks.insert(index);
    return written;
}

Result<void> ImportWriter::setHead(const SourceHead& head)
{
    return d->core->write([&](const Transaction& transaction) {
        if (!isPending(transaction.database(), d->source))
            transaction.database().fail(noSuchImport(d->source));
        insertHead(transaction, {d->source, head.bytes, head.digest});
    });
}

Result<Source> ImportWriter::complete(const Source& source)
{
    Source stored;
    auto committed = d->core->change(QStringLiteral("import"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        if (!isPending(database, d->source))
            database.fail(noSuchImport(d->source));
        Source wanted = source;
        wanted.id = d->source;
        if (wanted.importedAt == 0)
            wanted.importedAt = d->core->now();
        const Orphans orphans = orphansOf(database, d->source);
        if (orphans.orphans > 0)
            wanted.notes += orphansNote(orphans);
        stored = completeSource(transaction, wanted);
        return sourceDetail(stored);
    });
    if (!committed)
        return committed.error();
    return stored;
}

Result<void> ImportWriter::cancel()
{
    return discardPending(*d->core, d->source, QStringLiteral("import.cancel"), {});
}

} // namespace tideline
