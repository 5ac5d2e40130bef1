// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/database.h"

namespace tideline {

/// Every check of a case, in one snapshot; the connection may be read-only. Cancelled when asked to stop.
Result<std::vector<Check>> verifyCase(Database& database, const Progress& progress);

} // namespace tideline
