// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/flowtable.h"

namespace tideline {

/// Two-way flows of Argus' ra with its line of titles, separated by commas or tabs, in any order, as the CTU-13 data
/// sets give them. Dir says who started: "<-" turns the sides round. SrcBytes is the source's part of TotBytes; without
/// it all is counted as the source's and a note says so. Times have no zone and are read in the option `zone`.
class ArgusReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    FlowTable m_table;
    Zone m_zone;
    bool m_zoneGiven = false;
    bool m_hasSourceBytes = false;
};

} // namespace tideline
