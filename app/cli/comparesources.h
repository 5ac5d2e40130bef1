// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace tideline {

/// `sources CASE compare ID ID`: what changed between two editions of one list.
Result<Exit> compareSources(const CaseFile& file, const Arguments& arguments);

} // namespace tideline
