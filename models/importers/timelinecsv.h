// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/timefield.h"

#include <array>

namespace tideline {

/// The layout of the founding timeline: id, date, date_end, precision, time_utc, title, category, subtype, actor,
/// target, country, amount_attempted, amount_taken, amount_recovered, currency, amount_note, certainty, provenance,
/// source, note. Provenance "general" (from memory) makes an event unverified.
class TimelineCsvReader : public CsvReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    TimeRules m_time;
    std::vector<int> m_at; ///< where each column of the layout stands, -1 = missing
};

} // namespace tideline
