// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timescale.h"

#include <QTest>

using namespace tideline;

class TestTimeScale : public QObject
{
    Q_OBJECT
private slots:
    void mapsBothWays()
    {
        const TimeScale scale{{1000, 2000}, 500};
        QCOMPARE(scale.toX(1000), 0.0);
        QCOMPARE(scale.toX(1500), 250.0);
        QCOMPARE(scale.toTime(250), Micros(1500));
        QCOMPARE(scale.microsPerPixel(), 2.0);
    }

    void keepsMicrosecondsFarFrom1970()
    {
        const Micros from = latestTime - 1'000'000;
        const TimeScale scale{{from, from + 10}, 1000};
        QCOMPARE(scale.toX(from + 3), 300.0);
        QCOMPARE(scale.toTime(300), from + 3);
    }

    void zoomKeepsTheTimeUnderTheCursor_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("x");
        QTest::newRow("in at the left") << 0.5 << 0.0;
        QTest::newRow("in at a third") << 0.8 << 300.0;
        QTest::newRow("out at the right") << 1.25 << 900.0;
    }
    void zoomKeepsTheTimeUnderTheCursor()
    {
        QFETCH(double, factor);
        QFETCH(double, x);
        const TimeScale before{{0, 900 * microsPerDay}, 900};
        const TimeScale after{before.zoomed(factor, x), 900};
        QVERIFY(std::abs(after.toX(before.toTime(x)) - x) < 0.01);
        QVERIFY(std::abs(double(after.range.length()) / double(before.range.length()) - factor) < 1e-6);
    }

    void limits()
    {
        const TimeScale narrow{{5, 6}, 100};
        QCOMPARE(narrow.zoomed(0.5, 50).length(), narrowestRange);
        const TimeScale wide{{earliestTime, latestTime}, 100};
        QCOMPARE(wide.zoomed(4, 50), (TimeRange{earliestTime, latestTime}));
        QCOMPARE(wide.panned(1000), (TimeRange{earliestTime, latestTime}));
        QCOMPARE(withinLimits({latestTime - 5, latestTime + 5}), (TimeRange{latestTime - 10, latestTime}));
        QCOMPARE(withinLimits({10, 5}).length(), narrowestRange);
    }

    void pansByPixels()
    {
        const TimeScale scale{{0, 1000}, 100};
        QCOMPARE(scale.panned(10), (TimeRange{100, 1100}));
        QCOMPARE(scale.panned(-10), (TimeRange{-100, 900}));
    }
};

QTEST_APPLESS_MAIN(TestTimeScale)
#include "tst_timescale.moc"
