// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timeaxis.h"

#include <QSignalSpy>
#include <QTest>

using namespace tideline;

class TestTimeAxis : public QObject
{
    Q_OBJECT
private slots:
    void historyGoesBackAndForward()
    {
        TimeAxis axis;
        axis.setMotion(false);
        const TimeRange first = axis.range(), second{0, 100}, third{50, 80};
        axis.jumpTo(second);
        axis.jumpTo(third);
        axis.goBack();
        QCOMPARE(axis.range(), second);
        axis.goBack();
        QCOMPARE(axis.range(), first);
        QVERIFY(!axis.canGoBack());
        axis.goForward();
        axis.goForward();
        QCOMPARE(axis.range(), third);
        QVERIFY(!axis.canGoForward());
    }

    void aBurstOfMovesIsOneStep()
    {
        TimeAxis axis;
        axis.setMotion(false);
        const TimeRange first = axis.range();
        for (int i = 1; i < 20; ++i)
            axis.setRange({i, i + 1000});
        axis.goBack();
        QCOMPARE(axis.range(), first);
        axis.goForward();
        QCOMPARE(axis.range(), (TimeRange{19, 1019}));
    }

    void aNewMoveForgetsWhatWasAhead()
    {
        TimeAxis axis;
        axis.setMotion(false);
        axis.jumpTo({0, 100});
        axis.jumpTo({0, 200});
        axis.goBack();
        axis.jumpTo({0, 300});
        QVERIFY(!axis.canGoForward());
        axis.goBack();
        QCOMPARE(axis.range(), (TimeRange{0, 100}));
    }

    void jumpsArriveExactlyWithMotion()
    {
        TimeAxis axis;
        QSignalSpy moves(&axis, &TimeAxis::rangeChanged);
        axis.jumpTo({1000, 123'456'789});
        QTRY_COMPARE(axis.range(), (TimeRange{1000, 123'456'789}));
        QVERIFY(moves.count() >= 1);
    }

    void brushIsOrderedAndEmptyMeansNone()
    {
        TimeAxis axis;
        QSignalSpy changes(&axis, &TimeAxis::brushChanged);
        axis.setBrush(TimeRange{20, 10});
        QCOMPARE(axis.brush(), std::optional(TimeRange{10, 20}));
        axis.setBrush(TimeRange{20, 10});
        QCOMPARE(changes.count(), 1);
        axis.setBrush(TimeRange{5, 5});
        QVERIFY(!axis.brush());
        QCOMPARE(changes.count(), 2);
    }

    void revealPansNoMoreThanNeeded()
    {
        TimeAxis axis;
        axis.setMotion(false);
        axis.jumpTo({0, 1000});
        axis.reveal(500);
        QCOMPARE(axis.range(), (TimeRange{0, 1000}));
        axis.reveal(2000);
        QCOMPARE(axis.range().length(), Micros(1000));
        QVERIFY(axis.range().contains(2000));
    }

    void endsKeepTheWidth()
    {
        TimeAxis axis;
        axis.setMotion(false);
        axis.setFullRange({0, 10'000});
        axis.jumpTo({4000, 5000});
        axis.showEnd();
        QCOMPARE(axis.range(), (TimeRange{9000, 10'000}));
        axis.showStart();
        QCOMPARE(axis.range(), (TimeRange{0, 1000}));
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_timeaxis.moc"
