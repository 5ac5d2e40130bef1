// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace tideline {

/// Characters that are not seen or that turn what is seen around (controls, bidi marks, zero-width and filler
/// characters, lone surrogates) as visible escapes "⟨U+202E⟩". Line ends and tabs stay.
QString visibleText(const QString& text);

/// Cuts the text into runs: `run(text, false)` for plain ones, `run("⟨U+202E⟩", true)` for each escape.
void forEachVisibleRun(const QString& text, const std::function<void(const QString& run, bool isEscape)>& run);

} // namespace tideline
