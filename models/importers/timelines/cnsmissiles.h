// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/eventrow.h"
#include "models/importers/timelines/document.h"

namespace tideline {

/// The CNS/NTI missile tests as JSON: timeBins[].data[], one launch each. Times are UTC, dates without one as well;
/// what the file calls unknown is left out.
class CnsTestsReader : public WholeReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    ParsedBlock parse(const Block& block) const override;

private:
    Result<Event> launch(const QJsonObject& object, const TimeRules& rules, qint64 line, ZoneCache& zones) const;
};

/// The two tables beside it: launch sites with their coordinates, and missiles with their type. Each entry becomes an
/// undated event, so that names and places can be looked up in the case.
class CnsTablesReader : public WholeReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    ParsedBlock parse(const Block& block) const override;
};

} // namespace tideline
