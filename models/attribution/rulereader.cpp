// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/rulereader.h"

#include "models/core/flowbatch.h"
#include "models/core/timetext.h"
#include "models/query/fields.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Rules", text);
}

std::optional<qint64> wholeNumber(const QJsonValue& value, qint64 most)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > double(most) || number != std::floor(number))
        return std::nullopt;
    return qint64(number);
}

std::optional<std::uint32_t> asnOf(const QJsonValue& value)
{
    if (value.isString()) {
        QString text = value.toString();
        if (text.startsWith(u"AS", Qt::CaseInsensitive))
            text.remove(0, 2);
        bool ok = false;
        const uint number = text.toUInt(&ok);
        return ok ? std::optional(std::uint32_t(number)) : std::nullopt;
    }
    const auto number = wholeNumber(value, 0xffffffffLL);
    return number ? std::optional(std::uint32_t(*number)) : std::nullopt;
}

std::optional<PortRange> portsOf(const QJsonValue& value)
{
    if (const auto port = wholeNumber(value, 65'535))
        return PortRange{std::uint16_t(*port), std::uint16_t(*port)};
    const QStringList ends = value.toString().split(u'-');
    bool fromOk = false, toOk = false;
    const ushort from = ends.front().toUShort(&fromOk);
    const ushort to = ends.back().toUShort(&toOk);
    if (ends.size() > 2 || !fromOk || !toOk || to < from)
        return std::nullopt;
    return PortRange{from, to};
}

std::optional<std::uint8_t> protocolOf(const QJsonValue& value)
{
    if (const auto number = wholeNumber(value, 255))
        return std::uint8_t(*number);
    const int number = value.isString() ? protocolFromName(value.toString().toLower().toStdString()) : -1;
    return number < 0 || number > 255 ? std::nullopt : std::optional(std::uint8_t(number));
}

std::optional<Prefix> prefixOf(const QJsonValue& value)
{
    return value.isString() ? Prefix::parse(value.toString()) : std::nullopt;
}

std::optional<QString> textOf(const QJsonValue& value)
{
    return value.isString() && !value.toString().isEmpty() ? std::optional(value.toString()) : std::nullopt;
}

/// Reads the members of one rule and keeps the first problem.
class RuleReader
{
public:
    RuleReader(const QJsonObject& json, int number) : m_json(json), m_number(number) {}
    Result<Rule> read();

private:
    QJsonValue take(const char* key)
    {
        m_known.append(QLatin1String(key));
        return m_json.value(QLatin1String(key));
    }
    void fail(const QString& key, const QString& what)
    {
        if (!m_error)
            m_error = Error{ErrorCode::BadInput, tr("“%1” %2").arg(key, what), tr("rule %1").arg(m_number), {}};
    }
    QString text(const char* key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isString())
            fail(QLatin1String(key), tr("is no text"));
        return value.toString();
    }
    void readSet(Rule& rule);
    Micros time(const char* key, Micros otherwise, bool isEnd);
    template <typename List, typename Read> void list(const char* key, List& into, Read parse);
    void refuseOthers();

    const QJsonObject& m_json;
    int m_number;
    QStringList m_known;
    std::optional<Error> m_error;
};

template <typename List, typename Read> void RuleReader::list(const char* key, List& into, Read parse)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return;
    if (!value.isArray()) {
        fail(QLatin1String(key), tr("is no list"));
        return;
    }
    for (const QJsonValue& entry : value.toArray()) {
        if (const auto item = parse(entry))
            into.push_back(*item);
        else
            fail(QLatin1String(key), tr("cannot hold “%1”").arg(entry.toVariant().toString()));
    }
}

void RuleReader::readSet(Rule& rule)
{
    const QString name = text("set");
    const auto set = ruleSetFromName(name);
    if (set) {
        rule.set = *set;
        return;
    }
    QStringList names;
    for (const RuleSet known : allRuleSets)
        names.append(ruleSetName(known));
    const QStringList nearest = nearestNames(name, names);
    fail(QStringLiteral("set"), tr("cannot be “%1”; it is one of %2")
                                    .arg(name, (nearest.isEmpty() ? names : nearest).join(QStringLiteral(", "))));
}

Micros RuleReader::time(const char* key, Micros otherwise, bool isEnd)
{
    const QString written = text(key);
    if (written.isEmpty())
        return otherwise;
    const auto parsed = parseTime(written, Zone::utc());
    if (!parsed || !parsed->range) {
        fail(QLatin1String(key), parsed ? tr("is no time") : parsed.error().what);
        return otherwise;
    }
    return isEnd && parsed->precision <= Precision::Day ? parsed->range->to : parsed->range->from;
}

void RuleReader::refuseOthers()
{
    for (const QString& key : m_json.keys()) {
        if (m_known.contains(key))
            continue;
        const QStringList nearest = nearestNames(key, m_known);
        fail(key, nearest.isEmpty() ? tr("is not known")
                                    : tr("is not known; did you mean %1?").arg(nearest.join(QStringLiteral(", "))));
    }
}

Result<Rule> RuleReader::read()
{
    Rule rule;
    readSet(rule);
    rule.label = text("label");
    if (rule.label.isEmpty())
        fail(QStringLiteral("label"), tr("is missing"));
    list("local_prefixes", rule.localPrefixes, prefixOf);
    list("peer_prefixes", rule.peerPrefixes, prefixOf);
    list("peer_asns", rule.peerAsns, asnOf);
    list("next_as", rule.nextAs, asnOf);
    list("exporters", rule.exporters, textOf);
    list("ports", rule.ports, portsOf);
    list("protocols", rule.protocols, protocolOf);
    list("services", rule.services, textOf);
    rule.valid.from = time("from", TimeRange::beginning(), false);
    rule.valid.to = time("to", TimeRange::end(), true);
    if (rule.valid.isEmpty())
        fail(QStringLiteral("to"), tr("is not after “from”"));
    rule.note = text("note");
    refuseOthers();
    if (m_error)
        return *m_error;
    return rule;
}

} // namespace

Result<Rule> readRule(const QJsonValue& json, int number)
{
    if (!json.isObject())
        return Error{ErrorCode::BadInput, tr("A rule is an object"), tr("rule %1").arg(number), {}};
    const QJsonObject object = json.toObject();
    return RuleReader(object, number).read();
}

} // namespace tideline
