// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace tideline {

/// `event CASE merges` and `event CASE split ID`.
Result<Exit> listMerges(const Arguments& arguments);
Result<Exit> splitEvent(const Arguments& arguments);

/// `rows CASE dns|routes` as a table.
Result<Table> recordTable(const OpenCase& open, const Arguments& arguments, const TimeRange& range, qint64 limit,
                          qint64& total);

} // namespace tideline
