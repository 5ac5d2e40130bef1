// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

#include <initializer_list>

namespace tideline {

/// Digests over the small tables, so that a change made outside Tideline shows (SQLite's own check sees only broken
/// structure). Each writer seals what it has touched, in the same transaction.
void seal(const Transaction& transaction, std::initializer_list<const char*> tables);
void sealAll(const Transaction& transaction);
Check checkSeals(Database& database);

} // namespace tideline
