// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/kevreader.h"

#include "models/importers/eventid.h"
#include "models/importers/intelligence/eventparts.h"

namespace tideline {

Result<Event> kevEvent(QMap<QString, QString> columns, const TimeRules& rules)
{
    for (QString& text : columns)
        text = text.simplified();
    const auto taken = [&columns](const char* name) { return columns.take(QLatin1String(name)); };
    const auto fault = [](const QString& reason) { return Error{ErrorCode::BadInput, reason, {}, {}}; };
    Event event;
    event.externalId = taken("cveID");
    if (event.externalId.isEmpty())
        return fault(QStringLiteral("the entry has no cveID"));
    const QString added = taken("dateAdded");
    auto time = readTime(added, rules.zone, rules);
    if (!time)
        return fault(QStringLiteral("dateAdded: ") + time.error().what);
    event.time = std::move(time).value();
    event.category = QStringLiteral("vulnerability");
    event.subtype = QStringLiteral("known exploited");
    const QString title = taken("vulnerabilityName");
    setTitle(event, title.isEmpty() ? event.externalId : title);
    event.note = taken("shortDescription");
    const QString vendor = columns.value(QStringLiteral("vendorProject")),
                  product = columns.value(QStringLiteral("product"));
    event.target = product.startsWith(vendor) ? product : (vendor + u' ' + product).trimmed();
    for (const QString& cwe : taken("cwes").split(u','))
        addNew(event.tags, cwe.trimmed());
    if (columns.value(QStringLiteral("knownRansomwareCampaignUse")) == u"Known")
        event.tags << QStringLiteral("ransomware");
    for (const QString& part : columns.value(QStringLiteral("notes")).split(u';')) {
        if (const QString link = part.trimmed(); link.startsWith(QStringLiteral("http")))
            event.citations.push_back({link});
    }
    for (auto it = columns.cbegin(); it != columns.cend(); ++it) {
        if (!it.value().isEmpty())
            event.extra.insert(it.key(), it.value());
    }
    return event;
}

int KevJsonReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    if (tree.roots().empty())
        return 0;
    const auto entries = tree.roots().front()["vulnerabilities"].elements();
    return !entries.empty() && membersOf(*entries.front(), {"cveID", "dateAdded"}) == 2 ? 99 : 0;
}

void KevJsonReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode& root : tree.roots()) {
        for (const JsonNode* entry : root["vulnerabilities"].elements()) {
            if (!sink.isWhole(*entry))
                continue;
            QMap<QString, QString> columns;
            for (const JsonNode& member : entry->items)
                columns.insert(member.keyText(),
                               member.isArray() ? member.texts().join(QStringLiteral(", ")) : member.text());
            auto event = kevEvent(std::move(columns), m_time);
            if (event)
                sink.take(std::move(event).value(), *entry, {});
            else
                sink.reject(*entry, event.error().what);
        }
        if (const QString version = root["catalogVersion"].text(); !version.isEmpty())
            sink.say(QStringLiteral("catalogue version %1").arg(version));
    }
}

int KevCsvReader::sniff(std::string_view head, const QString&)
{
    if (head.find('\0') != std::string_view::npos || head.find("cveID") == std::string_view::npos)
        return 0;
    const auto read = readCsvHead(head, {}, 0);
    if (!read)
        return 0;
    for (const char* column : {"cveID", "vendorProject", "product", "dateAdded"}) {
        if (!read->columns.contains(QLatin1String(column)))
            return 0;
    }
    return 98;
}

Result<void> KevCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    for (const char* column : {"cveID", "dateAdded"}) {
        if (!head.columns.contains(QLatin1String(column)))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The catalogue of exploited vulnerabilities needs the column %1")
                             .arg(QLatin1String(column)),
                         {},
                         QStringLiteral("Read the file as events-csv with a map; its columns are: %1.")
                             .arg(head.columns.join(QStringLiteral(", ")))};
    }
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    m_columns = head.columns;
    return {};
}

std::optional<CsvFault> KevCsvReader::row(const CsvRow& row, Context& context) const
{
    QMap<QString, QString> columns;
    for (int i = 0; i < m_columns.size(); ++i)
        columns.insert(m_columns[i], row.text(i));
    auto event = kevEvent(std::move(columns), m_time);
    if (!event)
        return CsvFault{0, event.error().what};
    event->record = row.line;
    event->id = derivedEventId(*event);
    context.out.events.push_back(std::move(event).value());
    return std::nullopt;
}

} // namespace tideline
