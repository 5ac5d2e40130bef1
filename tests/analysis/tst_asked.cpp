// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/asked.h"
#include "models/analysis/completion.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

using namespace tideline;

/// Defaults and names: what a question becomes before anything is measured.
class TestAsked : public QObject
{
    Q_OBJECT

    static CaseFacts facts()
    {
        CaseFacts facts = factsWith({between("2019-01-01", "2019-01-11")});
        facts.info.zone = QStringLiteral("Europe/Berlin");
        facts.subjects = {{QStringLiteral("Iran"), {}, QStringLiteral("Asia/Tehran"), {5, 6}, 8, 16},
                          {QStringLiteral("Syria"), {}, QStringLiteral("Asia/Damascus"), {5, 6}, 9, 17}};
        facts.windows = {{QStringLiteral("early"), between("2019-01-01", "2019-01-04"), {}},
                         {QStringLiteral("late"), between("2019-01-06", "2019-01-11"), {}}};
        return facts;
    }

private slots:
    void defaultsAreFirstSubjectWholeSpanAndItsZone()
    {
        const auto question = completeFlows({}, facts(), QStringLiteral("volume"));
        QVERIFY(question);
        QCOMPARE(question->subject, QStringLiteral("Iran"));
        QCOMPARE(question->zone, QStringLiteral("Asia/Tehran"));
        QCOMPARE(*question->range, between("2019-01-01", "2019-01-11"));
        QCOMPARE(question->measure, QStringLiteral("volume"));
    }

    void withoutSubjectsTheZoneIsThatOfTheCase()
    {
        CaseFacts without = facts();
        without.subjects.clear();
        const auto question = completeFlows({}, without, QStringLiteral("volume"));
        QVERIFY(question);
        QCOMPARE(question->subject, QString());
        QCOMPARE(question->zone, QStringLiteral("Europe/Berlin"));
    }

    void toldApartBySubjectNoneIsChosen()
    {
        Question asked;
        asked.by = Dimension::Subject;
        const auto question = completeFlows(asked, facts(), QStringLiteral("volume"));
        QVERIFY(question);
        QCOMPARE(question->subject, QString());
    }

    void completingTwiceChangesNothing()
    {
        for (const Measure& measure : measures()) {
            Question asked = questionOf(qPrintable(measure.name));
            const auto once = measure.complete(asked, facts());
            QVERIFY2(once, qPrintable(measure.name));
            const auto twice = measure.complete(*once, facts());
            QVERIFY2(twice, qPrintable(measure.name));
            QCOMPARE(twice->toJson(), once->toJson());
            const auto stored = Question::fromJson(once->toJson());
            QVERIFY2(stored, qPrintable(measure.name));
            QCOMPARE(stored->toJson(), once->toJson());
        }
    }

    void anOpenEndIsThatOfTheData()
    {
        Question asked;
        asked.range = TimeRange{at("2019-01-05"), TimeRange::end()};
        const auto question = completeFlows(asked, facts(), QStringLiteral("volume"));
        QVERIFY(question);
        QCOMPARE(*question->range, between("2019-01-05", "2019-01-11"));
    }

    void pairsAreTheLastAgainstTheFirst()
    {
        const auto question = measureNamed(QStringLiteral("compare"))->complete(questionOf("compare"), facts());
        QVERIFY(question);
        QCOMPARE(question->window, QStringLiteral("late"));
        QCOMPARE(question->against, QStringLiteral("early"));
        const auto pair = periodPair(*question, facts());
        QVERIFY(pair);
        QCOMPARE(pair->window.range, between("2019-01-06", "2019-01-11"));
        QCOMPARE(pair->against.range, between("2019-01-01", "2019-01-04"));
    }

    void aMomentSplitsBeforeFromAfter()
    {
        Question asked = questionOf("compare");
        asked.at = at("2019-01-03");
        const auto question = measureNamed(asked.measure)->complete(asked, facts());
        QVERIFY(question);
        const auto pair = periodPair(*question, facts());
        QVERIFY(pair);
        QCOMPARE(pair->window.range, between("2019-01-03", "2019-01-11"));
        QCOMPARE(pair->against.range, between("2019-01-01", "2019-01-03"));
        asked.at = at("2020-01-01");
        QVERIFY(!measureNamed(asked.measure)->complete(asked, facts()));
    }

    void unknownNamesAreErrorsThatNameTheKnown_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("known");
        QTest::newRow("subject") << "subject" << ErrorCode::NotFound << "Iran, Syria";
        QTest::newRow("window") << "window" << ErrorCode::NotFound << "early, late";
        QTest::newRow("against") << "against" << ErrorCode::NotFound << "early, late";
        QTest::newRow("zone") << "zone" << ErrorCode::BadArgument << "IANA";
        QTest::newRow("option") << "bin" << ErrorCode::BadArgument << "subject";
        QTest::newRow("empty interval") << "range" << ErrorCode::BadArgument << "";
        QTest::newRow("filter") << "where" << ErrorCode::BadArgument << "";
    }
    void unknownNamesAreErrorsThatNameTheKnown()
    {
        QFETCH(QString, field);
        QFETCH(ErrorCode, code);
        QFETCH(QString, known);
        Question asked = questionOf("compare");
        if (field == u"subject")
            asked.subject = QStringLiteral("Nobody");
        else if (field == u"window")
            asked.window = QStringLiteral("nope");
        else if (field == u"against")
            asked.against = QStringLiteral("nope");
        else if (field == u"zone")
            asked.zone = QStringLiteral("Mars/Olympus");
        else if (field == u"bin")
            asked.bin = Bin::Day;
        else if (field == u"range")
            asked.range = TimeRange{5, 5};
        else
            asked.where = QStringLiteral("nofield == 3");
        const auto question = measureNamed(asked.measure)->complete(asked, facts());
        QVERIFY(!question);
        QCOMPARE(question.error().code, code);
        QVERIFY2(question.error().text().contains(known), qPrintable(question.error().text()));
    }

    void aCaseWithoutFlowsSaysSo()
    {
        const TinyFlowStore flows;
        const auto answer = runMeasure(questionOf("volume"), CaseFacts{}, flows, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
        QVERIFY(answer.error().what.contains(QStringLiteral("no flows")));
        QVERIFY(!answer.error().remedy.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestAsked)
#include "tst_asked.moc"
