// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/measure.h"

namespace tideline {

/// What `range` stays unset means.
enum class RangeDefault {
    WholeSpan, ///< everything that was recorded
    Pair       ///< the last window against the first
};

/// Fills in what every measure of flows has: subject, range or windows, zone. NotFound if there are no flows or a name
/// is not known (the known ones are named); BadArgument for options that the measure does not take and for filters
/// that cannot be read. Completing a complete question changes nothing. Of a series, the same with its span in place of
/// the flows'; it has no keys to be told apart by.
Result<Question> completeFlows(Question question, const CaseFacts& facts, const QString& measure,
                               RangeDefault rangeDefault = RangeDefault::WholeSpan);
/// The same for measures of events. Without window and range all events count; `events` and `byField` are which events
/// and which field are meant unless the question says others.
Result<Question> completeEvents(Question question, const CaseFacts& facts, const QString& measure,
                                const QString& events = {}, const QString& byField = {});

} // namespace tideline
