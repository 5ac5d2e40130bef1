// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/timetext.h"

#include <QSet>
#include <QTest>

using namespace tideline;

namespace {

QString get(const Event& event, const char* key)
{
    return eventField(QString::fromLatin1(key))->get(event);
}

bool set(Event& event, const char* key, const QString& text)
{
    return eventField(QString::fromLatin1(key))->set(event, text);
}

Event bangladesh()
{
    Event event;
    event.id = QStringLiteral("0b5e4f6e-0000-4000-8000-000000000001");
    event.externalId = QStringLiteral("E126");
    event.time = *parseTime(u"2016-02-04", Zone::utc());
    event.title = QStringLiteral("Bank heist");
    event.amounts = {
        {*Decimal::parse(u"951000000"), QStringLiteral("USD"), MoneyKind::Attempted, {}},
        {*Decimal::parse(u"81000000"), QStringLiteral("USD"), MoneyKind::Taken, QStringLiteral("four transfers")}};
    event.claims.resize(2);
    return event;
}

} // namespace

class TestEvent : public QObject
{
    Q_OBJECT

private slots:
    void fieldsAreWellFormed();
    void expectedFieldsExist();
    void editableFieldsRoundTrip_data();
    void editableFieldsRoundTrip();
    void idPrefersTheSource();
    void timeIsAsExactAsKnown();
    void amountsStayApartByKind();
    void badTextsChangeNothing_data();
    void badTextsChangeNothing();
    void emptyTextClears();
    void listsAreTrimmed();
    void placesHaveRoles();
    void names();
};

void TestEvent::fieldsAreWellFormed()
{
    QSet<QString> keys;
    for (const EventField& field : eventFields()) {
        const QString key = QString::fromLatin1(field.key);
        QVERIFY2(!keys.contains(key), field.key);
        keys.insert(key);
        QVERIFY(!QString::fromLatin1(field.title).isEmpty());
        QVERIFY(field.get);
        QCOMPARE(field.editable, field.set != nullptr);
        QCOMPARE(eventField(key), &field);
        (void)field.get(Event());
    }
    QVERIFY(!eventField(u"nothing"));
    QVERIFY(!eventField(u""));
}

void TestEvent::expectedFieldsExist()
{
    for (const char* key : {"id",
                            "title",
                            "category",
                            "subtype",
                            "at",
                            "precision",
                            "actor",
                            "target",
                            "country",
                            "channel",
                            "certainty",
                            "verified",
                            "note",
                            "source",
                            "tag",
                            "amount_attempted",
                            "amount_executed",
                            "amount_taken",
                            "amount_recovered",
                            "amount_outstanding",
                            "place",
                            "claims"}) {
        QVERIFY2(eventField(QString::fromLatin1(key)), key);
    }
}

void TestEvent::editableFieldsRoundTrip_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto same = [](const char* key, const char* text) {
        QTest::newRow(key) << QByteArray(key) << QString::fromUtf8(text) << QString::fromUtf8(text);
    };
    same("title", "Exchange hack, ¥58 bn");
    same("category", "hack");
    same("subtype", "supply chain");
    same("actor", "Lazarus");
    same("target", "A bank; its switch");
    same("country", "BD;PH;worldwide");
    same("channel", "bank heist;casino");
    same("certainty", "high");
    same("verified", "no");
    same("note", "Two\nlines; and a half");
    same("source", "https://example.org/a; A report, p. 3");
    same("tag", "swift;bank");
    same("amount_attempted", "951000000 USD");
    same("amount_executed", "101000000 USD; 0.5 BTC");
    same("amount_taken", "81000000 USD; 58000000 EUR");
    same("amount_recovered", "15000000.07 USD");
    same("amount_outstanding", "66 USD");
    QTest::newRow("country in lower case") << QByteArray("country") << "bd; ph"
                                           << "BD;PH";
    QTest::newRow("grouped amount") << QByteArray("amount_taken") << "81,000,000 usd"
                                    << "81000000 USD";
    QTest::newRow("certainty of any case") << QByteArray("certainty") << " High "
                                           << "high";
    QTest::newRow("verified as true") << QByteArray("verified") << "TRUE"
                                      << "yes";
    QTest::newRow("trimmed") << QByteArray("actor") << "  Lazarus "
                             << "Lazarus";
    QTest::newRow("places") << QByteArray("place") << "bd:victim:Dhaka;PH:transit:Manila: Makati;LK"
                            << "BD victim Dhaka; PH transit Manila: Makati; LK";
}

void TestEvent::editableFieldsRoundTrip()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    Event event;
    QVERIFY(set(event, key, text));
    QCOMPARE(get(event, key), expected);
}

