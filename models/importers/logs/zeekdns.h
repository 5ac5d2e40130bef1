// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/zeekheader.h"

namespace tideline {

/// Zeek's dns.log as tab-separated text with its # header: any order of fields, some missing, others added.
class ZeekDnsTsvReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Dns; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    ZeekHeader m_header;
    std::vector<int> m_fieldAt; ///< ZeekDnsField by column, -1 = not used
};

/// The same as JSON, one object a line.
class ZeekDnsJsonReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Dns; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    ZeekRenames m_renames;
};

} // namespace tideline
