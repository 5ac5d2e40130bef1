// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

/// What `bgpdump -m` prints of an MRT file: one route a line, fields between bars.
class BgpdumpReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Routes; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
};

/// Tables of prefix and origin as pyasn and CAIDA publish them ("1.0.0.0/24 TAB 15169", "1.0.0.0 TAB 24 TAB 15169"),
/// comments after ';' or '#'. They are of one moment, which the comments or the file's name give, or the option "at".
class PrefixOriginReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Routes; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    Micros m_at = 0;
    QString m_note;
};

} // namespace tideline
