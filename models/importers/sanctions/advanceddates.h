// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/xmlrecords.h"

namespace tideline {

/// The Year, Month and Day elements as "2018-11-28", "2018-11" or "2018": as much as is there.
QString dateParts(const XmlNode& node);

/// A DatePeriod as text: "1979-09-21", "1960" for a whole year, "1960-01-01 to 1962-12-31", "about 1960".
QString periodText(const XmlNode& period);

} // namespace tideline
