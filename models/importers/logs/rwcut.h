// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/flowtable.h"

namespace tideline {

/// What SiLK's rwcut prints: columns in any order by the line of titles, padded or not, with | or the delimiter that
/// --delimited gave, addresses as text or --integer-ips, times as text (UTC unless the option `zone` says otherwise)
/// or --epoch-time. One-way records.
class RwcutReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool oneWay() const override { return true; }

private:
    FlowTable m_table;
    Zone m_zone;
};

} // namespace tideline
