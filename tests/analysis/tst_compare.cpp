// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/statistics.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

using namespace tideline;

class TestCompare : public QObject
{
    Q_OBJECT

    /// 30 days with `first` bytes a day, then 30 days with `then`; one service does it all.
    static TinyFlowStore twoMonths(std::uint64_t first, std::uint64_t then)
    {
        TinyFlowStore store;
        const Micros start = at("2019-01-01");
        for (int day = 0; day < 60; ++day) {
            store.flows.push_back({start + day * microsPerDay + microsPerHour,
                                   day < 30 ? first : then,
                                   0,
                                   {{Dimension::Service, QStringLiteral("web")}}});
        }
        return store;
    }
    static CaseFacts facts()
    {
        CaseFacts facts = factsWith({between("2019-01-01", "2019-03-02")});
        facts.windows = {{QStringLiteral("2017"), between("2019-01-01", "2019-01-31"), {}},
                         {QStringLiteral("2019"), between("2019-01-31", "2019-03-02"), {}}};
        return facts;
    }

private slots:
    void fourTimesIsPlusThreeHundredPerCent()
    {
        ASK(result, questionOf("compare"), facts(), twoMonths(100, 400));
        QCOMPARE(*result.headline.value, 4.0);
        QCOMPARE(result.headline.unit, QStringLiteral("x"));
        QCOMPARE(result.headline.text, ratioText(4.0));
        QCOMPARE(result.headline.text, QStringLiteral("+300 % (×4.0)"));
        QVERIFY(result.headline.interval);
        QCOMPARE(*result.headline.interval, std::pair(4.0, 4.0)); // every day is alike
        QCOMPARE(text(result, 0, "role"), QStringLiteral("against"));
        QCOMPARE(text(result, 0, "window"), QStringLiteral("2017"));
        QCOMPARE(number(result, 0, "per_day"), 100.0);
        QCOMPARE(number(result, 1, "covered_days"), 30.0);
        QCOMPARE(number(result, 1, "value"), 12000.0);
        QCOMPARE(number(result, 1, "ratio"), 4.0);
        QVERIFY(hasNote(result, "2000 resamples, blocks of 7 days"));
    }

    void lengthAndGapsDoNotCount()
    {
        // Only 10 of the 30 days of the second window were recorded: 10 × 400 against 30 × 100 is still four times.
        CaseFacts gappy = facts();
        gappy.sources[0].coverage = {between("2019-01-01", "2019-01-31"), between("2019-02-10", "2019-02-20")};
        TinyFlowStore store;
        for (const TinyFlow& flow : twoMonths(100, 400).flows) {
            if (flow.start < at("2019-01-31") || between("2019-02-10", "2019-02-20").contains(flow.start))
                store.flows.push_back(flow);
        }
        ASK(result, questionOf("compare"), gappy, store);
        QCOMPARE(*result.headline.value, 4.0);
        QCOMPARE(number(result, 1, "covered_days"), 10.0);
        QVERIFY(hasNote(result, "gap"));
    }

    void aWindowAgainstItselfIsOne()
    {
        Question question = questionOf("compare");
        question.window = question.against = QStringLiteral("2017");
        ASK(result, question, facts(), twoMonths(100, 400));
        QCOMPARE(*result.headline.value, 1.0);
        QVERIFY(hasNote(result, "overlap"));
    }

    void aBrushedRangeIsComparedWithTheFirstWindow()
    {
        Question question = questionOf("compare");
        question.range = between("2019-02-01", "2019-02-11");
        ASK(result, question, facts(), twoMonths(100, 250));
        QCOMPARE(*result.headline.value, 2.5);
        QCOMPARE(text(result, 1, "window"), QStringLiteral("selection"));
    }

    void withoutBaseThereIsNoRatio()
    {
        ASK(result, questionOf("compare"), facts(), twoMonths(0, 400));
        QVERIFY(!result.headline.value);
        QVERIFY(!result.headline.interval);
        QCOMPARE(result.headline.text, QStringLiteral("no base"));
        QVERIFY(isMissing(result, 1, "ratio"));
    }

    void groupsAreRankedWithTheirOwnRatios()
    {
        TinyFlowStore store = twoMonths(100, 400);
        store.add("2019-01-05", 3000, 0, {{Dimension::Service, QStringLiteral("old")}});
        store.add("2019-02-05", 60, 0, {{Dimension::Service, QStringLiteral("new")}});
        Question question = questionOf("compare");
        question.by = Dimension::Service;
        ASK(result, question, facts(), store);
        QCOMPARE(result.table.rows.size(), std::size_t(3));
        QCOMPARE(text(result, 0, "key"), QStringLiteral("web"));
        QCOMPARE(number(result, 0, "ratio"), 4.0);
        QCOMPARE(text(result, 1, "key"), QStringLiteral("new"));
        QCOMPARE(number(result, 1, "per_day"), 2.0);
        QVERIFY(isMissing(result, 1, "ratio"));
        QCOMPARE(text(result, 2, "key"), QStringLiteral("old"));
        QCOMPARE(number(result, 2, "ratio"), 0.0);
        QCOMPARE(*result.headline.value, (12000.0 + 60) / (3000 + 3000));
        question.top = 1;
        ASK(first, question, facts(), store);
        QCOMPARE(first.table.rows.size(), std::size_t(1));
        QCOMPARE(*first.headline.value, *result.headline.value);
        QVERIFY(hasNote(first, "2 smaller keys"));
    }

    void sameQuestionSameAnswerToTheLastBit()
    {
        TinyFlowStore store;
        SplitMix64 random(9);
        for (int i = 0; i < 2000; ++i)
            store.flows.push_back(
                {at("2019-01-01") + Micros(random.below(60 * std::uint64_t(microsPerDay))), random.below(1000), 0, {}});
        ASK(first, questionOf("compare"), facts(), store);
        ASK(second, questionOf("compare"), facts(), store);
        QVERIFY(first.headline.interval);
        QCOMPARE(*first.headline.interval, *second.headline.interval);
        QVERIFY(first.headline.interval->first < *first.headline.value);
        QVERIFY(first.headline.interval->second > *first.headline.value);
        QCOMPARE(first.fingerprint, second.fingerprint);
    }

    void oneWindowIsTooFew()
    {
        CaseFacts one = facts();
        one.windows.pop_back();
        const auto answer = runMeasure(questionOf("compare"), one, twoMonths(1, 1), {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
