// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/levels.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

#include <cmath>

using namespace tideline;

/// Usage series in place of flows: their names, the level of a day, and measures that must not tell one from the other.
class TestSeriesMeasures : public QObject
{
    Q_OBJECT

private slots:
    void names();
    void picking_data();
    void picking();
    void levelOfADay();
    void daysOfTheZone();
    void sourcesThatDisagree();
    void eventStudyByHand();
    void changeByHand();
    void volumeByHand();
    void binsFitThePoints_data();
    void binsFitThePoints();
    void sameAsFlows_data();
    void sameAsFlows();
    void weeklyValues();
    void refused_data();
    void refused();
};

static SeriesPoint point(const char* from, const char* to, double value, const char* key = "IRN",
                         const char* quantity = "connectivity", const char* unit = "%", qint64 source = 1)
{
    return {between(from, to),
            value,
            QString::fromUtf8(key),
            QString::fromUtf8(quantity),
            QString::fromUtf8(unit),
            source,
            1};
}

static CaseFacts caseOf(std::vector<SeriesPoint> points)
{
    CaseFacts facts;
    facts.points = std::move(points);
    for (const char* name : {"first.csv", "second.csv", "third.csv"}) {
        Source source;
        source.id = qint64(facts.sources.size()) + 1;
        source.name = QString::fromLatin1(name);
        source.kind = QStringLiteral("series");
        source.sha256 = QStringLiteral("00%1").arg(source.id);
        facts.sources.push_back(source);
    }
    facts.dataFingerprint = QStringLiteral("data");
    return facts;
}

/// A value a day from 2019-01-01 on.
static CaseFacts dailyCase(const std::vector<double>& values)
{
    CaseFacts facts = caseOf({});
    const Micros first = at("2019-01-01");
    for (std::size_t day = 0; day < values.size(); ++day) {
        SeriesPoint own = point("2019-01-01", "2019-01-02", values[day]);
        own.span = {first + Micros(day) * microsPerDay, first + Micros(day + 1) * microsPerDay};
        facts.points.push_back(own);
    }
    return facts;
}

static Question questionOfSeries(const char* measure, const char* name = "connectivity")
{
    Question question = questionOf(measure);
    question.series = QString::fromUtf8(name);
    return question;
}

static EventPtr eventOn(const char* time)
{
    Event event;
    event.id = QString::fromLatin1(time);
    event.category = QStringLiteral("missile test");
    event.time = *parseTime(QString::fromLatin1(time), Zone::utc());
    return std::make_shared<const Event>(event);
}

void TestSeriesMeasures::names()
{
    QCOMPARE(seriesName(point("2019", "2020", 1)), QStringLiteral("IRN · connectivity (%)"));
    QCOMPARE(seriesName(point("2019", "2020", 1, "", "index", "")), QStringLiteral("index"));
    QCOMPARE(seriesName(point("2019", "2020", 1, "KP", "", "hosts")), QStringLiteral("KP (hosts)"));
    QCOMPARE(seriesName(point("2019", "2020", 1, "KP", "Share (%)", "%")), QStringLiteral("KP · Share (%)"));
}

void TestSeriesMeasures::picking_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("picked");
    QTest::addColumn<QString>("remedy");
    const QString close = QStringLiteral("BTC · close (USD)"),
                  table = QStringLiteral("VEN / Táchira · connectivity (%)");
    QTest::newRow("whole") << close << close << QString();
    QTest::newRow("words") << "OPEN eth"
                           << "ETH · open (USD)" << QString();
    QTest::newRow("part of a place") << "táchira" << table << QString();
    QTest::newRow("whole among longer ones") << "BTC · close"
                                             << "BTC · close" << QString();
    QTest::newRow("several") << "BTC" << QString() << "Choose one: BTC · close, BTC · close (USD), BTC · open (USD)";
    QTest::newRow("several of them in part") << "open" << QString() << "Choose one: BTC · open (USD), ETH · open (USD)";
    QTest::newRow("misspelt") << "BTC opem" << QString() << "Nearest: BTC · open (USD)";
    QTest::newRow("misspelt quantity of flows") << "byts" << QString() << "Nearest: bytes";
    QTest::newRow("far from all") << "humidity of the air" << QString() << "Known: BTC · close, BTC · close (USD)";
    QTest::newRow("nothing but marks") << " · " << QString() << "Known: ";
}

