// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/result.h"
#include "models/core/table.h"
#include "models/query/flowstore.h"
#include "models/query/question.h"
#include "models/query/recordstore.h"

#include <QStringList>

#include <functional>
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
    QStringList networkTables; ///< "dbip.mmdb of 2026-06-01": the tables of countries and networks, in their order
    QString dataFingerprint;   ///< digest of everything that measures read (CaseFile::dataFingerprint)

    const Window* window(const QString& name) const;
    /// When traffic was being recorded, merged over the sources of flows.
    std::vector<TimeRange> coverage() const;
};

/// A measure in three steps: question -> aggregates wanted -> pure finisher on small tables. One over routes or name
/// queries has `read` in place of the last two: these rows stream past it.
struct Measure
{
    QString name;        ///< "volume"
    QString question;    ///< "How much traffic per time bin?"
    QString definition;  ///< what is computed, with the formula
    QString source;      ///< where the definition comes from
    QStringList options; ///< option names it honours: "subject", "from", "window" …
    std::vector<TableColumn> columns;
    bool ofFlows = true;   ///< needs flows; otherwise events only
    bool ofSeries = false; ///< asked `of` a usage series it needs that in place of flows

    /// Fills defaults in and checks names; the result's question says everything that was used.
    Result<Question> (*complete)(const Question&, const CaseFacts&) = nullptr;
    /// The aggregates it wants, in order; null: none, it is about events.
    Result<std::vector<FlowQuestion>> (*plan)(const Question&, const CaseFacts&) = nullptr;
    /// Pure: no clock, no locale, no I/O. `answers` are in the order of `plan`.
    Result<MeasureResult> (*finish)(const Question&, const CaseFacts&,
                                    const std::vector<FlowAggregate>& answers) = nullptr;
    /// Adds up routes or queries as they pass and lists their sources (see `addSource`).
    Result<MeasureResult> (*read)(const Question&, const CaseFacts&, const RecordStore&, const Progress&) = nullptr;
    /// Of a measure that has both: does this question go to `read`? Null: always, if there is a `read`.
    bool (*reads)(const Question&, const CaseFacts&) = nullptr;
};

const std::vector<Measure>& measures();
const Measure* measureNamed(const QString& name);

/// Adds the source to those of the result, once; a simulated one also as a note.
void addSource(MeasureResult& result, const Source& source);

/// Where the rows are that measures ask.
struct Stores
{
    const FlowStore& flows;
    const RecordStore* records = nullptr; ///< null: none; measures over routes and queries say so
};
/// Given, at most once, the way to a first picture of a long question over flows: `make` gives the result of the share
/// (0..1) of the flows that were counted so far. A measure that compares several aggregates has none.
using FirstResult = std::function<void(double share, const std::function<Result<MeasureResult>()>& make)>;

/// All three steps against the stores; adds sources and fingerprint.
Result<MeasureResult> runMeasure(const Question& question, const CaseFacts& facts, const Stores& stores,
                                 const Progress& progress, const FirstResult& first = {});
inline Result<MeasureResult> runMeasure(const Question& question, const CaseFacts& facts, const FlowStore& flows,
                                        const Progress& progress)
{
    return runMeasure(question, facts, Stores{flows}, progress);
}

} // namespace tideline
