// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/statistics.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

#include <cmath>

using namespace tideline;

/// routes, services, content, obfuscation, mining, presence, talkers and first-seen.
class TestShares : public QObject
{
    Q_OBJECT

    static CaseFacts facts() { return factsWith({between("2019-01-01", "2019-01-11")}); }
    static TinyFlowStore routed()
    {
        TinyFlowStore store;
        store.add("2019-01-01T01:00:00Z", 36, 0, {{Dimension::Route, QStringLiteral("TransTelekom")}});
        store.add("2019-01-01T02:00:00Z", 64, 0, {{Dimension::Route, QStringLiteral("China Unicom")}});
        store.add("2019-01-02T01:00:00Z", 45, 0, {{Dimension::Route, QStringLiteral("TransTelekom")}});
        store.add("2019-01-02T02:00:00Z", 50, 5, {{Dimension::Route, QStringLiteral("China Unicom")}});
        return store;
    }

private slots:
    void routesHaveSharesAndConcentration()
    {
        ASK(result, questionOf("routes"), facts(), routed());
        QCOMPARE(result.table.rows.size(), std::size_t(2));
        QCOMPARE(number(result, 0, "rank"), 1.0);
        QCOMPARE(text(result, 0, "route"), QStringLiteral("China Unicom"));
        QCOMPARE(number(result, 0, "value"), 119.0);
        QCOMPARE(number(result, 0, "share"), 0.595);
        QCOMPARE(number(result, 1, "share"), 0.405);
        QCOMPARE(*result.headline.value, 0.595 * 0.595 + 0.405 * 0.405);
        QVERIFY(result.headline.text.startsWith(QStringLiteral("China Unicom 60 %, HHI 0.52")));
    }

    void routesPerDayShareTheDay()
    {
        Question question = questionOf("routes");
        question.bin = Bin::Day;
        question.range = between("2019-01-01", "2019-01-04");
        ASK(result, question, facts(), routed());
        QCOMPARE(result.table.rows.size(), std::size_t(6));
        QCOMPARE(text(result, 1, "route"), QStringLiteral("TransTelekom"));
        QCOMPARE(number(result, 1, "share"), 0.36);
        QCOMPARE(number(result, 3, "share"), 0.45);
        QCOMPARE(number(result, 5, "value"), 0.0);
        QVERIFY(isMissing(result, 5, "share"));
    }

    void unknownIsNeitherDroppedNorNamedTheLargest()
    {
        TinyFlowStore store;
        store.add("2019-01-01", 60);
        store.add("2019-01-01", 30, 0, {{Dimension::Service, QStringLiteral("Baidu")}});
        store.add("2019-01-01", 10, 0, {{Dimension::Service, QStringLiteral("Tencent")}});
        ASK(result, questionOf("services"), facts(), store);
        QCOMPARE(text(result, 0, "key"), QStringLiteral("unknown"));
        QCOMPARE(result.headline.text, QStringLiteral("Baidu 30 %"));
        QVERIFY(hasNote(result, "60 %"));
    }

    void obfuscatedIsWhatARuleNames()
    {
        TinyFlowStore store;
        store.add("2019-01-01", 87);
        store.add("2019-01-01", 9, 0, {{Dimension::Obfuscation, QStringLiteral("VPN")}});
        store.add("2019-01-01", 4, 0, {{Dimension::Obfuscation, QStringLiteral("Tor")}});
        ASK(result, questionOf("obfuscation"), facts(), store);
        QCOMPARE(*result.headline.value, 0.13);
        QCOMPARE(result.table.rows.size(), std::size_t(3));
    }

    void sharesAddUpToOne()
    {
        SplitMix64 random(5);
        TinyFlowStore store;
        for (int i = 0; i < 500; ++i) {
            const QString label = QString::number(random.below(13));
            store.flows.push_back({at("2019-01-01") + Micros(random.below(10 * std::uint64_t(microsPerDay))),
                                   random.below(5000),
                                   random.below(9),
                                   {{Dimension::Route, label},
                                    {Dimension::Service, label},
                                    {Dimension::Content, label},
                                    {Dimension::Country, label},
                                    {Dimension::Obfuscation, label}}});
        }
        for (const char* measure : {"routes", "services", "content", "obfuscation", "presence"}) {
            ASK(result, questionOf(measure), facts(), store);
            double sum = 0;
            for (std::size_t i = 0; i < result.table.rows.size(); ++i) {
                sum += number(result, i, "share");
                QCOMPARE(number(result, i, "rank"), double(i + 1));
                QVERIFY(i == 0 || number(result, i, "value") <= number(result, i - 1, "value"));
            }
            QVERIFY(std::abs(sum - 1) < 1e-12);
        }
    }

