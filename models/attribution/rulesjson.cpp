// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"
#include "models/attribution/rulereader.h"
#include "models/core/flowbatch.h"
#include "models/core/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Rules", text);
}

template <typename List, typename ToJson> void put(QJsonObject& json, const char* key, const List& list, ToJson toJson)
{
    QJsonArray array;
    for (const auto& entry : list)
        array.append(toJson(entry));
    if (!array.isEmpty())
        json.insert(QLatin1String(key), array);
}

QJsonValue portJson(const PortRange& range)
{
    if (range.from == range.to)
        return int(range.from);
    return QStringLiteral("%1-%2").arg(range.from).arg(range.to);
}

QJsonObject ruleJson(const Rule& rule)
{
    const auto prefixText = [](const Prefix& prefix) { return QJsonValue(prefix.toString()); };
    const auto number = [](std::uint32_t value) { return QJsonValue(qint64(value)); };
    const auto text = [](const QString& value) { return QJsonValue(value); };
    QJsonObject json{{QStringLiteral("set"), ruleSetName(rule.set)}, {QStringLiteral("label"), rule.label}};
    put(json, "local_prefixes", rule.localPrefixes, prefixText);
    put(json, "peer_prefixes", rule.peerPrefixes, prefixText);
    put(json, "peer_asns", rule.peerAsns, number);
    put(json, "next_as", rule.nextAs, number);
    put(json, "exporters", rule.exporters, text);
    put(json, "ports", rule.ports, portJson);
    put(json, "protocols", rule.protocols,
        [](std::uint8_t protocol) { return QJsonValue(QString::fromStdString(protocolName(protocol))); });
    put(json, "services", rule.services, text);
    if (rule.valid.from != TimeRange::beginning())
        json.insert(QStringLiteral("from"), isoUtc(rule.valid.from));
    if (rule.valid.to != TimeRange::end())
        json.insert(QStringLiteral("to"), isoUtc(rule.valid.to));
    if (!rule.note.isEmpty())
        json.insert(QStringLiteral("note"), rule.note);
    return json;
}

} // namespace

Result<std::vector<Rule>> parseRules(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorCode::BadInput,
                     tr("The rules are not JSON: %1").arg(problem.errorString()),
                     tr("byte %1").arg(problem.offset),
                     {}};
    const QJsonObject root = document.object();
    const QJsonValue version = root.value(QStringLiteral("tideline_rules"));
    if (!version.isDouble())
        return Error{ErrorCode::BadInput, tr("This is no file of rules: “tideline_rules” is missing"), {}, {}};
    if (version.toDouble() != 1)
        return Error{ErrorCode::TooNew,
                     tr("The rules are of version %1; this program reads version 1").arg(version.toDouble()),
                     {},
                     tr("Use a newer version of the program")};
    if (!root.value(QStringLiteral("rules")).isArray())
        return Error{ErrorCode::BadInput, tr("“rules” is no list"), {}, {}};

    std::vector<Rule> rules;
    for (const QJsonValue& value : root.value(QStringLiteral("rules")).toArray()) {
        auto rule = readRule(value, int(rules.size()) + 1);
        if (!rule)
            return rule.error();
        rules.push_back(std::move(*rule));
    }
    return rules;
}

QByteArray rulesToJson(const std::vector<Rule>& rules)
{
    QJsonArray array;
    for (const Rule& rule : rules)
        array.append(ruleJson(rule));
    const QJsonObject root{{QStringLiteral("tideline_rules"), 1}, {QStringLiteral("rules"), array}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace tideline
