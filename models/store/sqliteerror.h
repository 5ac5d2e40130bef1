// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QString>

struct sqlite3;

namespace tideline {

/// What a result code of SQLite means to a person; `handle` may be null. `path` is the file it happened to.
Error sqliteError(sqlite3* handle, int code, const QString& path);

} // namespace tideline
