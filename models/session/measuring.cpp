// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/measuring.h"

#include "models/flows/rollup.h"
#include "models/session/flowplace.h"

#include <QHash>

namespace tideline {

namespace {

/// Moves a result's value to its place, or returns its error.
template <typename T, typename Target> std::optional<Error> put(Result<T> result, Target& target)
{
    if (!result)
        return result.error();
    target = std::move(*result);
    return {};
}

} // namespace

Result<CaseSnapshotPtr> takeSnapshot(const CaseFile& file, std::shared_ptr<RollupStore> rollups)
{
    auto snapshot = std::make_shared<CaseSnapshot>();
    snapshot->rollups = rollups ? std::move(rollups) : std::make_shared<MemoryRollups>();
    CaseFacts& facts = snapshot->facts;
    auto attribution = std::make_shared<Attribution>();
    std::vector<std::vector<Network>> networks;
    QHash<QString, QString> merged;
    for (const auto& failed :
         {put(file.info(), facts.info), put(file.subjects(), facts.subjects), put(file.windows(), facts.windows),
          put(file.sources(), snapshot->allSources), put(file.events(), facts.events),
          put(file.annotations(), facts.annotations), put(file.points(), facts.points),
          put(file.counts(), snapshot->counts), put(file.rules(), attribution->rules), put(file.networks(), networks),
          put(file.networkTables(), facts.networkTables), put(file.mergedIds(), merged),
          put(file.dataFingerprint(), facts.dataFingerprint),
          put(file.problems(0, problemsShown), snapshot->problems)}) {
        if (failed)
            return *failed;
    }
    for (const Source& source : snapshot->allSources) {
        if (!source.withdrawn)
            facts.sources.push_back(source);
    }
    // A note on an event that is part of another now is a note on that one.
    for (Annotation& annotation : facts.annotations)
        annotation.eventId = merged.value(annotation.eventId, annotation.eventId);
    facts.flowSpan = snapshot->counts.flowSpan;
    snapshot->series = seriesShapes(facts.points);
    attribution->subjects = facts.subjects;
    attribution->networks = NetworkTable(std::move(networks));
    attribution->sources = snapshot->allSources;
    snapshot->attribution = std::move(attribution);
    return CaseSnapshotPtr(std::move(snapshot));
}

Result<MeasureResult> askMeasure(const CaseFile& file, const CaseSnapshot& snapshot, const Question& question,
                                 const Progress& progress, const FirstResult& first)
{
    const auto flows = flowStoreOf(file, snapshot);
    if (!flows)
        return flows.error();
    return runMeasure(question, snapshot.facts, Stores{**flows, &file}, progress, first);
}

Result<FlowRows> askRows(const CaseFile& file, const CaseSnapshot& snapshot, const FlowRowsQuestion& question,
                         const Progress& progress)
{
    const auto flows = flowStoreOf(file, snapshot);
    return flows ? (*flows)->rows(question, progress) : Result<FlowRows>(flows.error());
}

std::vector<EventPtr> filteredEvents(const CaseFacts& facts, const ExpressionPtr& where, const TimeRange& range,
                                     bool withUndated)
{
    struct Added
    {
        QString notes;
        QStringList tags;
        bool starred = false;
    };
    QHash<QString, Added> added;
    for (const Annotation& annotation : facts.annotations) {
        if (annotation.eventId.isEmpty())
            continue;
        Added& own = added[annotation.eventId];
        own.notes += annotation.text + u'\n';
        own.tags += annotation.tags;
        own.starred = own.starred || annotation.starred;
    }
    std::vector<EventPtr> result;
    for (const EventPtr& event : facts.events) {
        const bool inRange = event->time.range ? event->time.range->overlaps(range) : withUndated;
        if (!inRange)
            continue;
        const auto it = added.constFind(event->id);
        const Added own = it == added.cend() ? Added{} : *it;
        if (matches(where, *event, own.notes, own.tags, own.starred))
            result.push_back(event);
    }
    return result;
}

} // namespace tideline
