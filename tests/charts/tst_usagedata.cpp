// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/usagescene.h"

#include <QLocale>
#include <QTest>

using namespace tideline;

namespace {

/// Four days: 10 + 2, nothing recorded, 20 + 4 in half a day, 30 + 6.
MeasureResult result()
{
    MeasureResult r;
    r.measure = QStringLiteral("volume");
    r.table.columns = {{"start", "Start", ColumnType::Time, {}},
                       {"end", "End", ColumnType::Time, {}},
                       {"key", "route", ColumnType::String, {}},
                       {"value", "Volume", ColumnType::Number, "B"},
                       {"covered", "Covered", ColumnType::Share, {}}};
    const double values[] = {10, -1, 20, 30}, covered[] = {1, 0, 0.5, 1};
    for (int d = 0; d < 4; ++d)
        for (int k = 0; k < 2; ++k)
            r.table.rows.push_back({qint64(d * microsPerDay), qint64((d + 1) * microsPerDay),
                                    k ? QStringLiteral("big") : QStringLiteral("small"),
                                    values[d] < 0 ? Cell() : Cell(k ? values[d] : values[d] / 5), covered[d]});
    return r;
}

} // namespace

class TestUsageData : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); } // the words below are those of C

    void readsRowsLargestKeyFirst()
    {
        const UsageData data = UsageData::fromResult(result());
        QCOMPARE(data.keys, (QStringList{"big", "small"}));
        QCOMPARE(data.bins.size(), std::size_t(4));
        QVERIFY(data.bins[1].gap);
        QCOMPARE(data.bins[0].total(), 12.0);
        QCOMPARE(data.per, microsPerDay);
        QCOMPARE(data.rate(data.bins[2], 0), 40.0); // 20 in half a recorded day
        QCOMPARE(data.largestRate({0, 4 * microsPerDay}, {}), 48.0);
        QCOMPARE(data.largestRate({0, 4 * microsPerDay}, {true, false}), 8.0);
        QCOMPARE(data.binAt(3 * microsPerDay + 5)->total(), 36.0);
        QVERIFY(!data.binAt(5 * microsPerDay));
    }

    void meansWeighRecordedTime()
    {
        const auto means =
            windowMeans(UsageData::fromResult(result()),
                        {{"W", {0, 4 * microsPerDay}, {}}, {"none", {microsPerDay, 2 * microsPerDay}, {}}});
        QCOMPARE(means.size(), std::size_t(1));
        QCOMPARE(means[0].rate, (12.0 + 24 + 36) / 2.5);
    }

    /// Of a series a value is a level: nothing is divided by time, and a mean weighs it by the time that it is known.
    void levelsStayAsTheyAre()
    {
        MeasureResult r = result();
        r.question[QStringLiteral("series")] = QStringLiteral("VEN · connectivity (%)");
        r.table.columns[3].unit = QStringLiteral("%");
        std::erase_if(r.table.rows, [](const auto& row) { return std::get<QString>(row[2]) == u"small"; });
        UsageScene scene;
        scene.data = UsageData::fromResult(r);
        QCOMPARE(scene.data.rate(scene.data.bins[2], 0), 20.0); // though only half a day is known
        QCOMPARE(scene.rateText(20), QStringLiteral("20.0 %"));
        QCOMPARE(scene.perText(), QString());
        QVERIFY(!scene.data.hasBelowZero());
        r.table.rows.back()[3] = -1.5;
        QVERIFY(UsageData::fromResult(r).hasBelowZero());
        const auto means = windowMeans(scene.data, {{"W", {0, 4 * microsPerDay}, {}}});
        QCOMPARE(means[0].rate, (10 + 20 * 0.5 + 30) / 2.5);
    }

    void gapsFromCoverageOrFromBins()
    {
        const UsageData data = UsageData::fromResult(result());
        const TimeRange all{0, 4 * microsPerDay};
        QCOMPARE(gapsIn(all, data, {}), (std::vector<TimeRange>{{microsPerDay, 2 * microsPerDay}}));
        QCOMPARE(gapsIn(all, data, {{100, 200}}), (std::vector<TimeRange>{{0, 100}, {200, 4 * microsPerDay}}));
    }

    void overEightKeysAreJoinedAndNothingIsLost()
    {
        MeasureResult r = result();
        r.table.rows.clear();
        for (int k = 0; k < 12; ++k)
            r.table.rows.push_back({qint64(0), qint64(microsPerDay), QStringLiteral("k%1").arg(k), double(k + 1), 1.0});
        const UsageData data = UsageData::fromResult(r);
        QCOMPARE(data.keys.size(), qsizetype(8));
        QCOMPARE(data.keys.last(), QStringLiteral("other (5)"));
        QCOMPARE(data.bins[0].total(), 78.0);
        QCOMPARE(data.bins[0].values.back(), 1.0 + 2 + 3 + 4 + 5);
    }

    void columnsKeepTheMeanAndTheHighest()
    {
        UsageScene scene;
        scene.data = UsageData::fromResult(result());
        const auto four = usageColumns(scene, {{0, 4 * microsPerDay}, 4});
        QVERIFY(four[0].data && !four[1].data);
        QCOMPARE(four[0].rates[0], 10.0);
        const auto two = usageColumns(scene, {{2 * microsPerDay, 4 * microsPerDay}, 1});
        QVERIFY(std::abs(two[0].rates[0] - 35) < 1e-6); // (40 + 30) / 2
        QCOMPARE(two[0].largest, 48.0);
    }

    void stackImageHasTheHeightsOfTheData()
    {
        UsageScene scene;
        scene.data = UsageData::fromResult(result());
        const UsageFrame frame = usageFrame(scene, {0, 0, 40, 100}, {0, 4 * microsPerDay}, Theme());
        QCOMPARE(frame.axis.top, 60.0);
        const QImage image = stackImage(scene, frame, 1);
        int filled = 0;
        for (int y = 0; y < 100; ++y)
            filled += qAlpha(image.pixel(35, y)) > 0;
        QCOMPARE(filled, 60); // 36 of 60
        QCOMPARE(qAlpha(image.pixel(15, 99)), 0);
        QCOMPARE(image.pixel(35, 40), Theme().series(1).rgba());
    }

    void roundAxes_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("3.4") << 3.4 << 4.0 << 1.0;
        QTest::newRow("48") << 48.0 << 50.0 << 10.0;
        QTest::newRow("0.07") << 0.07 << 0.08 << 0.02;
        QTest::newRow("exactly 4") << 4.0 << 4.0 << 1.0;
        QTest::newRow("nothing") << 0.0 << 1.0 << 0.25;
    }
    void roundAxes()
    {
        QFETCH(double, largest);
        QFETCH(double, top);
        QFETCH(double, step);
        const NiceAxis axis = niceAxis(largest);
        QVERIFY(qFuzzyCompare(axis.top, top));
        QVERIFY(qFuzzyCompare(axis.step, step));
    }

    void units()
    {
        QCOMPARE(scaledUnit(2.5e9, "B").text, QStringLiteral("GB"));
        QCOMPARE(scaledUnit(2.5e9, "B").factor, 1e-9);
        QCOMPARE(scaledUnit(12'000, "flows").text, QStringLiteral("k flows"));
        QCOMPARE(scaledUnit(12, "flows").text, QStringLiteral("flows"));
        QCOMPARE(shortNumber(2.4799), QStringLiteral("2.48"));
        QCOMPARE(shortNumber(0), QStringLiteral("0"));
        UsageScene scene;
        scene.data.unit = QStringLiteral("B");
        scene.bits = true;
        QCOMPARE(scene.rateText(1e9), QStringLiteral("8.00 Gbit per day"));
    }
};

QTEST_MAIN(TestUsageData)
#include "tst_usagedata.moc"
