// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casefileprivate.h"
#include "models/store/eventjoin.h"
#include "models/store/eventtable.h"
#include "models/store/listingtable.h"
#include "models/store/mergetable.h"
#include "models/store/sourcetable.h"
#include "models/store/storetext.h"

namespace tideline {
namespace {

void checkEvent(Database& database, const Event& event)
{
    if (event.id.isEmpty())
        database.fail(Error{ErrorCode::BadArgument, StoreText::tr("An event needs an id"), {}, {}});
    if (event.time.range && event.time.range->isEmpty())
        database.fail(Error{ErrorCode::BadArgument, StoreText::tr("An event cannot end before it begins"), {}, {}});
}

} // namespace

Result<void> CaseFile::putEvent(const Event& event)
{
    return d->core->change(QStringLiteral("event.put"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        checkEvent(database, event);
        Event stored = event;
        Event before;
        const std::vector<EventRow> rows = eventRows(database, event.id);
        if (rows.empty()) {
            const auto source = loadSource(database, event.source);
            if (!source || source->state != SourceState::Complete)
                database.fail(
                    Error{ErrorCode::BadArgument, StoreText::tr("There is no source %1").arg(event.source), {}, {}});
        } else { // it stays where it came from
            before = loadEventRow(database, event.id).value_or(Event());
            stored = withoutJoined(event, before, loadEvent(database, event.id).value_or(Event()));
            stored.source = rows.front().source;
            stored.record = rows.front().record;
            deleteEvent(transaction, rows.front().key);
        }
        insertEvent(transaction, stored, editedBlock);
        if (!rows.empty() && rows.front().block != editedBlock)
            resealEvents(transaction, stored.source, rows.front().block);
        resealEvents(transaction, stored.source, editedBlock);
        return QJsonObject{{QStringLiteral("id"), stored.id},
                           {QStringLiteral("title"), stored.title},
                           {QStringLiteral("new"), rows.empty()},
                           {QStringLiteral("fields"), eventDetail(before, stored)}};
    });
}

Result<void> CaseFile::removeEvent(const QString& id)
{
    return d->core->change(QStringLiteral("event.remove"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        const std::optional<Event> event = loadEvent(database, id);
        if (!event)
            database.fail(Error{ErrorCode::NotFound, StoreText::tr("There is no event %1").arg(id), {}, {}});
        const QHash<QString, QString> merged = loadMergedIds(database);
        if (merged.contains(id) || !merged.keys(id).isEmpty()) {
            database.fail(Error{ErrorCode::BadArgument,
                                StoreText::tr("This event is in several sources"),
                                {},
                                StoreText::tr("Separate it first, then remove what is wrong.")});
        }
        for (const EventRow& row : eventRows(database, id)) {
            deleteEvent(transaction, row.key);
            resealEvents(transaction, row.source, row.block);
        }
        return QJsonObject{{QStringLiteral("id"), id},
                           {QStringLiteral("fields"), eventDetail(event.value_or(Event()), Event())}};
    });
}

Result<std::vector<EventPtr>> CaseFile::separateEvents() const
{
    return d->core->read<std::vector<EventPtr>>([](Database& database) { return loadSeparateEvents(database); });
}

Result<std::vector<EventPtr>> CaseFile::separateEvents(const QSet<QString>& only) const
{
    return d->core->read<std::vector<EventPtr>>(
        [&only](Database& database) { return loadSeparateEvents(database, &only); });
}

Result<void> CaseFile::eachEventRow(const std::function<void(const Event&)>& take) const
{
    return d->core->stream([&take](Database& database) { streamEventRows(database, take); });
}

Result<std::vector<EventMerge>> CaseFile::merges() const
{
    return d->core->read<std::vector<EventMerge>>(&loadMerges);
}

Result<QHash<QString, QString>> CaseFile::mergedIds() const
{
    return d->core->read<QHash<QString, QString>>(&loadMergedIds);
}

Result<void> CaseFile::mergeEvents(const std::vector<EventMerge>& merges)
{
    if (merges.empty())
        return {};
    return d->core->change(QStringLiteral("event.merge"), [&](const Transaction& transaction) {
        std::vector<EventMerge> stored = merges;
        for (EventMerge& merge : stored) {
            if (merge.kept.isEmpty() || merge.other.isEmpty() || merge.kept == merge.other)
                transaction.database().fail(
                    Error{ErrorCode::BadArgument, StoreText::tr("Merging takes two events"), {}, {}});
            if (merge.at == 0)
                merge.at = d->core->now();
        }
        insertMerges(transaction, stored);
        return mergesDetail(stored);
    });
}

Result<void> CaseFile::splitEvent(const QString& id)
{
    return d->core->change(QStringLiteral("event.split"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        const QString standsFor = loadMergedIds(database).value(id, id);
        const std::vector<EventMerge> separated = separateEvent(transaction, id, standsFor, d->core->now());
        if (separated.empty())
            database.fail(
                Error{ErrorCode::NotFound, StoreText::tr("The event %1 is not in several sources").arg(id), {}, {}});
        return mergesDetail(separated);
    });
}

Result<void> CaseFile::setMergesAmong(const QStringList& ids, const std::vector<EventMerge>& pairs)
{
    return d->core->change(QStringLiteral("event.merge"), [&](const Transaction& transaction) {
        for (const EventMerge& pair : pairs) {
            if (!ids.contains(pair.kept) || !ids.contains(pair.other) || pair.kept == pair.other)
                transaction.database().fail(
                    Error{ErrorCode::BadArgument, StoreText::tr("Merging takes two events"), {}, {}});
        }
        replaceMerges(transaction, ids, pairs);
        return mergesDetail(pairs);
    });
}

Result<std::vector<Actor>> CaseFile::actors() const
{
    return d->core->read<std::vector<Actor>>(&loadActors);
}

Result<QSet<QByteArray>> CaseFile::listingKeys() const
{
    return d->core->read<QSet<QByteArray>>(&loadListingKeys);
}

} // namespace tideline
