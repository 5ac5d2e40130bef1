// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/reading.h"

#include <QJsonArray>
#include <QSet>

using namespace tideline;

class TestSeries : public QObject
{
    Q_OBJECT

private slots:
    void guessedGermanTable();
    void binsByPrecisionAndWidth();
    void widthsAreChecked();
    void unevenRows();
    void sharedConnectivity();
    void sharedLatency();
    void sharedShares();
    void sharedQuality();
    void sharedOwid();
};

void TestSeries::guessedGermanTable()
{
    const Reading reading =
        readFile(sample("series-german.csv"), QStringLiteral("series-csv"),
                 {{"map", QJsonObject{{"time", "Zeit"}, {"key", "Land"}, {"value", "Anteil (%)"}}}, {"decimal", ","}});
    QCOMPARE(reading.all.read, 4);
    const auto& points = reading.all.points;
    QCOMPARE(points.size(), std::size_t(2));
    QCOMPARE(points[0].value, 12.5);
    QCOMPARE(points[1].value, 1250.75);
    QCOMPARE(points[0].unit, QStringLiteral("%"));
    QCOMPARE(points[0].quantity, QStringLiteral("Anteil (%)"));
    QCOMPARE(points[0].key, QStringLiteral("KP"));
    QCOMPARE(points[0].span.length(), 15 * microsPerMinute); // the shortest step of the head
    QCOMPARE(reading.all.problems.size(), std::size_t(2));
    QCOMPARE(reading.all.problems[0].reason, QStringLiteral("no data"));
    QCOMPARE(reading.all.problems[1].reason, QStringLiteral("“viel” is no number"));
    QCOMPARE(reading.all.problems[1].column, 3);
}

void TestSeries::binsByPrecisionAndWidth()
{
    const auto span = [](const QByteArray& time, const ReadOptions& options = {}) {
        const ParsedBlock parsed = parseText(QStringLiteral("series-csv"), "time,v\n" + time + ",1\n", options);
        return parsed.points.empty() ? TimeRange{} : parsed.points.front().span;
    };
    const auto day = [](int y, int m, int d) { return daysFromCivil(y, m, d) * microsPerDay; };
    QCOMPARE(span("2019"), (TimeRange{day(2019, 1, 1), day(2020, 1, 1)}));
    QCOMPARE(span("2019-02"), (TimeRange{day(2019, 2, 1), day(2019, 3, 1)}));
    QCOMPARE(span("2019-02-03"), (TimeRange{day(2019, 2, 3), day(2019, 2, 4)}));
    QCOMPARE(span("2019-02-03", {{"bin_width", "week"}}), (TimeRange{day(2019, 2, 3), day(2019, 2, 10)}));
    QCOMPARE(span("2019-02-01", {{"bin_width", "month"}}), (TimeRange{day(2019, 2, 1), day(2019, 3, 1)}));
    QCOMPARE(span("2019-02-03T00:00:00Z", {{"bin_width", "3h"}}).length(), 3 * microsPerHour);
    QCOMPARE(span("2019-02-03T00:00:00Z", {{"bin_width", 900}}).length(), 15 * microsPerMinute);
    QCOMPARE(span("2019-02-03T12:00:00Z", {{"bin_width", "1d"}, {"bin", "middle"}}),
             (TimeRange{day(2019, 2, 3), day(2019, 2, 4)}));
    QCOMPARE(span("1549152000", {{"bin_width", "1d"}}), (TimeRange{day(2019, 2, 3), day(2019, 2, 4)}));
    QCOMPARE(span("1549152000000", {{"bin_width", "1d"}, {"epoch", "ms"}}).from, day(2019, 2, 3));
    QCOMPARE(span("2019-02-03 08:30", {{"zone", "Asia/Pyongyang"}, {"bin_width", "hour"}}).from,
             day(2019, 2, 2) + 23 * microsPerHour + 30 * microsPerMinute);
}

void TestSeries::widthsAreChecked()
{
    for (const char* width : {"0", "-3", "3 parsecs", "99999999999999999999d"}) {
        QString error;
        parseText(QStringLiteral("series-csv"), "time,v\n2019,1\n", {{"bin_width", width}}, &error);
        QVERIFY2(error.contains(QStringLiteral("is no width of a bin")), width);
    }
}

