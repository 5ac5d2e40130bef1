// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/rhythm.h"
#include "models/analysis/statistics.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

#include <cmath>

using namespace tideline;

class TestRhythm : public QObject
{
    Q_OBJECT

    static std::size_t row(int weekday, int hour) { return std::size_t((weekday - 1) * 24 + hour); }

private slots:
    void aWeekFillsEachCellOnce()
    {
        // 2019-01-07 is a Monday.
        const CaseFacts facts = factsWith({between("2019-01-07", "2019-01-14")});
        TinyFlowStore store;
        for (int hour = 0; hour < 168; ++hour)
            store.flows.push_back({at("2019-01-07") + hour * microsPerHour, std::uint64_t(hour + 1), 0, {}});
        ASK(result, questionOf("rhythm"), facts, store);
        QCOMPARE(result.table.rows.size(), std::size_t(168));
        for (std::size_t i = 0; i < 168; ++i) {
            QCOMPARE(number(result, i, "weekday"), double(i / 24 + 1));
            QCOMPARE(number(result, i, "hour"), double(i % 24));
            QCOMPARE(number(result, i, "value"), double(i + 1));
            QCOMPARE(number(result, i, "covered_hours"), 1.0);
        }
        // Weekdays: mean of 1 … 120; weekend: mean of 121 … 168.
        QCOMPARE(*result.headline.value, 60.5 / 144.5);
        QVERIFY(!result.headline.interval);
        QVERIFY(hasNote(result, "28 covered days"));
    }

    void theHalfHourOfPyongyangFallsIntoTheRightCell()
    {
        CaseFacts facts = factsWith({between("2018-05-01", "2018-05-08")});
        facts.info.zone = QStringLiteral("Asia/Pyongyang");
        TinyFlowStore store;
        store.add("2018-05-03T14:29:00Z", 1);     // +08:30: Thursday 22:59
        store.add("2018-05-03T14:31:00Z", 10);    // +08:30: Thursday 23:01
        store.add("2018-05-04T14:59:59Z", 100);   // +08:30: Friday 23:29:59, the last of that time
        store.add("2018-05-04T15:00:00Z", 1000);  // +09:00: Saturday 00:00
        store.add("2018-05-05T14:31:00Z", 10000); // +09:00: Saturday 23:31
        ASK(result, questionOf("rhythm"), facts, store);
        QCOMPARE(number(result, row(4, 22), "value"), 1.0);
        QCOMPARE(number(result, row(4, 23), "value"), 10.0);
        QCOMPARE(number(result, row(5, 23), "value"), 100.0);
        QCOMPARE(number(result, row(6, 0), "value"), 1000.0);
        QCOMPARE(number(result, row(6, 23), "value"), 10000.0);
        // That Friday's last hour was half as long.
        QCOMPARE(number(result, row(5, 23), "covered_hours"), 0.5);
        QCOMPARE(number(result, row(6, 0), "covered_hours"), 1.0);
    }

    void hoursThatTheClockSkipsAndRepeatsAreCounted()
    {
        CaseFacts facts = factsWith({between("2019-03-30T23:00:00Z", "2019-03-31T22:00:00Z"),
                                     between("2019-10-26T22:00:00Z", "2019-10-27T23:00:00Z")});
        facts.info.zone = QStringLiteral("Europe/Berlin");
        TinyFlowStore store;
        store.add("2019-10-27T00:30:00Z", 1); // 02:30 summer time
        store.add("2019-10-27T01:30:00Z", 2); // 02:30 again
        ASK(result, questionOf("rhythm"), facts, store);
        QCOMPARE(number(result, row(7, 2), "covered_hours"), 2.0); // twice in October, never in March
        QCOMPARE(number(result, row(7, 3), "covered_hours"), 2.0);
        QCOMPARE(number(result, row(7, 2), "value"), 3.0);
        QCOMPARE(number(result, row(7, 2), "per_hour"), 1.5);
        QVERIFY(isMissing(result, row(1, 2), "value"));
    }

