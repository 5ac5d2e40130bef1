// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"
#include "models/core/zone.h"

#include <QTest>

#include <random>

using namespace tideline;

namespace {

Prefix prefix(const char* text)
{
    return *Prefix::parse(QString::fromLatin1(text));
}

Rule fullRule()
{
    Rule rule;
    rule.set = RuleSet::Coin;
    rule.label = QStringLiteral("Monero “XMR”");
    rule.localPrefixes = {prefix("175.45.176.0/22")};
    rule.peerPrefixes = {prefix("10.0.0.0/8"), prefix("2001:db8::/32")};
    rule.peerAsns = {4837, 4'294'967'295U};
    rule.nextAs = {20485};
    rule.exporters = {QStringLiteral("r1"), QStringLiteral("r2")};
    rule.ports = {{3333, 3333}, {14444, 14450}};
    rule.protocols = {6, 253};
    rule.services = {QStringLiteral("ssl")};
    rule.valid = {1'556'668'800'000'001, 1'572'566'400'000'000};
    rule.note = QStringLiteral("pool");
    return rule;
}

QByteArray oneRule(const char* members)
{
    return QByteArray("{\"tideline_rules\":1,\"rules\":[{\"set\":\"service\",\"label\":\"ok\"},{") + members + "}]}";
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip()
    {
        Rule plain;
        plain.set = RuleSet::Route;
        plain.label = QStringLiteral("via China Unicom");
        const std::vector<Rule> rules = {fullRule(), plain};
        const auto back = parseRules(rulesToJson(rules));
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().text()));
        QVERIFY(*back == rules);
        QVERIFY(parseRules(rulesToJson({}))->empty());
    }

    void everythingAsPeopleWriteIt()
    {
        const auto rules = parseRules(
            "{\"tideline_rules\":1,\"rules\":[{\"set\":\"service\",\"label\":\"torrent\",\"ports\":[80,\"6881-6889\"],"
            "\"protocols\":[\"tcp\",17],\"peer_asns\":[\"AS4837\",20485],\"from\":\"2017-10\",\"to\":\"2017-10\"}]}");
        QVERIFY(rules.ok());
        const Rule& rule = rules->front();
        QCOMPARE(rule.ports.size(), std::size_t(2));
        QVERIFY(rule.ports[1] == (PortRange{6881, 6889}));
        QCOMPARE(rule.protocols, (std::vector<std::uint8_t>{6, 17}));
        QCOMPARE(rule.peerAsns, (std::vector<std::uint32_t>{4837, 20485}));
        // A month as the end means its end.
        QCOMPARE(rule.valid.from, daysFromCivil(2017, 10, 1) * microsPerDay);
        QCOMPARE(rule.valid.to, daysFromCivil(2017, 11, 1) * microsPerDay);
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("part");
        QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("not JSON");
        QTest::newRow("another file") << QByteArray("{\"rules\":[]}") << QStringLiteral("tideline_rules");
        QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("tideline_rules");
        QTest::newRow("newer") << QByteArray("{\"tideline_rules\":2,\"rules\":[]}") << QStringLiteral("version 2");
        QTest::newRow("no rules") << QByteArray("{\"tideline_rules\":1}") << QStringLiteral("rules");
        QTest::newRow("not an object") << QByteArray("{\"tideline_rules\":1,\"rules\":[3]}")
                                       << QStringLiteral("rule 1");
        const auto row = [](const char* name, const char* members, const char* field) {
            QTest::newRow(name) << oneRule(members) << QString::fromLatin1(field);
        };
        row("bad set", "\"set\":\"servise\",\"label\":\"x\"", "service");
        row("no set", "\"label\":\"x\"", "set");
        row("no label", "\"set\":\"service\"", "label");
        row("unknown member", "\"set\":\"service\",\"label\":\"x\",\"port\":[1]", "ports");
        row("port too high", "\"set\":\"service\",\"label\":\"x\",\"ports\":[65536]", "ports");
        row("ports turned round", "\"set\":\"service\",\"label\":\"x\",\"ports\":[\"9-8\"]", "ports");
        row("no list", "\"set\":\"service\",\"label\":\"x\",\"ports\":80", "ports");
        row("bad prefix", "\"set\":\"service\",\"label\":\"x\",\"peer_prefixes\":[\"10.0.0.1/8\"]", "peer_prefixes");
        row("bad AS", "\"set\":\"service\",\"label\":\"x\",\"peer_asns\":[-1]", "peer_asns");
        row("bad protocol", "\"set\":\"service\",\"label\":\"x\",\"protocols\":[\"tpc\"]", "protocols");
        row("bad time", "\"set\":\"service\",\"label\":\"x\",\"from\":\"soon\"", "from");
        row("ends before it begins", "\"set\":\"service\",\"label\":\"x\",\"from\":\"2018\",\"to\":\"2016\"", "to");
        row("number for a text", "\"set\":\"service\",\"label\":5", "label");
    }
    void errors()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, part);
        const auto rules = parseRules(json);
        QVERIFY(!rules.ok());
        QVERIFY2(rules.error().text().contains(part), qPrintable(rules.error().text()));
        if (json.contains("\"ok\""))
            QVERIFY2(rules.error().text().contains(QStringLiteral("rule 2")), qPrintable(rules.error().text()));
    }

    void mutatedRulesNeverCrash()
    {
        const QByteArray good = rulesToJson({fullRule()});
        std::mt19937 random(1);
        for (int i = 0; i < 3'000; ++i) {
            QByteArray bad = good;
            for (int j = 0; j < 3; ++j)
                bad[qsizetype(random() % std::uint32_t(bad.size()))] = char(random() % 256);
            const auto rules = parseRules(bad);
            QVERIFY(rules.ok() || !rules.error().what.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
