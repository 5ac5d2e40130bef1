// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/store/transaction.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tideline {

/// SQL condition: the row's source (alias s) is complete and not withdrawn.
#define TIDELINE_VISIBLE "s.state = 1 AND s.withdrawn = 0"

/// Events written or edited by a person stand in this block of their source.
inline constexpr int editedBlock = -1;

/// Visible events by time, then id; undated ones last. Where two visible sources hold the same id, the older row wins.
/// What other files of their set add is joined; those that are one in several sources are one (see eventreading.cpp).
std::vector<EventPtr> loadEvents(Database& database);
/// The same before merging; those of the ids in `only`, if it is given.
std::vector<EventPtr> loadSeparateEvents(Database& database, const QSet<QString>* only = nullptr);
/// Also by the id of an event that is part of it.
std::optional<Event> loadEvent(Database& database, const QString& id);
/// The row alone, as it came.
std::optional<Event> loadEventRow(Database& database, const QString& id);
using KeyedEvent = std::pair<qint64, std::shared_ptr<Event>>;
std::vector<KeyedEvent> loadEventRows(Database& database, const QSet<QString>* only); ///< visible ones, by key
/// Visible rows alone, by key; of one id there may be two.
void streamEventRows(Database& database, const std::function<void(const Event&)>& take);
bool isEarlier(const EventPtr& a, const EventPtr& b);
/// Ids of events that stand for others, by the ids of those.
QHash<QString, QString> loadMergedIds(Database& database);

/// Is there a row of this id in a visible source or in `source`?
bool hasEvent(Database& database, const QString& id, qint64 source);
void insertEvent(const Transaction& transaction, const Event& event, int block);

/// Where the visible rows of an id stand: key, source, record and block, the winning one first.
struct EventRow
{
    qint64 key = 0;
    qint64 source = 0;
    qint64 record = 0;
    int block = 0;
};
std::vector<EventRow> eventRows(Database& database, const QString& id);
void deleteEvent(const Transaction& transaction, qint64 key);

/// SHA-256 over the event's row and all its children as they are stored.
QByteArray eventDigest(Database& database, qint64 key);

} // namespace tideline
