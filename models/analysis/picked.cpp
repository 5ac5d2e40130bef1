// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/picked.h"

#include "models/analysis/notes.h"
#include "models/core/counted.h"

namespace tideline {

namespace {

struct Added
{
    QString notes;
    QStringList tags;
    bool isStarred = false;
};

QHash<QString, Added> addedByEvent(const CaseFacts& facts)
{
    QHash<QString, Added> added;
    for (const Annotation& annotation : facts.annotations) {
        if (annotation.eventId.isEmpty())
            continue;
        Added& own = added[annotation.eventId];
        own.notes += annotation.text + u'\n';
        own.tags += annotation.tags;
        own.isStarred = own.isStarred || annotation.starred;
    }
    return added;
}

/// The span of an event on the clock of `zone`.
TimeRange placedSpan(const EventTime& time, const Zone& zone)
{
    const Micros from = placedAt(time, zone);
    return {from, from + time.range->length()};
}

} // namespace

Picked pickedEvents(const Asked& asked, const CaseFacts& facts, bool (*isWanted)(const Event&))
{
    const QHash<QString, Added> added = addedByEvent(facts);
    const bool isBounded = asked.range != TimeRange::all();
    Picked picked;
    for (const EventPtr& event : facts.events) {
        if (isWanted && !isWanted(*event))
            continue;
        const Added own = added.value(event->id);
        if (!matches(asked.where, *event, own.notes, own.tags, own.isStarred))
            continue;
        if (!event->time.isDated() && isBounded) {
            ++picked.undatedLeftOut;
            continue;
        }
        if (isBounded) {
            const TimeRange span = placedSpan(event->time, asked.zone);
            if (!span.overlaps(asked.range))
                continue;
            picked.imprecise += span.from < asked.range.from || span.to > asked.range.to ? 1 : 0;
        }
        picked.unverified += event->verified ? 0 : 1;
        if (!own.tags.isEmpty())
            picked.addedTags.insert(event->id, own.tags);
        picked.events.push_back(event);
    }
    return picked;
}

QStringList pickNotes(const Picked& picked)
{
    QStringList notes;
    if (picked.unverified > 0)
        notes.append(QStringLiteral("%1 of %2 unverified: no source found.")
                         .arg(picked.unverified)
                         .arg(counted(qint64(picked.events.size()), "event")));
    if (picked.undatedLeftOut > 0)
        notes.append(QStringLiteral("%1 without a date left out.").arg(counted(picked.undatedLeftOut, "event")));
    if (picked.imprecise > 0)
        notes.append(QStringLiteral("%1 known only to a span that reaches over an end of the asked time counted.")
                         .arg(counted(picked.imprecise, "event")));
    return notes;
}

Micros placedAt(const EventTime& time, const Zone& zone)
{
    if (time.precision > Precision::Day)
        return time.range->from;
    const auto own = Zone::named(time.zone.isEmpty() ? QStringLiteral("UTC") : time.zone);
    return zone.toUtc((own ? *own : Zone::utc()).civil(time.range->from));
}

bool isFineEnough(Precision precision, Bin bin)
{
    switch (precision) {
    case Precision::Year:
        return bin >= Bin::Year;
    case Precision::Month:
        return bin >= Bin::Month;
    case Precision::Day:
        return bin >= Bin::Day;
    default:
        return true;
    }
}

} // namespace tideline
