// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/timelines/document.h"

namespace tideline {

/// Signals of the IODA API, version 2: `values` every `step` seconds from `from` on. A record is one signal; nulls are
/// gaps. The key is the entity's code, the quantity the data source.
class IodaSignalsReader : public WholeReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Series; }
    ParsedBlock parse(const Block& block) const override;
};

/// Outages ("outages.events": spans with a score) and alerts ("outages.alerts": moments with a level) of the same API.
class IodaOutagesReader : public WholeReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    ParsedBlock parse(const Block& block) const override;
};

} // namespace tideline
