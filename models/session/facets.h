// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/measuring.h"

namespace tideline {

/// One field whose values can be switched on and off: what the filter panel shows.
struct Facet
{
    struct Value
    {
        QString value;
        qint64 count = 0; ///< events under all other conditions
        bool chosen = true;
    };
    QString field; ///< of the filter language
    std::vector<Value> values;
};

/// Counts of the fields' values under the other conditions of the filter: a facet's own condition does not count
/// against itself. Values come by count.
std::vector<Facet> countFacets(const CaseFacts& facts, const QString& filterText, const QStringList& fields,
                               const Zone& zone);

/// The filter with the facet's own condition replaced: all values chosen takes it out.
QString withFacet(const QString& filterText, const Facet& facet, const Zone& zone);

} // namespace tideline
