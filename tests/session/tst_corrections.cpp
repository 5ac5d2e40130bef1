// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/session/corrections.h"

#include <QTest>

#include <limits>

using namespace tideline;

/// What is known of a source and not written in its rows.
class TestCorrections : public QObject
{
    Q_OBJECT

private slots:
    void nothingGivenNothingDone()
    {
        const auto none = Corrections::from({});
        QVERIFY(none);
        QVERIFY(none->notes().isEmpty());
        ParsedBlock block = oneFlow();
        none->apply(block);
        QCOMPARE(block.flows.start[0], Micros(1'000'000));
        QCOMPARE(block.flows.srcBytes[0], std::uint64_t(60));
    }
    void sampledTrafficIsMultiplied()
    {
        const auto given = Corrections::from({{QStringLiteral("sampling"), QStringLiteral("1000")}});
        QVERIFY(given);
        ParsedBlock block = oneFlow();
        given->apply(block);
        QCOMPARE(block.flows.srcBytes[0], std::uint64_t(60'000));
        QCOMPARE(block.flows.dstPackets[0], std::uint64_t(2'000));
        QCOMPARE(block.flows.flows[0], 1u); // flows that were not seen cannot be told
        QVERIFY(given->notes().join(u' ').contains(QStringLiteral("1 in 1000")));
        QVERIFY(block.notes.isEmpty());
    }
    void whatDoesNotFitStaysAndIsSaid()
    {
        ParsedBlock block = oneFlow();
        block.flows.srcBytes[0] = std::numeric_limits<std::uint64_t>::max() / 2;
        Corrections{10, 0}.apply(block);
        QCOMPARE(block.flows.srcBytes[0], std::numeric_limits<std::uint64_t>::max() / 2);
        QCOMPARE(block.flows.srcPackets[0], std::uint64_t(10));
        QCOMPARE(block.notes.size(), 1);
        QVERIFY(block.notes[0].endsWith(QStringLiteral("1 number of bytes or packets")));
    }
    void aClockThatWasAheadIsSetBack()
    {
        const auto given = Corrections::from({{QStringLiteral("clock_offset"), 0.25}});
        QVERIFY(given);
        ParsedBlock block = oneFlow();
        for (const char* time : {"2019-05-04", "2019-05-04T01:54:00Z"}) {
            Event event;
            event.time = *parseTime(QString::fromLatin1(time), Zone::utc());
            block.events.push_back(event);
        }
        const Micros day = block.events[0].time.range->from, moment = block.events[1].time.range->from;
        given->apply(block);
        QCOMPARE(block.flows.start[0], Micros(750'000));
        QCOMPARE(block.events[0].time.range->from, day); // a day stays that day
        QCOMPARE(block.events[1].time.range->from, moment - 250'000);
        QVERIFY(given->notes().join(u' ').contains(QStringLiteral("ahead")));
    }
    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("no sampling") << "sampling"
                                     << "0";
        QTest::newRow("half a packet") << "sampling"
                                       << "1.5";
        QTest::newRow("too much") << "sampling"
                                  << "1000001";
        QTest::newRow("a word") << "sampling"
                                << "many";
        QTest::newRow("no offset") << "clock_offset"
                                   << "soon";
        QTest::newRow("a year") << "clock_offset"
                                << "31536000";
    }
    void nonsenseIsRefused()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const auto refused = Corrections::from({{key, value}});
        QVERIFY(!refused);
        QVERIFY(!refused.error().remedy.isEmpty());
    }

private:
    static ParsedBlock oneFlow()
    {
        ParsedBlock block;
        block.flows.resize(1);
        block.flows.start[0] = 1'000'000;
        block.flows.srcBytes[0] = 60;
        block.flows.srcPackets[0] = 1;
        block.flows.dstPackets[0] = 2;
        block.flows.flows[0] = 1;
        return block;
    }
};

QTEST_APPLESS_MAIN(TestCorrections)
#include "tst_corrections.moc"
