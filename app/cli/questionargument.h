// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "models/query/question.h"

namespace tideline {

/// The options of `measure`, which `chart` and `finding pin` take too.
QStringList questionOptions();
/// Puts the options given over `base`.
Result<Question> questionArgument(const Arguments& arguments, const Zone& zone, Question base);

} // namespace tideline
