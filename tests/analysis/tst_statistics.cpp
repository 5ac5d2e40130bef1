// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/statistics.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace tideline;

class TestStatistics : public QObject
{
    Q_OBJECT

    static std::vector<std::vector<RatioTerm>> twoWindows(double up)
    {
        SplitMix64 random(3);
        std::vector<std::vector<RatioTerm>> strata(2);
        for (int day = 0; day < 56; ++day) {
            strata[0].push_back({up * double(800 + random.below(400)), 1, 0, 0});
            strata[1].push_back({0, 0, double(800 + random.below(400)), 1});
        }
        return strata;
    }

private slots:
    void generatorGivesThePublishedNumbers()
    {
        // The first outputs of SplitMix64 for seed 1234567, as published with the reference code.
        SplitMix64 random(1234567);
        QCOMPARE(random.next(), 6457827717110365317ULL);
        QCOMPARE(random.next(), 3203168211198807973ULL);
        QCOMPARE(random.next(), 9817491932198370423ULL);
    }

    void quantilesInterpolate()
    {
        QCOMPARE(quantile({1, 2, 3, 4, 5}, 0.5), 3.0);
        QCOMPARE(quantile({1, 2, 3, 4, 5}, 0.975), 4.9);
        QCOMPARE(quantile({7}, 0.025), 7.0);
    }

    void concentrationIsOneForOneAndEvenForMany()
    {
        QCOMPARE(*concentration({5, 0}), 1.0);
        QCOMPARE(*concentration({1, 1, 1, 1}), 0.25);
        QCOMPARE(*concentration({60, 40}), 0.52);
        QVERIFY(!concentration({0, 0}));
        QVERIFY(!concentration({}));
    }

    void deviationIsThatOfThePopulation()
    {
        const auto [mean, deviation] = meanAndDeviation({2, 4, 4, 4, 5, 5, 7, 9});
        QCOMPARE(mean, 5.0);
        QCOMPARE(deviation, 2.0);
    }

    void intervalIsTheSameEveryTimeAndHoldsTheRatio()
    {
        const auto strata = twoWindows(4);
        const auto first = ratioInterval(strata, bootstrapBlock(56));
        const auto second = ratioInterval(strata, bootstrapBlock(56));
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QVERIFY(first->first < 4.0 && first->second > 4.0);
        // Means of 56 uniform days: standard error 115 / sqrt(56) / 1000 on either side, so about ±4.3 %.
        QVERIFY(first->second - first->first > 0.15 && first->second - first->first < 0.55);
    }

    void daysWithoutSpreadHaveNoWidth()
    {
        const std::array<std::vector<RatioTerm>, 2> strata = {std::vector<RatioTerm>(10, {6, 1, 0, 0}),
                                                              std::vector<RatioTerm>(9, {0, 0, 2, 1})};
        const auto interval = ratioInterval(strata, 1);
        QVERIFY(interval);
        QCOMPARE(*interval, std::pair(3.0, 3.0));
    }

    void tooFewDaysOrNoBaseGiveNoInterval()
    {
        QCOMPARE(bootstrapBlock(4), 0);
        QCOMPARE(bootstrapBlock(5), 1);
        QCOMPARE(bootstrapBlock(28), 7);
        QVERIFY(!ratioInterval(twoWindows(2), 0));
        const std::array<std::vector<RatioTerm>, 2> strata = {std::vector<RatioTerm>(10, {6, 1, 0, 0}),
                                                              std::vector<RatioTerm>(9, {0, 0, 0, 1})};
        QVERIFY(!ratioInterval(strata, 1));
        const std::array<std::vector<RatioTerm>, 2> empty = {std::vector<RatioTerm>{}, std::vector<RatioTerm>{}};
        QVERIFY(!ratioInterval(empty, 1));
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
