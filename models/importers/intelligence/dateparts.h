// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timetext.h"
#include "models/importers/intelligence/jsontree.h"

namespace tideline {

/// A date in parts, as numbers or texts: year, month, day, and "time" (VERIS) or hour, minute, second, millisecond
/// (TimelineJS). It is as exact as the parts that are there without a gap; undated without a year. Fails where a part
/// that counts is out of range.
Result<EventTime> timeOfParts(const JsonNode& parts, const Zone& zone);

} // namespace tideline
