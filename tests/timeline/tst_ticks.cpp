// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplecase.h"
#include "widgets/timeline/ticks.h"

#include <QLocale>
#include <QTest>

using namespace tideline;
using sample::at;

namespace {

double sevenPerLetter(const QString& text, bool)
{
    return 7.0 * double(text.size());
}

QStringList labels(const Ticks& ticks)
{
    QStringList list;
    for (const Tick& tick : ticks.ticks)
        if (!tick.label.isEmpty())
            list << tick.label;
    return list;
}

} // namespace

class TestTicks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); } // the words below are those of C

    void threeYearsShowYearsAndQuarters()
    {
        const TimeScale scale{{at("2017-01-01"), at("2020-01-01")}, 804};
        const Ticks ticks =
            makeTicks(scale, Zone::utc(), [](const QString& t, bool) { return 6.0 * double(t.size()); });
        QCOMPARE(labels(ticks),
                 (QStringList{"2017", "Apr", "Jul", "Oct", "2018", "Apr", "Jul", "Oct", "2019", "Apr", "Jul", "Oct"}));
        QCOMPARE(ticks.ticks.size(), std::size_t(36));
        QCOMPARE(ticks.pinned, QString());
    }

    void labelsNeverStandCloserThanEightPixels_data()
    {
        QTest::addColumn<double>("days");
        for (const double days : {1e-9, 1e-5, 0.001, 0.04, 0.3, 1.0, 3.0, 20.0, 70.0, 400.0, 5000.0, 1e5, 3.6e6})
            QTest::newRow(qPrintable(QStringLiteral("%1 days").arg(days))) << days;
    }
    void labelsNeverStandCloserThanEightPixels()
    {
        QFETCH(double, days);
        const Micros length = std::max<Micros>(1, Micros(days * double(microsPerDay)));
        for (int shift = 0; shift < 40; ++shift) {
            const Micros from = days > 1e6 ? earliestTime : at("2018-03-25") + length / 40 * shift;
            const TimeScale scale{withinLimits({from, from + length}), 700};
            const Ticks ticks = makeTicks(scale, Zone::utc(), sevenPerLetter);
            QVERIFY(ticks.ticks.size() < 200);
            double end = ticks.pinned.isEmpty() ? -100 : 6 + sevenPerLetter(ticks.pinned, true);
            Micros before = std::numeric_limits<Micros>::min();
            for (const Tick& tick : ticks.ticks) {
                QVERIFY(tick.time > before);
                before = tick.time;
                if (tick.label.isEmpty())
                    continue;
                const double width = sevenPerLetter(tick.label, false);
                const double left = tick.rank == TickRank::Context ? tick.x + 6 : tick.x - width / 2;
                QVERIFY2(left >= end + 8 - 1e-6, qPrintable(tick.label));
                QVERIFY(left + width <= scale.width + 1e-6);
                end = left + width;
            }
        }
    }

    void daysBeginAtLocalMidnight()
    {
        const auto zone = Zone::named(QStringLiteral("Asia/Pyongyang"));
        QVERIFY(zone.ok());
        // Half-hour years: local midnight of 1 May 2017 is 15:30 UTC of 30 April.
        const TimeScale scale{{at("2017-04-30T00:00"), at("2017-05-02T00:00")}, 800};
        bool found = false;
        for (const Tick& tick : makeTicks(scale, *zone, sevenPerLetter).ticks)
            if (tick.rank == TickRank::Context && tick.time == at("2017-04-30T15:30"))
                found = tick.label == u"1 May 2017";
        QVERIFY(found);
    }

    void contextIsPinnedWhenItsTickIsOutOfSight()
    {
        const TimeScale scale{{at("2019-05-03T08:00"), at("2019-05-03T11:00")}, 700};
        QCOMPARE(makeTicks(scale, Zone::utc(), sevenPerLetter).pinned, QStringLiteral("3 May 2019"));
    }

    void words()
    {
        QCOMPARE(scaleText({{at("2017-01-01"), at("2020-01-01")}, 804}), QStringLiteral("3 years · 1 px = 1.4 days"));
        QCOMPARE(rangeText({at("2019-05-01"), at("2019-11-02")}, Zone::utc()), QStringLiteral("1 May – 1 Nov 2019"));
        QCOMPARE(rangeText({at("2019-05-01"), at("2019-05-02")}, Zone::utc()), QStringLiteral("1 May 2019"));
        QCOMPARE(rangeText({at("2018-12-30"), at("2019-01-03")}, Zone::utc()),
                 QStringLiteral("30 Dec 2018 – 2 Jan 2019"));
        QCOMPARE(rangeText({at("2019-05-01T10:00"), at("2019-05-01T12:30")}, Zone::utc()),
                 QStringLiteral("1 May 2019 10:00 – 12:30"));
        QCOMPARE(lengthText(185.0 * double(microsPerDay)), QStringLiteral("185 days"));
        QCOMPARE(lengthText(double(microsPerDay)), QStringLiteral("1 day"));
        QCOMPARE(lengthText(1500), QStringLiteral("1.5 ms"));
    }
};

QTEST_GUILESS_MAIN(TestTicks)
#include "tst_ticks.moc"
