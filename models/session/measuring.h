// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/series.h"
#include "models/store/casefile.h"

namespace tideline {

class RollupStore;

/// Everything that the case says apart from its flows, read in one go: an immutable snapshot that threads share.
struct CaseSnapshot
{
    CaseFacts facts;
    AttributionPtr attribution;
    std::vector<Source> allSources;    ///< withdrawn ones too
    QMap<QString, SeriesShape> series; ///< the usage series, by name
    CaseFile::Counts counts;
    std::vector<Problem> problems;        ///< the first `problemsShown`; `counts` has their number
    std::shared_ptr<RollupStore> rollups; ///< pre-aggregates of the flows, for whoever asks them (rollup.h)
};
inline constexpr qint64 problemsShown = 10'000;
using CaseSnapshotPtr = std::shared_ptr<const CaseSnapshot>;

/// `rollups`: those of an earlier snapshot of the same file, which still hold as far as nothing they depend on changed.
Result<CaseSnapshotPtr> takeSnapshot(const CaseFile& file, std::shared_ptr<RollupStore> rollups = {});

/// Asks the flows of the case. The file must outlive the call.
Result<MeasureResult> askMeasure(const CaseFile& file, const CaseSnapshot& snapshot, const Question& question,
                                 const Progress& progress, const FirstResult& first = {});
Result<FlowRows> askRows(const CaseFile& file, const CaseSnapshot& snapshot, const FlowRowsQuestion& question,
                         const Progress& progress);

/// Events that a filter and a range let through, annotations counted as text of the event.
std::vector<EventPtr> filteredEvents(const CaseFacts& facts, const ExpressionPtr& where, const TimeRange& range,
                                     bool withUndated);

} // namespace tideline
