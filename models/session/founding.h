// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/store/casefile.h"

namespace tideline {

inline constexpr qint64 foundingFlows = 200'000;
inline constexpr quint64 foundingSeed = 7;

/// Makes the founding case: the real events with their places, channels and rival claims, the subject with its ranges
/// and routes, the four study windows, the rules, the table of networks, and simulated traffic, which says so.
/// Nothing remains at `path` if it fails or is cancelled.
Result<std::unique_ptr<CaseFile>> makeFoundingCase(const QString& path, qint64 flows, quint64 seed,
                                                   const Progress& progress);

} // namespace tideline
