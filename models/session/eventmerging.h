// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"

#include <QSet>

#include <functional>
#include <utility>

namespace tideline {

/// Two events of different sources that are one, or would be, and what they say differently.
struct MergedPair
{
    EventPtr event;        ///< was there first
    EventPtr with;         ///< came
    QString by;            ///< how they were found
    QStringList disagrees; ///< "title: a | b"
    bool split = false;    ///< kept apart by a person
};
QJsonObject toJson(const MergedPair& pair);

/// Is this, as CaseFile reads it, one event of several sources?
bool isMerged(const Event& event);

/// Pairs that a person wants to stay two events: ids of the one that was there first and of the one that came.
using KeptApart = QSet<std::pair<QString, QString>>;
/// As a read option of a source ("kept_apart": array of pairs of ids), so that the choice outlives an interruption.
QJsonArray toJson(const KeptApart& apart);
KeptApart keptApart(const QJsonObject& options);

struct MergeOutcome
{
    std::vector<MergedPair> merged; ///< those kept apart among them
    QStringList notes;              ///< what was merged, and what may be the same but was left apart
};

/// Pure: which events of `source` are the same as events of other sources, one to one.
/// - By id: both give the same id of the same namespace ("ofac:123"; an id without one counts within one format, and
///   only where time or title agree).
/// - Or else: the same category, dated to the day or finer, on the same stated day or with the finer time inside the
///   coarser, and no contradicting countries. Weapons tests are rare enough for that; others must also share their
///   title, their target or most words of the title. Sanctions are never matched so: two lists are two measures.
/// Exact times are matched first, then places, then days. Where several could be meant, as many on both sides, weapons
/// tests are paired in order, which `how` says; other cases are left apart and noted. Events of one source are never
/// merged, nor are pairs that a person separated; what was separated once is matched by id alone from then on.
struct MergeProposal
{
    std::vector<EventMerge> merges;
    QStringList notes;
};
MergeProposal proposeMerges(const std::vector<EventPtr>& events, const std::vector<EventMerge>& known,
                            const std::vector<Source>& sources, qint64 source);
/// The proposal with its events, those in `apart` marked as split. The note counts what is merged.
MergeOutcome describeMerges(const MergeProposal& proposal, const std::vector<EventPtr>& events, const KeptApart& apart);

/// Comparing takes events into memory, 1 to 3 KB each: those that have an id, or a day and category, in common with
/// others. Where there are more than this, it is left out and noted.
inline constexpr qint64 mostCompared = 50'000;
/// The note where that many are to be compared; empty: they can be.
QString tooManyToCompare(qint64 events, qint64 most = mostCompared);
/// Rows of the case's events with their sources (null: entered by hand), see CaseFile::eachEventRow.
Result<void> eachEventRow(const CaseFile& file, const std::vector<Source>& sources,
                          const std::function<void(const Event&, const Source*)>& take);
/// Adds the ids of all events that are one with those in `ids`.
void addTheirParts(QSet<QString>& ids, const std::vector<EventMerge>& known);

/// Finds and records the merges of a source that was imported or restored: one transaction, if there are any.
Result<MergeOutcome> mergeSource(CaseFile& file, qint64 source, const KeptApart& apart = {},
                                 qint64 most = mostCompared);
/// Hides a source or brings it back; what comes back is merged with what came meanwhile.
Result<MergeOutcome> setSourceWithdrawn(CaseFile& file, qint64 source, bool withdrawn);
/// All recorded pairs whose two events are visible.
Result<std::vector<MergedPair>> mergedPairs(const CaseFile& file);

/// What splitting changes, to take it back.
struct SplitState
{
    QStringList ids;
    std::vector<EventMerge> before; ///< all pairs among `ids`
};
/// Takes these parts out of their events; an event's own id takes it apart wholly. NotFound if none is merged.
Result<SplitState> splitEvents(CaseFile& file, const QStringList& ids);

} // namespace tideline
