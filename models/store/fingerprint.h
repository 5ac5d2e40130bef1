// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

#include <QString>

namespace tideline {

/// SHA-256 (hex) over everything visible that measures read. It follows the content, not the history: a change and its
/// undoing give the same digest.
QString fingerprintOf(Database& database);

} // namespace tideline
