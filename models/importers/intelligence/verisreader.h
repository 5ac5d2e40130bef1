// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// Incident records of VERIS (1.3 and 1.4, which only add words): one, an array, or one a line. The time is
/// timeline.incident, as exact as it is given; how long things took and every other member are extra columns.
/// impact.overall_amount and the like are claims, since an estimated loss is no money that was taken.
class VerisReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;

private:
    Result<Event> incident(const JsonNode& record) const;
};

} // namespace tideline
