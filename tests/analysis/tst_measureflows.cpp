// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/statistics.h"
#include "models/flows/chunkflowstore.h"
#include "tests/analysis/tinyflows.h"
#include "tests/support/memorychunks.h"

#include <QTest>

#include <functional>
#include <memory>
#include <set>

using namespace tideline;

/// Measures over real chunks, rules and subjects, against sums made here flow by flow.
class TestMeasureFlows : public QObject
{
    Q_OBJECT

    static IpAddress address(const QString& text) { return *IpAddress::parse(text.toStdString()); }
    static bool isOurs(const IpAddress& ip) { return Prefix::parse(u"175.45.176.0/22")->contains(ip); }

    /// 4,000 flows over 20 days: out of the subject, into it, inside it and past it.
    static FlowBatch batch()
    {
        SplitMix64 random(11);
        FlowBatch flows;
        flows.resize(4000);
        for (std::size_t i = 0; i < flows.size(); ++i) {
            const QString local = QStringLiteral("175.45.176.%1").arg(1 + random.below(50));
            const QString peer = QStringLiteral("203.0.113.%1").arg(1 + random.below(200));
            const std::uint64_t kind = random.below(10);
            flows.start[i] = at("2018-04-25") + Micros(random.below(20 * std::uint64_t(microsPerDay)));
            flows.src[i] = address(kind < 6 || kind == 8 ? local : peer);
            flows.dst[i] = address(kind < 6 || kind == 9 ? peer : kind == 8 ? QStringLiteral("175.45.177.9") : local);
            flows.srcPort[i] = 50000;
            flows.dstPort[i] = kind < 6 && random.below(4) == 0 ? 3333 : 443;
            flows.protocol[i] = 6;
            flows.srcBytes[i] = random.below(10'000);
            flows.dstBytes[i] = random.below(100'000);
            flows.srcPackets[i] = flows.dstPackets[i] = 3;
            flows.flows[i] = 1;
            flows.nextAs[i] = random.below(3) == 0 ? 20485 : 4837;
            flows.record[i] = i + 1;
        }
        return flows;
    }
    static AttributionPtr attribution(const CaseFacts& facts)
    {
        auto attribution = std::make_shared<Attribution>();
        attribution->subjects = facts.subjects;
        Rule transTelekom;
        transTelekom.set = RuleSet::Route;
        transTelekom.label = QStringLiteral("TransTelekom");
        transTelekom.nextAs = {20485};
        Rule unicom;
        unicom.set = RuleSet::Route;
        unicom.label = QStringLiteral("China Unicom");
        unicom.nextAs = {4837};
        Rule monero;
        monero.set = RuleSet::Coin;
        monero.label = QStringLiteral("Monero");
        monero.ports = {{3333, 3333}};
        attribution->rules = {transTelekom, unicom, monero};
        attribution->networks = NetworkTable({{address(QStringLiteral("203.0.113.0")),
                                               address(QStringLiteral("203.0.113.99")),
                                               QStringLiteral("IN"),
                                               1,
                                               {}}});
        return attribution;
    }
    static CaseFacts facts()
    {
        CaseFacts facts = factsWith({between("2018-04-25", "2018-05-15")});
        Subject subject;
        subject.name = QStringLiteral("North Korea");
        subject.zone = QStringLiteral("Asia/Pyongyang");
        SubjectMember member;
        member.prefix = Prefix::parse(u"175.45.176.0/22");
        subject.members = {member};
        facts.subjects = {subject};
        facts.windows = {{QStringLiteral("first"), between("2018-04-25", "2018-05-05"), {}},
                         {QStringLiteral("second"), between("2018-05-05", "2018-05-15"), {}}};
        return facts;
    }

    FlowBatch m_batch = batch();
    CaseFacts m_facts = facts();
    MemoryChunks m_chunks;
    std::unique_ptr<ChunkFlowStore> m_store;

    /// Sum of the bytes of the subject's flows that `isWanted` says.
    double naive(const std::function<bool(std::size_t)>& isWanted) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            if (isOurs(m_batch.src[i]) != isOurs(m_batch.dst[i]) && isWanted(i))
                sum += double(m_batch.srcBytes[i] + m_batch.dstBytes[i]);
        }
        return sum;
    }

private slots:
    void initTestCase()
    {
        m_chunks.addBatch(m_batch, 1, false, 500);
        m_store = std::make_unique<ChunkFlowStore>(m_chunks, attribution(m_facts), 2);
    }

