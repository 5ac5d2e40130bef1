// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// TimelineJS 3: {"title":…,"events":[…],"eras":[…]}. Groups become categories, eras events of the category "era".
/// Texts are HTML there; they are kept as plain text, with their links as citations.
class TimelineJsReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;

private:
    void take(const JsonNode& slide, const QString& category, DocumentSink& sink) const;
};

} // namespace tideline
