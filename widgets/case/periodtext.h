// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"

#include <QString>

namespace tideline {

/// A period for people: "1 May – 1 Nov 2019 · 185 days", with times of day where it does not lie on whole days.
QString periodText(const TimeRange& range, const Zone& zone);

} // namespace tideline
