// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/eventmerging.h"

#include "models/core/counted.h"
#include "models/session/eventlikeness.h"
#include "models/store/eventjoin.h"
#include "models/store/mergetable.h"

#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

using EventIndex = QHash<QString, EventPtr>;

EventIndex byId(const std::vector<EventPtr>& events)
{
    EventIndex index;
    for (const EventPtr& event : events)
        index.insert(event->id, event);
    return index;
}

QString placesText(const Event& event)
{
    QStringList names;
    for (const Place& place : event.places)
        names += place.name.isEmpty() ? place.country : place.name;
    const QString facility = event.extra.value(QStringLiteral("facility"));
    if (!facility.isEmpty() && !names.contains(facility))
        names += facility;
    return names.join(QStringLiteral(", "));
}

MergedPair pairOf(const EventMerge& merge, const EventIndex& events)
{
    MergedPair pair{events.value(merge.kept), events.value(merge.other), merge.how, {}, merge.split};
    if (!pair.event || !pair.with)
        return pair;
    pair.disagrees = disagreements(*pair.event, *pair.with);
    // Both places are kept, so the merged event shows no disagreement; whoever judges the pair has to see it.
    const QString mine = placesText(*pair.event), theirs = placesText(*pair.with);
    const bool stated = !mine.isEmpty() && !theirs.isEmpty();
    const bool told = pair.disagrees.join(u'\n').contains(QStringLiteral("facility: "));
    if (stated && !told && !Likeness::sharesPlaceName(*pair.event, *pair.with))
        pair.disagrees += QStringLiteral("place: %1 | %2").arg(mine, theirs);
    return pair;
}

} // namespace

bool isMerged(const Event& event)
{
    return event.extra.contains(QStringLiteral("also in"));
}

QJsonObject toJson(const MergedPair& pair)
{
    return {{QStringLiteral("event"), pair.event->id},
            {QStringLiteral("title"), pair.event->title},
            {QStringLiteral("with"), pair.with->id},
            {QStringLiteral("with_title"), pair.with->title},
            {QStringLiteral("by"), pair.by},
            {QStringLiteral("disagrees"), QJsonArray::fromStringList(pair.disagrees)},
            {QStringLiteral("split"), pair.split}};
}

QJsonArray toJson(const KeptApart& apart)
{
    std::vector<std::pair<QString, QString>> sorted(apart.begin(), apart.end());
    std::sort(sorted.begin(), sorted.end());
    QJsonArray pairs;
    for (const auto& [kept, other] : sorted)
        pairs += QJsonArray{kept, other};
    return pairs;
}

KeptApart keptApart(const QJsonObject& options)
{
    KeptApart apart;
    for (const QJsonValue& pair : options.value(QStringLiteral("kept_apart")).toArray())
        apart.insert({pair.toArray().at(0).toString(), pair.toArray().at(1).toString()});
    return apart;
}

MergeOutcome describeMerges(const MergeProposal& proposal, const std::vector<EventPtr>& events, const KeptApart& apart)
{
    MergeOutcome outcome;
    const EventIndex index = byId(events);
    qint64 merged = 0;
    for (const EventMerge& merge : proposal.merges) {
        MergedPair pair = pairOf(merge, index);
        pair.split = apart.contains({merge.kept, merge.other});
        merged += !pair.split;
        outcome.merged.push_back(std::move(pair));
    }
    const qint64 kept = qint64(outcome.merged.size()) - merged;
    if (merged > 0)
        outcome.notes += counted(merged, "event is in another source too and is one with it",
                                 "events are in other sources too and are one with theirs");
    if (kept > 0)
        outcome.notes += QStringLiteral("%1 looked like one and %2 kept apart as you said")
                             .arg(counted(kept, "pair of events"), wasOrWere(kept));
    outcome.notes += proposal.notes;
    return outcome;
}

QString tooManyToCompare(qint64 events, qint64 most)
{
    return events <= most
               ? QString()
               : QStringLiteral("More than %1 may be the same as others: which of them are was not looked for")
                     .arg(counted(most, "event"));
}

