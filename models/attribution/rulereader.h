// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/result.h"

#include <QJsonValue>

namespace tideline {

/// One rule of a file of rules; `number` is 1-based, for messages.
Result<Rule> readRule(const QJsonValue& json, int number);

} // namespace tideline
