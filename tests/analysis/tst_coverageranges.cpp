// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/coverage.h"

#include <QTest>

using namespace tideline;

class TestCoverageRanges : public QObject
{
    Q_OBJECT

private slots:
    void mergingJoinsTouchingAndDropsEmptyRanges()
    {
        const Coverage merged = mergedCoverage({{50, 60}, {10, 20}, {20, 30}, {15, 18}, {40, 40}, {55, 70}});
        QCOMPARE(merged, (Coverage{{10, 30}, {50, 70}}));
    }

    void gapsAndCoverageFillTheRange()
    {
        const Coverage coverage{{10, 30}, {50, 70}, {90, 100}};
        const TimeRange range{20, 95};
        QCOMPARE(coverageWithin(coverage, range), (Coverage{{20, 30}, {50, 70}, {90, 95}}));
        QCOMPARE(gapsWithin(coverage, range), (Coverage{{30, 50}, {70, 90}}));
        QCOMPARE(coveredLength(coverage, range), Micros(35));
        QCOMPARE(gapsWithin({}, range), (Coverage{range}));
    }

    void binsAreCutByCoverageAndRange()
    {
        const Coverage coverage{{10, 30}, {32, 34}, {50, 70}};
        // Bins: [0,20) [20,40) [40,60) [60,80); asked [15,65)
        QCOMPARE(coveredPerBin(coverage, {0, 20, 40, 60, 80}, {15, 65}), (std::vector<Micros>{5, 12, 10, 5}));
        QVERIFY(coveredPerBin(coverage, {}, {0, 10}).empty());
    }
};

QTEST_APPLESS_MAIN(TestCoverageRanges)
#include "tst_coverageranges.moc"
