// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/actor.h"
#include "models/core/addendum.h"
#include "models/core/event.h"

#include <QHash>

namespace tideline {

// What stands beside an event's own row when it is read: the additions of other files of its set, and the same event
// of other sources. The rows stay as they came.

/// Adds places, names (extra "aliases") and note of an addendum.
void addAddendum(Event& event, const Addendum& addendum);

/// The lists of actors, by every name that is in them.
class ActorNames
{
public:
    explicit ActorNames(const std::vector<Actor>& actors);
    bool isEmpty() const { return m_actors.isEmpty(); }
    /// Tells an event whose actor is in a list who that is by the list's own name, in extra "known actor": "Lazarus
    /// Group", or "Lazarus Group | Silent Chollima" where the name belongs to two. The event's own actor stays.
    void tell(Event& event) const;

private:
    QHash<QString, QStringList> m_actors;
};

/// Makes `other`, which says the same in another source, part of `event`. Empty fields are filled and lists united. Of
/// two times the finer one stands where the coarser allows it. Where both say something else, the event's own stays and
/// both are in extra "disagrees: FIELD" as "a | b"; the other's note is in extra "note, SOURCE". Extra "also in" names
/// the other source (`otherSource`), with the id it gives.
void mergeInto(Event& event, const Event& other, const QString& otherSource);
/// "field: a | b" of two events that were taken for the same.
QStringList disagreements(const Event& event, const Event& other);

/// An event that was read as `shown` and edited, back to its own row, which is `own`: what merely stood beside it is
/// taken out again.
Event withoutJoined(const Event& edited, const Event& own, const Event& shown);

} // namespace tideline
