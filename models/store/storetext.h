// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace tideline {

/// The translation context of this room's messages: StoreText::tr("…").
class StoreText
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

} // namespace tideline
