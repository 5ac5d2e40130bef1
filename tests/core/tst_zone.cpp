// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/core/zone.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>

using namespace tideline;

namespace {

Zone zoneNamed(const char* name)
{
    auto zone = Zone::named(QString::fromLatin1(name));
    return zone ? *zone : Zone();
}

Micros at(const char* iso)
{
    return parseTime(QString::fromLatin1(iso), Zone::utc())->range->from;
}

Micros local(const char* iso) ///< local wall time as micros
{
    return at(iso);
}

} // namespace

class TestZone : public QObject
{
    Q_OBJECT

private slots:
    void civilDatesRoundTrip();
    void civilKnownAnswers();
    void dateValidity();
    void namesAreChecked_data();
    void namesAreChecked();
    void offsets_data();
    void offsets();
    void pyongyangHasItsTwoLateChanges();
    void foldIsAmbiguousAndEarlier();
    void gapIsMissingAndEndsAtTheChange();
    void everyInstantResolvesBack_data();
    void everyInstantResolvesBack();
    void binNames();
    void dayLengths_data();
    void dayLengths();
    void hourBinsFollowTheLocalClock();
    void quarterHoursFitHalfHourZones();
    void calendarBins_data();
    void calendarBins();
    void binsPartitionTime_data();
    void binsPartitionTime();
    void leftOutDayHasNoBin();
    void edgesCoverTheRange();
    void edgesRefuseTooMany();
    void fittingBins_data();
    void fittingBins();
    void sharedBetweenThreads();
};

