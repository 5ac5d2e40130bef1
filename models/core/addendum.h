// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"

namespace tideline {

/// What one file of a set adds to an entry of another: an address, an alias, a remark of a listing. It joins every
/// event whose `externalId` is `entry`; until one is there it is an orphan, which is counted and said.
struct Addendum
{
    QString entry; ///< "ofac:12345"
    std::vector<Place> places;
    QStringList names; ///< further names; they go to the event's extra "aliases", joined by "; "
    QString note;      ///< appended to the event's note
    qint64 source = 0;
    qint64 record = 0;
    bool operator==(const Addendum&) const = default;
};

} // namespace tideline
