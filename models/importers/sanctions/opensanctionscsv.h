// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/timefield.h"

namespace tideline {

/// OpenSanctions' targets.simple.csv, with or without program_ids. Cells hold several values as a CSV of their own with
/// semicolons. An entry's time is the earliest date at which a sanction of it began; first_seen is when OpenSanctions
/// saw it and stays in `extra`.
class OpenSanctionsCsvReader : public CsvReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    TimeRules m_rules;
    QString m_edition;
    QStringList m_columns;
};

/// The values of one cell: a;"b;c";d
QStringList nestedValues(const QString& cell);

} // namespace tideline