void TestSeriesMeasures::picking()
{
    QFETCH(QString, name);
    QFETCH(QString, picked);
    QFETCH(QString, remedy);
    const CaseFacts facts = caseOf({point("2019-01-01", "2019-01-02", 1, "BTC", "close", "USD"),
                                    point("2019-01-02", "2019-01-03", 2, "BTC", "close", "USD"),
                                    point("2019-01-01", "2019-01-02", 1, "BTC", "close", ""),
                                    point("2019-01-01", "2019-01-02", 1, "BTC", "open", "USD"),
                                    point("2019-01-01", "2019-01-02", 1, "ETH", "open", "USD"),
                                    point("2019-01-01", "2019-01-02", 1, "VEN / Táchira", "connectivity", "%")});
    QCOMPARE(seriesNames(facts.points).size(), 5);
    const auto found = pickedSeries(name, seriesNames(facts.points));
    QCOMPARE(found.ok(), remedy.isEmpty());
    if (found)
        QCOMPARE(*found, picked);
    else
        QVERIFY2(found.error().remedy.startsWith(remedy), qPrintable(found.error().remedy));
}

static std::vector<DayValue> daysOf(const CaseFacts& facts, const TimeRange& range, const char* zone = "UTC")
{
    Question question = questionOfSeries("event-study", "IRN · connectivity (%)");
    question.range = range;
    question.zone = QString::fromLatin1(zone);
    const auto asked = lookUp(question, facts);
    return binValues(*asked, *dayEdges(range, asked->zone), {});
}

void TestSeriesMeasures::levelOfADay()
{
    const auto days = daysOf(caseOf({point("2019-01-01T06:00Z", "2019-01-01T18:00Z", 10),
                                     point("2019-01-01T18:00Z", "2019-01-02T00:00Z", 40),
                                     point("2019-01-03T20:00Z", "2019-01-04T04:00Z", 6)}),
                             between("2019-01-01", "2019-01-05"));
    QCOMPARE(days.size(), std::size_t(4));
    QCOMPARE(days[0].covered, 0.75);
    QCOMPARE(days[0].value / days[0].covered, 20.0); // (10 × 12 h + 40 × 6 h) / 18 h
    QCOMPARE(days[1].covered, 0.0);
    QCOMPARE(days[2].covered, 4.0 / 24);
    QCOMPARE(days[2].value / days[2].covered, 6.0);
    QCOMPARE(days[3].covered, 4.0 / 24);
    QCOMPARE(days[3].value / days[3].covered, 6.0);
}

/// Days of UTC lie across those of Pyongyang: 15 hours of one and 9 of the other.
void TestSeriesMeasures::daysOfTheZone()
{
    const auto days = daysOf(caseOf({point("2019-01-01", "2019-01-02", 16), point("2019-01-02", "2019-01-03", 40)}),
                             between("2019-01-01T15:00Z", "2019-01-02T15:00Z"), "Asia/Pyongyang");
    QCOMPARE(days.size(), std::size_t(1));
    QCOMPARE(days[0].covered, 1.0);
    QCOMPARE(days[0].value, (16.0 * 9 + 40.0 * 15) / 24);
}

void TestSeriesMeasures::sourcesThatDisagree()
{
    CaseFacts facts = caseOf(
        {point("2019-01-01", "2019-01-02", 10), point("2019-01-01", "2019-01-02", 30, "IRN", "connectivity", "%", 3),
         point("2019-01-02", "2019-01-03", 7), point("2018-01-02", "2018-01-03", 7, "IRN", "connectivity", "%", 2)});
    const TimeRange range = between("2019-01-01", "2019-01-03");
    const auto days = daysOf(facts, range);
    QCOMPARE(days[0].value, 20.0);
    QCOMPARE(days[0].covered, 1.0);
    QCOMPARE(days[1].value, 7.0);
    facts.points.push_back(point("2019-01-01", "2019-01-02", 5, "SYR"));
    Question question = questionOfSeries("changepoints", "irn");
    question.range = range;
    ASK(result, question, facts, TinyFlowStore());
    QVERIFY(!hasNote(result, "reach from one bin"));
    question.zone = QStringLiteral("Asia/Pyongyang");
    ASK(elsewhere, question, facts, TinyFlowStore());
    QVERIFY(hasNote(elsewhere, "4 of 4 values reach from one bin into the next"));
    QVERIFY(hasNote(result, "For 24 hours several values stand beside each other") ||
            hasNote(result, "For 1 day several values stand beside each other"));
    // The second source is of another year.
    QCOMPARE(result.sources.size(), std::size_t(2));
    QCOMPARE(result.sources[0].name, QStringLiteral("first.csv"));
    QCOMPARE(result.sources[1].name, QStringLiteral("third.csv"));
}

