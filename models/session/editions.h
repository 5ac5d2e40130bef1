// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/table.h"

namespace tideline {

/// What changed between two editions of one list, entries being matched by `externalId`. Columns: id, name, change
/// ("added", "removed", "changed"), field, before, after; one row for an entry that came or went, one for each field
/// that changed, sorted by id. Lists of countries, tags and aliases are the same in any order; what says which edition
/// it is (list_date, list_digest, last_seen, the line in the file) is no change. Entries without externalId are matched
/// by category and title; the second entry of an id by its place among them.
Table compareEditions(const std::vector<EventPtr>& before, const std::vector<EventPtr>& after);

} // namespace tideline
