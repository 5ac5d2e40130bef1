// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/cnsmissiles.h"

#include "models/importers/problems.h"

#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

/// "hwasong-11a" → "Hwasong-11a".
QString shown(const QString& id)
{
    return id.left(1).toUpper() + id.mid(1);
}

std::optional<QString> setAll(EventRow& row, std::initializer_list<std::pair<const char*, QString>> fields)
{
    for (const auto& [key, text] : fields) {
        if (text.isEmpty())
            continue;
        if (auto fault = row.set(QLatin1String(key), {text}))
            return fault;
    }
    return std::nullopt;
}

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void takeOrReject(ParsedBlock& out, Result<Event> event, qint64 line, const QJsonObject& object)
{
    ++out.read;
    if (event)
        out.events.push_back(std::move(event).value());
    else
        addProblem(out, line, 0, event.error().text(), jsonText(object).toStdString());
}

} // namespace

int CnsTestsReader::sniff(std::string_view head, const QString&)
{
    const std::string_view bare = bareHead(head);
    const bool launches = bare.find("\"missile\"") != std::string_view::npos &&
                          bare.find("\"facility\"") != std::string_view::npos &&
                          bare.find("\"outcome\"") != std::string_view::npos;
    return bare.starts_with('{') && bare.substr(0, 200).find("\"timeBins\"") != std::string_view::npos && launches ? 97
                                                                                                                   : 0;
}

Result<Event> CnsTestsReader::launch(const QJsonObject& object, const TimeRules& rules, qint64 line,
                                     ZoneCache& zones) const
{
    const auto text = [&object](const char* key) { return plainText(object.value(QLatin1String(key))); };
    EventRow row(rules, u'.');
    row.keepOddTimes();
    const QString missile = text("missile"), facility = text("facility"), series = text("series");
    QString title = missile.isEmpty() ? QStringLiteral("Unknown missile") : shown(missile);
    if (!facility.isEmpty())
        title += QStringLiteral(", ") + shown(facility);
    if (!series.isEmpty())
        title += QStringLiteral(" (no. %1 of the series)").arg(series);
    QString clock = text("time");
    const bool utc = clock.endsWith(QStringLiteral("(UTC)"));
    if (utc)
        clock.chop(5);
    const QString outcome = text("outcome");
    const auto fault = setAll(row, {{"date", text("date")},
                                    {"clock", clock.trimmed()},
                                    {"zone", utc ? QStringLiteral("UTC") : QString()},
                                    {"title", title},
                                    {"category", QStringLiteral("missile test")},
                                    {"subtype", missile},
                                    {"actor", QStringLiteral("DPRK")},
                                    {"country", QStringLiteral("KP")},
                                    {"place", QStringLiteral("KP:launch:") + facility},
                                    {"tag", outcome.isEmpty() ? QStringLiteral("outcome unknown") : outcome},
                                    {"note", text("description")}});
    if (fault)
        return Error{ErrorCode::BadInput, *fault, {}, {}};
    for (const char* key : {"series", "missile", "facility", "landing", "apogee", "distance", "bearing", "outcome"})
        row.setExtra(QLatin1String(key), text(key));
    if (text("date").isEmpty())
        return Error{ErrorCode::BadInput, QStringLiteral("the launch has no date"), {}, {}};
    return row.finish(line, zones);
}

ParsedBlock CnsTestsReader::parse(const Block& block) const
{
    constexpr int launchDepth = 5; // { timeBins [ { data [ {
    ParsedBlock out;
    const auto document = readJson(block.bytes);
    const auto rules = TimeRules::make(options());
    if (!document || !rules) {
        rejectDocument(out, document ? rules.error() : document.error(), block.bytes);
        return out;
    }
    const std::vector<qint64> lines = objectLines(block.bytes, launchDepth);
    ZoneCache zones;
    std::size_t count = 0;
    for (const QJsonValue bin : document->object().value(QStringLiteral("timeBins")).toArray()) {
        for (const QJsonValue value : bin.toObject().value(QStringLiteral("data")).toArray()) {
            const qint64 line = value.isObject() && count < lines.size() ? lines[count++] : 1;
            takeOrReject(out, launch(value.toObject(), rules.value(), line, zones), line, value.toObject());
        }
    }
    out.notes << QStringLiteral("apogee and distance are in km, bearing in degrees, as the file gives them");
    return out;
}

int CnsTablesReader::sniff(std::string_view head, const QString&)
{
    const std::string_view start = bareHead(head).substr(0, 4096);
    const auto has = [start](std::string_view text) { return start.find(text) != std::string_view::npos; };
    const bool sites = has("\"facilities\"") && has("\"lat\"") && has("\"lon\"");
    // Missile types of the tests: short-, medium-, intermediate-, intercontinental range, and space launchers.
    const bool missiles = has("\"type\": \"SRBM\"") || has("\"type\": \"MRBM\"") || has("\"type\": \"IRBM\"") ||
                          has("\"type\": \"ICBM\"") || has("\"type\": \"SLV\"");
    return start.starts_with('{') && (sites || (missiles && has("\"name\""))) ? 95 : 0;
}

ParsedBlock CnsTablesReader::parse(const Block& block) const
{
    ParsedBlock out;
    const auto document = readJson(block.bytes);
    const auto rules = TimeRules::make(options());
    if (!document || !rules) {
        rejectDocument(out, document ? rules.error() : document.error(), block.bytes);
        return out;
    }
    const QJsonObject all = document->object();
    const bool sites = all.contains(QStringLiteral("facilities"));
    const QJsonObject entries = sites ? all.value(QStringLiteral("facilities")).toObject() : all;
    ZoneCache zones;
    qint64 record = 0;
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        const QJsonObject entry = it.value().toObject();
        const QString name = entry.value(QStringLiteral("name")).toString();
        EventRow row(rules.value(), u'.');
        const auto fault = setAll(
            row,
            {{"id", QStringLiteral("cns:") + it.key()},
             {"title", name.isEmpty() ? QString()
                                      : (sites ? QStringLiteral("Launch site: ") : QStringLiteral("Missile: ")) + name},
             {"category", sites ? QStringLiteral("launch site") : QStringLiteral("missile type")},
             {"subtype", entry.value(QStringLiteral("type")).toString()},
             {"place", sites ? QStringLiteral("KP:launch:") + name : QString()}});
        for (auto field = entry.begin(); field != entry.end(); ++field)
            row.setExtra(field.key(), plainText(field.value()));
        ++record;
        takeOrReject(out, fault ? Result<Event>(Error{ErrorCode::BadInput, *fault, {}, {}}) : row.finish(record, zones),
                     record, entry);
    }
    out.notes << (sites ? QStringLiteral("launch sites of the missile tests with their coordinates: undated entries")
                        : QStringLiteral("missiles of the missile tests with their types: undated entries"));
    return out;
}

} // namespace tideline
