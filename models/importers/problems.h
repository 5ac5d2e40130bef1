// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"
#include "models/importers/reader.h"

namespace tideline {

/// The text of a rejected row as kept with its problem: at most 4 KiB; bytes that are no UTF-8 and control characters
/// stand as \xNN, so that nothing is lost and nothing is replaced silently.
QString problemText(std::string_view bytes);
void addProblem(ParsedBlock& block, qint64 line, int column, const QString& reason, std::string_view text);
/// The block of a flow kernel; notes are made from its flags.
ParsedBlock flowBlock(FlowSink&& sink);

/// Length of the UTF-8 sequence at `at`, 0 if it is none (overlong forms, surrogates and beyond U+10FFFF are none).
std::size_t utf8Length(std::string_view bytes, std::size_t at);
/// Offset of the first byte that is no UTF-8; npos if all is well.
std::size_t firstBadUtf8(std::string_view bytes);

/// "byte 0xE9 at character position 17 is not UTF-8": which byte and what to do.
QString badUtf8Reason(std::string_view bytes, std::size_t at);

} // namespace tideline