    void miningRoseTenfoldAtTheMoment()
    {
        TinyFlowStore store;
        for (int day = 0; day < 10; ++day) {
            store.flows.push_back({at("2019-01-01") + day * microsPerDay,
                                   day < 5 ? 10u : 100u,
                                   0,
                                   {{Dimension::Coin, QStringLiteral("Monero")}}});
            store.flows.push_back(
                {at("2019-01-01") + day * microsPerDay, 5, 0, {{Dimension::Coin, QStringLiteral("Bitcoin")}}});
            store.flows.push_back({at("2019-01-01") + day * microsPerDay, 940, 0, {}});
        }
        Question question = questionOf("mining");
        ASK(plain, question, facts(), store);
        QCOMPARE(plain.table.rows.size(), std::size_t(2)); // what is no mining has no row
        QCOMPARE(*plain.headline.value, 600.0 / 10000);
        QCOMPARE(text(plain, 0, "coin"), QStringLiteral("Monero"));
        question.at = at("2019-01-06");
        ASK(split, question, facts(), store);
        QCOMPARE(*split.headline.value, 10.0);
        QCOMPARE(split.headline.text, QStringLiteral("Monero ") + ratioText(10));
        QCOMPARE(*split.headline.interval, std::pair(10.0, 10.0));
        QCOMPARE(number(split, 0, "per_day_before"), 10.0);
        QCOMPARE(number(split, 0, "per_day_after"), 100.0);
        QCOMPARE(number(split, 1, "ratio"), 1.0);
        question.bin = Bin::Day;
        QVERIFY(!runMeasure(question, facts(), store, {}).ok());
        question.at.reset();
        ASK(daily, question, facts(), store);
        QCOMPARE(daily.table.rows.size(), std::size_t(20));
        QCOMPARE(number(daily, 1, "share"), 10.0 / 955);
    }

    void presenceNeedsVolumeAndHosts()
    {
        TinyFlowStore store;
        const auto visit = [&](const char* country, int hosts, std::uint64_t bytes) {
            for (int host = 0; host < hosts; ++host) {
                store.flows.push_back({at("2019-01-02"),
                                       bytes / std::uint64_t(hosts),
                                       0,
                                       {{Dimension::Country, QString::fromLatin1(country)}},
                                       QStringLiteral("%1-%2").arg(QLatin1String(country)).arg(host),
                                       QStringLiteral("local-%1").arg(host % 3)});
            }
        };
        visit("IN", 20, 2000);
        visit("CN", 12, 1200);
        visit("US", 1, 3000); // much, but one host
        visit("KE", 15, 150); // many hosts, little
        visit("unknown", 30, 3000);
        ASK(result, questionOf("presence"), facts(), store);
        // Means of the four: 1587.5 B and 12 hosts.
        QCOMPARE(result.headline.text, QStringLiteral("1 country: IN"));
        QCOMPARE(text(result, 0, "country"), QStringLiteral("US"));
        QCOMPARE(text(result, 0, "present"), QStringLiteral("no"));
        QCOMPARE(text(result, 1, "country"), QStringLiteral("unknown"));
        QVERIFY(isMissing(result, 1, "present"));
        QCOMPARE(text(result, 2, "country"), QStringLiteral("IN"));
        QCOMPARE(number(result, 2, "hosts"), 20.0);
        QCOMPARE(number(result, 2, "locals"), 3.0);
        const double deviation = std::sqrt((412.5 * 412.5 + 387.5 * 387.5 + 1412.5 * 1412.5 + 1437.5 * 1437.5) / 4);
        QCOMPARE(number(result, 2, "volume_z"), 412.5 / deviation);
    }

    void talkersSayWhatTheyLeaveOut()
    {
        TinyFlowStore store;
        for (int peer = 0; peer < 30; ++peer)
            store.flows.push_back(
                {at("2019-01-02") + peer, std::uint64_t(100 + peer), 1, {}, QStringLiteral("peer%1").arg(peer)});
        ASK(result, questionOf("talkers"), facts(), store);
        QCOMPARE(result.table.rows.size(), std::size_t(20));
        QCOMPARE(text(result, 0, "key"), QStringLiteral("peer29"));
        QCOMPARE(number(result, 0, "bytes_in"), 129.0);
        QCOMPARE(number(result, 0, "bytes_out"), 1.0);
        QVERIFY(hasNote(result, "20 of 30 keys"));
        QCOMPARE(result.question.value(QStringLiteral("by")).toString(), QStringLiteral("peer"));
        QCOMPARE(result.question.value(QStringLiteral("top")).toInt(), 20);
    }

    void firstSeenIsInOrderOfTime()
    {
        TinyFlowStore store;
        store.add("2019-01-05", 1, 0, {{Dimension::Service, QStringLiteral("late")}});
        store.add("2019-01-03", 1, 0, {{Dimension::Service, QStringLiteral("early")}});
        store.add("2019-01-09", 900, 0, {{Dimension::Service, QStringLiteral("early")}});
        ASK(result, questionOf("first-seen"), facts(), store);
        QCOMPARE(text(result, 0, "key"), QStringLiteral("early"));
        QCOMPARE(std::get<qint64>(cell(result, 0, "first")), qint64(at("2019-01-03")));
        QCOMPARE(std::get<qint64>(cell(result, 0, "last")), qint64(at("2019-01-09")));
        QCOMPARE(text(result, 1, "key"), QStringLiteral("late"));
        QCOMPARE(result.headline.text, QStringLiteral("2 keys, the newest late"));
    }
};

QTEST_APPLESS_MAIN(TestShares)
#include "tst_shares.moc"