void TestEvent::idPrefersTheSource()
{
    Event event = bangladesh();
    QCOMPARE(get(event, "id"), QStringLiteral("E126"));
    event.externalId.clear();
    QCOMPARE(get(event, "id"), event.id);
    QCOMPARE(get(event, "claims"), QStringLiteral("2"));
}

void TestEvent::timeIsAsExactAsKnown()
{
    Event event = bangladesh();
    QCOMPARE(get(event, "at"), QStringLiteral("2016-02-04"));
    QCOMPARE(get(event, "precision"), QStringLiteral("day"));
    event.time = *parseTime(u"2016-02", Zone::utc());
    QVERIFY(event.time.isSpan());
    QCOMPARE(get(event, "at"), QStringLiteral("2016-02"));
    event.time = {};
    QCOMPARE(get(event, "at"), QString());
    QCOMPARE(get(event, "precision"), QString());
}

void TestEvent::amountsStayApartByKind()
{
    Event event = bangladesh();
    QVERIFY(set(event, "amount_recovered", QStringLiteral("15000000 USD")));
    QCOMPARE(event.amounts.size(), std::size_t(3));
    QVERIFY(set(event, "amount_attempted", QString()));
    QCOMPARE(event.amounts.size(), std::size_t(2));
    QCOMPARE(get(event, "amount_taken"), QStringLiteral("81000000 USD"));
    QVERIFY(set(event, "amount_taken", QStringLiteral("81000000 USD; 58000000 EUR")));
    QCOMPARE(event.amounts[1].note, QStringLiteral("four transfers"));
    QCOMPARE(get(event, "amount_recovered"), QStringLiteral("15000000 USD"));
}

void TestEvent::badTextsChangeNothing_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* key, const char* text) {
        QTest::addRow("%s = %s", key, text) << QByteArray(key) << QString::fromLatin1(text);
    };
    row("title", "  ");
    row("certainty", "certain");
    row("verified", "maybe");
    row("amount_taken", "81000000");
    row("amount_taken", "USD");
    row("amount_taken", "many USD");
    row("amount_taken", "81 USD; x EUR");
    row("amount_taken", "8,1 USD");
    row("amount_taken", "81 $");
    row("place", ":victim:Dhaka");
}

void TestEvent::badTextsChangeNothing()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, text);
    Event event = bangladesh();
    const Event before = event;
    QVERIFY(!set(event, key, text));
    QVERIFY(event == before);
}

void TestEvent::emptyTextClears()
{
    for (const char* key : {"category", "country", "tag", "source", "note", "place", "amount_taken", "certainty"}) {
        Event event = bangladesh();
        QVERIFY2(set(event, key, QString()), key);
        QCOMPARE(get(event, key), QString());
    }
}

void TestEvent::listsAreTrimmed()
{
    Event event;
    QVERIFY(set(event, "tag", QStringLiteral(" a ;; b;")));
    QCOMPARE(event.tags, (QStringList{"a", "b"}));
    QVERIFY(set(event, "source", QStringLiteral("one;two")));
    QCOMPARE(event.citations.size(), std::size_t(2));
    QCOMPARE(get(event, "source"), QStringLiteral("one; two"));
}

void TestEvent::placesHaveRoles()
{
    Event event;
    QVERIFY(set(event, "place", QStringLiteral("bd:victim:Dhaka;worldwide")));
    QCOMPARE(event.places.size(), std::size_t(2));
    QCOMPARE(event.places[0], (Place{"BD", "victim", "Dhaka", {}}));
    QCOMPARE(event.places[1], (Place{"worldwide", {}, {}, {}}));
}

void TestEvent::names()
{
    for (const Certainty certainty : {Certainty::Unknown, Certainty::Low, Certainty::Medium, Certainty::High})
        QCOMPARE(certaintyFromName(certaintyName(certainty)), std::optional(certainty));
    for (const RuleSet ruleSet : allRuleSets)
        QCOMPARE(ruleSetFromName(ruleSetName(ruleSet)), std::optional(ruleSet));
    QCOMPARE(ruleSetName(RuleSet::Obfuscation), QStringLiteral("obfuscation"));
    QVERIFY(!ruleSetFromName(u"routes"));
    for (const char* name : {"year", "month", "day", "minute", "second", "fraction"})
        QCOMPARE(precisionName(*precisionFromName(QString::fromLatin1(name))), QString::fromLatin1(name));
    QVERIFY(!precisionFromName(u"hour"));
}

QTEST_APPLESS_MAIN(TestEvent)
#include "tst_event.moc"
