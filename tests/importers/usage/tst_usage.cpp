// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/importers/reading.h"

#include <QHash>

#include <cmath>

using namespace tideline;

class TestUsage : public QObject
{
    Q_OBJECT

private slots:
    void delegations();
    void delegationsAreRecognised();
    void ioda();
    void iodaOutages();
    void speedTests();
    void sharedSeries_data();
    void sharedSeries();
    void sharedSpots();
    void sharedDelegations();
};

/// Read in order, in blocks of this size.
static ParsedBlock readDelegations(const QByteArray& text, std::size_t size)
{
    const std::string_view bytes(text.constData(), std::size_t(text.size()));
    const auto reader = formatNamed(QStringLiteral("rir-delegated"))->make();
    ParsedBlock all;
    if (!reader->begin(bytes.substr(0, limits::head), {}))
        return all;
    qint64 line = 1;
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t whole = 0;
        for (std::size_t length = size; whole == 0; length *= 2)
            whole = reader->boundary(bytes.substr(at, length), at + length >= bytes.size());
        lay(all, reader->parseNext({bytes.substr(at, whole), line}));
        line += reader->lines(bytes.substr(at, whole));
        at += whole;
    }
    lay(all, reader->end());
    return all;
}

static QStringList membersOf(const ParsedBlock& block)
{
    QStringList texts;
    for (const NamedMember& named : block.members) {
        const SubjectMember& member = named.member;
        texts << named.subject + u' ' +
                     (member.prefix ? member.prefix->toString() : QStringLiteral("AS%1").arg(member.asn)) + u' ' +
                     (member.valid == TimeRange::all() ? QStringLiteral("always") : isoUtc(member.valid.from).left(10));
    }
    return texts;
}

void TestUsage::delegations()
{
    const QByteArray text = bytesOf(sample("delegated-sample.txt"));
    for (const std::size_t size : {std::size_t(16), std::size_t(1) << 20}) {
        const ParsedBlock all = readDelegations(text, size);
        QCOMPARE(membersOf(all),
                 (QStringList{
                     "testnic 20200102 XA AS64500 2019-12-31", "testnic 20200102 XA AS64501 2019-12-31",
                     "testnic 20200102 XA AS64502 2019-12-31", "testnic 20200102 XA 192.0.2.0/23 2019-12-31",
                     "testnic 20200102 XA 192.0.4.0/24 2019-12-31", "testnic 20200102 XA 198.51.100.64/26 always",
                     "testnic 20200102 XA 198.51.100.128/27 always", "testnic 20200102 XB 2001:db8::/32 2018-02-28"}));
        QCOMPARE(all.members[0].member.valid.to, TimeRange::end());
        QCOMPARE(all.read, 10);
        QCOMPARE(textOf(all), std::string("9:0 “20180229” is no date\n"
                                          "11:0 reserved: it is given to nobody\n"
                                          "12:0 no country\n"
                                          "13:0 “203.0.0113.1” is no IPv4 address\n"
                                          "14:0 512 addresses from 255.255.255.0 on would go beyond the last\n"
                                          "15:0 “0” is no count\n"));
        QCOMPARE(all.notes, (QStringList{"1 entry is available or reserved: it belongs to nobody",
                                         "the header announces 9 records, the file holds 10: it may be cut"}));
    }
}

void TestUsage::delegationsAreRecognised()
{
    QCOMPARE(readFile(sample("delegated-sample.txt")).format, QStringLiteral("rir-delegated"));
    const QByteArray other = "a|b|c|d|e|f|g\n1|2|3|4|5|6|7\n";
    const Recognised found = recognise({other.constData(), std::size_t(other.size())}, QStringLiteral("delegated-x"));
    QVERIFY(!found.format || found.format->name != u"rir-delegated");
    // A file cannot ask for more members than a registry ever gave.
    const ParsedBlock many = parseText("rir-delegated", "x|XA|asn|1|4294967295|20190101|allocated\n"
                                                        "x|XA|ipv4|0.0.0.0|4294967296|20190101|allocated\n");
    QCOMPARE(many.problems.size(), std::size_t(1));
    QCOMPARE(many.members.size(), std::size_t(1));
    QCOMPARE(many.members[0].subject, QStringLiteral("x XA"));
    QCOMPARE(many.members[0].member.prefix->toString(), QStringLiteral("0.0.0.0/0"));
}

