// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tinyflows.h"

#include <QTest>

using namespace tideline;

/// counts, losses, ladder, tests and cases: known answers by hand.
class TestEventMeasures : public QObject
{
    Q_OBJECT

    static Event event(const char* id, const char* time, const char* category, const char* title = "")
    {
        Event event;
        event.id = event.externalId = QString::fromLatin1(id);
        event.title = QString::fromUtf8(title);
        event.category = QString::fromLatin1(category);
        if (*time)
            event.time = *parseTime(QString::fromLatin1(time), Zone::utc());
        return event;
    }
    static CaseFacts facts(std::vector<Event> events)
    {
        CaseFacts facts;
        for (Event& own : events)
            facts.events.push_back(std::make_shared<const Event>(std::move(own)));
        return facts;
    }
    static Money money(const char* amount, const char* currency, MoneyKind kind)
    {
        return {*Decimal::parse(QString::fromLatin1(amount)), QString::fromLatin1(currency), kind, {}};
    }
    static Claim claim(const char* quantity, const char* value, const char* note = "", const char* unit = "cases")
    {
        Claim claim;
        claim.quantity = QString::fromLatin1(quantity);
        claim.kind = QStringLiteral("stated");
        claim.value = *Decimal::parse(QString::fromLatin1(value));
        claim.unit = QString::fromLatin1(unit);
        claim.note = QString::fromLatin1(note);
        return claim;
    }
    static QString moneyText(const MeasureResult& result, std::size_t row, const char* key)
    {
        const Cell value = cell(result, row, key);
        const auto* decimal = std::get_if<Decimal>(&value);
        return decimal ? decimal->toString() : QString();
    }
    const TinyFlowStore m_flows;

private slots:
    void countsByCategoryWithoutAnyFlows()
    {
        Event rumour = event("4", "2018-02-01", "hack");
        rumour.verified = false;
        const CaseFacts all = facts({event("1", "2017-01-01", "hack"), event("2", "2017-05", "sanction"),
                                     event("3", "2018-01-01T10:00:00Z", "hack"), rumour, event("5", "", "")});
        ASK(result, questionOf("counts"), all, m_flows);
        QCOMPARE(result.table.rows.size(), std::size_t(3));
        QCOMPARE(text(result, 0, "key"), QStringLiteral("hack"));
        QCOMPARE(number(result, 0, "count"), 3.0);
        QCOMPARE(number(result, 0, "unverified"), 1.0);
        QCOMPARE(number(result, 1, "share"), 0.2);
        QCOMPARE(text(result, 2, "key"), QStringLiteral("unknown"));
        QCOMPARE(*result.headline.value, 5.0);
        QVERIFY(hasNote(result, "1 of 5 events unverified"));
    }

    void countsByTimeKeepWhatTheTimeDoesNotSay()
    {
        const CaseFacts all = facts({event("1", "2017", "hack"), event("2", "2017-05", "hack"),
                                     event("3", "2017-05-09", "hack"), event("4", "", "hack")});
        Question question = questionOf("counts");
        const auto keys = [&](const char* field) {
            question.byField = QString::fromLatin1(field);
            const auto answer = runMeasure(question, all, m_flows, {});
            QStringList list;
            for (std::size_t i = 0; answer && i < answer->table.rows.size(); ++i)
                list.append(QStringLiteral("%1=%2").arg(text(*answer, i, "key")).arg(number(*answer, i, "count")));
            return list.join(QStringLiteral(", "));
        };
        QCOMPARE(keys("year"), QStringLiteral("2017=3, undated=1"));
        QCOMPARE(keys("quarter"), QStringLiteral("2017 (quarter unknown)=1, 2017-Q2=2, undated=1"));
        QCOMPARE(keys("month"), QStringLiteral("2017 (month unknown)=1, 2017-05=2, undated=1"));
        QCOMPARE(keys("weekday"),
                 QStringLiteral("2=1, 2017 (weekday unknown)=1, 2017-05 (weekday unknown)=1, undated=1"));
        QCOMPARE(keys("week"),
                 QStringLiteral("2017 (week unknown)=1, 2017-05 (week unknown)=1, 2017-05-08=1, undated=1"));
    }

