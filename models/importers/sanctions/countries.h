// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tideline {

/// The ISO 3166-1 alpha-2 code of a country as the lists write it; the text itself, trimmed, where it is none that is
/// known ("Region: Crimea", "undetermined").
QString listedCountry(const QString& name);

} // namespace tideline
