// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/zeekheader.h"

namespace tideline {

/// Any log of Zeek but conn and dns, as tab-separated text: http, ssl, files, notice, weird, ssh … Each row becomes an
/// event of the category "zeek PATH" at its `ts`, called by its telling fields, with all fields that are set in extra:
/// T and F are true and false, sets and vectors are joined by ", ", numbers lose the zeros at their end, further times
/// are ISO 8601. A log without `ts` is refused.
class ZeekLogTsvReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    ZeekHeader m_header;
    std::vector<std::string> m_names; ///< Zeek's, by column
    std::size_t m_ts = 0;
};

/// The same as JSON, one object a line, with the same events. The writer's own fields (_path, _write_ts …) are not
/// kept, since they tell of the writing.
class ZeekLogJsonReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    ZeekRenames m_renames;
    std::string m_path;
};

} // namespace tideline