    void aDayStaysADayAndAMomentMovesWithTheZone()
    {
        // The missile of 2017-09-14 21:57 UTC is one of 2017-09-15 in Pyongyang.
        const CaseFacts all =
            facts({event("1", "2017-09-14T21:57:00Z", "missile test"), event("2", "2017-01-01", "hack")});
        Question question = questionOf("counts");
        question.byField = QStringLiteral("day");
        ASK(utc, question, all, m_flows);
        QCOMPARE(text(utc, 1, "key"), QStringLiteral("2017-09-14"));
        question.zone = QStringLiteral("Asia/Pyongyang");
        ASK(local, question, all, m_flows);
        QCOMPARE(text(local, 1, "key"), QStringLiteral("2017-09-15"));
        QCOMPARE(text(local, 0, "key"), QStringLiteral("2017-01-01"));
        question.zone = QStringLiteral("America/New_York");
        ASK(west, question, all, m_flows);
        QCOMPARE(text(west, 0, "key"), QStringLiteral("2017-01-01"));
    }

    void severalCountriesCountSeveralTimesAndSaySo()
    {
        Event both = event("1", "2017", "hack");
        both.countries = {QStringLiteral("US"), QStringLiteral("KR")};
        Event one = event("2", "2017", "hack");
        one.countries = {QStringLiteral("KR")};
        Question question = questionOf("counts");
        question.by = Dimension::Country; // as the command line may hand it over
        ASK(result, question, facts({both, one}), m_flows);
        QCOMPARE(text(result, 0, "key"), QStringLiteral("KR"));
        QCOMPARE(number(result, 0, "count"), 2.0);
        QCOMPARE(number(result, 1, "count"), 1.0);
        QVERIFY(hasNote(result, "1 event counted in each"));
    }

