// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tinyflows.h"

#include <QTest>

#include <functional>

using namespace tideline;

class TestAvailability : public QObject
{
    Q_OBJECT

    /// A flow every two minutes for four weeks; none where `isDown`.
    static TinyFlowStore steady(const std::function<bool(Micros)>& isDown)
    {
        TinyFlowStore store;
        for (Micros time = at("2014-12-08"); time < at("2015-01-05"); time += 2 * microsPerMinute) {
            if (!isDown(time))
                store.flows.push_back({time, 100, 10, {}});
        }
        return store;
    }
    static CaseFacts facts() { return factsWith({between("2014-12-08", "2015-01-05")}); }

private slots:
    void theOutageOf2014IsFound()
    {
        // 2014-12-22 16:15 UTC for 9 h 31 min.
        const TimeRange outage = between("2014-12-22T16:15:00Z", "2014-12-23T01:46:00Z");
        ASK(result, questionOf("availability"), facts(), steady([&](Micros time) { return outage.contains(time); }));
        QCOMPARE(result.table.rows.size(), std::size_t(1));
        QCOMPARE(text(result, 0, "kind"), QStringLiteral("outage"));
        // From the last flow before to the first after.
        QCOMPARE(std::get<qint64>(cell(result, 0, "from")), qint64(at("2014-12-22T16:14:00Z")));
        QCOMPARE(std::get<qint64>(cell(result, 0, "to")), qint64(at("2014-12-23T01:46:00Z")));
        QCOMPARE(number(result, 0, "duration"), 9.0 * 3600 + 32 * 60);
        QVERIFY(number(result, 0, "expected") > 200 && number(result, 0, "expected") < 320);
        QCOMPARE(*result.headline.value, 1 - (9 * 60 + 32) / (28.0 * 24 * 60));
        QVERIFY(hasNote(result, "minimum length of an outage is 30 min"));
    }

    void aGapInTheRecordIsNoOutage()
    {
        const TimeRange gap = between("2014-12-22", "2014-12-24");
        CaseFacts gappy = facts();
        gappy.sources[0].coverage = {between("2014-12-08", "2014-12-22"), between("2014-12-24", "2015-01-05")};
        ASK(result, questionOf("availability"), gappy, steady([&](Micros time) { return gap.contains(time); }));
        QCOMPARE(result.table.rows.size(), std::size_t(1));
        QCOMPARE(text(result, 0, "kind"), QStringLiteral("no data"));
        QVERIFY(isMissing(result, 0, "expected"));
        QCOMPARE(std::get<qint64>(cell(result, 0, "from")), qint64(gap.from));
        QCOMPARE(*result.headline.value, 1.0);
    }

    void usualSilenceIsNoOutage()
    {
        // Nothing ever happens between midnight and six.
        ASK(result, questionOf("availability"), facts(),
            steady([](Micros time) { return time % microsPerDay < 6 * microsPerHour; }));
        QCOMPARE(result.table.rows.size(), std::size_t(0));
        QCOMPARE(*result.headline.value, 1.0);
    }

    void tooShortOrTooFewIsNoOutage()
    {
        const TimeRange brief = between("2014-12-22T16:00:00Z", "2014-12-22T16:25:00Z");
        ASK(result, questionOf("availability"), facts(), steady([&](Micros time) { return brief.contains(time); }));
        QCOMPARE(result.table.rows.size(), std::size_t(0));
        TinyFlowStore sparse;
        for (int day = 0; day < 28; ++day)
            sparse.flows.push_back({at("2014-12-08") + day * microsPerDay, 1, 0, {}});
        ASK(quiet, questionOf("availability"), facts(), sparse);
        QCOMPARE(quiet.table.rows.size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestAvailability)
#include "tst_availability.moc"
