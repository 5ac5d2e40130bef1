// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casefileprivate.h"
#include "models/store/eventtable.h"
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
            before = loadEvent(database, event.id).value_or(Event());
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
        for (const EventRow& row : eventRows(database, id)) {
            deleteEvent(transaction, row.key);
            resealEvents(transaction, row.source, row.block);
        }
        return QJsonObject{{QStringLiteral("id"), id},
                           {QStringLiteral("fields"), eventDetail(event.value_or(Event()), Event())}};
    });
}

} // namespace tideline
