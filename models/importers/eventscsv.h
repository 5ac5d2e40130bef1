// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/mapping.h"
#include "models/importers/timefield.h"

namespace tideline {

/// Any CSV or TSV of events, by the option `map` (fields as in eventrow.h) or by what the column names suggest.
/// Columns without a field become extra columns of the event. Options besides those of all tables: `identity` (array of
/// fields, see EventRow::setIdentity) and `odd_times` ("keep": see EventRow::keepOddTimes; else such rows are
/// rejected).
class EventsCsvReader : public CsvReader
{
public:
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    Mapping m_mapping;
    TimeRules m_time;
    QStringList m_columns;
    QChar m_decimal = u'.';
    QStringList m_identity;
    bool m_keepOddTimes = false;
};

/// The decimal sign of the option `decimal`.
Result<QChar> decimalSign(const ReadOptions& options);

} // namespace tideline
