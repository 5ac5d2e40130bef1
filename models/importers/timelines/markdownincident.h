// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/timelines/document.h"

namespace tideline {

/// One incident as a Markdown file with YAML front matter: date, title, target-entities, entity-types, attack-types,
/// loss (USD), tags. The text below is the note, its links are the citations. The date inside wins over one in the file
/// name; where they disagree a note says so.
class MarkdownIncidentReader : public WholeReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    ParsedBlock parse(const Block& block) const override;
};

} // namespace tideline