Result<void> eachEventRow(const CaseFile& file, const std::vector<Source>& sources,
                          const std::function<void(const Event&, const Source*)>& take)
{
    QHash<qint64, const Source*> byId;
    for (const Source& source : sources)
        byId.insert(source.id, &source);
    return file.eachEventRow([&](const Event& event) { take(event, byId.value(event.source)); });
}

void addTheirParts(QSet<QString>& ids, const std::vector<EventMerge>& known)
{
    const MergeGroups groups(known);
    for (const QStringList& group : groups.groups()) {
        if (std::any_of(group.begin(), group.end(), [&ids](const QString& id) { return ids.contains(id); }))
            ids.unite({group.begin(), group.end()});
    }
}

Result<MergeOutcome> mergeSource(CaseFile& file, qint64 source, const KeptApart& apart, qint64 most)
{
    const auto known = file.merges();
    const auto sources = file.sources();
    if (!known || !sources)
        return known ? sources.error() : known.error();
    LikenessKeys mine, theirs;
    const auto read = eachEventRow(file, *sources, [&](const Event& event, const Source* from) {
        (event.source == source ? mine : theirs).add(event, from);
    });
    if (!read)
        return read.error();
    QSet<QString> ids;
    const auto again = eachEventRow(file, *sources, [&](const Event& event, const Source* from) {
        if (ids.size() <= most && (event.source == source ? theirs : mine).mayHold(event, from))
            ids.insert(event.id);
    });
    if (!again)
        return again.error();
    addTheirParts(ids, *known);
    if (const QString tooMany = tooManyToCompare(ids.size(), most); !tooMany.isEmpty())
        return MergeOutcome{{}, {tooMany}};
    if (ids.isEmpty())
        return MergeOutcome();
    const auto events = file.separateEvents(ids);
    if (!events)
        return events.error();
    MergeProposal proposal = proposeMerges(*events, *known, *sources, source);
    for (EventMerge& merge : proposal.merges)
        merge.split = apart.contains({merge.kept, merge.other});
    if (const auto done = file.mergeEvents(proposal.merges); !done)
        return done.error();
    return describeMerges(proposal, *events, apart);
}

Result<MergeOutcome> setSourceWithdrawn(CaseFile& file, qint64 source, bool withdrawn)
{
    if (const auto set = file.setWithdrawn(source, withdrawn); !set)
        return set.error();
    return withdrawn ? MergeOutcome() : mergeSource(file, source);
}

Result<std::vector<MergedPair>> mergedPairs(const CaseFile& file)
{
    const auto known = file.merges();
    if (!known)
        return known.error();
    QSet<QString> ids;
    for (const EventMerge& merge : *known)
        ids << merge.kept << merge.other;
    const auto events = file.separateEvents(ids);
    if (!events)
        return events.error();
    std::vector<MergedPair> pairs;
    const EventIndex index = byId(*events);
    for (const EventMerge& merge : *known) {
        MergedPair pair = pairOf(merge, index);
        if (pair.event && pair.with)
            pairs.push_back(std::move(pair));
    }
    return pairs;
}

Result<SplitState> splitEvents(CaseFile& file, const QStringList& ids)
{
    const auto known = file.merges();
    if (!known)
        return known.error();
    SplitState state;
    const MergeGroups groups(*known);
    for (const QString& id : ids) {
        const int group = groups.groupOf(id);
        if (group >= 0)
            state.ids += groups.groups()[std::size_t(group)];
    }
    state.ids.removeDuplicates();
    for (const EventMerge& pair : *known) {
        if (state.ids.contains(pair.kept) && state.ids.contains(pair.other))
            state.before.push_back(pair);
    }
    for (const QString& id : ids) {
        const auto now = file.merges();
        if (!now)
            return now.error();
        if (ids.size() > 1 && MergeGroups(*now).groupOf(id) < 0)
            continue; // came free with another one
        if (const auto apart = file.splitEvent(id); !apart)
            return apart.error();
    }
    return state;
}

} // namespace tideline
