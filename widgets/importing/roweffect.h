// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/session/importpreview.h"

namespace tideline {

/// What one line of the file becomes, in one sentence: "Line 2 becomes · When: 2019-04-03 05:06 +09:00 (2019-04-02
/// 20:06 UTC) · Title: …", or why it is rejected. Times in the zone of the view.
QString rowEffect(const ParsedBlock& parsed, qint64 line, const Zone& zone);

} // namespace tideline
