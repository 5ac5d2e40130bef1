// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/opensanctionscsv.h"

#include "models/importers/eventid.h"
#include "models/importers/sanctions/schemata.h"

#include <algorithm>

namespace tideline {

namespace {

QStringList missingIn(const QStringList& columns)
{
    QStringList missing;
    for (const char* wanted : {"id", "schema", "name", "aliases", "countries", "sanctions", "dataset", "first_seen"}) {
        if (!columns.contains(QLatin1String(wanted)))
            missing << QLatin1String(wanted);
    }
    return missing;
}

bool isDate(const QString& text)
{
    return text.size() >= 4 && text.size() <= 20 && text[0].isDigit() && text[3].isDigit() &&
           std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.isDigit() || c == u'-' || c == u':' || c == u'T' || c == u'Z'; });
}

/// The text of a sanction is programme - reason - status - start - end, and any may be missing: the first of the dates
/// at its end.
QString beginningOf(const QString& sanction)
{
    const QStringList parts = sanction.split(QStringLiteral(" - "));
    QString begun;
    for (auto part = parts.crbegin(); part != parts.crend() && isDate(part->trimmed()); ++part)
        begun = part->trimmed();
    return begun;
}

/// Keeps the earlier of two dates.
void setEarlier(EventTime& time, const EventTime& other)
{
    if (other.range && (!time.range || other.range->from < time.range->from))
        time = other;
}

} // namespace

QStringList nestedValues(const QString& cell)
{
    QStringList values(QString{});
    bool quoted = false;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const QChar c = cell[i];
        if (c == u'"' && quoted && i + 1 < cell.size() && cell[i + 1] == u'"')
            values.last() += cell[++i];
        else if (c == u'"' && (quoted || values.last().isEmpty()))
            quoted = !quoted;
        else if (c == u';' && !quoted)
            values << QString();
        else
            values.last() += c;
    }
    for (QString& value : values)
        value = value.simplified();
    values.removeAll(QString());
    return values;
}

int OpenSanctionsCsvReader::sniff(std::string_view head, const QString&)
{
    const auto read = readCsvHead(head, {}, 0);
    return read && missingIn(read->columns).isEmpty() ? 97 : 0;
}

Result<void> OpenSanctionsCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    const QStringList missing = missingIn(head.columns);
    if (!missing.isEmpty())
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The columns of OpenSanctions' targets.simple.csv are not all there: %1 missing")
                         .arg(missing.join(QStringLiteral(", "))),
                     {},
                     QStringLiteral("Its header begins with id, schema, name, aliases.")};
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_rules = std::move(rules).value();
    m_edition = options.value(QStringLiteral("edition")).toString();
    m_columns = head.columns;
    return {};
}

std::optional<CsvFault> OpenSanctionsCsvReader::row(const CsvRow& row, Context& context) const
{
    const auto cell = [&](const char* column) { return row.text(int(m_columns.indexOf(QLatin1String(column)))); };
    const auto values = [&](const char* column) { return nestedValues(cell(column)); };
    const QString id = cell("id").trimmed(), schema = cell("schema").trimmed();
    Listing entry(cell("dataset"), m_edition, row.line);
    Event& event = entry.event;
    event.title = cell("name").simplified();
    event.subtype = subtypeOfSchema(schema);
    if (id.isEmpty() || event.title.isEmpty())
        return CsvFault{0, QStringLiteral("the entry has no id or no name")};
    event.externalId = QStringLiteral("opensanctions:") + id;
    if (event.subtype.isEmpty())
        event.subtype = schema.toLower();
    for (const QString& sanction : values("sanctions")) {
        const auto begun = listingDate(beginningOf(sanction), m_rules);
        if (!begun)
            return CsvFault{int(m_columns.indexOf(QStringLiteral("sanctions"))) + 1, begun.error().text()};
        setEarlier(event.time, begun.value());
        entry.addExtra(QStringLiteral("sanctions"), sanction);
    }
    if (event.subtype == u"address")
        setWallet({}, event.title, entry);
    for (const QString& alias : values("aliases"))
        entry.addAlias(alias);
    for (const QString& programme : values("program_ids"))
        entry.addProgramme(programme);
    for (const QString& country : values("countries"))
        entry.addCountry(country);
    for (const QString& address : values("addresses"))
        entry.addPlace(QStringLiteral("address"), {}, address);
    for (const QString& date : values("birth_date"))
        entry.addExtra(QStringLiteral("born"), date);
    static const QStringList used{"id",      "schema",      "name",      "dataset",   "sanctions",
                                  "aliases", "program_ids", "countries", "addresses", "birth_date"};
    entry.addExtra(QStringLiteral("schema"), schema);
    for (int i = 0; i < m_columns.size(); ++i) {
        if (!used.contains(m_columns[i])) {
            for (const QString& value : nestedValues(row.text(i)))
                entry.addExtra(m_columns[i], value);
        }
    }
    context.out.events.push_back(entry.finish());
    context.out.events.back().id = derivedEventId(context.out.events.back());
    return std::nullopt;
}

} // namespace tideline