void TestUsage::ioda()
{
    const Reading reading = readFile(sample("ioda-signals.json"));
    QCOMPARE(reading.format, QStringLiteral("ioda-signals-json"));
    const ParsedBlock& all = reading.all;
    QCOMPARE(all.read, 4);
    QCOMPARE(all.points.size(), std::size_t(6));
    QCOMPARE(all.points[0].key, QStringLiteral("KP"));
    QCOMPARE(all.points[0].quantity, QStringLiteral("bgp"));
    QCOMPARE(all.points[0].unit, QStringLiteral("/24s"));
    QCOMPARE(isoUtc(all.points[0].span.from), QStringLiteral("2018-01-01T00:00:00.000000Z"));
    QCOMPARE(all.points[2].value, 0.0); // behind the gap
    QCOMPARE(isoUtc(all.points[2].span.from), QStringLiteral("2018-01-01T00:15:00.000000Z"));
    QCOMPARE(all.points[2].span.length(), 300 * microsPerSecond);
    QCOMPARE(all.points[5].key, QStringLiteral("asn/131279"));
    QCOMPARE(all.points[5].quantity, QStringLiteral("ping-slash24 up"));
    QCOMPARE(all.points[5].record, 2);
    QCOMPARE(all.problems.size(), std::size_t(2));
    QCOMPARE(all.problems[0].reason, QStringLiteral("no data"));
    QVERIFY(all.problems[1].reason.startsWith(QStringLiteral("no signal")));
    QCOMPARE(all.notes, QStringList{"4 values are null: gaps, no points"});
}

void TestUsage::iodaOutages()
{
    const Reading reading = readFile(sample("ioda-events.json"));
    QCOMPARE(reading.format, QStringLiteral("ioda-outages-json"));
    QCOMPARE(reading.all.read, 2);
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    const Event& outage = reading.all.events[0];
    QCOMPARE(outage.title, QStringLiteral("Outage: North Korea (bgp)"));
    QCOMPARE(outage.countries, QStringList{"KP"});
    QCOMPARE(outage.category, QStringLiteral("network change"));
    QCOMPARE(*outage.time.range, (TimeRange{1514764800 * microsPerSecond, 1514768400 * microsPerSecond}));
    QCOMPARE(outage.extra.value("score"), QStringLiteral("1234.5"));
    const Reading alerts = readFile(sample("ioda-alerts.json"));
    QCOMPARE(alerts.all.events[0].title, QStringLiteral("Alert, critical: North Korea (bgp)"));
    QCOMPARE(*alerts.all.events[0].time.range, (TimeRange{1514764800 * microsPerSecond, 1514764801 * microsPerSecond}));
    QCOMPARE(alerts.all.events[0].extra.value("condition"), QStringLiteral("< 0.99"));
}

void TestUsage::speedTests()
{
    const Reading reading = readFile(sample("mlab-ndt.csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("mlab-ndt"));
    QCOMPARE(reading.all.read, 3);
    QCOMPARE(reading.all.points.size(), std::size_t(5));
    QCOMPARE(reading.all.points[1].quantity, QStringLiteral("MinRTT"));
    QCOMPARE(reading.all.points[1].unit, QStringLiteral("ms"));
    QCOMPARE(reading.all.points[1].key, QStringLiteral("KE"));
    QCOMPARE(reading.all.points[1].span.length(), microsPerDay);
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.problems[0].reason, QStringLiteral("no data"));
    QCOMPARE(reading.all.notes.size(), 2);
}

// By python3's csv: rows, rows whose value cells are all empty, cells with a value, sum over one column, span.
void TestUsage::sharedSeries_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("rejected");
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("quantity");
    QTest::addColumn<double>("sum");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    const auto row = [](const char* file, const char* recipe, int read, int rejected, int points, const char* quantity,
                        double sum, const char* from, const char* to) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(recipe) << read << rejected << points
                            << QString::fromLatin1(quantity) << sum << QString::fromLatin1(from)
                            << QString::fromLatin1(to);
    };
    row("usage/cloudflare-radar/iqi_bandwidth.csv", "cloudflare-radar-iqi", 13409, 1247, 36486, "p25",
        105057.88275999983, "2025-06-09", "2026-06-15");
    row("usage/cloudflare-radar/http_device_type.csv", "cloudflare-radar-shares", 13409, 265, 39432, "desktop",
        669024.3085580034, "2025-06-09", "2026-06-15");
    row("usage/owid/share-of-individuals-using-the-internet.csv", "owid-series", 7151, 0, 7151,
        "Individuals using the Internet (% of population)", 191022.70991055836, "1960-01-01", "2024-01-01");
    row("prices/coin_Bitcoin.csv", "coin-prices", 2991, 0, 17946, "close", 20073469.715226844, "2013-04-29",
        "2021-07-07");
    row("prices/coin_Ethereum.csv", "coin-prices", 2160, 0, 12960, "close", 829247.0932498254, "2015-08-08",
        "2021-07-07");
    row("usage/monash-ip-observatory/ven-2019-07-22_gif.csv", "monash-connectivity", 1469, 1, 1468, "connectivity",
        123309, "2019-07-20", "2019-07-24");
}

