// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/mapping.h"
#include "models/importers/timefield.h"

#include <QSet>

namespace tideline {

/// Any CSV or TSV of numbers over time. Fields of the option `map`: time (or date and clock), key (several columns are
/// joined with " / "), value (one or more columns; without it, all columns of numbers that are not used otherwise),
/// unit, zone, quantity (names the value where there is one column of them). A row gives a point for each value; a row
/// without any value is rejected as "no data": a gap, not an error. The time is the start of its bin, its middle, or
/// anywhere within it (option `bin`; "within" needs a `bin_width` of the calendar: 23:59:59 stands for its day).
class SeriesCsvReader : public CsvReader
{
public:
    FileKind kind() const override { return FileKind::Series; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    struct Value
    {
        int column;
        QString quantity;
        QString unit;
    };
    Result<void> bindValues(const CsvHead& head, const ReadOptions& options);
    Result<void> bindBins(const CsvHead& head, const ReadOptions& options);
    Result<EventTime> time(const CsvRow& row, const Zone& zone) const;
    bool isMissing(std::string_view text) const;
    std::optional<double> number(std::string_view text) const;

    Mapping m_mapping;
    TimeRules m_time;
    std::vector<Value> m_values;
    QSet<QString> m_missing;
    QString m_binWidth; ///< empty: the precision of the time
    bool m_binMiddle = false;
    bool m_binWithin = false;
    QChar m_decimal = u'.';
};

} // namespace tideline
