// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/reading.h"

#include <QSet>

using namespace tideline;

static Micros at(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
{
    return microsFromCivil({year, month, day, hour, minute, second});
}

class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void timeline();
    void timelineInAZone();
    void timesketch_data();
    void timesketch();
    void timesketchNeedsItsColumns();
    void mappedTable();
    void mappingErrors();
    void idsComeFromTheRow();
    void sharedTimeline();
    void sharedProvocations();
};

void TestEvents::timeline()
{
    const Reading reading = readFile(sample("timeline.csv"));
    QCOMPARE(reading.format, QStringLiteral("timeline-csv"));
    const auto& events = reading.all.events;
    QCOMPARE(reading.all.read, 8);
    QCOMPARE(events.size(), std::size_t(5));
    QCOMPARE(events[0].externalId, QStringLiteral("T1"));
    QCOMPARE(*events[0].time.range, (TimeRange{at(2016, 2, 4), at(2016, 2, 6)}));
    QCOMPARE(events[0].time.precision, Precision::Day);
    QCOMPARE(events[0].countries, (QStringList{"BD", "PH"}));
    QCOMPARE(events[0].amounts.size(), std::size_t(3));
    QCOMPARE(events[0].amounts[1].amount.toString(), QStringLiteral("81000000"));
    QCOMPARE(events[0].amounts[1].kind, MoneyKind::Taken);
    QCOMPARE(events[0].amounts[1].currency, QStringLiteral("USD"));
    QCOMPARE(events[0].amounts[2].note, QStringLiteral("35 orders"));
    QCOMPARE(events[0].certainty, Certainty::High);
    QVERIFY(events[0].verified);
    QCOMPARE(events[0].citations.size(), std::size_t(2));
    QCOMPARE(events[0].citations[1].text, QStringLiteral("Second source"));
    QCOMPARE(events[0].note, QStringLiteral("a note, with a comma\nand a second line"));
    QCOMPARE(events[0].record, 2);
    QCOMPARE(events[1].time.precision, Precision::Month);
    QCOMPARE(*events[1].time.range, (TimeRange{at(2017, 10, 1), at(2017, 11, 1)}));
    QVERIFY(!events[1].verified);
    QCOMPARE(*events[2].time.range, (TimeRange{at(2012, 1, 1), at(2014, 1, 1)}));
    QCOMPARE(events[3].time.precision, Precision::Second);
    QCOMPARE(*events[3].time.range, (TimeRange{at(2017, 10, 1, 9, 7, 51), at(2017, 10, 1, 9, 7, 52)}));
    QCOMPARE(events[4].time.precision, Precision::Minute);
    QCOMPARE(*events[4].time.range, (TimeRange{at(2014, 12, 22, 16, 15), at(2014, 12, 24)}));
    const auto& problems = reading.all.problems;
    QCOMPARE(problems.size(), std::size_t(3));
    QCOMPARE(problems[0].line, 8);
    QVERIFY(problems[0].reason.contains(QStringLiteral("2017-02-31")));
    QVERIFY(problems[1].reason.contains(QStringLiteral("before it begins")));
    QCOMPARE(problems[2].column, 13);
    QVERIFY(problems[2].reason.contains(QStringLiteral("12x")));
}

void TestEvents::timelineInAZone()
{
    const Reading reading = readFile(sample("timeline.csv"), {}, {{"zone", "Asia/Pyongyang"}});
    // Pyongyang was at +08:30 then; the clock column stays UTC.
    QCOMPARE(reading.all.events[0].time.range->from, at(2016, 2, 3, 15, 30));
    QCOMPARE(reading.all.events[3].time.range->from, at(2017, 10, 1, 9, 7, 51));
}

void TestEvents::timesketch_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::newRow("CSV") << "timesketch.csv"
                         << "timesketch-csv";
    QTest::newRow("JSON lines") << "timesketch.jsonl"
                                << "timesketch-jsonl";
}