void TestUsage::sharedSeries()
{
    QFETCH(QString, file);
    QFETCH(QString, quantity);
    QFETCH(double, sum);
    SKIP_WITHOUT_SHARED_DATA(file);
    const Reading reading = readFile(sharedData(file));
    QTEST(reading.options.value("recipe").toString(), "recipe");
    QTEST(int(reading.all.read), "read");
    QTEST(int(reading.all.problems.size()), "rejected");
    QTEST(int(reading.all.points.size()), "points");
    for (const Problem& problem : reading.all.problems)
        QCOMPARE(problem.reason, QStringLiteral("no data"));
    double total = 0;
    TimeRange span = reading.all.points.front().span;
    for (const SeriesPoint& point : reading.all.points) {
        total += point.quantity == quantity ? point.value : 0;
        span = span.united(point.span);
    }
    QVERIFY2(std::abs(total - sum) <= 1e-9 * sum, qPrintable(QString::number(total, 'g', 17)));
    QTEST(isoUtc(span.from).left(10), "from");
    QTEST(isoUtc(span.to).left(10), "to");
}

void TestUsage::sharedSpots()
{
    SKIP_WITHOUT_SHARED_DATA("prices/coin_Bitcoin.csv");
    const ParsedBlock prices = readFile(sharedData("prices/coin_Bitcoin.csv")).all;
    const char* const quantities[] = {"open", "high", "low", "close", "volume", "marketcap"};
    const double first[] = {134.444000244141, 147.488006591797, 134, 144.539993286133, 0, 1603768864.5};
    for (std::size_t i = 0; i < 6; ++i) {
        const SeriesPoint& point = prices.points[i];
        QCOMPARE(point.quantity, QLatin1String(quantities[i]));
        QCOMPARE(point.value, first[i]);
        QCOMPARE(point.key, QStringLiteral("BTC"));
        QCOMPARE(point.unit, QStringLiteral("USD"));
        // 23:59:59 is the close of the UTC day.
        QCOMPARE(isoUtc(point.span.from), QStringLiteral("2013-04-29T00:00:00.000000Z"));
        QCOMPARE(point.span.length(), microsPerDay);
    }
    const ParsedBlock owid = readFile(sharedData("usage/owid/share-of-individuals-using-the-internet.csv")).all;
    QHash<QString, double> korea;
    for (const SeriesPoint& point : owid.points) {
        if (point.key == u"North Korea")
            korea.insert(isoUtc(point.span.from).left(4), point.value);
    }
    QCOMPARE(korea.size(), 23); // 1990 to 2013 without 1996
    QVERIFY(!korea.contains("1996") && korea.contains("2013") && !korea.contains("2014"));
    QVERIFY(std::all_of(korea.begin(), korea.end(), [](double value) { return value == 0; }));
}

// By awk and python3's ipaddress: 3,961 rows of 6,483 AS numbers, 18,242 of IPv4 (each one prefix), 1,501 of IPv6.
void TestUsage::sharedDelegations()
{
    SKIP_WITHOUT_SHARED_DATA("usage/rir/delegated-apnic-20101217");
    const ParsedBlock all = readDelegations(bytesOf(sharedData("usage/rir/delegated-apnic-20101217")), 100'000);
    QCOMPARE(textOf(all), std::string());
    QCOMPARE(all.notes, QStringList());
    QCOMPARE(all.read, 23704);
    QCOMPARE(all.members.size(), std::size_t(6483 + 18242 + 1501));
    QStringList korea;
    for (const QString& text : membersOf(all)) {
        if (text.startsWith(QStringLiteral("apnic 20101217 KP ")))
            korea << text.mid(18);
    }
    QCOMPARE(korea, (QStringList{"AS131279 2009-12-21", "175.45.176.0/22 2009-12-21"}));
}

QTEST_APPLESS_MAIN(TestUsage)
#include "tst_usage.moc"
