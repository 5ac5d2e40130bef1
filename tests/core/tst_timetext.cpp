// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"

#include <QTest>

#include <ctime>

using namespace tideline;

namespace {

Zone zoneNamed(const char* name)
{
    auto zone = Zone::named(QString::fromLatin1(name));
    return zone ? *zone : Zone();
}

struct Row
{
    const char* name;
    const char* text;
    const char* zone;
    const char* from; ///< nullptr: refused
    const char* to;
    Precision precision = Precision::Day;
    const char* zoneAfter = "UTC";
    DateOrder order = DateOrder::YearMonthDay;
};

constexpr auto ymd = DateOrder::YearMonthDay;
constexpr auto mdy = DateOrder::MonthDayYear;
constexpr auto dmy = DateOrder::DayMonthYear;
constexpr const char* pyongyang = "Asia/Pyongyang";
constexpr const char* berlin = "Europe/Berlin";

/// Every row is read under four process time zones and must give the same.
const Row rows[] = {
    // Precision is what is written
    {"year", "2017", "UTC", "2017-01-01T00:00:00.000000Z", "2018-01-01T00:00:00.000000Z", Precision::Year},
    {"month", "2017-10", "UTC", "2017-10-01T00:00:00.000000Z", "2017-11-01T00:00:00.000000Z", Precision::Month},
    {"December", "2017-12", "UTC", "2017-12-01T00:00:00.000000Z", "2018-01-01T00:00:00.000000Z", Precision::Month},
    {"day", "2017-10-01", "UTC", "2017-10-01T00:00:00.000000Z", "2017-10-02T00:00:00.000000Z"},
    {"minute", "2017-10-01T09:07Z", "UTC", "2017-10-01T09:07:00.000000Z", "2017-10-01T09:08:00.000000Z",
     Precision::Minute},
    {"second", "2017-10-01T09:07:51Z", "UTC", "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second},
    {"tenths", "2017-10-01T09:07:51.5Z", "UTC", "2017-10-01T09:07:51.500000Z", "2017-10-01T09:07:51.600000Z",
     Precision::Fraction},
    {"micros", "2017-10-01T09:07:51.123456Z", "UTC", "2017-10-01T09:07:51.123456Z", "2017-10-01T09:07:51.123457Z",
     Precision::Fraction},
    {"nanos cut", "2017-10-01T09:07:51.123456789Z", "UTC", "2017-10-01T09:07:51.123456Z", "2017-10-01T09:07:51.123457Z",
     Precision::Fraction},
    {"comma", "2017-10-01T09:07:51,25Z", "UTC", "2017-10-01T09:07:51.250000Z", "2017-10-01T09:07:51.260000Z",
     Precision::Fraction},
    {"ten digits", "2017-10-01T09:07:51.1234567890Z", "UTC", nullptr, nullptr},
    {"no digits", "2017-10-01T09:07:51.Z", "UTC", nullptr, nullptr},
    // Zones
    {"offset", "2017-10-01T17:37:51+08:30", "UTC", "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second, "UTC+08:30"},
    {"compact offset", "2017-10-01 17:37:51 +0830", "UTC", "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second, "UTC+08:30"},
    {"hour offset", "2017-10-01T04:07:51-05", "UTC", "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second, "UTC-05:00"},
    {"UTC behind", "2017-10-01 09:07:51 UTC", pyongyang, "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second},
    {"GMT behind", "2017-10-01 09:07 gmt", pyongyang, "2017-10-01T09:07:00.000000Z", "2017-10-01T09:08:00.000000Z",
     Precision::Minute},
    {"zero offset", "2017-10-01T09:07:51-00:00", pyongyang, "2017-10-01T09:07:51.000000Z",
     "2017-10-01T09:07:52.000000Z", Precision::Second},
    {"lower case", "2017-10-01t09:07:51z", pyongyang, "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second},
    {"naive", "2017-10-01 17:37:51", pyongyang, "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second, pyongyang},
    {"naive day", "2017-09-15", pyongyang, "2017-09-14T15:30:00.000000Z", "2017-09-15T15:30:00.000000Z", Precision::Day,
     pyongyang},
    {"naive month over the change", "2018-05", pyongyang, "2018-04-30T15:30:00.000000Z", "2018-05-31T15:00:00.000000Z",
     Precision::Month, pyongyang},
    {"day UTC", "2017-09-15 UTC", pyongyang, "2017-09-15T00:00:00.000000Z", "2017-09-16T00:00:00.000000Z"},
    {"day with offset", "2017-09-15+08:30", "UTC", "2017-09-14T15:30:00.000000Z", "2017-09-15T15:30:00.000000Z",
     Precision::Day, "UTC+08:30"},
    {"day with short offset", "2017-09-15-05", "UTC", nullptr, nullptr},
    {"+24:00", "2017-10-01T09:07:51+24:00", "UTC", nullptr, nullptr},
    {"+23:59", "2017-10-01T23:59:00+23:59", "UTC", "2017-10-01T00:00:00.000000Z", "2017-10-01T00:00:01.000000Z",
     Precision::Second, "UTC+23:59"},
    {"offset minute 60", "2017-10-01T09:07:51+08:60", "UTC", nullptr, nullptr},
    {"offset of three digits", "2017-10-01T09:07:51+083", "UTC", nullptr, nullptr},
    {"unknown zone word", "2017-10-01T09:07:51 CEST", "UTC", nullptr, nullptr},
    {"two zones", "2017-10-01T09:07:51Z+01:00", "UTC", nullptr, nullptr},
    // Folds and gaps
    {"fold", "2017-10-29 02:30:00", berlin, nullptr, nullptr},
    {"fold with offset", "2017-10-29 02:30:00+01:00", berlin, "2017-10-29T01:30:00.000000Z",
     "2017-10-29T01:30:01.000000Z", Precision::Second, "UTC+01:00"},
    {"after the fold", "2017-10-29 03:00:00", berlin, "2017-10-29T02:00:00.000000Z", "2017-10-29T02:00:01.000000Z",
     Precision::Second, berlin},
    {"fold in Pyongyang", "2015-08-14 23:45", pyongyang, nullptr, nullptr},
    {"gap", "2017-03-26 02:30:00", berlin, nullptr, nullptr},
    {"after the gap", "2017-03-26 03:00:00", berlin, "2017-03-26T01:00:00.000000Z", "2017-03-26T01:00:01.000000Z",
     Precision::Second, berlin},
    {"gap in Pyongyang", "2018-05-04 23:45", pyongyang, nullptr, nullptr},
    {"day with a gap at midnight", "2017-10-15", "America/Sao_Paulo", "2017-10-15T03:00:00.000000Z",
     "2017-10-16T02:00:00.000000Z", Precision::Day, "America/Sao_Paulo"},
    // Edges of clock and calendar
    {"leap second", "2016-12-31T23:59:60Z", "UTC", "2017-01-01T00:00:00.000000Z", "2017-01-01T00:00:01.000000Z",
     Precision::Second},
    {"leap second fraction", "2016-12-31T23:59:60.5Z", "UTC", "2017-01-01T00:00:00.500000Z",
     "2017-01-01T00:00:00.600000Z", Precision::Fraction},
    {"second 61", "2016-12-31T23:59:61Z", "UTC", nullptr, nullptr},
    {"24:00", "2017-10-01T24:00Z", "UTC", "2017-10-02T00:00:00.000000Z", "2017-10-02T00:01:00.000000Z",
     Precision::Minute},
    {"24:00:01", "2017-10-01T24:00:01Z", "UTC", nullptr, nullptr},
    {"25:00", "2017-10-01T25:00Z", "UTC", nullptr, nullptr},
    {"minute 60", "2017-10-01T09:60Z", "UTC", nullptr, nullptr},
    {"one-digit minute", "2017-10-01T09:7Z", "UTC", nullptr, nullptr},
    {"hour only", "2017-10-01T09", "UTC", nullptr, nullptr},
    {"leap day", "2016-02-29", "UTC", "2016-02-29T00:00:00.000000Z", "2016-03-01T00:00:00.000000Z"},
    {"no leap day", "2017-02-29", "UTC", nullptr, nullptr},
    {"month 13", "2017-13-01", "UTC", nullptr, nullptr},
    {"day 0", "2017-10-00", "UTC", nullptr, nullptr},
    {"year 0", "0000-01-01", "UTC", nullptr, nullptr},
    {"year 1", "0001-01-01", "UTC", "0001-01-01T00:00:00.000000Z", "0001-01-02T00:00:00.000000Z"},
    {"before year 1", "0001-01-01T00:00:00+01:00", "UTC", nullptr, nullptr},
    {"year 9999", "9999-12-31T23:59:59Z", "UTC", "9999-12-31T23:59:59.000000Z", "10000-01-01T00:00:00.000000Z",
     Precision::Second},
    {"after year 9999", "9999-12-31T24:00:00Z", "UTC", nullptr, nullptr},
    {"year 10000", "10000-01-01", "UTC", nullptr, nullptr},
    {"negative year", "-0001-01-01", "UTC", nullptr, nullptr},
    {"overflow", "99999999999999999999999-01-01", "UTC", nullptr, nullptr},
    {"overflow of digits", "99999999999999999999999999999999", "UTC", nullptr, nullptr},
    // Other spellings
    {"compact", "20171001T090751Z", "UTC", "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z",
     Precision::Second},
    {"compact day", "20171001", "UTC", "2017-10-01T00:00:00.000000Z", "2017-10-02T00:00:00.000000Z"},
    {"slashes", "2017/10/01 09:07", "UTC", "2017-10-01T09:07:00.000000Z", "2017-10-01T09:08:00.000000Z",
     Precision::Minute},
    {"US date", "1/31/2020", "UTC", "2020-01-31T00:00:00.000000Z", "2020-02-01T00:00:00.000000Z", Precision::Day, "UTC",
     mdy},
    {"US date and time", "1/31/2020 5:04:00 PM", "UTC", "2020-01-31T17:04:00.000000Z", "2020-01-31T17:04:01.000000Z",
     Precision::Second, "UTC", mdy},
    {"US midnight", "1/31/2020, 12:04 am", "UTC", "2020-01-31T00:04:00.000000Z", "2020-01-31T00:05:00.000000Z",
     Precision::Minute, "UTC", mdy},
    {"13 PM", "1/31/2020 13:04 PM", "UTC", nullptr, nullptr, Precision::Day, "UTC", mdy},
    {"European date", "3.4.2019", "UTC", "2019-04-03T00:00:00.000000Z", "2019-04-04T00:00:00.000000Z", Precision::Day,
     "UTC", dmy},
    {"order unknown", "3/4/2019", "UTC", nullptr, nullptr},
    {"month 31", "31/1/2019", "UTC", nullptr, nullptr, Precision::Day, "UTC", mdy},
    {"year of two digits", "1/31/20", "UTC", nullptr, nullptr, Precision::Day, "UTC", mdy},
    {"mixed signs", "2017-10/01", "UTC", nullptr, nullptr},
    {"month name", "05-Dec-2019 06:00:00", "UTC", "2019-12-05T06:00:00.000000Z", "2019-12-05T06:00:01.000000Z",
     Precision::Second},
    {"month name with blanks", "5 December 2019", "UTC", "2019-12-05T00:00:00.000000Z", "2019-12-06T00:00:00.000000Z"},
    {"month name first", "Dec 5, 2019", "UTC", "2019-12-05T00:00:00.000000Z", "2019-12-06T00:00:00.000000Z"},
    {"month name and year", "September 2017", "UTC", "2017-09-01T00:00:00.000000Z", "2017-10-01T00:00:00.000000Z",
     Precision::Month},
    {"Sept", "Sept. 2017", "UTC", "2017-09-01T00:00:00.000000Z", "2017-10-01T00:00:00.000000Z", Precision::Month},
    {"no month", "05-Foo-2019", "UTC", nullptr, nullptr},
    {"epoch", "1506848871", pyongyang, "2017-10-01T09:07:51.000000Z", "2017-10-01T09:07:52.000000Z", Precision::Second},
    {"epoch with fraction", "1506848871.25", pyongyang, "2017-10-01T09:07:51.250000Z", "2017-10-01T09:07:51.260000Z",
     Precision::Fraction},
    {"epoch in ms", "1506848871000", "UTC", nullptr, nullptr},
    // Rubbish
    {"blanks around", "  2017-10-01\t", "UTC", "2017-10-01T00:00:00.000000Z", "2017-10-02T00:00:00.000000Z"},
    {"empty", "", "UTC", nullptr, nullptr},
    {"blank", "   ", "UTC", nullptr, nullptr},
    {"word", "yesterday", "UTC", nullptr, nullptr},
    {"goes on", "2017-10-01 or so", "UTC", nullptr, nullptr},
    {"goes on with a digit", "2017-10-011", "UTC", nullptr, nullptr},
    {"other digits", "２０１７-10-01", "UTC", nullptr, nullptr},
    {"one digit", "2", "UTC", nullptr, nullptr},
    {"sign only", "-", "UTC", nullptr, nullptr},
    {"T only", "2017-10-01T", "UTC", nullptr, nullptr},
};

} // namespace

class TestTimeText : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void parses_data();
    void parses();
    void doubtfulTimesSayWhy();
    void originalIsKept();
    void epochs_data();
    void epochs();
    void ranges_data();
    void ranges();
    void isoTexts();
    void isoTextsRoundTrip();
    void textsByPrecision();
    void datesStayInTheirZone();
    void durations_data();
    void durations();
};

void TestTimeText::cleanup()
{
    qputenv("TZ", "UTC");
    tzset();
}

void TestTimeText::parses_data()
{
    QTest::addColumn<QByteArray>("processZone");
    QTest::addColumn<int>("row");
    for (const char* zone : {"UTC", "Europe/Berlin", "Asia/Tehran", "Pacific/Apia"}) {
        for (int i = 0; i < int(std::size(rows)); ++i)
            QTest::addRow("%s, TZ=%s", rows[i].name, zone) << QByteArray(zone) << i;
    }
}

/// every row under four zones of the process.
void TestTimeText::parses()
{
    QFETCH(QByteArray, processZone);
    QFETCH(int, row);
    qputenv("TZ", processZone);
    tzset();
    const Row& it = rows[row];
    const auto time = parseTime(QString::fromUtf8(it.text), zoneNamed(it.zone), it.order);
    if (!it.from) {
        QVERIFY2(!time.ok(), time ? qPrintable(isoUtc(time->range->from)) : "");
        QCOMPARE(time.error().code, ErrorCode::BadInput);
        QVERIFY(!time.error().what.isEmpty());
        return;
    }
    QVERIFY2(time.ok(), time ? "" : qPrintable(time.error().text()));
    QCOMPARE(isoUtc(time->range->from), QString::fromLatin1(it.from));
    QCOMPARE(isoUtc(time->range->to), QString::fromLatin1(it.to));
    QCOMPARE(precisionName(time->precision), precisionName(it.precision));
    QCOMPARE(time->zone, QString::fromLatin1(it.zoneAfter));
}

void TestTimeText::doubtfulTimesSayWhy()
{
    const auto fold = parseTime(u"2017-10-29 02:30", zoneNamed(berlin));
    QVERIFY(fold.error().what.contains(u"ambiguous"));
    QVERIFY(fold.error().remedy.contains(u"offset"));
    const auto gap = parseTime(u"2017-03-26 02:30", zoneNamed(berlin));
    QVERIFY(gap.error().what.contains(u"never showed"));
    const auto order = parseTime(u"3/4/2019", Zone::utc(), ymd);
    QVERIFY(order.error().what.contains(u"which number is the day"));
}

void TestTimeText::originalIsKept()
{
    const auto time = parseTime(u" 2017-10-01 17:37 ", zoneNamed(pyongyang));
    QCOMPARE(time->original, QStringLiteral(" 2017-10-01 17:37 "));
    QCOMPARE(parseTime(u"1506848871", Zone::utc())->original, QStringLiteral("1506848871"));
}

void TestTimeText::epochs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("power");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("zero") << QByteArray("0") << 0 << true << qint64(0);
    QTest::newRow("seconds") << QByteArray("1506848871") << 0 << true << qint64(1506848871000000);
    QTest::newRow("micros") << QByteArray("1506848871.123456") << 0 << true << qint64(1506848871123456);
    QTest::newRow("finer is cut") << QByteArray("1506848871.1234569") << 0 << true << qint64(1506848871123456);
    QTest::newRow("what a double would miss")
        << QByteArray("1599999999.999999") << 0 << true << qint64(1599999999999999);
    QTest::newRow("negative") << QByteArray("-1.5") << 0 << true << qint64(-1500000);
    QTest::newRow("negative is floored") << QByteArray("-0.0000001") << 0 << true << qint64(-1);
    QTest::newRow("ms") << QByteArray("1506848871123") << 3 << true << qint64(1506848871123000);
    QTest::newRow("us") << QByteArray("1506848871123456") << 6 << true << qint64(1506848871123456);
    QTest::newRow("ns") << QByteArray("1506848871123456789") << 9 << true << qint64(1506848871123456);
    QTest::newRow("last second") << QByteArray("253402300799.999999") << 0 << true << qint64(latestTime - 1);
    QTest::newRow("year 10000") << QByteArray("253402300800") << 0 << false << qint64(0);
    QTest::newRow("first second") << QByteArray("-62135596800") << 0 << true << qint64(earliestTime);
    QTest::newRow("before year 1") << QByteArray("-62135596800.000001") << 0 << false << qint64(0);
    QTest::newRow("ms as seconds") << QByteArray("1506848871123") << 0 << false << qint64(0);
    QTest::newRow("overflow") << QByteArray(30, '9') << 0 << false << qint64(0);
    QTest::newRow("too long") << QByteArray(400, '1') << 0 << false << qint64(0);
    QTest::newRow("empty") << QByteArray("") << 0 << false << qint64(0);
    QTest::newRow("sign") << QByteArray("-") << 0 << false << qint64(0);
    QTest::newRow("point") << QByteArray(".5") << 0 << false << qint64(0);
    QTest::newRow("point at end") << QByteArray("5.") << 0 << false << qint64(0);
    QTest::newRow("two points") << QByteArray("5.5.5") << 0 << false << qint64(0);
    QTest::newRow("exponent") << QByteArray("1.5e9") << 0 << false << qint64(0);
    QTest::newRow("hex") << QByteArray("0x10") << 0 << false << qint64(0);
    QTest::newRow("blank") << QByteArray(" 5") << 0 << false << qint64(0);
    QTest::newRow("nan") << QByteArray("nan") << 0 << false << qint64(0);
}

void TestTimeText::epochs()
{
    QFETCH(QByteArray, text);
    QFETCH(int, power);
    QFETCH(bool, ok);
    QFETCH(qint64, micros);
    const auto time = parseEpochSeconds({text.constData(), std::size_t(text.size())}, power);
    QCOMPARE(time.ok(), ok);
    if (ok)
        QCOMPARE(qint64(*time), micros);
}

void TestTimeText::ranges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("year") << "2017"
                          << "2016-12-31T15:30:00.000000Z"
                          << "2017-12-31T15:30:00.000000Z";
    QTest::newRow("month") << "2017-10"
                           << "2017-09-30T15:30:00.000000Z"
                           << "2017-10-31T15:30:00.000000Z";
    QTest::newRow("day") << "2017-10-01"
                         << "2017-09-30T15:30:00.000000Z"
                         << "2017-10-01T15:30:00.000000Z";
    QTest::newRow("second") << "2017-10-01T09:07:51Z"
                            << "2017-10-01T09:07:51.000000Z"
                            << "2017-10-01T09:07:51.000000Z";
    QTest::newRow("minute") << "2017-10-01T09:07Z"
                            << "2017-10-01T09:07:00.000000Z"
                            << "2017-10-01T09:07:00.000000Z";
    QTest::newRow("bad") << "soon"
                         << ""
                         << "";
}

void TestTimeText::ranges()
{
    QFETCH(QString, text);
    QFETCH(QString, from);
    QFETCH(QString, to);
    const auto range = parseTimeRange(text, zoneNamed(pyongyang));
    QCOMPARE(range.ok(), !from.isEmpty());
    if (!range) {
        QCOMPARE(range.error().code, ErrorCode::BadArgument);
        return;
    }
    QCOMPARE(isoUtc(range->from), from);
    QCOMPARE(isoUtc(range->to), to);
}

void TestTimeText::isoTexts()
{
    const Micros t = 1506848871'000000;
    QCOMPARE(isoUtc(t), QStringLiteral("2017-10-01T09:07:51.000000Z"));
    QCOMPARE(isoUtc(-1), QStringLiteral("1969-12-31T23:59:59.999999Z"));
    QCOMPARE(isoLocal(t, zoneNamed(pyongyang)), QStringLiteral("2017-10-01T17:37:51.000000+08:30"));
    QCOMPARE(isoLocal(t, Zone::utc()), QStringLiteral("2017-10-01T09:07:51.000000Z"));
    QCOMPARE(isoLocal(t, zoneNamed("America/New_York")), QStringLiteral("2017-10-01T05:07:51.000000-04:00"));
    QVERIFY(isoUtc(TimeRange::beginning()).isEmpty());
    QVERIFY(isoLocal(TimeRange::end(), zoneNamed(pyongyang)).isEmpty());
}

void TestTimeText::isoTextsRoundTrip()
{
    for (const char* name : {"UTC", pyongyang, berlin, "Africa/Monrovia"}) {
        const Zone zone = zoneNamed(name);
        for (Micros t = -4'000'000'000'000'001; t < 4'000'000'000'000'000; t += 123'456'789'012'345) {
            QCOMPARE(parseTime(isoUtc(t), zone)->range->from, t);
            QCOMPARE(parseTime(isoLocal(t, zone), Zone::utc())->range->from, t);
        }
    }
}

void TestTimeText::textsByPrecision()
{
    const Zone zone = zoneNamed(pyongyang);
    const Micros t = 1506848871'500000;
    QCOMPARE(timeText(t, Precision::Year, zone), QStringLiteral("2017"));
    QCOMPARE(timeText(t, Precision::Month, zone), QStringLiteral("2017-10"));
    QCOMPARE(timeText(t, Precision::Day, zone), QStringLiteral("2017-10-01"));
    QCOMPARE(timeText(t, Precision::Minute, zone), QStringLiteral("2017-10-01 17:37"));
    QCOMPARE(timeText(t, Precision::Second, zone), QStringLiteral("2017-10-01 17:37:51"));
    QCOMPARE(timeText(t, Precision::Fraction, zone), QStringLiteral("2017-10-01 17:37:51.500"));
    QCOMPARE(timeText(t + 1, Precision::Fraction, zone), QStringLiteral("2017-10-01 17:37:51.500001"));
    QVERIFY(timeText(TimeRange::end(), Precision::Day, zone).isEmpty());
    QVERIFY(timeText(EventTime{}, zone).isEmpty());
}

void TestTimeText::datesStayInTheirZone()
{
    // A missile of 2017-09-14 21:57 UTC flew on 2017-09-15 local.
    const auto day = parseTime(u"2017-09-15", zoneNamed(pyongyang));
    QCOMPARE(timeText(*day, Zone::utc()), QStringLiteral("2017-09-15"));
    QCOMPARE(timeText(*day, zoneNamed("America/New_York")), QStringLiteral("2017-09-15"));
    const auto minute = parseTime(u"2017-09-14 21:57 UTC", Zone::utc());
    QCOMPARE(timeText(*minute, zoneNamed(pyongyang)), QStringLiteral("2017-09-15 06:27"));
    const auto month = parseTime(u"2017-09", Zone::utc());
    QCOMPARE(timeText(*month, zoneNamed("America/New_York")), QStringLiteral("2017-09"));
}

void TestTimeText::durations_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << "0 s";
    QTest::newRow("micros") << qint64(12) << QStringLiteral("12 µs");
    QTest::newRow("millis") << qint64(250'000) << "250 ms";
    QTest::newRow("almost a second") << qint64(999'600) << "1 s";
    QTest::newRow("seconds") << qint64(12 * microsPerSecond) << "12 s";
    QTest::newRow("half seconds") << qint64(12'500'000) << "12.5 s";
    QTest::newRow("almost a minute") << qint64(59'960'000) << "1 min";
    QTest::newRow("minutes") << qint64(90 * microsPerSecond) << "1 min 30 s";
    QTest::newRow("an hour") << qint64(microsPerHour) << "1 h";
    QTest::newRow("hours") << qint64(200 * microsPerMinute) << "3 h 20 min";
    QTest::newRow("hours rounded") << qint64(200 * microsPerMinute + 40 * microsPerSecond) << "3 h 21 min";
    QTest::newRow("the outage of 2014") << qint64(9 * microsPerHour + 31 * microsPerMinute) << "9 h 31 min";
    QTest::newRow("almost a day") << qint64(microsPerDay - microsPerSecond) << "1 day";
    QTest::newRow("a day and") << qint64(25 * microsPerHour) << "1 day 1 h";
    QTest::newRow("days") << qint64(185 * microsPerDay) << "185 days";
    QTest::newRow("negative") << qint64(-microsPerMinute) << QStringLiteral("−1 min");
}

void TestTimeText::durations()
{
    QFETCH(qint64, length);
    QFETCH(QString, text);
    QCOMPARE(durationText(length), text);
}

QTEST_APPLESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
