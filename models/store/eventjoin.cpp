// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/eventjoin.h"

#include <algorithm>

namespace tideline {
namespace {

const QString disagrees = QStringLiteral("disagrees: ");
const QString separator = QStringLiteral(" | ");

void addText(QString& text, const QString& more, const QString& between)
{
    if (more.isEmpty())
        return;
    text = text.isEmpty() ? more : text + between + more;
}

template <typename List> void unite(List& list, const List& more)
{
    for (const auto& value : more) {
        if (std::find(list.begin(), list.end(), value) == list.end())
            list.push_back(value);
    }
}

/// Both values side by side; a third source adds to them.
void disagree(Event& event, const QString& field, const QString& own, const QString& other)
{
    QString& both = event.extra[disagrees + field];
    if (both.isEmpty())
        both = own;
    if (!both.split(separator).contains(other))
        both += separator + other;
}

void mergeText(Event& event, QString Event::*field, const Event& other, const char* name)
{
    QString& own = event.*field;
    const QString& theirs = other.*field;
    if (own.isEmpty())
        own = theirs;
    else if (!theirs.isEmpty() && own.simplified().compare(theirs.simplified(), Qt::CaseInsensitive) != 0)
        disagree(event, QString::fromLatin1(name), own, theirs);
}

QString timeText(const Event& event)
{
    const EventField* field = eventField(u"at");
    return !event.time.original.isEmpty() ? event.time.original : field ? field->get(event) : QString();
}

bool lies(const TimeRange& inside, const TimeRange& outside)
{
    return inside.from >= outside.from && inside.to <= outside.to;
}

void mergeTime(Event& event, const Event& other)
{
    const EventTime own = event.time;
    if (!other.time.range || own.range == other.time.range)
        return;
    if (!own.range || (other.time.precision > own.precision && lies(*other.time.range, *own.range)))
        event.time = other.time;
    else if (own.precision == other.time.precision || !lies(*own.range, *other.time.range))
        disagree(event, QStringLiteral("time"), timeText(event), timeText(other));
}

QString amountsText(const Event& event)
{
    QStringList texts;
    for (const Money& money : event.amounts)
        texts << money.amount.toString() + u' ' + money.currency + u' ' + moneyKindName(money.kind);
    return texts.join(QStringLiteral(", "));
}

template <typename List> List without(const List& edited, const List& own, const List& shown)
{
    if (edited == shown)
        return own;
    List kept;
    for (const auto& value : edited) {
        const bool joined = std::find(shown.begin(), shown.end(), value) != shown.end() &&
                            std::find(own.begin(), own.end(), value) == own.end();
        if (!joined)
            kept.push_back(value);
    }
    return kept;
}

} // namespace

void addAddendum(Event& event, const Addendum& addendum)
{
    unite(event.places, addendum.places);
    if (!addendum.names.isEmpty())
        addText(event.extra[QStringLiteral("aliases")], addendum.names.join(QStringLiteral("; ")),
                QStringLiteral("; "));
    addText(event.note, addendum.note, QStringLiteral("\n"));
}

ActorNames::ActorNames(const std::vector<Actor>& actors)
{
    const auto add = [this](const QString& name, const QString& actor) {
        QStringList& known = m_actors[name.simplified().toCaseFolded()];
        if (!known.contains(actor))
            known += actor;
    };
    for (const Actor& actor : actors) {
        add(actor.name, actor.name);
        for (const QString& alias : actor.aliases)
            add(alias, actor.name);
    }
}

void ActorNames::tell(Event& event) const
{
    const auto lookUp = [this](const QString& name) { return m_actors.value(name.simplified().toCaseFolded()); };
    QStringList known = lookUp(event.actor);
    if (known.isEmpty()) { // several actors in one field
        for (const QString& part : event.actor.split(u';', Qt::SkipEmptyParts))
            known += lookUp(part);
    }
    known.removeDuplicates();
    if (!known.isEmpty())
        event.extra[QStringLiteral("known actor")] = known.join(separator);
}

void mergeInto(Event& event, const Event& other, const QString& otherSource)
{
    mergeTime(event, other);
    mergeText(event, &Event::title, other, "title");
    mergeText(event, &Event::category, other, "category");
    mergeText(event, &Event::subtype, other, "subtype");
    mergeText(event, &Event::actor, other, "actor");
    mergeText(event, &Event::target, other, "target");
    if (event.certainty == Certainty::Unknown)
        event.certainty = other.certainty;
    else if (other.certainty != Certainty::Unknown && other.certainty != event.certainty)
        disagree(event, QStringLiteral("certainty"), certaintyName(event.certainty), certaintyName(other.certainty));
    event.verified = event.verified || other.verified;
    if (event.amounts.empty())
        event.amounts = other.amounts;
    else if (!other.amounts.empty() && event.amounts != other.amounts)
        disagree(event, QStringLiteral("amounts"), amountsText(event), amountsText(other));
    unite(event.countries, other.countries);
    unite(event.channels, other.channels);
    unite(event.tags, other.tags);
    unite(event.citations, other.citations);
    unite(event.places, other.places);
    unite(event.claims, other.claims);
    if (event.note.isEmpty())
        event.note = other.note;
    else if (!other.note.isEmpty() && other.note != event.note)
        event.extra[QStringLiteral("note, ") + otherSource] = other.note;
    for (auto it = other.extra.begin(); it != other.extra.end(); ++it) {
        QString& own = event.extra[it.key()];
        if (own.isEmpty())
            own = it.value();
        else if (!it.value().isEmpty() && it.value() != own)
            disagree(event, it.key(), own, it.value());
    }
    const QString id = other.externalId.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(other.externalId);
    addText(event.extra[QStringLiteral("also in")], otherSource + id, QStringLiteral("; "));
}

QStringList disagreements(const Event& event, const Event& other)
{
    Event both = event;
    mergeInto(both, other, {});
    QStringList texts;
    for (auto it = both.extra.begin(); it != both.extra.end(); ++it) {
        if (it.key().startsWith(disagrees) && event.extra.value(it.key()) != it.value())
            texts << it.key().mid(disagrees.size()) + QStringLiteral(": ") + it.value();
    }
    return texts;
}

Event withoutJoined(const Event& edited, const Event& own, const Event& shown)
{
    Event event = edited;
    const auto restore = [&](auto Event::*field) {
        if (edited.*field == shown.*field)
            event.*field = own.*field;
    };
    for (QString Event::*field : {&Event::externalId, &Event::title, &Event::category, &Event::subtype, &Event::actor,
                                  &Event::target, &Event::note})
        restore(field);
    restore(&Event::time);
    restore(&Event::certainty);
    restore(&Event::verified);
    // A note that was written on: the joined end of it is not part of the row.
    const QString added = shown.note.startsWith(own.note) ? shown.note.mid(own.note.size()) : QString();
    if (edited.note != shown.note && !added.isEmpty() && edited.note.endsWith(added))
        event.note = edited.note.chopped(added.size());
    event.countries = without(edited.countries, own.countries, shown.countries);
    event.channels = without(edited.channels, own.channels, shown.channels);
    event.tags = without(edited.tags, own.tags, shown.tags);
    event.amounts = without(edited.amounts, own.amounts, shown.amounts);
    event.citations = without(edited.citations, own.citations, shown.citations);
    event.places = without(edited.places, own.places, shown.places);
    event.claims = without(edited.claims, own.claims, shown.claims);
    for (auto it = shown.extra.begin(); it != shown.extra.end(); ++it) {
        const auto mine = own.extra.constFind(it.key());
        if (!event.extra.contains(it.key()) || event.extra.value(it.key()) != it.value())
            continue; // taken out or rewritten by hand
        if (mine == own.extra.cend())
            event.extra.remove(it.key());
        else
            event.extra[it.key()] = *mine;
    }
    return event;
}

} // namespace tideline