    void rangesAndFiltersPick()
    {
        const CaseFacts all = facts({event("1", "2016-12-31", "hack"), event("2", "2017", "hack"),
                                     event("3", "2017-06-01", "policy"), event("4", "", "hack")});
        Question question = questionOf("counts");
        question.range = between("2017-01-01", "2017-07-01");
        ASK(ranged, question, all, m_flows);
        QCOMPARE(*ranged.headline.value, 2.0);
        QVERIFY(hasNote(ranged, "1 event without a date left out"));
        QVERIFY(hasNote(ranged, "1 event known only to a span"));
        question.events = QStringLiteral("category == hack");
        ASK(filtered, question, all, m_flows);
        QCOMPARE(*filtered.headline.value, 1.0);
        question.events.clear();
        question.byField = QStringLiteral("nonsense");
        const auto wrong = runMeasure(question, all, m_flows, {});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::BadArgument);
    }

    void columnsThatCameWithTheSourceCanBeCounted()
    {
        Event own = event("1", "2017", "hack");
        own.extra.insert(QStringLiteral("outcome"), QStringLiteral("success"));
        Question question = questionOf("counts");
        question.byField = QStringLiteral("outcome");
        ASK(result, question, facts({own, event("2", "2017", "hack")}), m_flows);
        QCOMPARE(text(result, 0, "key"), QStringLiteral("success"));
        QCOMPARE(text(result, 1, "key"), QStringLiteral("unknown"));
    }

    void lossesKeepCurrenciesAndKindsApart()
    {
        Event bank = event("1", "2016-02-04", "hack");
        bank.amounts = {money("951000000", "USD", MoneyKind::Attempted), money("101000000", "USD", MoneyKind::Executed),
                        money("81000000.25", "USD", MoneyKind::Taken), money("58000000", "EUR", MoneyKind::Taken)};
        bank.claims = {claim("amount", "81000000", "", "USD"), claim("amount", "86000000", "", "USD")};
        Event exchange = event("2", "2019-11-27", "hack");
        exchange.amounts = {money("49000000.50", "USD", MoneyKind::Taken)};
        Event without = event("3", "2018-01-01", "hack");
        without.channels = {QStringLiteral("mining")};
        const CaseFacts all = facts({bank, without, exchange, event("4", "2017", "missile test")});
        ASK(result, questionOf("losses"), all, m_flows);
        QCOMPARE(result.table.rows.size(), std::size_t(2));
        QCOMPARE(text(result, 0, "currency"), QStringLiteral("EUR"));
        QCOMPARE(moneyText(result, 0, "taken"), QStringLiteral("58000000"));
        QCOMPARE(moneyText(result, 1, "attempted"), QStringLiteral("951000000"));
        QCOMPARE(moneyText(result, 1, "taken"), QStringLiteral("130000000.75"));
        QVERIFY(isMissing(result, 1, "recovered"));
        QCOMPARE(number(result, 1, "events"), 2.0);
        QCOMPARE(result.headline.text, QStringLiteral("USD 130.00 m taken, and amounts in 1 other currency"));
        QVERIFY(hasNote(result, "1 of 3 events state no amount"));
        QVERIFY(hasNote(result, "1 event with rival amounts"));
        Question byYear = questionOf("losses");
        byYear.byField = QStringLiteral("year");
        ASK(years, byYear, all, m_flows);
        QCOMPARE(years.table.rows.size(), std::size_t(3));
        QCOMPARE(text(years, 2, "key"), QStringLiteral("2019"));
        QCOMPARE(moneyText(years, 2, "taken"), QStringLiteral("49000000.5"));
    }

    void theLadderGoesUpStepByStep()
    {
        Event un1 = event("1", "2006-10-14", "sanction", "1718");
        un1.subtype = QStringLiteral("UN");
        Event us = event("2", "2008-06", "sanction", "EO 13466");
        us.subtype = QStringLiteral("US");
        Event un2 = event("3", "2009-06-12", "sanction", "1874");
        un2.subtype = QStringLiteral("UN");
        const CaseFacts all = facts({un1, us, event("4", "2009-01-01", "hack"), un2, event("5", "", "sanction")});
        ASK(result, questionOf("ladder"), all, m_flows);
        QCOMPARE(result.table.rows.size(), std::size_t(3));
        QCOMPARE(number(result, 2, "cumulative"), 3.0);
        QCOMPARE(number(result, 2, "cumulative_key"), 2.0);
        QCOMPARE(text(result, 1, "precision"), QStringLiteral("month"));
        QCOMPARE(result.headline.text, QStringLiteral("3 steps since 2006-10-14"));
        QVERIFY(hasNote(result, "1 step without a date"));
        Question later = questionOf("ladder");
        later.range = between("2009-01-01", "2010-01-01");
        ASK(part, later, all, m_flows);
        QCOMPARE(part.table.rows.size(), std::size_t(1));
        QCOMPARE(number(part, 0, "cumulative"), 3.0);
        QVERIFY(hasNote(part, "2 steps before"));
    }

    void testsPerQuarterIncludeEmptyQuarters()
    {
        const CaseFacts all =
            facts({event("1", "2017-07-04", "missile test"), event("2", "2017-07-28T14:41:00Z", "missile test"),
                   event("3", "2017-09-03", "nuclear test"), event("4", "2018", "missile test"),
                   event("5", "2018-01-01T00:30:00Z", "missile test"), event("6", "2017-10-01", "hack")});
        ASK(result, questionOf("tests"), all, m_flows);
        QCOMPARE(result.table.rows.size(), std::size_t(6)); // 3 quarters × 2 kinds
        QCOMPARE(std::get<qint64>(cell(result, 0, "start")), qint64(at("2017-07-01")));
        QCOMPARE(number(result, 0, "count"), 2.0);
        QCOMPARE(text(result, 1, "key"), QStringLiteral("nuclear test"));
        QCOMPARE(number(result, 1, "count"), 1.0);
        QCOMPARE(number(result, 2, "count"), 0.0);
        QCOMPARE(number(result, 4, "count"), 1.0);
        QVERIFY(hasNote(result, "1 event known less exactly than a quarter"));
    }

    void casesSayWhatIsStatedAndWhatIsLocated()
    {
        Event report = event("9", "2019-08-13", "policy", "UN panel");
        report.claims = {claim("cases", "35"),
                         claim("cases", "30"),
                         claim("cases", "10", "country=KR"),
                         claim("cases", "3", "country=IN"),
                         claim("cases", "17", "country=BD"),
                         claim("countries", "17")};
        Event located = event("1", "2016", "hack");
        located.places = {{QStringLiteral("BD"), QStringLiteral("victim"), {}, {}},
                          {QStringLiteral("PH"), QStringLiteral("transit"), {}, {}}};
        Event both = event("2", "2017", "hack");
        both.places = {{QStringLiteral("KR"), QStringLiteral("victim"), {}, {}},
                       {QStringLiteral("BD"), QStringLiteral("victim"), {}, {}}};
        ASK(result, questionOf("cases"), facts({located, both, event("3", "2018", "hack"), report}), m_flows);
        QCOMPARE(result.headline.text, QStringLiteral("35 stated, 30 located"));
        QCOMPARE(*result.headline.value, 30.0);
        QCOMPARE(text(result, 0, "country"), QStringLiteral("BD"));
        QCOMPARE(number(result, 0, "stated"), 17.0);
        QCOMPARE(number(result, 0, "events"), 2.0);
        QCOMPARE(text(result, 1, "country"), QStringLiteral("KR"));
        QCOMPARE(number(result, 2, "events"), 0.0);
        QCOMPARE(text(result, 3, "country"), QStringLiteral("unknown"));
        QVERIFY(hasNote(result, "5 are not located"));
        QVERIFY(hasNote(result, "3 events, 2 located"));
    }

    /// Upbit lost 342,000 ETH on 2019-11-27; prices of that day as in the daily table of a price list.
    void amountsInCoinAreWorthFourThings()
    {
        Event theft = event("1", "2019-11-27", "hack", "Upbit");
        theft.time.zone = QStringLiteral("Asia/Seoul");
        theft.amounts = {money("342000", "ETH", MoneyKind::Taken), money("49000000", "USD", MoneyKind::Taken)};
        Event listed = event("2", "2019-11-27T23:59:59Z", "hack", "at the end of the day");
        listed.amounts = {money("2", "XBT", MoneyKind::Attempted)};
        Event vague = event("3", "2019-11", "hack");
        vague.amounts = {money("1", "ETH", MoneyKind::Taken)};
        Event late = event("4", "2019-11-28", "hack");
        late.amounts = {money("1", "ETH", MoneyKind::Taken)};
        Event undated = event("5", "", "hack");
        undated.amounts = {money("1", "ETH", MoneyKind::Taken)};
        CaseFacts all = facts({theft, listed, vague, late, undated});
        const auto price = [&all](const char* coin, const char* quantity, double value) {
            SeriesPoint point;
            point.span = between("2019-11-27", "2019-11-28");
            point.key = QString::fromLatin1(coin);
            point.quantity = QString::fromLatin1(quantity);
            point.value = value;
            point.unit = QStringLiteral("USD");
            point.source = 1;
            all.points.push_back(point);
        };
        price("ETH", "low", 143.5);
        price("ETH", "open", 148.4);
        price("ETH", "close", 153.0);
        price("ETH", "high", 154.9);
        price("BTC", "close", 7'500);
        ASK(result, questionOf("valuation"), all, m_flows);
        QCOMPARE(result.table.rows.size(), std::size_t(2));
        QCOMPARE(text(result, 0, "title"), QStringLiteral("Upbit"));
        QCOMPARE(number(result, 0, "low"), 342'000 * 143.5);
        QCOMPARE(number(result, 0, "open"), 342'000 * 148.4);
        QCOMPARE(number(result, 0, "close"), 342'000 * 153.0);
        QCOMPARE(number(result, 0, "high"), 342'000 * 154.9);
        QCOMPARE(moneyText(result, 0, "amount"), QStringLiteral("342000"));
        QCOMPARE(text(result, 0, "unit"), QStringLiteral("USD"));
        QCOMPARE(number(result, 1, "close"), 15'000.0); // XBT is BTC
        QVERIFY(isMissing(result, 1, "low"));
        QVERIFY(hasNote(result, "1 amount known only to a month or a year left out"));
        QVERIFY(hasNote(result, "1 amount on a day without a price left out"));
        QVERIFY(hasNote(result, "1 amount without a date left out"));
        QCOMPARE(*result.headline.value, 2.0);
    }

    void aDayAtTheEdgeOfAWindowIsTheDayOfItsOwnCalendar()
    {
        // A day written without a zone finer than that is the same day everywhere.
        const CaseFacts all = facts({event("1", "2017-07-01", "missile test")});
        Question question = questionOf("counts");
        question.zone = QStringLiteral("Asia/Pyongyang");
        question.range = between("2017-06-30T15:30:00Z", "2017-07-01T15:30:00Z"); // that day in +08:30
        ASK(inside, question, all, m_flows);
        QCOMPARE(*inside.headline.value, 1.0);
        question.range = between("2017-07-01T15:30:00Z", "2017-07-02T15:30:00Z");
        ASK(after, question, all, m_flows);
        QCOMPARE(*after.headline.value, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestEventMeasures)
#include "tst_eventmeasures.moc"
