// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/usage/ioda.h"

#include "models/core/counted.h"
#include "models/importers/eventrow.h"
#include "models/importers/problems.h"

#include <QJsonArray>

#include <cmath>

namespace tideline {

namespace {

/// The objects of `data`, however deep the arrays around them.
void collect(const QJsonValue& value, std::vector<QJsonObject>& objects)
{
    if (value.isObject())
        objects.push_back(value.toObject());
    for (const QJsonValue element : value.toArray())
        collect(element, objects);
}

std::vector<QJsonObject> dataOf(const QJsonDocument& document)
{
    std::vector<QJsonObject> objects;
    collect(document.isArray() ? QJsonValue(document.array()) : document.object().value(QStringLiteral("data")),
            objects);
    return objects;
}

std::string textOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).left(qsizetype(limits::problemText)).toStdString();
}

/// Epoch seconds as µs; none if it is none of the years 1 to 9999.
std::optional<Micros> seconds(const QJsonValue& value)
{
    const double number = value.isString() ? value.toString().toDouble() : value.toDouble(std::nan(""));
    if (!(number >= double(earliestTime / microsPerSecond) && number < double(latestTime / microsPerSecond)))
        return std::nullopt;
    return Micros(number) * microsPerSecond;
}

/// What the values of a data source count.
QString unitOf(const QString& source)
{
    if (source == u"bgp" || source.startsWith(QStringLiteral("ping-slash24")))
        return QStringLiteral("/24s");
    if (source.endsWith(QStringLiteral("-nt")))
        return QStringLiteral("addresses");
    return {};
}

/// Adds the points of a signal, or says why it has none.
std::optional<QString> addSignal(ParsedBlock& out, const QJsonObject& object, qint64 record, qint64& gaps)
{
    const auto from = seconds(object.value(QStringLiteral("from")));
    const double step = object.value(QStringLiteral("step")).toDouble();
    const QJsonValue values = object.value(QStringLiteral("values"));
    if (!from || !(step >= 1 && step <= 366.0 * 86'400) || !values.isArray())
        return QStringLiteral("no signal: it needs from, step (in seconds) and values");
    const Micros width = Micros(step) * microsPerSecond;
    const QString source = object.value(QStringLiteral("datasource")).toString();
    const QString part = object.value(QStringLiteral("subtype")).toString();
    SeriesPoint point;
    point.key = object.value(QStringLiteral("entityCode")).toString();
    if (const QString type = object.value(QStringLiteral("entityType")).toString();
        type != u"country" && !type.isEmpty())
        point.key = type + u'/' + point.key;
    point.quantity = part.isEmpty() || part == source ? source : source + u' ' + part;
    point.unit = unitOf(source);
    point.record = record;
    const QJsonArray array = values.toArray();
    const std::size_t before = out.points.size();
    if (*from + width * Micros(array.size()) > latestTime)
        return QStringLiteral("the signal goes beyond the year 9999");
    constexpr std::size_t mostPoints = 1'000'000; // the document is in memory as a whole
    if (before + std::size_t(array.size()) > mostPoints)
        return QStringLiteral("over 1,000,000 values in one document: ask for less of it at a time");
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array[i].isDouble()) {
            ++gaps;
            continue;
        }
        point.value = array[i].toDouble();
        point.span = {*from + width * i, *from + width * (i + 1)};
        out.points.push_back(point);
    }
    return out.points.size() == before ? std::optional<QString>(QStringLiteral("no data")) : std::nullopt;
}

/// To the second, so that the event is no more exact than the file.
QString secondText(Micros time)
{
    return isoUtc(time).left(19) + u'Z';
}

