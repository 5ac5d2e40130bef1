// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/result.h"
#include "models/core/table.h"
#include "models/query/flowstore.h"
#include "models/query/question.h"

#include <QStringList>

#include <vector>

namespace tideline {

/// What a measure may know of the case besides flows: a snapshot, no I/O.
struct CaseFacts
{
    CaseInfo info;
    std::vector<Subject> subjects; ///< sorted by name
    std::vector<Window> windows;   ///< sorted by start
    std::vector<Source> sources;   ///< not withdrawn
    std::vector<EventPtr> events;  ///< visible, by time
    std::vector<Annotation> annotations;
    std::vector<SeriesPoint> points; ///< usage series, by time
    std::optional<TimeRange> flowSpan;
    QString dataFingerprint; ///< digest of everything that measures read (CaseFile::dataFingerprint)

    const Window* window(const QString& name) const;
    /// When traffic was being recorded, merged over the sources of flows.
    std::vector<TimeRange> coverage() const;
};

/// A measure in three steps: question -> aggregates wanted -> pure finisher on small tables.
struct Measure
{
    QString name;        ///< "volume"
    QString question;    ///< "How much traffic per time bin?"
    QString definition;  ///< what is computed, with the formula
    QString source;      ///< where the definition comes from
    QStringList options; ///< option names it honours: "subject", "from", "window" …
    std::vector<TableColumn> columns;
    bool ofFlows = true; ///< needs flows; otherwise events only

    /// Fills defaults in and checks names; the result's question says everything that was used.
    Result<Question> (*complete)(const Question&, const CaseFacts&);
    /// The aggregates it wants, in order; empty for events.
    Result<std::vector<FlowQuestion>> (*plan)(const Question&, const CaseFacts&);
    /// Pure: no clock, no locale, no I/O. `answers` are in the order of `plan`.
    Result<MeasureResult> (*finish)(const Question&, const CaseFacts&, const std::vector<FlowAggregate>& answers);
};

const std::vector<Measure>& measures();
const Measure* measureNamed(const QString& name);

/// All three steps against a store; adds sources and fingerprint.
Result<MeasureResult> runMeasure(const Question& question, const CaseFacts& facts, const FlowStore& flows,
                                 const Progress& progress);

} // namespace tideline
