// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/question.h"

#include "models/core/timetext.h"
#include "models/query/fields.h"

#include <QCoreApplication>
#include <QJsonValue>

#include <array>
#include <cmath>

namespace tideline {

namespace {

constexpr std::array dimensionNames = {"direction", "protocol",    "port",  "service", "content", "route",
                                       "peer",      "country",     "asn",   "prefix",  "source",  "subject",
                                       "coin",      "obfuscation", "local", "exporter"};
constexpr std::array quantityNames = {"bytes", "packets", "flows"};

template <typename Enum, std::size_t size>
std::optional<Enum> fromName(const std::array<const char*, size>& names, QStringView name)
{
    for (std::size_t i = 0; i < size; ++i) {
        if (name == QLatin1StringView(names[i]))
            return Enum(int(i));
    }
    return std::nullopt;
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Question", text);
}

/// Reads members one after the other and keeps the first problem.
class MemberReader
{
public:
    explicit MemberReader(const QJsonObject& json) : m_json(json) {}

    QString text(const char* key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isString())
            fail(key, tr("is no text"));
        return value.toString();
    }
    std::optional<Micros> time(const char* key)
    {
        const QString written = text(key);
        if (written.isEmpty())
            return std::nullopt;
        const auto read = parseTime(written, Zone::utc());
        if (!read || !read->range) {
            fail(key, read ? tr("is no time") : read.error().what);
            return std::nullopt;
        }
        return read->range->from;
    }
    template <typename Enum> std::optional<Enum> name(const char* key, std::optional<Enum> (*parse)(QStringView))
    {
        const QString written = text(key);
        if (written.isEmpty())
            return std::nullopt;
        const auto found = parse(written);
        if (!found)
            fail(key, tr("cannot be “%1”").arg(written));
        return found;
    }
    int count(const char* key)
    {
        const QJsonValue value = take(key);
        const double number = value.toDouble(0);
        const bool isCount =
            value.isUndefined() || (value.isDouble() && number >= 0 && number <= 1e9 && number == std::floor(number));
        if (!isCount)
            fail(key, tr("is no count"));
        return isCount ? int(number) : 0;
    }
    void refuseOthers()
    {
        for (const QString& key : m_json.keys()) {
            if (!m_known.contains(key))
                fail(key.toUtf8().constData(), tr("is not known"));
        }
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    QJsonValue take(const char* key)
    {
        m_known.append(QLatin1String(key));
        return m_json.value(QLatin1String(key));
    }
    void fail(const char* key, const QString& what)
    {
        if (!m_error)
            m_error =
                Error{ErrorCode::BadInput, tr("“%1” of the question %2").arg(QString::fromUtf8(key), what), {}, {}};
    }

    const QJsonObject& m_json;
    QStringList m_known;
    std::optional<Error> m_error;
};

} // namespace

QString dimensionName(Dimension dimension)
{
    return QString::fromLatin1(dimensionNames.at(std::size_t(dimension)));
}

std::optional<Dimension> dimensionFromName(QStringView name)
{
    return fromName<Dimension>(dimensionNames, name);
}

QString quantityName(Quantity quantity)
{
    return QString::fromLatin1(quantityNames.at(std::size_t(quantity)));
}

std::optional<Quantity> quantityFromName(QStringView name)
{
    return fromName<Quantity>(quantityNames, name);
}

QString quantityUnit(Quantity quantity)
{
    return quantity == Quantity::Bytes ? QStringLiteral("B") : quantityName(quantity);
}

QJsonObject Question::toJson() const
{
    QJsonObject json;
    const auto put = [&json](const char* key, const QString& value) {
        if (!value.isEmpty())
            json.insert(QLatin1String(key), value);
    };
    put("measure", measure);
    put("subject", subject);
    if (range && range->from != TimeRange::beginning())
        put("from", isoUtc(range->from));
    if (range && range->to != TimeRange::end())
        put("to", isoUtc(range->to));
    put("window", window);
    put("against", against);
    if (at)
        put("at", isoUtc(*at));
    if (bin)
        put("bin", binName(*bin));
    if (by)
        put("by", dimensionName(*by));
    put("by_field", byField);
    if (of != Quantity::Bytes)
        put("of", quantityName(of));
    put("series", series);
    put("events", events);
    put("where", where);
    if (top > 0)
        json.insert(QStringLiteral("top"), top);
    put("zone", zone);
    return json;
}

Result<Question> Question::fromJson(const QJsonObject& json)
{
    MemberReader reader(json);
    Question question;
    question.measure = reader.text("measure");
    question.subject = reader.text("subject");
    const auto from = reader.time("from");
    const auto to = reader.time("to");
    if (from || to)
        question.range = TimeRange{from.value_or(TimeRange::beginning()), to.value_or(TimeRange::end())};
    question.window = reader.text("window");
    question.against = reader.text("against");
    question.at = reader.time("at");
    question.bin = reader.name<Bin>("bin", binFromName);
    question.by = reader.name<Dimension>("by", dimensionFromName);
    question.byField = reader.text("by_field");
    question.of = reader.name<Quantity>("of", quantityFromName).value_or(Quantity::Bytes);
    question.series = reader.text("series");
    question.events = reader.text("events");
    question.where = reader.text("where");
    question.top = reader.count("top");
    question.zone = reader.text("zone");
    reader.refuseOthers();
    if (reader.error())
        return *reader.error();
    return question;
}

} // namespace tideline