void TestZone::civilDatesRoundTrip()
{
    for (std::int64_t day = -719162; day < 2932897; day += 13) { // 0001-01-01 .. 9999-12-31
        const CivilTime civil = civilFromMicros(day * microsPerDay + 86'399'999'999);
        QVERIFY(isValidDate(civil.year, civil.month, civil.day));
        QCOMPARE(daysFromCivil(civil.year, civil.month, civil.day), day);
        QCOMPARE(microsFromCivil(civil), day * microsPerDay + 86'399'999'999);
    }
    QCOMPARE(daysFromCivil(1, 1, 1) * microsPerDay, earliestTime);
    QCOMPARE(daysFromCivil(10000, 1, 1) * microsPerDay, latestTime);
}

void TestZone::civilKnownAnswers()
{
    QCOMPARE(daysFromCivil(1970, 1, 1), 0);
    QCOMPARE(daysFromCivil(2000, 3, 1), 11017);
    QCOMPARE(civilFromMicros(-1), (CivilTime{1969, 12, 31, 23, 59, 59, 999999, 3}));
    QCOMPARE(civilFromMicros(1506848871'000000), (CivilTime{2017, 10, 1, 9, 7, 51, 0, 7})); // a Sunday
    QCOMPARE(civilFromMicros(earliestTime), (CivilTime{1, 1, 1, 0, 0, 0, 0, 1}));
}

void TestZone::dateValidity()
{
    QVERIFY(isValidDate(2000, 2, 29));
    QVERIFY(!isValidDate(1900, 2, 29));
    QVERIFY(isValidDate(2016, 2, 29));
    QVERIFY(!isValidDate(2017, 2, 29));
    QVERIFY(!isValidDate(2017, 4, 31));
    QVERIFY(!isValidDate(2017, 13, 1));
    QVERIFY(!isValidDate(2017, 0, 1));
    QVERIFY(!isValidDate(2017, 1, 0));
}

void TestZone::namesAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::newRow("UTC") << "UTC"
                         << "UTC";
    QTest::newRow("Z") << "Z"
                       << "UTC";
    QTest::newRow("a zone") << "Asia/Pyongyang"
                            << "Asia/Pyongyang";
    QTest::newRow("an older name") << "US/Eastern"
                                   << "US/Eastern";
    QTest::newRow("three parts") << "America/Argentina/Buenos_Aires"
                                 << "America/Argentina/Buenos_Aires";
    QTest::newRow("fixed") << "UTC+08:30"
                           << "UTC+08:30";
    QTest::newRow("fixed short") << "UTC-3"
                                 << "UTC-03:00";
    QTest::newRow("fixed compact") << "UTC+0530"
                                   << "UTC+05:30";
    QTest::newRow("fixed zero") << "UTC+00:00"
                                << "UTC";
    QTest::newRow("fixed beyond a day") << "UTC+24:00"
                                        << "";
    QTest::newRow("fixed without digits") << "UTC+"
                                          << "";
    QTest::newRow("fixed with odd minutes") << "UTC+08:3"
                                            << "";
    QTest::newRow("fixed with minute 60") << "UTC+08:60"
                                          << "";
    QTest::newRow("unknown") << "Asia/Nowhere"
                             << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("blank") << " "
                           << "";
    QTest::newRow("a rule") << "FOO5BAR"
                            << "";
    QTest::newRow("a path") << "../../etc/passwd"
                            << "";
    QTest::newRow("an absolute path") << "/usr/share/zoneinfo/UTC"
                                      << "";
    QTest::newRow("up and down") << "Asia/../Asia/Tokyo"
                                 << "";
    QTest::newRow("not Latin") << QStringLiteral("Азия/Пхеньян") << "";
}

void TestZone::namesAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    const auto zone = Zone::named(name);
    QCOMPARE(zone.ok(), !expected.isEmpty());
    if (zone)
        QCOMPARE(zone->name(), expected);
    else
        QCOMPARE(zone.error().code, ErrorCode::BadArgument);
}

void TestZone::offsets_data()
{
    // Offsets in seconds by Python's zoneinfo.
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("utc");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("Asia/Pyongyang 1900-01-01")
        << QByteArray("Asia/Pyongyang") << QByteArray("1900-01-01T00:00:00Z") << 30180 << "+08:23";
    QTest::newRow("Asia/Pyongyang 1910-01-01")
        << QByteArray("Asia/Pyongyang") << QByteArray("1910-01-01T00:00:00Z") << 30600 << "+08:30";
    QTest::newRow("Asia/Pyongyang 1911-12-31T15:00:00")
        << QByteArray("Asia/Pyongyang") << QByteArray("1911-12-31T15:00:00Z") << 30600 << "+08:30";
    QTest::newRow("Asia/Pyongyang 1953-07-27")
        << QByteArray("Asia/Pyongyang") << QByteArray("1953-07-27T00:00:00Z") << 32400 << "+09:00";
    QTest::newRow("Asia/Pyongyang 2017-10-01T09:07:51")
        << QByteArray("Asia/Pyongyang") << QByteArray("2017-10-01T09:07:51Z") << 30600 << "+08:30";
    QTest::newRow("Asia/Pyongyang 2020-01-01")
        << QByteArray("Asia/Pyongyang") << QByteArray("2020-01-01T00:00:00Z") << 32400 << "+09:00";
    QTest::newRow("Europe/Berlin 1945-06-01")
        << QByteArray("Europe/Berlin") << QByteArray("1945-06-01T00:00:00Z") << 10800 << "+03:00";
    QTest::newRow("Europe/Berlin 2017-10-29T00:59:59")
        << QByteArray("Europe/Berlin") << QByteArray("2017-10-29T00:59:59Z") << 7200 << "+02:00";
    QTest::newRow("Europe/Berlin 2017-10-29T01:00:00")
        << QByteArray("Europe/Berlin") << QByteArray("2017-10-29T01:00:00Z") << 3600 << "+01:00";
    QTest::newRow("Europe/Berlin 2040-07-01")
        << QByteArray("Europe/Berlin") << QByteArray("2040-07-01T00:00:00Z") << 7200 << "+02:00";
    QTest::newRow("Europe/Berlin 2090-12-01")
        << QByteArray("Europe/Berlin") << QByteArray("2090-12-01T00:00:00Z") << 3600 << "+01:00";
    QTest::newRow("Asia/Tehran 2020-06-01")
        << QByteArray("Asia/Tehran") << QByteArray("2020-06-01T00:00:00Z") << 16200 << "+04:30";
    QTest::newRow("Asia/Tehran 2023-06-01")
        << QByteArray("Asia/Tehran") << QByteArray("2023-06-01T00:00:00Z") << 12600 << "+03:30";
    QTest::newRow("Asia/Kolkata 2019-01-01")
        << QByteArray("Asia/Kolkata") << QByteArray("2019-01-01T00:00:00Z") << 19800 << "+05:30";
    QTest::newRow("America/New_York 2016-02-04T12:00:00")
        << QByteArray("America/New_York") << QByteArray("2016-02-04T12:00:00Z") << -18000 << "-05:00";
    QTest::newRow("America/New_York 2060-07-04T12:00:00")
        << QByteArray("America/New_York") << QByteArray("2060-07-04T12:00:00Z") << -14400 << "-04:00";
    QTest::newRow("Pacific/Apia 2011-12-30T09:59:59")
        << QByteArray("Pacific/Apia") << QByteArray("2011-12-30T09:59:59Z") << -36000 << "-10:00";
    QTest::newRow("Pacific/Apia 2011-12-30T10:00:00")
        << QByteArray("Pacific/Apia") << QByteArray("2011-12-30T10:00:00Z") << 50400 << "+14:00";
    QTest::newRow("America/St_Johns 1995-01-01")
        << QByteArray("America/St_Johns") << QByteArray("1995-01-01T00:00:00Z") << -12600 << "-03:30";
    QTest::newRow("Africa/Monrovia 1971-01-01")
        << QByteArray("Africa/Monrovia") << QByteArray("1971-01-01T00:00:00Z") << -2670 << "-00:44:30";
    QTest::newRow("UTC") << QByteArray("UTC") << QByteArray("2017-10-01T00:00:00Z") << 0 << "Z";
    QTest::newRow("fixed") << QByteArray("UTC+08:30") << QByteArray("2017-10-01T00:00:00Z") << 30600 << "+08:30";
}

void TestZone::offsets()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, utc);
    QFETCH(int, seconds);
    QFETCH(QString, text);
    const Zone it = zoneNamed(zone);
    QCOMPARE(it.name(), QString::fromLatin1(zone));
    QCOMPARE(it.offsetAt(at(utc)), seconds * microsPerSecond);
    QCOMPARE(it.offsetText(at(utc)), text);
}