void TestEvents::timesketch()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    const Reading reading = readFile(sample(file));
    QCOMPARE(reading.format, format);
    QCOMPARE(textOf(reading.all), std::string());
    const auto& events = reading.all.events;
    QCOMPARE(events.size(), std::size_t(3));
    QCOMPARE(events[0].title, QStringLiteral("Login, then \"sudo\""));
    QCOMPARE(events[0].time.range->from, at(2019, 5, 1, 10, 11, 12) + 123456);
    QCOMPARE(events[0].time.precision, Precision::Fraction);
    QCOMPARE(events[0].subtype, QStringLiteral("Logged in"));
    QCOMPARE(events[0].tags, (QStringList{"suspicious", "ssh"}));
    QCOMPARE(events[0].category, QStringLiteral("hack"));
    QCOMPARE(events[0].extra.value("host"), QStringLiteral("srv1"));
    QVERIFY(!events[1].time.isDated());
    QCOMPARE(events[2].time.range->from, at(2019, 5, 1, 10, 11, 12));
    QVERIFY(!events[0].id.isEmpty());
}

void TestEvents::timesketchNeedsItsColumns()
{
    QString error;
    parseText(QStringLiteral("timesketch-csv"), "message,datetime\nx,2019\n", {}, &error);
    QVERIFY2(error.contains(QStringLiteral("timestamp_desc")), qPrintable(error));
    const ParsedBlock parsed =
        parseText(QStringLiteral("timesketch-jsonl"),
                  "{\"message\":\"x\",\"timestamp_desc\":\"y\"}\n"
                  "{\"message\":\"x\",\"message\":\"z\",\"datetime\":\"2019\",\"timestamp_desc\":\"y\"}\n"
                  "{\"message\":\"x\\u0000\",\"datetime\":\"2019\",\"timestamp_desc\":\"y\"}\n");
    QCOMPARE(parsed.read, 3);
    QCOMPARE(parsed.problems.size(), std::size_t(3));
    QCOMPARE(parsed.problems[0].reason, QStringLiteral("datetime is missing"));
    QVERIFY(parsed.problems[1].reason.contains(QStringLiteral("twice")));
    QVERIFY(parsed.problems[2].reason.contains(QStringLiteral("NUL")));
}

void TestEvents::mappedTable()
{
    const QJsonObject map{
        {"time", "Datum"},
        {"title", QJsonObject{{"column", 2}}},
        {"amount_taken", "Betrag"},
        {"currency", QJsonObject{{"const", "EUR"}}},
        {"category", QJsonObject{{"column", "Quelle"}, {"values", QJsonObject{{"a", "hack"}, {"*", "other"}}}}}};
    const Reading reading = readFile(sample("events-german.csv"), QStringLiteral("events-csv"),
                                     {{"map", map}, {"dates", "dmy"}, {"decimal", ","}, {"encoding", "windows-1252"}});
    QCOMPARE(reading.error, QString());
    QCOMPARE(textOf(reading.all), std::string());
    const auto& events = reading.all.events;
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[0].title, QStringLiteral("Überfall"));
    QCOMPARE(events[0].time.range->from, at(2018, 12, 31));
    QCOMPARE(events[0].amounts[0].amount.toString(), QStringLiteral("1200.5"));
    QCOMPARE(events[0].amounts[0].currency, QStringLiteral("EUR"));
    QCOMPARE(events[0].category, QStringLiteral("hack"));
    QCOMPARE(events[1].category, QStringLiteral("other"));
    QCOMPARE(events[1].title, QStringLiteral("Börse „X“"));
    QCOMPARE(events[0].extra, (QMap<QString, QString>{{"Land", "KR"}}));
    // The same map as the command line may give it.
    const Reading texts = readFile(
        sample("events-german.csv"), QStringLiteral("events-csv"),
        {{"map", "{\"time\":\"Datum\"}"}, {"map.title", "Titel"}, {"dates", "dmy"}, {"encoding", "windows-1252"}});
    QCOMPARE(texts.all.events.size(), std::size_t(2));
}