/// 100 on every day, but 150 on the event's and 50 two days later: exactly what the table must say.
void TestSeriesMeasures::eventStudyByHand()
{
    std::vector<double> values(91, 100);
    values[45] = 150; // 2019-02-15
    values[47] = 50;
    values[48] = 0; // known, but without a logarithm
    CaseFacts facts = dailyCase(values);
    facts.points[49].span.to -= 13 * microsPerHour; // less than half of the day
    facts.points[50].span.to -= 12 * microsPerHour; // half of it
    facts.events = {eventOn("2019-02-15")};
    ASK(result, questionOfSeries("event-study"), facts, TinyFlowStore());
    for (int lag = -7; lag <= 7; ++lag) {
        const auto row = std::size_t(lag + 7);
        QCOMPARE(number(result, row, "lag"), double(lag));
        if (lag == 3 || lag == 4)
            QVERIFY(isMissing(result, row, "ratio"));
        else
            QCOMPARE(number(result, row, "ratio"), lag == 0 ? 1.5 : lag == 2 ? 0.5 : 1.0);
        QCOMPARE(number(result, row, "events"), lag == 3 || lag == 4 ? 0.0 : 1.0);
    }
    QCOMPARE(*result.headline.value, 1.5);
    QCOMPARE(result.headline.text, QStringLiteral("+50 % (×1.5) on the day itself"));
    QCOMPARE(result.table.columns[1].title, QStringLiteral("Level over usual"));
    QCOMPARE(result.question.value(QStringLiteral("series")).toString(), QStringLiteral("IRN · connectivity (%)"));
    QVERIFY(!result.question.contains(QStringLiteral("subject")));
    QVERIFY(hasNote(result, "Measured is the series IRN · connectivity (%)"));
    QVERIFY(hasNote(result, "1 bin whose level is not above 0 left out"));
    QVERIFY(!hasNote(result, "first packet"));
    QCOMPARE(result.sources.size(), std::size_t(1));
    QCOMPARE(result.sources[0].name, QStringLiteral("first.csv"));
}

/// 9 and 11 in turn, then 27 and 33: 10 and 30 on average.
void TestSeriesMeasures::changeByHand()
{
    std::vector<double> values;
    for (int day = 0; day < 80; ++day)
        values.push_back((day % 2 == 0 ? 9 : 11) * (day < 40 ? 1 : 3));
    ASK(result, questionOfSeries("changepoints"), dailyCase(values), TinyFlowStore());
    QCOMPARE(result.table.rows.size(), std::size_t(1));
    QCOMPARE(std::get<qint64>(cell(result, 0, "at")), qint64(at("2019-02-10")));
    QCOMPARE(number(result, 0, "before"), 10.0);
    QCOMPARE(number(result, 0, "after"), 30.0);
    QCOMPARE(number(result, 0, "ratio"), 3.0);
    const int before = result.table.columnIndex(u"before");
    QCOMPARE(result.table.columns[std::size_t(before)].title, QStringLiteral("Level before"));
    QCOMPARE(result.table.columns[std::size_t(before)].unit, QStringLiteral("%"));
    QCOMPARE(result.question.value(QStringLiteral("bin")).toString(), QStringLiteral("day"));
}

