// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"

#include <QHash>

namespace tideline {

/// Events that a question counts, with what annotations add to them.
struct Picked
{
    std::vector<EventPtr> events; ///< in the asked time, by time; undated ones last and only without an asked time
    QHash<QString, QStringList> addedTags; ///< by event id
    int undatedLeftOut = 0;
    int imprecise = 0; ///< spans that reach over an end of the asked time
    int unverified = 0;
};

/// Events whose span overlaps the asked time and that `where` and `events` let through. An event of a day or coarser
/// overlaps by its own calendar. `isWanted` is a further condition.
Picked pickedEvents(const Asked& asked, const CaseFacts& facts, bool (*isWanted)(const Event&) = nullptr);
/// Notes on undated, imprecise and unverified events, and how many there are.
QStringList pickNotes(const Picked& picked);

/// The moment an event is put at in a zone. A day, month or year stays that day, month or year in every zone; a finer
/// time is one moment.
Micros placedAt(const EventTime& time, const Zone& zone);
/// Is the time known well enough to say which bin it is in?
bool isFineEnough(Precision precision, Bin bin);

/// The names by which `counts` can tell events apart besides the fields of events.
QStringList timeKeyNames(); ///< year, quarter, month, week, day, weekday, hour
/// BadArgument naming the nearest fields if the name is neither a field, a time key nor a column that came with events.
Result<void> checkEventKey(const QString& name, const CaseFacts& facts);
/// The keys of an event: several for countries, channels, tags and victims; "unknown" where there is none; "undated",
/// or "2017 (month unknown)" where the time does not say.
QStringList eventKeys(const Event& event, const QString& name, const Zone& zone, const Picked& picked);
/// Does an event count in several groups of this name?
bool isMultiple(const QString& name);

} // namespace tideline
