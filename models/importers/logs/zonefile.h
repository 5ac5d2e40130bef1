// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

/// A DNS zone as dig prints it (AXFR) or as a master file (RFC 1035): $ORIGIN, $TTL, @, names left out, records over
/// several lines in brackets. Each record becomes an event "name TYPE data" of the category "dns zone". A zone states
/// no times: events are undated, except those in front of dig's line "WHEN", which get its day in the option `zone`.
class ZoneFileReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    std::size_t recordLimit() const override { return limits::line; } ///< of the whole file
    std::size_t nextLine(std::string_view) const override { return 0; }

private:
    Zone m_zone;
};

} // namespace tideline