/// Hours of a day: 90 for an hour and a half and 60 for half an hour make 82.5; then one hour is not known, and the
/// next only for a quarter. On average 90 × 1.5 + 60 × 0.5 + 20 × 0.25 over 2.25 hours.
void TestSeriesMeasures::volumeByHand()
{
    const CaseFacts facts = caseOf(
        {point("2019-01-01T00:00Z", "2019-01-01T00:30Z", 90), point("2019-01-01T00:30Z", "2019-01-01T01:30Z", 90),
         point("2019-01-01T01:30Z", "2019-01-01T02:00Z", 60), point("2019-01-01T03:15Z", "2019-01-01T03:30Z", 20),
         point("2019-01-01T00:00Z", "2019-01-01T04:00Z", 7, "SYR", "connectivity", "%", 3)});
    Question question = questionOfSeries("volume", "IRN");
    question.bin = Bin::Hour;
    ASK(result, question, facts, TinyFlowStore());
    QCOMPARE(result.table.rows.size(), std::size_t(4));
    const int value = result.table.columnIndex(u"value");
    QCOMPARE(result.table.columns[std::size_t(value)].title, QStringLiteral("Level"));
    QCOMPARE(result.table.columns[std::size_t(value)].unit, QStringLiteral("%"));
    QCOMPARE(result.table.columnIndex(u"in"), -1);
    QCOMPARE(std::get<qint64>(cell(result, 1, "start")), qint64(at("2019-01-01T01:00Z")));
    QCOMPARE(number(result, 0, "value"), 90.0);
    QCOMPARE(number(result, 1, "value"), 75.0);
    QVERIFY(isMissing(result, 2, "value"));
    QCOMPARE(number(result, 2, "covered"), 0.0);
    QCOMPARE(number(result, 3, "value"), 20.0);
    QCOMPARE(number(result, 3, "covered"), 0.25);
    QCOMPARE(*result.headline.value, 170 / 2.25);
    QCOMPARE(result.headline.unit, QStringLiteral("%"));
    QVERIFY2(result.headline.text.endsWith(QStringLiteral("% on average")), qPrintable(result.headline.text));
    QCOMPARE(result.question.value(QStringLiteral("series")).toString(), QStringLiteral("IRN · connectivity (%)"));
    QVERIFY(hasNote(result, "Of a usage series it is the mean level of the bin"));
    QVERIFY(hasNote(result, "1 gap"));
    QCOMPARE(result.sources.size(), std::size_t(1));
    question.bin = Bin::Day;
    ASK(day, question, facts, TinyFlowStore());
    QCOMPARE(day.table.rows.size(), std::size_t(1));
    QCOMPARE(number(day, 0, "value"), 170 / 2.25);
}

void TestSeriesMeasures::binsFitThePoints_data()
{
    QTest::addColumn<qint64>("minutes");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("bin");
    QTest::newRow("minutes") << qint64(1) << 60 << "minute";
    QTest::newRow("5 minutes") << qint64(5) << 30 << "15min";
    QTest::newRow("hours") << qint64(60) << 72 << "hour";
    QTest::newRow("hours of a year") << qint64(60) << 8760 << "week";
    QTest::newRow("3 hours") << qint64(180) << 10 << "day";
    QTest::newRow("days") << qint64(1440) << 10 << "day";
    QTest::newRow("weeks") << qint64(7 * 1440) << 10 << "week";
}

/// Unasked, the bins are as short as fit on a chart, and no shorter than the values.
void TestSeriesMeasures::binsFitThePoints()
{
    QFETCH(qint64, minutes);
    QFETCH(int, count);
    QFETCH(QString, bin);
    CaseFacts facts = caseOf({});
    Micros from = at("2019-01-07"); // a Monday
    for (int i = 0; i < count; ++i, from += minutes * microsPerMinute) {
        facts.points.push_back(point("2019", "2020", i));
        facts.points.back().span = {from, from + minutes * microsPerMinute};
    }
    ASK(result, questionOfSeries("volume"), facts, TinyFlowStore());
    QCOMPARE(result.question.value(QStringLiteral("bin")).toString(), bin);
    QCOMPARE(*result.headline.value, (count - 1) / 2.0);
}

void TestSeriesMeasures::sameAsFlows_data()
{
    QTest::addColumn<QString>("name");
    for (const Measure& measure : measures()) {
        if (measure.ofSeries && measure.name != u"volume") // which of flows is a sum, of a series a level
            QTest::newRow(qPrintable(measure.name)) << measure.name;
    }
}

