// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/zeekheader.h"

namespace tideline {

/// Zeek's conn.log as tab-separated text with its # header: any order of fields, some missing, others added.
/// A second header with the same fields (logs run together) is skipped; with other fields it is rejected.
class ZeekTsvReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    std::vector<int> m_fieldAt; ///< ZeekField by column, -1 = not used
    ZeekHeader m_header;
};

} // namespace tideline