void TestZone::pyongyangHasItsTwoLateChanges()
{
    const Zone zone = zoneNamed("Asia/Pyongyang");
    const Micros first = at("2015-08-14T15:00:00Z");
    const Micros second = at("2018-05-04T15:00:00Z");
    QCOMPARE(zone.offsetAt(first - 1), 9 * microsPerHour);
    QCOMPARE(zone.offsetAt(first), 8 * microsPerHour + 30 * microsPerMinute);
    QCOMPARE(zone.offsetAt(second - 1), 8 * microsPerHour + 30 * microsPerMinute);
    QCOMPARE(zone.offsetAt(second), 9 * microsPerHour);
    QCOMPARE(zone.offsetAt(at("2099-01-01")), 9 * microsPerHour);
    QCOMPARE(zone.offsetAt(TimeRange::end()), 9 * microsPerHour);
}

///
void TestZone::foldIsAmbiguousAndEarlier()
{
    const Zone pyongyang = zoneNamed("Asia/Pyongyang");
    // The clock went from midnight back to 23:30 on 2015-08-14.
    auto resolved = pyongyang.toUtc(local("2015-08-14T23:45:00Z"));
    QVERIFY(resolved.ambiguous && !resolved.missing);
    QCOMPARE(resolved.utc, at("2015-08-14T14:45:00Z"));
    QVERIFY(!pyongyang.toUtc(local("2015-08-14T23:29:59Z")).ambiguous);
    resolved = pyongyang.toUtc(local("2015-08-15T00:00:00Z"));
    QVERIFY(!resolved.ambiguous);
    QCOMPARE(resolved.utc, at("2015-08-14T15:30:00Z"));

    resolved = zoneNamed("Europe/Berlin").toUtc(local("2017-10-29T02:30:00Z"));
    QVERIFY(resolved.ambiguous);
    QCOMPARE(resolved.utc, at("2017-10-29T00:30:00Z"));
}

///
void TestZone::gapIsMissingAndEndsAtTheChange()
{
    auto resolved = zoneNamed("Asia/Pyongyang").toUtc(local("2018-05-04T23:40:00Z"));
    QVERIFY(resolved.missing && !resolved.ambiguous);
    QCOMPARE(resolved.utc, at("2018-05-04T15:00:00Z"));
    resolved = zoneNamed("Europe/Berlin").toUtc(local("2017-03-26T02:00:00Z"));
    QVERIFY(resolved.missing);
    QCOMPARE(resolved.utc, at("2017-03-26T01:00:00Z"));
    QVERIFY(!zoneNamed("Europe/Berlin").toUtc(local("2017-03-26T03:00:00Z")).missing);
    resolved = zoneNamed("Pacific/Apia").toUtc(local("2011-12-30T12:00:00Z"));
    QVERIFY(resolved.missing);
    QCOMPARE(resolved.utc, at("2011-12-30T10:00:00Z"));
}

