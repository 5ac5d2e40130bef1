// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"

namespace tideline {

/// The event's id as made from what it says: a UUID version 5 (SHA-1, RFC 4122) of its time, texts, amounts, citations
/// and extra columns, each with its length, so that no two different events share the text. `id`, `source` and `record`
/// do not count: the same row has the same id whatever file it came in.
QString derivedEventId(const Event& event);

} // namespace tideline
