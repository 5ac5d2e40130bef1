// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tinyflows.h"

#include <QTest>

using namespace tideline;

class TestVolume : public QObject
{
    Q_OBJECT

    /// Three recorded days, a day of nothing recorded, one more day.
    static CaseFacts facts()
    {
        return factsWith({between("2019-01-01", "2019-01-04"), between("2019-01-05", "2019-01-06")});
    }
    static TinyFlowStore flows()
    {
        TinyFlowStore store;
        store.add("2019-01-01T00:00:00Z", 100, 10, {{Dimension::Service, QStringLiteral("web")}});
        store.add("2019-01-01T23:59:59.999999Z", 200, 0, {{Dimension::Service, QStringLiteral("mail")}});
        store.add("2019-01-03T12:00:00Z", 1000, 0, {{Dimension::Service, QStringLiteral("web")}});
        store.add("2019-01-05T12:00:00Z", 4, 0);
        return store;
    }

private slots:
    void binsHoldTheirFlowsAndGapsHoldNothing()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Day;
        ASK(result, question, facts(), flows());
        QCOMPARE(result.table.rows.size(), std::size_t(5));
        QCOMPARE(number(result, 0, "value"), 310.0);
        QCOMPARE(number(result, 0, "in"), 300.0);
        QCOMPARE(number(result, 0, "out"), 10.0);
        QCOMPARE(number(result, 1, "value"), 0.0); // covered and silent
        QCOMPARE(number(result, 2, "value"), 1000.0);
        QVERIFY(isMissing(result, 3, "value")); // nothing recorded
        QCOMPARE(number(result, 3, "covered"), 0.0);
        QCOMPARE(number(result, 4, "value"), 4.0);
        QCOMPARE(std::get<qint64>(cell(result, 1, "start")), qint64(at("2019-01-02")));
        QCOMPARE(std::get<qint64>(cell(result, 1, "end")), qint64(at("2019-01-03")));
        QCOMPARE(*result.headline.value, 1314.0);
        QCOMPARE(result.headline.unit, QStringLiteral("B"));
        QVERIFY(result.headline.text.contains(QStringLiteral("328.5 B per covered day")) ||
                result.headline.text.contains(QStringLiteral("329 B per covered day")));
        QVERIFY(hasNote(result, "1 gap, together"));
        QVERIFY(hasNote(result, "first packet"));
    }

    void flowsAndPacketsAreCountedOnRequest()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Day;
        question.of = Quantity::Flows;
        ASK(result, question, facts(), flows());
        QCOMPARE(number(result, 0, "value"), 2.0);
        QCOMPARE(result.table.columnIndex(u"in"), -1);
        QCOMPARE(result.headline.unit, QStringLiteral("flows"));
    }

    void binsFollowTheZone()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Day;
        question.zone = QStringLiteral("Asia/Pyongyang"); // +09:00 then
        question.range = between("2018-12-31T15:00:00Z", "2019-01-02T15:00:00Z");
        ASK(result, question, facts(), flows());
        QCOMPARE(result.table.rows.size(), std::size_t(2));
        QCOMPARE(number(result, 0, "value"), 110.0);
        QCOMPARE(number(result, 1, "value"), 200.0);
        QCOMPARE(result.zone, QStringLiteral("Asia/Pyongyang"));
        QCOMPARE(number(result, 0, "covered"), 15.0 / 24);
    }

    void groupsFillEveryBin()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Day;
        question.by = Dimension::Service;
        ASK(result, question, facts(), flows());
        QCOMPARE(result.table.rows.size(), std::size_t(15)); // mail, unknown, web × 5 days
        QCOMPARE(text(result, 0, "key"), QStringLiteral("mail"));
        QCOMPARE(number(result, 0, "value"), 200.0);
        QCOMPARE(text(result, 2, "key"), QStringLiteral("web"));
        QCOMPARE(number(result, 2, "value"), 110.0);
        QVERIFY(isMissing(result, 9, "value"));
        QCOMPARE(*result.headline.value, 1314.0);
    }

    void smallerGroupsAreJoinedNotDropped()
    {
        Question question = questionOf("volume");
        question.bin = Bin::Year;
        question.by = Dimension::Service;
        question.top = 1;
        ASK(result, question, facts(), flows());
        QCOMPARE(result.table.rows.size(), std::size_t(2));
        QCOMPARE(text(result, 0, "key"), QStringLiteral("web"));
        QCOMPARE(number(result, 0, "value"), 1110.0);
        QCOMPARE(text(result, 1, "key"), QStringLiteral("other (2)"));
        QCOMPARE(number(result, 1, "value"), 204.0);
        QVERIFY(hasNote(result, "2 smaller keys"));
    }

    void binsFitByThemselves()
    {
        ASK(result, questionOf("volume"), facts(), flows());
        QCOMPARE(result.question.value(QStringLiteral("bin")).toString(), QStringLiteral("hour"));
        QCOMPARE(result.table.rows.size(), std::size_t(120));
    }

    void tooManyBinsAreAnErrorWithAWayOut()
    {
        CaseFacts long_ = factsWith({between("2000-01-01", "2019-01-01")});
        Question question = questionOf("volume");
        question.bin = Bin::Minute;
        const auto answer = runMeasure(question, long_, flows(), {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::BadArgument);
        QVERIFY(answer.error().remedy.contains(QStringLiteral("wider")));
    }

    void indexOfTheBaseIsAHundred()
    {
        CaseFacts withWindow = facts();
        withWindow.windows = {{QStringLiteral("base"), between("2019-01-01", "2019-01-03"), {}}};
        ASK(result, questionOf("index"), withWindow, flows());
        // Base: 310 B over 2 covered days = 155 B a day.
        QCOMPARE(result.table.rows.size(), std::size_t(5));
        QCOMPARE(number(result, 0, "value"), 200.0);
        QCOMPARE(number(result, 1, "value"), 0.0);
        QCOMPARE(number(result, 2, "value"), 100.0 * 1000 / 155);
        QVERIFY(isMissing(result, 3, "value"));
        QCOMPARE(number(result, 4, "per_day"), 4.0);
        QCOMPARE(*result.headline.value, 100.0 * 1314 / 4 / 155);
        Question inside = questionOf("index");
        inside.window = QStringLiteral("base");
        ASK(base, inside, withWindow, flows());
        QCOMPARE(*base.headline.value, 100.0);
    }

    void indexNeedsABase()
    {
        QVERIFY(!runMeasure(questionOf("index"), facts(), flows(), {}).ok());
        CaseFacts silent = facts();
        silent.windows = {{QStringLiteral("base"), between("2019-01-02", "2019-01-03"), {}}};
        ASK(result, questionOf("index"), silent, flows());
        QVERIFY(!result.headline.value);
        QVERIFY(isMissing(result, 0, "value"));
        QVERIFY(hasNote(result, "no index"));
    }
};

QTEST_APPLESS_MAIN(TestVolume)
#include "tst_volume.moc"
