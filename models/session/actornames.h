// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/actor.h"

#include <QStringView>

#include <vector>

namespace tideline {

/// All actors that carry a name, as their own or as an alias; case and blanks do not matter. Several are several: who
/// is meant is for a person to say. Those whose own name it is come first.
std::vector<Actor> actorsNamed(const std::vector<Actor>& actors, QStringView name);

} // namespace tideline
