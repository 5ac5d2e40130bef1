// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/zone.h"

#include <QVariant>

#include <functional>
#include <vector>

namespace tideline {

/// An event with what the examiner added to it.
struct EventRow
{
    EventPtr event;
    bool starred = false;
    int notes = 0;
};

/// One column of the table of events: header, text, sort key. Model, header, chooser and copying all read this list.
struct EventColumn
{
    QString key;
    QString title;
    bool shown;       ///< without the user's choice
    bool isNumber;    ///< right-aligned
    bool followsZone; ///< the header carries the zone
    std::function<QString(const EventRow&, const Zone&)> text;
    std::function<QVariant(const EventRow&)> sortKey;
};
/// Star, UTC, local, then every field of `eventFields()`.
const std::vector<EventColumn>& eventColumns();

} // namespace tideline