void TestEvents::mappingErrors()
{
    QString error;
    const QByteArray text = "when,what\n2019,x\n";
    parseText(QStringLiteral("events-csv"), text, {{"map", QJsonObject{{"time", "date"}, {"title", "what"}}}}, &error);
    QVERIFY2(error.contains(QStringLiteral("There is no column “date”. The columns are: when, what")),
             qPrintable(error));
    parseText(QStringLiteral("events-csv"), text, {{"map", QJsonObject{{"time", "when"}}}}, &error);
    QVERIFY(error.contains(QStringLiteral("title")));
    parseText(QStringLiteral("events-csv"), text, {{"map", "[1]"}}, &error);
    QVERIFY(error.contains(QStringLiteral("not a JSON object")));
    parseText(QStringLiteral("events-csv"), text, {{"dates", "myd"}}, &error);
    QVERIFY(error.contains(QStringLiteral("myd")));
}

void TestEvents::idsComeFromTheRow()
{
    const QByteArray head = "when,what\n";
    const ReadOptions map{{"map", QJsonObject{{"time", "when"}, {"title", "what"}}}};
    const auto ids = [&](const QByteArray& rows) {
        QStringList found;
        for (const Event& event : parseText(QStringLiteral("events-csv"), head + rows, map).events)
            found << event.id;
        return found;
    };
    const QStringList both = ids("2019,x\n2020,y\n");
    QCOMPARE(ids("2020,y\n2019,x\n"), (QStringList{both[1], both[0]}));
    QCOMPARE(ids("2019,x\n2019,x\n")[0], both[0]);
    QVERIFY(both[0] != both[1]);
    QCOMPARE(both[0].size(), 36);
    QCOMPARE(both[0][14], QChar(u'5')); // version 5
}

void TestEvents::sharedTimeline()
{
    SKIP_WITHOUT_SHARED_DATA("dprk_timeline.csv");
    const Reading reading = readFile(sharedData("dprk_timeline.csv"), {}, {}, 10'000);
    QCOMPARE(reading.format, QStringLiteral("timeline-csv"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.events.size(), std::size_t(212));
    QMap<Precision, int> precisions;
    QMap<QString, int> categories;
    QSet<QString> ids;
    int unverified = 0;
    Decimal takenUsd;
    for (const Event& event : reading.all.events) {
        ++precisions[event.time.precision];
        ++categories[event.category];
        ids.insert(event.id);
        unverified += !event.verified;
        QVERIFY(event.time.isDated());
        for (const Money& money : event.amounts) {
            if (money.kind == MoneyKind::Taken && money.currency == u"USD")
                takenUsd = takenUsd + money.amount;
        }
    }
    QCOMPARE(precisions.value(Precision::Year), 1);
    QCOMPARE(precisions.value(Precision::Month), 21);
    QCOMPARE(precisions.value(Precision::Second), 5);
    QCOMPARE(precisions.value(Precision::Minute), 52);
    QCOMPARE(categories.value("missile test"), 74);
    QCOMPARE(categories.value("hack"), 51);
    QCOMPARE(categories.value("nuclear test"), 6);
    QCOMPARE(unverified, 1);
    QCOMPARE(takenUsd.toString(), QStringLiteral("1475380000"));
    QCOMPARE(ids.size(), 212);
}

void TestEvents::sharedProvocations()
{
    SKIP_WITHOUT_SHARED_DATA("weapons/csis/north_korea_provocations_1958_present.csv");
    const Reading reading =
        readFile(sharedData("weapons/csis/north_korea_provocations_1958_present.csv"), {}, {}, 70'000);
    QCOMPARE(reading.format, QStringLiteral("events-csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("csis-provocations"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.read, 493);
    QMap<QString, int> categories;
    QSet<QString> ids;
    for (const Event& event : reading.all.events) {
        ++categories[event.category];
        ids.insert(event.id);
        QCOMPARE(event.time.precision, Precision::Day);
    }
    QCOMPARE(categories, (QMap<QString, int>{{"missile test", 246}, {"nuclear test", 6}, {"provocation", 241}}));
    QCOMPARE(ids.size(), 493);
    QCOMPARE(reading.all.events.back().title, QStringLiteral("Hijacking of South Korean Plane"));
    QCOMPARE(reading.all.events.back().countries, QStringList{"KP"});
}

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
