// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/result.h"

#include <QByteArray>

namespace tideline {

/// A table of resources/founding, as bytes. The resource must have been initialised (makeFoundingCase does).
QByteArray foundingTable(const QString& name);

struct FoundingSetup
{
    CaseInfo info;
    std::vector<Subject> subjects;
    std::vector<Window> windows;
};
Result<FoundingSetup> foundingSetup();

/// The events with their places, channels and rival claims joined in.
Result<std::vector<Event>> foundingEvents();

} // namespace tideline
