// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/importers/reader.h"

namespace tideline {

/// nfdump's flow records as JSON: one array of objects over many lines (-o json) or one object a line (-o ndjson).
/// Records are flat objects, so that each ends at its first } outside of a text; what stands between them besides
/// blanks, commas and the array's brackets is rejected. Times without zone are read in the option `zone`.
class NfdumpJsonReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool oneWay() const override { return true; }

private:
    Zone m_zone;
    bool m_zoneGiven = false;
};

} // namespace tideline