static void addZones()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"UTC", "UTC+05:45", "Asia/Pyongyang", "Asia/Seoul", "Europe/Berlin", "America/St_Johns",
                             "America/Havana", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran",
                             "Asia/Kathmandu", "Pacific/Apia", "Africa/Monrovia", "Europe/Dublin", "Asia/Gaza"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void TestZone::everyInstantResolvesBack_data()
{
    addZones();
}

void TestZone::everyInstantResolvesBack()
{
    QFETCH(QByteArray, name);
    const Zone zone = zoneNamed(name);
    for (const auto& period : zone.periods()) {
        const Micros from = std::max(period.from, at("1890-01-01"));
        for (Micros t = from - microsPerDay; t < from + microsPerDay; t += 10 * microsPerMinute) {
            const auto resolved = zone.toUtc(zone.toLocal(t));
            QVERIFY(!resolved.missing);
            QVERIFY(resolved.ambiguous ? resolved.utc <= t : resolved.utc == t);
            QCOMPARE(zone.toLocal(resolved.utc), zone.toLocal(t));
        }
    }
}

void TestZone::binNames()
{
    const QStringList names{"minute", "15min", "hour", "day", "week", "month", "quarter", "year"};
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(binName(Bin(i)), names[i]);
        QCOMPARE(binFromName(names[i]), std::optional(Bin(i)));
    }
    QVERIFY(!binFromName(u"days"));
    QVERIFY(!binFromName(u""));
}

void TestZone::dayLengths_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("noon");
    QTest::addColumn<double>("hours");
    QTest::newRow("Berlin spring") << QByteArray("Europe/Berlin") << QByteArray("2017-03-26T12:00:00Z") << 23.0;
    QTest::newRow("Berlin autumn") << QByteArray("Europe/Berlin") << QByteArray("2017-10-29T12:00:00Z") << 25.0;
    QTest::newRow("Berlin summer") << QByteArray("Europe/Berlin") << QByteArray("2017-07-01T12:00:00Z") << 24.0;
    QTest::newRow("Lord Howe half hour") << QByteArray("Australia/Lord_Howe") << QByteArray("2017-04-01T20:00:00Z")
                                         << 24.5;
    QTest::newRow("Pyongyang 2015") << QByteArray("Asia/Pyongyang") << QByteArray("2015-08-14T03:00:00Z") << 24.5;
    QTest::newRow("Pyongyang 2018") << QByteArray("Asia/Pyongyang") << QByteArray("2018-05-04T03:00:00Z") << 23.5;
    QTest::newRow("Havana, midnight twice")
        << QByteArray("America/Havana") << QByteArray("2017-11-05T16:00:00Z") << 25.0;
    QTest::newRow("Sao Paulo, no midnight")
        << QByteArray("America/Sao_Paulo") << QByteArray("2017-10-15T16:00:00Z") << 23.0;
}

void TestZone::dayLengths()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, noon);
    QFETCH(double, hours);
    const Zone it = zoneNamed(zone);
    const Micros start = binStart(at(noon), Bin::Day, it);
    QCOMPARE(double(nextBin(start, Bin::Day, it) - start) / microsPerHour, hours);
}

void TestZone::hourBinsFollowTheLocalClock()
{
    const Zone zone = zoneNamed("Asia/Pyongyang");
    QCOMPARE(binStart(at("2017-10-01T09:07:51Z"), Bin::Hour, zone), at("2017-10-01T08:30:00Z"));
    QCOMPARE(nextBin(at("2017-10-01T08:30:00Z"), Bin::Hour, zone), at("2017-10-01T09:30:00Z"));
    // Midnight +09:00 became 23:30 +08:30: the rest of that hour is half an hour long.
    const auto back = binEdges({at("2015-08-14T14:00:00Z"), at("2015-08-14T16:30:00Z")}, Bin::Hour, zone);
    QCOMPARE(back, (std::vector<Micros>{at("2015-08-14T14:00:00Z"), at("2015-08-14T15:00:00Z"),
                                        at("2015-08-14T15:30:00Z"), at("2015-08-14T16:30:00Z")}));
    // 23:30 +08:30 became midnight +09:00: the hour before is half an hour long.
    const auto forward = binEdges({at("2018-05-04T13:30:00Z"), at("2018-05-04T16:00:00Z")}, Bin::Hour, zone);
    QCOMPARE(forward, (std::vector<Micros>{at("2018-05-04T13:30:00Z"), at("2018-05-04T14:30:00Z"),
                                           at("2018-05-04T15:00:00Z"), at("2018-05-04T16:00:00Z")}));
}

