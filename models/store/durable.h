// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/store/database.h"

namespace tideline {

/// Makes a finished file and its name survive a power cut: fsync of the file and of its folder.
Result<void> syncFileAndFolder(const QString& path);
Result<void> syncFolder(const QString& folder);

/// A clean copy of the case in one piece: built beside `path` under another name, synced, then renamed.
Result<void> vacuumInto(Database& database, const QString& path, const Progress& progress);

} // namespace tideline
