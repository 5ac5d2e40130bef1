// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"

namespace tideline {

std::vector<Format> sanctionFormats()
{
    return {};
}

} // namespace tideline
