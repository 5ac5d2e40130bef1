// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace tideline {

/// Context of the messages of this room.
struct RemoteText
{
    Q_DECLARE_TR_FUNCTIONS(Remote)
};

} // namespace tideline
