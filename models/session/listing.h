// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/session/measuring.h"

namespace tideline {

/// Flows as the contract's columns of `rows CASE flows`.
Table flowTable(const FlowRows& rows, const CaseSnapshot& snapshot);
/// Points of usage series as rows: time, end, quantity, unit, key, value, source, line, name of the series.
Table pointTable(const std::vector<SeriesPoint>& points, const TimeRange& range, const std::vector<Source>& sources);

/// By our id, or by the id that its source gave it where that is unique.
Result<EventPtr> findEvent(const CaseFacts& facts, const QString& id);

/// Sets any field from text: those of `eventFields()`, and `at`, which is read in `zone` ("A/B" gives a span).
Result<void> setEventField(Event& event, const QString& key, const QString& value, const Zone& zone);

} // namespace tideline