    void fridayCanBeAWeekend()
    {
        CaseFacts facts = factsWith({between("2019-01-07", "2019-02-18")}); // six weeks
        facts.subjects = {{QStringLiteral("Iran"), {}, QStringLiteral("UTC"), {4, 5}, 8, 16}};
        TinyFlowStore store;
        for (int day = 0; day < 42; ++day) {
            const bool isFree = day % 7 == 3 || day % 7 == 4; // Thursday, Friday
            store.flows.push_back(
                {at("2019-01-07") + day * microsPerDay + 10 * microsPerHour, isFree ? 50u : 100u, 0, {}});
        }
        ASK(result, questionOf("rhythm"), facts, store);
        QCOMPARE(*result.headline.value, 2.0);
        QVERIFY(result.headline.interval);
        QCOMPARE(*result.headline.interval, std::pair(2.0, 2.0));
        QVERIFY(hasNote(result, "Thursday and Friday"));
        QVERIFY(hasNote(result, "8 to 16"));
        QVERIFY(result.headline.text.startsWith(QStringLiteral("+100 %")));
    }

    void officeAndEveningSharesAreThoseOfTheCells()
    {
        Rhythm168 rhythm;
        const Calendar calendar; // Saturday and Sunday; 9 to 18
        for (RhythmCell& cell : rhythm.cells)
            cell = {1, microsPerHour};
        RhythmRatios even = rhythmRatios(rhythm, calendar);
        QCOMPARE(*even.weekdayToWeekend, 1.0);
        QCOMPARE(*even.officeToRest, 1.0);
        QCOMPARE(*even.officeShare, 45.0 / 168);
        QCOMPARE(*even.eveningShare, 42.0 / 168);
        QCOMPARE(*even.weekendShare, 48.0 / 168);
        for (int weekday = 1; weekday <= 5; ++weekday) {
            for (int hour = 9; hour < 18; ++hour)
                rhythm.cells[row(weekday, hour)].value = 3;
        }
        QCOMPARE(*rhythmRatios(rhythm, calendar).officeToRest, 3.0);
        QVERIFY(!rhythmRatios({}, calendar).weekdayToWeekend);
    }

    void nightShiftsGoOverMidnight()
    {
        const Calendar calendar{{6, 7}, 22, 6};
        QVERIFY(calendar.isOffice(1, 23));
        QVERIFY(calendar.isOffice(1, 5));
        QVERIFY(!calendar.isOffice(1, 6));
        QVERIFY(!calendar.isOffice(6, 23));
    }

    void cellsAddUpToTheVolumeInAnyZone()
    {
        SplitMix64 random(20);
        for (const char* zone :
             {"UTC", "Asia/Pyongyang", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"}) {
            TinyFlowStore store;
            const TimeRange span = between("2015-07-01", "2018-07-01");
            for (int i = 0; i < 3000; ++i)
                store.flows.push_back(
                    {span.from + Micros(random.below(std::uint64_t(span.length()))), random.below(100000), 7, {}});
            CaseFacts facts =
                factsWith({between("2015-07-01", "2016-02-01"), between("2016-05-03T04:05:06Z", "2018-07-01")});
            Question question = questionOf("rhythm");
            question.zone = QString::fromLatin1(zone);
            ASK(rhythm, question, facts, store);
            double sum = 0, hours = 0;
            for (std::size_t i = 0; i < 168; ++i) {
                sum += number(rhythm, i, "value");
                hours += number(rhythm, i, "covered_hours");
            }
            question.measure = QStringLiteral("volume");
            ASK(volume, question, facts, store);
            QCOMPARE(sum, *volume.headline.value);
            const double covered = double(facts.coverage()[0].length() + facts.coverage()[1].length()) / microsPerHour;
            QVERIFY(std::abs(hours - covered) < 1e-6);
        }
    }
};

QTEST_APPLESS_MAIN(TestRhythm)
#include "tst_rhythm.moc"
