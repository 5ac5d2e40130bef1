// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/zeekheader.h"

namespace tideline {

/// Zeek's conn.log as JSON, one object a line; unset fields are absent; `ts` may be seconds, milliseconds or ISO text.
class ZeekJsonReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    ZeekRenames m_renames;
};

} // namespace tideline