void TestSeries::unevenRows()
{
    const ParsedBlock parsed = parseText(
        QStringLiteral("series-csv"), "time,a,b\n2019,1,2\n2020,,4\n2021,,\n2022,inf,1\n2023,5 %,6\n,1,1\nsoon,1,1\n",
        {{"map", QJsonObject{{"time", "time"}, {"value", QJsonArray{"a", "b"}}}}});
    QCOMPARE(parsed.read, 7);
    QCOMPARE(parsed.points.size(), std::size_t(5));
    QCOMPARE(parsed.problems.size(), std::size_t(4));
    QCOMPARE(parsed.problems[0].reason, QStringLiteral("no data"));
    QCOMPARE(parsed.problems[1].reason, QStringLiteral("“inf” is no number"));
    QCOMPARE(parsed.problems[2].reason, QStringLiteral("no time"));
    QCOMPARE(parsed.notes.size(), 2); // values missing, and rows without any
}

static double total(const ParsedBlock& parsed, const QString& quantity = {})
{
    double sum = 0;
    for (const SeriesPoint& point : parsed.points)
        sum += quantity.isEmpty() || point.quantity == quantity ? point.value : 0;
    return sum;
}

// By python3's csv: 1,469 rows, one of them -1; the others add up to 123,309.
void TestSeries::sharedConnectivity()
{
    SKIP_WITHOUT_SHARED_DATA("usage/monash-ip-observatory/ven-2019-07-22_gif.csv");
    const Reading reading = readFile(sharedData("usage/monash-ip-observatory/ven-2019-07-22_gif.csv"), {}, {}, 9'000);
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("monash-connectivity"));
    QCOMPARE(reading.all.read, 1469);
    QCOMPARE(reading.all.points.size(), std::size_t(1468));
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.problems[0].reason, QStringLiteral("no data"));
    QVERIFY(reading.all.problems[0].text.contains(QStringLiteral("Táchira")));
    QCOMPARE(total(reading.all), 123309.0);
    // 2019-07-20 00:00 in Caracas (UTC-4), whatever time_e says.
    const SeriesPoint& first = reading.all.points.front();
    QCOMPARE(first.span, (TimeRange{1563595200 * microsPerSecond, 1563598800 * microsPerSecond}));
    QCOMPARE(first.key, QStringLiteral("VEN / Anzoátegui"));
    QCOMPARE(first.record, 2);
}

void TestSeries::sharedLatency()
{
    SKIP_WITHOUT_SHARED_DATA("usage/monash-ip-observatory/ukr-2022-01-18_border-regions.csv");
    const Reading reading = readFile(sharedData("usage/monash-ip-observatory/ukr-2022-01-18_border-regions.csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("monash-latency"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.points.size(), std::size_t(3830));
    QCOMPARE(reading.all.points.front().span.from, 1638327600 * microsPerSecond); // 06:00 in Moscow
}

void TestSeries::sharedShares()
{
    SKIP_WITHOUT_SHARED_DATA("usage/cloudflare-radar/http_device_type.csv");
    const Reading reading = readFile(sharedData("usage/cloudflare-radar/http_device_type.csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("cloudflare-radar-shares"));
    QCOMPARE(reading.all.read, 13409);
    QCOMPARE(reading.all.problems.size(), std::size_t(265)); // grep -c ',,,'
    QVERIFY(qAbs(total(reading.all, "desktop") - 669024.3085580034) < 1e-6);
    int northKorea = 0;
    for (const SeriesPoint& point : reading.all.points) {
        northKorea += point.key == u"KP" && point.quantity == u"desktop";
        QCOMPARE(point.span.length(), 7 * microsPerDay);
    }
    QCOMPARE(northKorea, 53);
}

void TestSeries::sharedQuality()
{
    SKIP_WITHOUT_SHARED_DATA("usage/cloudflare-radar/iqi_bandwidth.csv");
    const Reading reading = readFile(sharedData("usage/cloudflare-radar/iqi_bandwidth.csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("cloudflare-radar-iqi"));
    QCOMPARE(reading.all.read, 13409);
    QCOMPARE(reading.all.problems.size(), std::size_t(1247)); // empty in all three
    QCOMPARE(reading.all.points.size(), std::size_t(3 * (13409 - 1247)));
    QCOMPARE(reading.all.points.front().unit, QStringLiteral("Mbit/s"));
}

void TestSeries::sharedOwid()
{
    SKIP_WITHOUT_SHARED_DATA("usage/owid/share-of-individuals-using-the-internet.csv");
    const Reading reading = readFile(sharedData("usage/owid/share-of-individuals-using-the-internet.csv"));
    QCOMPARE(reading.options.value("recipe").toString(), QStringLiteral("owid-series"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.points.size(), std::size_t(7151));
    QCOMPARE(reading.all.points.front().unit, QStringLiteral("% of population"));
    QCOMPARE(reading.all.points.front().span.length(), 365 * microsPerDay);
    QVERIFY(qAbs(total(reading.all) - 191022.70991055836) < 1e-5);
}

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