void TestZone::quarterHoursFitHalfHourZones()
{
    const Zone kathmandu = zoneNamed("Asia/Kathmandu"); // +05:45
    QCOMPARE(binStart(at("2017-10-01T09:07:51Z"), Bin::QuarterHour, kathmandu), at("2017-10-01T09:00:00Z"));
    QCOMPARE(binStart(at("2017-10-01T09:07:51Z"), Bin::Hour, kathmandu), at("2017-10-01T08:15:00Z"));
    const Zone pyongyang = zoneNamed("Asia/Pyongyang");
    const TimeRange days{at("2018-05-04T00:00:00Z"), at("2018-05-06T00:00:00Z")};
    const auto edges = binEdges(days, Bin::QuarterHour, pyongyang);
    QCOMPARE(edges.size(), std::size_t(2 * 96 + 1));
    for (std::size_t i = 1; i < edges.size(); ++i)
        QCOMPARE(edges[i] - edges[i - 1], 15 * microsPerMinute);
}

void TestZone::calendarBins_data()
{
    QTest::addColumn<int>("bin");
    QTest::addColumn<QByteArray>("from"); // Pyongyang midnights, written in UTC
    QTest::addColumn<QByteArray>("to");
    // 2018-02-15T20:00Z is Friday 2018-02-16 04:30 in Pyongyang
    QTest::newRow("day") << int(Bin::Day) << QByteArray("2018-02-15T15:30:00Z") << QByteArray("2018-02-16T15:30:00Z");
    QTest::newRow("week") << int(Bin::Week) << QByteArray("2018-02-11T15:30:00Z") << QByteArray("2018-02-18T15:30:00Z");
    QTest::newRow("month") << int(Bin::Month) << QByteArray("2018-01-31T15:30:00Z")
                           << QByteArray("2018-02-28T15:30:00Z");
    QTest::newRow("quarter") << int(Bin::Quarter) << QByteArray("2017-12-31T15:30:00Z")
                             << QByteArray("2018-03-31T15:30:00Z");
    QTest::newRow("year") << int(Bin::Year) << QByteArray("2017-12-31T15:30:00Z") << QByteArray("2018-12-31T15:00:00Z");
}

void TestZone::calendarBins()
{
    QFETCH(int, bin);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const Zone zone = zoneNamed("Asia/Pyongyang");
    const Micros start = binStart(at("2018-02-15T20:00:00Z"), Bin(bin), zone);
    QCOMPARE(isoUtc(start), isoUtc(at(from)));
    QCOMPARE(isoUtc(nextBin(start, Bin(bin), zone)), isoUtc(at(to)));
}

void TestZone::binsPartitionTime_data()
{
    addZones();
}

/// Bins follow one another without overlap and every instant finds the bin that holds it.
void TestZone::binsPartitionTime()
{
    QFETCH(QByteArray, name);
    const Zone zone = zoneNamed(name);
    for (const auto& period : zone.periods()) {
        const Micros middle = std::clamp(period.from, at("1890-01-01"), at("2090-01-01"));
        for (const Bin bin : {Bin::Minute, Bin::QuarterHour, Bin::Hour, Bin::Day, Bin::Week, Bin::Month, Bin::Year}) {
            const Micros reach = bin < Bin::Day ? 2 * microsPerHour : 2 * microsPerDay;
            Micros last = binStart(middle - reach, bin, zone);
            QVERIFY(last <= middle - reach);
            for (Micros t = middle - reach; t < middle + reach; t += reach / 48 + 7) {
                const Micros start = binStart(t, bin, zone);
                while (last < start) {
                    const Micros next = nextBin(last, bin, zone);
                    QVERIFY(next > last);
                    QVERIFY(next <= start);
                    last = next;
                }
                QCOMPARE(start, last);
                QVERIFY(start <= t && nextBin(start, bin, zone) > t);
                QCOMPARE(binStart(start, bin, zone), start);
            }
        }
    }
}

