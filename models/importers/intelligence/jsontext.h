// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tideline {

/// Whether a word is a number by the grammar of RFC 8259, however large.
bool isJsonNumberText(std::string_view word);
/// The UTF-16 unit of four hexadecimal digits; -1 for anything else.
int hexUnit(std::string_view digits);

} // namespace tideline