Result<Event> outage(const QJsonObject& object, const TimeRules& rules, qint64 record, ZoneCache& zones)
{
    const auto text = [&object](const char* key) { return plainText(object.value(QLatin1String(key))); };
    const QJsonObject entity = object.value(QStringLiteral("entity")).toObject();
    const bool alert = object.contains(QStringLiteral("time"));
    QString where = text("location"), name = text("location_name");
    if (!entity.isEmpty()) {
        where =
            plainText(entity.value(QStringLiteral("type"))) + u'/' + plainText(entity.value(QStringLiteral("code")));
        name = plainText(entity.value(QStringLiteral("name")));
    }
    const char* const beginning = alert ? "time" : object.contains(QStringLiteral("start")) ? "start" : "from";
    const auto from = seconds(object.value(QLatin1String(beginning)));
    if (!from)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("it has no time in epoch seconds (%1)").arg(QLatin1String(beginning)),
                     {},
                     {}};
    auto to = seconds(object.value(QStringLiteral("until")));
    if (const double length = object.value(QStringLiteral("duration")).toDouble(); length > 0 && length < 1e9)
        to = *from + Micros(length) * microsPerSecond;
    EventRow row(rules, u'.');
    std::optional<QString> fault;
    const auto set = [&](const char* field, const QString& value) {
        if (!fault && !value.isEmpty())
            fault = row.set(QLatin1String(field), {value});
    };
    const QString kind =
        alert ? QStringLiteral("Alert") + (text("level").isEmpty() ? QString() : QStringLiteral(", ") + text("level"))
              : QStringLiteral("Outage");
    set("time", secondText(*from));
    set("end", !alert && to && *to > *from ? secondText(*to - microsPerSecond) : QString()); // its last second
    set("title", QStringLiteral("%1: %2 (%3)").arg(kind, name.isEmpty() ? where : name, text("datasource")));
    set("category", QStringLiteral("network change"));
    set("subtype", alert ? QStringLiteral("alert") : QStringLiteral("outage"));
    set("id", QStringLiteral("ioda:%1:%2:%3").arg(where, text("datasource")).arg(*from / microsPerSecond));
    set("country", where.startsWith(QStringLiteral("country/")) ? where.mid(8) : QString());
    if (fault)
        return Error{ErrorCode::BadInput, *fault, {}, {}};
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isObject() && !it.value().isArray())
            row.setExtra(it.key(), plainText(it.value()));
    }
    return row.finish(record, zones);
}

} // namespace

int IodaSignalsReader::sniff(std::string_view head, const QString&)
{
    const std::string_view bare = bareHead(head);
    const auto has = [bare](std::string_view key) { return bare.find(key) != std::string_view::npos; };
    const bool json = bare.starts_with('{') || bare.starts_with('[');
    return json && has("\"entityType\"") && has("\"datasource\"") && has("\"step\"") && has("\"nativeStep\"") ? 97 : 0;
}

ParsedBlock IodaSignalsReader::parse(const Block& block) const
{
    ParsedBlock out;
    const auto document = readJson(block.bytes);
    if (!document) {
        rejectDocument(out, document.error(), block.bytes);
        return out;
    }
    qint64 gaps = 0;
    for (const QJsonObject& object : dataOf(document.value())) {
        ++out.read;
        if (const auto fault = addSignal(out, object, out.read, gaps))
            addProblem(out, out.read, 0, *fault, textOf(object));
    }
    if (gaps > 0)
        out.notes << counted(qint64(gaps), "value is null: a gap, no point", "values are null: gaps, no points");
    return out;
}

int IodaOutagesReader::sniff(std::string_view head, const QString&)
{
    const std::string_view start = bareHead(head).substr(0, 4096);
    const auto has = [start](std::string_view key) { return start.find(key) != std::string_view::npos; };
    return start.starts_with('{') && (has("\"outages.events\"") || has("\"outages.alerts\"")) && has("\"data\"") ? 97
                                                                                                                 : 0;
}

ParsedBlock IodaOutagesReader::parse(const Block& block) const
{
    ParsedBlock out;
    const auto document = readJson(block.bytes);
    const auto rules = TimeRules::make(options());
    if (!document || !rules) {
        rejectDocument(out, document ? rules.error() : document.error(), block.bytes);
        return out;
    }
    ZoneCache zones;
    for (const QJsonObject& object : dataOf(document.value())) {
        ++out.read;
        auto event = outage(object, rules.value(), out.read, zones);
        if (event)
            out.events.push_back(std::move(event).value());
        else
            addProblem(out, out.read, 0, event.error().text(), textOf(object));
    }
    return out;
}

} // namespace tideline
