// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/series.h"

namespace tideline {

/// A complete question with its names looked up. Points into the facts.
struct Asked
{
    Question question;
    const Measure* measure = nullptr;
    Zone zone;
    const Subject* subject = nullptr; ///< null = none: src is the local side
    TimeRange range = TimeRange::all();
    ExpressionPtr where;          ///< restricted to flows, or to events with `events` joined in
    bool leftTermsOut = false;    ///< `where` says something that only the other kind of row has
    std::optional<Series> series; ///< what is measured in place of flows
    Coverage coverage;            ///< of the flows or the series, inside the range

    double coveredDays() const;
    QString unit() const; ///< of what is measured: "B", "USD" …
};

/// Null if there is none.
const Subject* subjectNamed(const CaseFacts& facts, const QString& name);
/// Errors that name those there are.
Error noSuchSubject(const QString& name, const CaseFacts& facts);
Error noSuchWindow(const QString& name, const CaseFacts& facts);

/// Looks the names of a complete question up.
Result<Asked> lookUp(const Question& question, const CaseFacts& facts);

struct Period
{
    QString name;
    TimeRange range;
};
/// What a comparison puts side by side: a window over another, a brushed range over a window, or after over before.
struct PeriodPair
{
    Period window;
    Period against;
};
Result<PeriodPair> periodPair(const Question& question, const CaseFacts& facts);

/// A question to the flows with range, filter and subject set, for the asked quantity and the number of flows.
FlowQuestion flowQuestion(const Asked& asked);
/// Edges of `bin` over the asked range; BadArgument if there would be more than 500,000 bins.
Result<std::vector<Micros>> edgesOf(const Asked& asked, Bin bin);
/// The plan of measures that want one aggregate per bin of the question, and per key where it has a `by`; none of a
/// series.
Result<std::vector<FlowQuestion>> binnedPlan(const Question& question, const CaseFacts& facts);

} // namespace tideline
