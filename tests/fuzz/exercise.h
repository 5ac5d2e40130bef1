// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tideline {

/// Reads `bytes` as `format` in one piece, and again cut into blocks at places drawn from `seed`; checks what must hold
/// for any bytes at all. Empty, or which promise was broken. `rows` counts the records that were read.
std::string exercise(const Format& format, std::string_view bytes, std::uint64_t seed, std::int64_t* rows = nullptr);

} // namespace tideline