void TestZone::leftOutDayHasNoBin()
{
    const Zone zone = zoneNamed("Pacific/Apia"); // 2011-12-30 did not happen there
    const Micros before = binStart(at("2011-12-30T09:00:00Z"), Bin::Day, zone);
    QCOMPARE(before, at("2011-12-29T10:00:00Z"));
    QCOMPARE(nextBin(before, Bin::Day, zone), at("2011-12-30T10:00:00Z"));
    QCOMPARE(zone.civil(at("2011-12-30T10:00:00Z")).day, 31);
    QCOMPARE(nextBin(at("2011-12-30T10:00:00Z"), Bin::Day, zone), at("2011-12-31T10:00:00Z"));
}

void TestZone::edgesCoverTheRange()
{
    const TimeRange range{at("2017-01-15T05:00:00Z"), at("2017-04-01T00:00:00Z")};
    const auto edges = binEdges(range, Bin::Month, Zone::utc());
    QCOMPARE(edges, (std::vector<Micros>{at("2017-01-01"), at("2017-02-01"), at("2017-03-01"), at("2017-04-01")}));
    QCOMPARE(binEdges({0, 1}, Bin::Minute, Zone::utc()).size(), std::size_t(2));
    QVERIFY(binEdges({5, 5}, Bin::Minute, Zone::utc()).empty());
    QVERIFY(binEdges({5, 4}, Bin::Minute, Zone::utc()).empty());
    QCOMPARE(binEdges({earliestTime, latestTime}, Bin::Year, Zone::utc()).size(), std::size_t(10000));
}

void TestZone::edgesRefuseTooMany()
{
    const TimeRange day{at("2017-01-01"), at("2017-01-02")};
    QCOMPARE(binEdges(day, Bin::Hour, Zone::utc(), 25).size(), std::size_t(25));
    QVERIFY(binEdges(day, Bin::Hour, Zone::utc(), 24).empty());
    QVERIFY(binEdges({earliestTime, latestTime}, Bin::Minute, Zone::utc()).empty());
    for (const Bin bin : {Bin::Minute, Bin::Day, Bin::Year})
        QVERIFY(binEdges(TimeRange::all(), bin, Zone::utc()).empty());
}

void TestZone::fittingBins_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("bin");
    QTest::newRow("3 hours") << QByteArray("2017-01-01T00:00Z") << QByteArray("2017-01-01T03:00Z") << "minute";
    QTest::newRow("1 day") << QByteArray("2017-01-01") << QByteArray("2017-01-02") << "15min";
    QTest::newRow("8 days") << QByteArray("2017-01-01") << QByteArray("2017-01-09") << "hour";
    QTest::newRow("9 days") << QByteArray("2017-01-01") << QByteArray("2017-01-10") << "day";
    QTest::newRow("200 days") << QByteArray("2017-01-01") << QByteArray("2017-07-20") << "day";
    QTest::newRow("201 days") << QByteArray("2017-01-01") << QByteArray("2017-07-21") << "week";
    QTest::newRow("10 years") << QByteArray("2010-01-01") << QByteArray("2020-01-01") << "month";
    QTest::newRow("40 years") << QByteArray("1980-01-01") << QByteArray("2020-01-01") << "quarter";
    QTest::newRow("2 centuries") << QByteArray("1820-01-01") << QByteArray("2020-01-01") << "year";
    QTest::newRow("9 centuries") << QByteArray("1120-01-01") << QByteArray("2020-01-01") << "year";
}

void TestZone::fittingBins()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, bin);
    QCOMPARE(binName(fittingBin({at(from), at(to)})), bin);
}

void TestZone::sharedBetweenThreads()
{
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&right] {
            for (int round = 0; round < 200; ++round) {
                const Zone zone = zoneNamed(round % 2 ? "Asia/Pyongyang" : "Asia/Seoul");
                right += zone.offsetAt(1'600'000'000'000'000) == 9 * microsPerHour;
            }
        }));
        threads.back()->start();
    }
    for (const auto& thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(right.load(), 800);
}

QTEST_APPLESS_MAIN(TestZone)
#include "tst_zone.moc"
