// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/intelligence/documentreader.h"

#include <QMap>

namespace tideline {

/// One entry of CISA's catalogue of known exploited vulnerabilities, from the texts of its columns: the day it was
/// added. Runs of blanks are one blank, so that CSV and JSON give the same event with the same id.
Result<Event> kevEvent(QMap<QString, QString> columns, const TimeRules& rules);

/// The catalogue as JSON: {"title","catalogVersion","vulnerabilities":[…]}.
class KevJsonReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;
};

/// The same as CSV.
class KevCsvReader : public CsvReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    QStringList m_columns;
    TimeRules m_time;
};

} // namespace tideline
