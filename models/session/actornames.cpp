// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/actornames.h"

#include <algorithm>

namespace tideline {

std::vector<Actor> actorsNamed(const std::vector<Actor>& actors, QStringView name)
{
    const auto folded = [](const QString& text) { return text.simplified().toCaseFolded(); };
    const QString wanted = folded(name.toString());
    std::vector<Actor> own, aliased;
    for (const Actor& actor : actors) {
        if (folded(actor.name) == wanted)
            own.push_back(actor);
        else if (std::any_of(actor.aliases.begin(), actor.aliases.end(),
                             [&](const QString& alias) { return folded(alias) == wanted; }))
            aliased.push_back(actor);
    }
    own.insert(own.end(), aliased.begin(), aliased.end());
    return own;
}

} // namespace tideline
