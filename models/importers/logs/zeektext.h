// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"

namespace tideline {

/// Zeek's writings of a time: epoch seconds or milliseconds, or ISO 8601, which is UTC where no zone is written.
bool zeekTime(std::string_view text, ClockParser& clock, Micros& at);

/// Text that can be shown and stored: control characters and bytes that are no UTF-8 stand as \xNN.
void assignPlain(std::string& to, std::string_view text);
/// The same for a field of a tab-separated log, whose \\ and \xNN are undone first, so that it is what JSON logs say.
void assignUnescaped(std::string& to, std::string_view text);

/// A number as text without the noise of doubles: at most six decimals, no zeros at the end ("3600.000000" and
/// "3600.0" are 3600). What is no decimal number stays as it is.
std::string shortNumber(std::string_view text);

} // namespace tideline
