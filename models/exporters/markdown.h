// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tideline {

class HtmlWriter;

/// Writes the everyday part of Markdown: paragraphs, headings, lists, quotes, fenced code, **bold**, *italic*, `code`.
/// Everything else, HTML and links included, stays text: nothing in a note can reach out of the report.
void writeMarkdown(HtmlWriter& html, const QString& markdown);

} // namespace tideline
