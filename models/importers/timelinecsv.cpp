// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelinecsv.h"

#include "models/importers/eventrow.h"

namespace tideline {

namespace {

/// A column and the event field it fills; fields that need more than their text are nullptr.
struct Column
{
    const char* name;
    const char* field;
    const char* split;
    bool required;
};

constexpr Column layout[] = {
    {"id", "id", "", true},
    {"date", "date", "", true},
    {"date_end", "end", "", false},
    {"precision", "precision", "", true},
    {"time_utc", "clock", "", true},
    {"title", "title", "", true},
    {"category", "category", "", true},
    {"subtype", "subtype", "", false},
    {"actor", "actor", "", false},
    {"target", "target", "", false},
    {"country", "country", ";", false},
    {"amount_attempted", "amount_attempted", "", false},
    {"amount_executed", "amount_executed", "", false},
    {"amount_taken", "amount_taken", "", false},
    {"amount_recovered", "amount_recovered", "", false},
    {"amount_outstanding", "amount_outstanding", "", false},
    {"currency", "currency", "", false},
    {"amount_note", "amount_note", "", false},
    {"certainty", "certainty", "", false},
    {"provenance", nullptr, "", false},
    {"source", "citation", "; ", false},
    {"note", "note", "", false},
};

QStringList parts(const QString& text, const QString& split)
{
    QStringList found;
    for (const QString& part : split.isEmpty() ? QStringList{text} : text.split(split)) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            found << trimmed;
    }
    return found;
}

} // namespace

int TimelineCsvReader::sniff(std::string_view head, const QString&)
{
    const auto read = readCsvHead(head, {}, 0);
    if (!read)
        return 0;
    for (const Column& column : layout) {
        if (column.required && !read->columns.contains(QLatin1String(column.name)))
            return 0;
    }
    return 99;
}

Result<void> TimelineCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    m_at.clear();
    for (const Column& column : layout) {
        const int at = int(head.columns.indexOf(QLatin1String(column.name)));
        if (at < 0 && column.required)
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The timeline has no column “%1”").arg(QLatin1String(column.name)),
                         {},
                         QStringLiteral("Read it as events-csv with a map.")};
        m_at.push_back(at);
    }
    return {};
}

std::optional<CsvFault> TimelineCsvReader::row(const CsvRow& row, Context& context) const
{
    EventRow event(m_time, u'.');
    for (std::size_t i = 0; i < m_at.size(); ++i) {
        const Column& column = layout[i];
        const QString text = row.text(m_at[i]).trimmed();
        if (text.isEmpty())
            continue;
        std::optional<QString> fault;
        if (column.field) {
            fault = event.set(QLatin1String(column.field), parts(text, QLatin1String(column.split)));
            // The clock is always UTC, whatever zone the dates are read in.
            if (!fault && QLatin1String(column.name) == QLatin1String("time_utc"))
                fault = event.set(QStringLiteral("zone"), {QStringLiteral("UTC")});
        } else {
            event.setExtra(QLatin1String(column.name), text);
            if (text == u"general")
                fault = event.set(QStringLiteral("verified"), {QStringLiteral("false")});
        }
        if (fault)
            return CsvFault{m_at[i] + 1, *fault};
    }
    auto finished = event.finish(row.line, context.zones);
    if (!finished)
        return CsvFault{0, finished.error().text()};
    context.out.events.push_back(std::move(finished).value());
    return std::nullopt;
}

} // namespace tideline