    void volumePerDay()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Day;
        question.zone = QStringLiteral("UTC");
        ASK(result, question, m_facts, *m_store);
        QCOMPARE(result.table.rows.size(), std::size_t(20));
        for (std::size_t day = 0; day < 20; ++day) {
            const Micros from = at("2018-04-25") + Micros(day) * microsPerDay;
            QCOMPARE(number(result, day, "value"), naive([&](std::size_t i) {
                         return m_batch.start[i] >= from && m_batch.start[i] < from + microsPerDay;
                     }));
        }
    }

    void sentBytesAreOut()
    {
        ASK(result, questionOf("volume"), m_facts, *m_store);
        double out = 0, expected = 0;
        for (std::size_t row = 0; row < result.table.rows.size(); ++row)
            out += number(result, row, "out");
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            if (isOurs(m_batch.src[i]) != isOurs(m_batch.dst[i]))
                expected += double(isOurs(m_batch.src[i]) ? m_batch.srcBytes[i] : m_batch.dstBytes[i]);
        }
        QCOMPARE(out, expected);
    }

    void rhythmOverTheChangeOfTheClock()
    {
        ASK(result, questionOf("rhythm"), m_facts, *m_store);
        QCOMPARE(result.zone, QStringLiteral("Asia/Pyongyang"));
        const Micros change = at("2018-05-04T15:00:00Z");
        for (std::size_t row = 0; row < 168; ++row) {
            const double expected = naive([&](std::size_t i) {
                const Micros offset = m_batch.start[i] < change ? 510 * microsPerMinute : 540 * microsPerMinute;
                const Micros local = m_batch.start[i] + offset;
                const Micros hours = local / microsPerHour;
                const Micros weekday = (hours / 24 + 3) % 7; // 1970-01-01 was a Thursday
                return std::size_t(weekday * 24 + hours % 24) == row;
            });
            QCOMPARE(number(result, row, "value"), expected);
        }
    }

    void compareWindows()
    {
        ASK(result, questionOf("compare"), m_facts, *m_store);
        const Micros middle = at("2018-05-05");
        const double first = naive([&](std::size_t i) { return m_batch.start[i] < middle; });
        const double second = naive([&](std::size_t i) { return m_batch.start[i] >= middle; });
        QCOMPARE(*result.headline.value, second / first);
        QVERIFY(result.headline.interval->first < 1 && result.headline.interval->second > 1);
    }

    void routesAndMining()
    {
        ASK(routes, questionOf("routes"), m_facts, *m_store);
        const double all = naive([](std::size_t) { return true; });
        const double unicom = naive([&](std::size_t i) { return m_batch.nextAs[i] == 4837; });
        QCOMPARE(text(routes, 0, "route"), QStringLiteral("China Unicom"));
        QCOMPARE(number(routes, 0, "share"), unicom / all);
        Question split = questionOf("mining");
        split.at = at("2018-05-05");
        ASK(mining, split, m_facts, *m_store);
        const auto mined = [&](std::size_t i) { return m_batch.dstPort[i] == 3333 && isOurs(m_batch.src[i]); };
        const double before = naive([&](std::size_t i) { return mined(i) && m_batch.start[i] < *split.at; });
        const double after = naive([&](std::size_t i) { return mined(i) && m_batch.start[i] >= *split.at; });
        QCOMPARE(mining.table.rows.size(), std::size_t(1));
        QCOMPARE(number(mining, 0, "value"), before + after);
        QCOMPARE(number(mining, 0, "ratio"), after / before);
    }

    void presenceCountsHosts()
    {
        ASK(result, questionOf("presence"), m_facts, *m_store);
        std::set<IpAddress> hosts;
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            const IpAddress& peer = isOurs(m_batch.src[i]) ? m_batch.dst[i] : m_batch.src[i];
            if (isOurs(m_batch.src[i]) != isOurs(m_batch.dst[i]) && peer.bytes[15] < 100)
                hosts.insert(peer);
        }
        const std::size_t india = text(result, 0, "country") == u"IN" ? 0 : 1;
        QCOMPARE(text(result, india, "country"), QStringLiteral("IN"));
        QCOMPARE(text(result, 1 - india, "country"), QStringLiteral("unknown"));
        QCOMPARE(number(result, india, "hosts"), double(hosts.size()));
    }

    void aFilterNarrowsAndTheFlowsAddUp()
    {
        Question question = questionOf("talkers");
        question.where = QStringLiteral("bytes > 50k and category == hack");
        question.by = Dimension::Local;
        question.top = 100;
        ASK(result, question, m_facts, *m_store);
        double sum = 0;
        for (std::size_t row = 0; row < result.table.rows.size(); ++row)
            sum += number(result, row, "value");
        QCOMPARE(sum, naive([&](std::size_t i) { return m_batch.srcBytes[i] + m_batch.dstBytes[i] > 50'000; }));
        QVERIFY(hasNote(result, "events only"));
    }

    void everyMeasureAnswers()
    {
        for (const Measure& measure : measures()) {
            // Routes and queries are no flows, and the events of this case stand outside its traffic.
            if (!measure.plan || measure.name == u"event-study")
                continue;
            const auto answer = runMeasure(questionOf(qPrintable(measure.name)), m_facts, *m_store, {});
            QVERIFY2(answer.ok(), qPrintable(measure.name + (answer.ok() ? QString() : answer.error().text())));
        }
    }
};

QTEST_APPLESS_MAIN(TestMeasureFlows)
#include "tst_measureflows.moc"
