// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/foundingtables.h"

#include "models/core/timetext.h"
#include "models/importers/csvfields.h"
#include "models/importers/reader.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace tideline {

namespace {

Error broken(const QString& table, const QString& what)
{
    return {ErrorCode::Internal, what, QStringLiteral("founding/") + table,
            QStringLiteral("The program is damaged: install it again.")};
}

Result<TimeRange> validity(const QJsonObject& json, const Zone& zone)
{
    TimeRange range = TimeRange::all();
    for (const auto& [key, end] : {std::pair("from", &TimeRange::from), std::pair("to", &TimeRange::to)}) {
        const QString text = json[QLatin1String(key)].toString();
        if (text.isEmpty())
            continue;
        const auto time = parseTimeRange(text, zone);
        if (!time)
            return time.error();
        range.*end = (*time).*end;
    }
    return range;
}

Result<Subject> subjectFrom(const QJsonObject& json)
{
    Subject subject;
    subject.name = json[QStringLiteral("name")].toString();
    subject.zone = json[QStringLiteral("zone")].toString();
    const auto zone = Zone::named(subject.zone);
    if (!zone)
        return zone.error();
    subject.weekend.clear();
    for (const QJsonValue& day : json[QStringLiteral("weekend")].toArray())
        subject.weekend += day.toInt();
    subject.officeFrom = json[QStringLiteral("office_from")].toInt();
    subject.officeTo = json[QStringLiteral("office_to")].toInt();
    for (const QJsonValue& value : json[QStringLiteral("members")].toArray()) {
        const QJsonObject entry = value.toObject();
        SubjectMember member;
        member.asn = static_cast<std::uint32_t>(entry[QStringLiteral("asn")].toInteger());
        if (entry.contains(QStringLiteral("prefix"))) {
            member.prefix = Prefix::parse(entry[QStringLiteral("prefix")].toString());
            if (!member.prefix)
                return broken(QStringLiteral("founding.json"), QStringLiteral("A prefix cannot be read"));
        }
        const auto valid = validity(entry, *zone);
        if (!valid)
            return valid.error();
        member.valid = *valid;
        subject.members.push_back(member);
    }
    return subject;
}

/// Rows of one of our small tables by column name, cut by the same rules as any imported CSV.
Result<std::vector<QHash<QString, QString>>> rowsOf(const QString& name)
{
    const QByteArray table = foundingTable(name);
    const std::string_view text(table.constData(), static_cast<std::size_t>(table.size()));
    const CsvDialect dialect;
    CsvFields fields(dialect);
    std::vector<QHash<QString, QString>> rows;
    QStringList header;
    for (std::size_t at = 0; at < text.size();) {
        const CsvExtent extent = csvExtent(text, at, dialect, true);
        if (extent.state != CsvExtent::State::Whole || !fields.split(text.substr(at, extent.length)))
            return broken(name, QStringLiteral("Row %1 cannot be read").arg(rows.size() + 2));
        at = extent.end;
        QStringList row;
        for (const std::string_view field : fields.fields())
            row += QString::fromUtf8(field.data(), static_cast<qsizetype>(field.size()));
        if (header.isEmpty()) {
            header = row;
            continue;
        }
        QHash<QString, QString>& named = rows.emplace_back();
        for (qsizetype i = 0; i < header.size(); ++i)
            named.insert(header[i], row.value(i));
    }
    return rows;
}

} // namespace

QByteArray foundingTable(const QString& name)
{
    QFile file(QStringLiteral(":/founding/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<FoundingSetup> foundingSetup()
{
    const QJsonObject json = QJsonDocument::fromJson(foundingTable(QStringLiteral("founding.json"))).object();
    FoundingSetup setup;
    setup.info.title = json[QStringLiteral("title")].toString();
    setup.info.number = json[QStringLiteral("number")].toString();
    setup.info.classification = json[QStringLiteral("classification")].toString();
    setup.info.zone = json[QStringLiteral("zone")].toString();
    const auto zone = Zone::named(setup.info.zone);
    if (!zone)
        return broken(QStringLiteral("founding.json"), zone.error().text());
    for (const QJsonValue& value : json[QStringLiteral("subjects")].toArray()) {
        auto subject = subjectFrom(value.toObject());
        if (!subject)
            return subject.error();
        setup.subjects.push_back(std::move(*subject));
    }
    for (const QJsonValue& value : json[QStringLiteral("windows")].toArray()) {
        const QJsonObject window = value.toObject();
        const auto range = validity(window, *zone);
        if (!range)
            return range.error();
        setup.windows.push_back(
            {window[QStringLiteral("name")].toString(), *range, window[QStringLiteral("note")].toString()});
    }
    return setup;
}

Result<std::vector<Event>> foundingEvents()
{
    const QByteArray csv = foundingTable(QStringLiteral("events.csv"));
    const Recognised found =
        recognise({csv.constData(), static_cast<std::size_t>(csv.size())}, QStringLiteral("events.csv"));
    if (!found.format)
        return broken(QStringLiteral("events.csv"), QStringLiteral("The table is not recognised"));
    const auto reader = found.format->make();
    const std::string_view bytes(csv.constData(), static_cast<std::size_t>(csv.size()));
    if (const auto begun = reader->begin(bytes, found.options); !begun)
        return begun.error();
    ParsedBlock block = reader->parse({bytes, 1});
    if (!block.problems.empty())
        return broken(
            QStringLiteral("events.csv"),
            QStringLiteral("Line %1: %2").arg(block.problems.front().line).arg(block.problems.front().reason));

    QHash<QString, Event*> byId;
    for (Event& event : block.events)
        byId.insert(event.externalId, &event);
    const auto places = rowsOf(QStringLiteral("places.csv"));
    const auto channels = rowsOf(QStringLiteral("channels.csv"));
    const auto claims = rowsOf(QStringLiteral("claims.csv"));
    for (const auto* table : {&places, &channels, &claims}) {
        if (!*table)
            return table->error();
        for (const auto& row : **table) {
            if (!byId.contains(row[QStringLiteral("event_id")]))
                return broken(QStringLiteral("events.csv"),
                              QStringLiteral("There is no event %1").arg(row[QStringLiteral("event_id")]));
        }
    }
    const auto event = [&byId](const QHash<QString, QString>& row) { return byId[row[QStringLiteral("event_id")]]; };
    for (const auto& row : *places)
        event(row)->places.push_back({row[QStringLiteral("country")], row[QStringLiteral("role")],
                                      row[QStringLiteral("place")], row[QStringLiteral("source")]});
    for (const auto& row : *channels)
        event(row)->channels += row[QStringLiteral("channel")];
    for (const auto& row : *claims) {
        const auto value = Decimal::parse(row[QStringLiteral("value")]);
        if (!value)
            return broken(QStringLiteral("claims.csv"),
                          QStringLiteral("\"%1\" is no number").arg(row[QStringLiteral("value")]));
        event(row)->claims.push_back({row[QStringLiteral("quantity")], row[QStringLiteral("kind")], *value,
                                      row[QStringLiteral("unit")], row[QStringLiteral("as_of")],
                                      row[QStringLiteral("claimed_by")], row[QStringLiteral("source")],
                                      row[QStringLiteral("note")]});
    }
    return std::move(block.events);
}

} // namespace tideline
