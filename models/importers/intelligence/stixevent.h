// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/actor.h"
#include "models/importers/intelligence/stixgraph.h"
#include "models/importers/reader.h"

namespace tideline {

/// A time of STIX, which cannot write a date alone. Midnight UTC to the last digit is read as that day. ATT&CK writes
/// the local midnight at which a month began (…-01T04:00:00.000Z): that is read as the month, on other days as the day.
Result<EventTime> stixTime(const JsonNode& text, bool isAttack);
/// The object as an event, or what is wrong with it. `notes` gets what is to be said once per file.
Result<Event> stixEvent(const JsonNode& object, const StixGraph& graph, QStringList& notes);
Actor stixActor(const JsonNode& object, const StixGraph& graph);

} // namespace tideline