/// The volumes of 200 days as flows, and the same numbers as a series: every figure is the same.
void TestSeriesMeasures::sameAsFlows()
{
    QFETCH(QString, name);
    std::vector<double> values;
    for (int day = 0; day < 200; ++day)
        values.push_back(1000 + 400 * (day % 7) + 137 * (day * day % 11) + (day > 90 ? 5000 : 0));
    CaseFacts ofSeries = dailyCase(values);
    CaseFacts ofFlows = factsWith({between("2019-01-01", "2019-07-20")});
    ofSeries.events = ofFlows.events = {eventOn("2019-02-15"), eventOn("2019-03-20"), eventOn("2019-04-27"),
                                        eventOn("2019-05-17"), eventOn("2019-06-02"), eventOn("2019-06-30")};
    TinyFlowStore flows;
    for (const SeriesPoint& value : ofSeries.points)
        flows.flows.push_back({value.span.from + microsPerHour, std::uint64_t(value.value), 0, {}});
    ASK(series, questionOfSeries(qPrintable(name)), ofSeries, TinyFlowStore());
    ASK(same, questionOf(qPrintable(name)), ofFlows, flows);
    QVERIFY(!series.table.rows.empty());
    QCOMPARE(toJson(series.table)[QStringLiteral("rows")], toJson(same.table)[QStringLiteral("rows")]);
    QCOMPARE(series.headline.text, same.headline.text);
}

void TestSeriesMeasures::weeklyValues()
{
    CaseFacts facts = caseOf({});
    Micros from = at("2019-01-07"); // a Monday
    for (int week = 0; week < 30; ++week, from += 7 * microsPerDay) {
        facts.points.push_back(point("2019", "2020", (week % 2 == 0 ? 9 : 11) * (week < 15 ? 1 : 3)));
        facts.points.back().span = {from, from + 7 * microsPerDay};
    }
    facts.points.push_back(point("2019", "2020", 1));
    facts.events = {eventOn("2019-02-15")};
    ASK(result, questionOfSeries("changepoints"), facts, TinyFlowStore());
    QCOMPARE(result.question.value(QStringLiteral("bin")).toString(), QStringLiteral("week"));
    QCOMPARE(result.table.rows.size(), std::size_t(1));
    QCOMPARE(std::get<qint64>(cell(result, 0, "at")), qint64(at("2019-04-22")));
    QVERIFY(hasNote(result, "1 value longer than a bin left out"));
    const auto refused = runMeasure(questionOfSeries("event-study"), facts, TinyFlowStore(), {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().what.contains(QStringLiteral("spans more than one day")),
             qPrintable(refused.error().what));
}

void TestSeriesMeasures::refused_data()
{
    QTest::addColumn<Question>("question");
    QTest::addColumn<QString>("what");
    Question question = questionOfSeries("index");
    QTest::newRow("another measure") << question << "index takes no series";
    question = questionOfSeries("volume");
    question.by = Dimension::Route;
    QTest::newRow("told apart") << question << "no flows that could be told apart";
    question = questionOfSeries("volume");
    question.byField = QStringLiteral("port");
    QTest::newRow("told apart by a name") << question << "no flows that could be told apart";
    question = questionOfSeries("volume");
    question.bin = Bin::Hour;
    QTest::newRow("bins shorter than the values") << question << "spans more than one hour";
    question = questionOfSeries("counts");
    QTest::newRow("a measure of events") << question << "counts takes no series";
    question = questionOfSeries("event-study");
    question.where = QStringLiteral("port == 80");
    QTest::newRow("filter") << question << "takes no filter";
    question = questionOfSeries("changepoints");
    question.subject = QStringLiteral("net");
    QTest::newRow("subject") << question << "no subject";
    question = questionOfSeries("changepoints");
    question.range = between("2009-01-01", "2009-02-01");
    QTest::newRow("another time") << question << "none of the series";
    QTest::newRow("unknown") << questionOfSeries("changepoints", "traffic") << "there is no series “traffic”";
    QTest::newRow("flows there are none of") << questionOf("changepoints") << "the case has no flows";
}

void TestSeriesMeasures::refused()
{
    QFETCH(Question, question);
    QFETCH(QString, what);
    CaseFacts facts = dailyCase(std::vector<double>(60, 5));
    facts.subjects = {Subject{QStringLiteral("net"), {}, QStringLiteral("UTC")}};
    const auto answer = runMeasure(question, facts, TinyFlowStore(), {});
    QVERIFY(!answer);
    QVERIFY2(answer.error().what.contains(what), qPrintable(answer.error().what));
}

QTEST_APPLESS_MAIN(TestSeriesMeasures)
#include "tst_seriesmeasures.moc"
