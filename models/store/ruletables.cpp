// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/addresscolumn.h"
#include "models/store/casetables.h"
#include "models/store/digest.h"
#include "models/store/seal.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tideline {
namespace {

QJsonArray prefixesToJson(const std::vector<Prefix>& prefixes)
{
    QJsonArray array;
    for (const Prefix& prefix : prefixes)
        array << prefix.toString();
    return array;
}

std::vector<Prefix> prefixesFromJson(const QJsonValue& value)
{
    std::vector<Prefix> prefixes;
    for (const QJsonValue& entry : value.toArray()) {
        if (const auto prefix = Prefix::parse(entry.toString()))
            prefixes.push_back(*prefix);
    }
    return prefixes;
}

template <typename T> QJsonArray numbersToJson(const std::vector<T>& numbers)
{
    QJsonArray array;
    for (const T number : numbers)
        array << qint64(number);
    return array;
}

template <typename T> std::vector<T> numbersFromJson(const QJsonValue& value)
{
    std::vector<T> numbers;
    for (const QJsonValue& entry : value.toArray())
        numbers.push_back(T(entry.toInteger()));
    return numbers;
}

QStringList textsFromJson(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& entry : value.toArray())
        texts << entry.toString();
    return texts;
}

/// The conditions of a rule as they are stored; an absent key is an empty list.
QString conditionsText(const Rule& rule)
{
    QJsonArray ports;
    for (const PortRange& range : rule.ports)
        ports << QJsonArray{range.from, range.to};
    QJsonObject object{
        {QStringLiteral("local_prefixes"), prefixesToJson(rule.localPrefixes)},
        {QStringLiteral("peer_prefixes"), prefixesToJson(rule.peerPrefixes)},
        {QStringLiteral("peer_asns"), numbersToJson(rule.peerAsns)},
        {QStringLiteral("next_as"), numbersToJson(rule.nextAs)},
        {QStringLiteral("exporters"), QJsonArray::fromStringList(rule.exporters)},
        {QStringLiteral("ports"), ports},
        {QStringLiteral("protocols"), numbersToJson(rule.protocols)},
        {QStringLiteral("services"), QJsonArray::fromStringList(rule.services)},
    };
    for (auto it = object.begin(); it != object.end();)
        it = it.value().toArray().isEmpty() ? object.erase(it) : std::next(it);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void readConditions(Rule& rule, const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    rule.localPrefixes = prefixesFromJson(object.value(QLatin1String("local_prefixes")));
    rule.peerPrefixes = prefixesFromJson(object.value(QLatin1String("peer_prefixes")));
    rule.peerAsns = numbersFromJson<std::uint32_t>(object.value(QLatin1String("peer_asns")));
    rule.nextAs = numbersFromJson<std::uint32_t>(object.value(QLatin1String("next_as")));
    rule.exporters = textsFromJson(object.value(QLatin1String("exporters")));
    for (const QJsonValue& entry : object.value(QLatin1String("ports")).toArray()) {
        const QJsonArray range = entry.toArray();
        rule.ports.push_back({std::uint16_t(range.at(0).toInt()), std::uint16_t(range.at(1).toInt())});
    }
    rule.protocols = numbersFromJson<std::uint8_t>(object.value(QLatin1String("protocols")));
    rule.services = textsFromJson(object.value(QLatin1String("services")));
}

const QByteArray networkRows =
    "SELECT first, last, country, asn, name FROM network WHERE network_table = ?1 ORDER BY ordinal";

} // namespace

std::vector<Rule> loadRules(Database& database)
{
    std::vector<Rule> rules;
    Statement rows(database, "SELECT rule_set, label, conditions, t_from, t_to, note FROM rule ORDER BY ordinal");
    while (rows.step()) {
        Rule rule;
        rule.set = ruleSetFromName(rows.text(0)).value_or(RuleSet::Service);
        rule.label = rows.text(1);
        readConditions(rule, rows.text(2));
        rule.valid = {rows.integer(3), rows.integer(4)};
        rule.note = rows.text(5);
        rules.push_back(rule);
    }
    return rules;
}

void saveRules(const Transaction& transaction, const std::vector<Rule>& rules)
{
    Database& database = transaction.database();
    database.exec("DELETE FROM rule");
    Statement insert(database, "INSERT INTO rule VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    int ordinal = 0;
    for (const Rule& rule : rules) {
        insert
            .bind(ordinal++, ruleSetName(rule.set), rule.label, conditionsText(rule), rule.valid.from, rule.valid.to,
                  rule.note)
            .run();
    }
    seal(transaction, {"rule"});
}

std::vector<std::vector<Network>> loadNetworks(Database& database)
{
    std::vector<std::vector<Network>> tables;
    qint64 last = 0;
    Statement rows(database, "SELECT first, last, country, asn, name, network_table FROM network"
                             " ORDER BY network_table, ordinal");
    while (rows.step()) {
        if (tables.empty() || rows.integer(5) != last)
            tables.emplace_back();
        last = rows.integer(5);
        tables.back().push_back({addressOf(rows.blob(0)), addressOf(rows.blob(1)), rows.text(2),
                                 std::uint32_t(rows.integer(3)), rows.text(4)});
    }
    return tables;
}

QStringList loadNetworkTables(Database& database)
{
    QStringList tables;
    Statement rows(database, "SELECT name, date FROM network_table ORDER BY id");
    while (rows.step())
        tables += rows.text(1).isEmpty() ? rows.text(0) : StoreText::tr("%1 of %2").arg(rows.text(0), rows.text(1));
    return tables;
}

void saveNetworks(const Transaction& transaction, const QString& name, const QString& date,
                  const std::vector<Network>& networks)
{
    Database& database = transaction.database();
    Statement(database, "INSERT INTO network_table(name, date, digest) VALUES(?1, ?2, x'')"
                        " ON CONFLICT(name) DO UPDATE SET date = excluded.date")
        .bind(name, date)
        .run();
    qint64 table = 0;
    {
        Statement row(database, "SELECT id FROM network_table WHERE name = ?1");
        if (row.bind(name).step())
            table = row.integer(0);
    }
    Statement(database, "DELETE FROM network WHERE network_table = ?1").bind(table).run();
    Statement insert(database, "INSERT INTO network VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    int ordinal = 0;
    for (const Network& network : networks) {
        insert
            .bind(table, ordinal++, addressBytes(network.first), addressBytes(network.last), network.country,
                  network.asn, network.name)
            .run();
    }
    Statement(database, "UPDATE network_table SET digest = ?2 WHERE id = ?1")
        .bind(table, hashRows(database, networkRows, table))
        .run();
    seal(transaction, {"network_table"});
}

Check checkNetworks(Database& database)
{
    Check check{QStringLiteral("networks"), true, {}};
    Statement tables(database, "SELECT id, name, digest FROM network_table ORDER BY id");
    while (tables.step()) {
        if (hashRows(database, networkRows, tables.integer(0)) != tables.blob(2)) {
            check.ok = false;
            check.detail = StoreText::tr("table \"%1\" was changed outside Tideline").arg(tables.text(1));
        }
    }
    return check;
}

} // namespace tideline
