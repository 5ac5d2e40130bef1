// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/timefield.h"

namespace tideline {

class EventRow;

/// What both of Timesketch's layouts share: message, datetime (or timestamp, µs since 1970) and timestamp_desc are
/// wanted, any other column is kept. Columns named like an event field fill it.
class TimesketchRow
{
public:
    static bool isWanted(const QStringList& columns, QString* missing = nullptr);
    explicit TimesketchRow(const TimeRules& rules) : m_rules(rules) {}
    void set(const QString& key, const QString& text);
    Result<Event> finish(qint64 record, ZoneCache& zones);

private:
    const TimeRules& m_rules;
    std::vector<std::pair<QString, QString>> m_fields;
};

/// Timesketch's CSV: message, datetime, timestamp_desc, and any others.
class TimesketchCsvReader : public CsvReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    TimeRules m_time;
    QStringList m_columns;
};

/// The same as JSON, one object a line.
class TimesketchJsonReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;

private:
    TimeRules m_time;
};

} // namespace tideline
