// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/zone.h"

#include <QHash>

#include <vector>

namespace tideline {

/// What two events have in common, for merging. Remembers zones, so it is kept for a whole comparison.
class Likeness
{
public:
    /// Number of the day (since 1970) that the event states, by the clock that it was written in.
    qint64 statedDay(const Event& event);
    bool sameDay(const Event& a, const Event& b);              ///< or the finer time inside the coarser
    static bool sameMoment(const Event& a, const Event& b);    ///< both finer than a day
    static bool sameCountries(const Event& a, const Event& b); ///< or one of them says none
    static bool sharesPlaceName(const Event& a, const Event& b);
    static bool sharesName(const Event& a, const Event& b); ///< title, target, or most words of the title

    /// Dated to the day or finer, of a category that may be matched by day.
    static bool isMatchable(const Event& event);
    static bool isWeaponsTest(const Event& event);
    /// "ofac" of "ofac:123"; what stands for the list where the id has no namespace; empty: the id says nothing.
    static QString idSpace(const Event& event, const Source* source);

private:
    QHash<QString, Zone> m_zones;
};

/// By what two events may be one, in little room: their ids with the namespace, and their categories with the stated
/// day. Those that have nothing of it in common are two; the others have to be compared.
class LikenessKeys
{
public:
    void add(const Event& event, const Source* source);
    bool mayHold(const Event& event, const Source* source); ///< one that may be the same

private:
    template <typename Visit> void visit(const Event& event, const Source* source, Visit&& take);
    Likeness m_likeness;
    std::vector<std::uint64_t> m_keys; ///< hashes: a false hit only costs time
    bool m_isSorted = true;
};

} // namespace tideline
