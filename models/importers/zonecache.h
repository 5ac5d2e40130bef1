// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"

#include <QHash>

namespace tideline {

/// Zones by name, looked up once. Not to be shared between threads.
class ZoneCache
{
public:
    /// nullptr if there is no such zone.
    const Zone* find(const QString& name)
    {
        auto known = m_zones.find(name);
        if (known == m_zones.end()) {
            auto zone = Zone::named(name);
            known = m_zones.insert(name, zone ? std::optional<Zone>(zone.value()) : std::nullopt);
        }
        return known->has_value() ? &known->value() : nullptr;
    }

private:
    QHash<QString, std::optional<Zone>> m_zones;
};

} // namespace tideline
