// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/importers/reading.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <tuple>

using namespace tideline;

/// Routing data: MRT records built here byte by byte, and real files against what bgpdump printed of them.
class TestRouting : public QObject
{
    Q_OBJECT

private slots:
    void updatesOfBothFamilies();
    void narrowPathsAreMadeWide();
    void tableNamesItsNeighbours();
    void damagedRecords_data();
    void damagedRecords();
    void bgpdumpText();
    void prefixesAndOrigins();
    void momentOfATable_data();
    void momentOfATable();
    void realUpdatesAgreeWithBgpdump();
    void realOldUpdates();
    void realPrefixTable();

private:
    Reading read(const QByteArray& bytes, const QString& name, const QString& format = {},
                 const ReadOptions& options = {})
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        file.close();
        return readFile(path, format, options);
    }
    QTemporaryDir m_folder;
};

static QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

static QByteArray number(quint64 value, int bytes)
{
    QByteArray text;
    for (int i = bytes - 1; i >= 0; --i)
        text += char(value >> (8 * i));
    return text;
}

static QByteArray record(quint32 seconds, int type, int subtype, const QByteArray& body)
{
    return number(seconds, 4) + number(quint64(type), 2) + number(quint64(subtype), 2) +
           number(quint64(body.size()), 4) + body;
}

static QByteArray update(const QByteArray& withdrawn, const QByteArray& attributes, const QByteArray& announced)
{
    const QByteArray body = number(quint64(withdrawn.size()), 2) + withdrawn + number(quint64(attributes.size()), 2) +
                            attributes + announced;
    return QByteArray(16, '\xFF') + number(quint64(19 + body.size()), 2) + '\x02' + body;
}

/// BGP4MP_MESSAGE_AS4 of AS 64496 at 192.0.2.1.
static QByteArray message(const QByteArray& bgp, quint32 seconds = 1'506'848'871)
{
    return record(seconds, 16, 4,
                  number(64496, 4) + number(64511, 4) +
                      hex("0000"
                          "0001"
                          "c0000201"
                          "c00002fe") +
                      bgp);
}

// AS_PATH 64496 4837 131279 in four bytes each.
static const QByteArray widePath = hex("40020e"
                                       "0203"
                                       "0000fbf0"
                                       "000012e5"
                                       "000200cf");

void TestRouting::updatesOfBothFamilies()
{
    // MP_REACH 2001:db8::/32 with a next hop of 16 bytes, MP_UNREACH 2001:db8:1::/48, withdrawn 198.51.100.0/24.
    const QByteArray reach = hex("800e1a"
                                 "000201"
                                 "10") +
                             QByteArray(16, '\x01') +
                             hex("00"
                                 "20"
                                 "20010db8");
    const QByteArray unreach = hex("800f0a"
                                   "000201"
                                   "30"
                                   "20010db80001");
    const auto reading = read(message(update(hex("18c63364"), widePath + reach + unreach,
                                             hex("18af2db0"
                                                 "17af2db2"))) +
                                  message(QByteArray(16, '\xFF') + hex("001304")), // a KEEPALIVE
                              QStringLiteral("updates.mrt"));
    QCOMPARE(reading.format, QStringLiteral("mrt"));
    QCOMPARE(reading.all.read, qint64(5));
    QVERIFY(reading.all.problems.empty());
    QStringList texts;
    for (const RouteRecord& route : reading.all.routes) {
        texts << QStringLiteral("%1 %2 %3 %4")
                     .arg(QLatin1String(routeKindName(route.kind)), route.prefix.toString())
                     .arg(route.origin)
                     .arg(route.upstream);
        QCOMPARE(route.peer.toString(), QStringLiteral("192.0.2.1"));
        QCOMPARE(route.peerAs, 64496u);
        QCOMPARE(isoUtc(route.at), QStringLiteral("2017-10-01T09:07:51.000000Z"));
        QCOMPARE(route.record, std::uint64_t(1));
    }
    QCOMPARE(texts, QStringList({QStringLiteral("withdrawn 198.51.100.0/24 0 0"),
                                 QStringLiteral("withdrawn 2001:db8:1::/48 0 0"),
                                 QStringLiteral("announced 175.45.176.0/24 131279 4837"),
                                 QStringLiteral("announced 175.45.178.0/23 131279 4837"),
                                 QStringLiteral("announced 2001:db8::/32 131279 4837")}));
}

void TestRouting::narrowPathsAreMadeWide()
{
    // AS_PATH 65000 23456 and a set {1,2} in two bytes each; AS4_PATH 131279 {1,2}.
    const QByteArray narrow = hex("40020c"
                                  "0202"
                                  "fde8"
                                  "5ba0"
                                  "0102"
                                  "0001"
                                  "0002");
    const QByteArray as4 = hex("c01110"
                               "0201"
                               "000200cf"
                               "0102"
                               "00000001"
                               "00000002");
    const QByteArray body = number(65000, 2) + number(64511, 2) +
                            hex("0000"
                                "0001"
                                "c0000201"
                                "c00002fe");
    const auto reading =
        read(record(1'500'000'000, 17, 1, number(250'000, 4) + body + update({}, narrow + as4, hex("18af2db0"))),
             QStringLiteral("et.mrt"), QStringLiteral("mrt"));
    QCOMPARE(reading.all.routes.size(), std::size_t(1));
    QCOMPARE(reading.all.routes[0].path, std::string("65000 131279 {1,2}"));
    QCOMPARE(reading.all.routes[0].at % microsPerSecond, Micros(250'000));
    QCOMPARE(reading.all.routes[0].upstream, 131279u);
}

static QByteArray neighbours()
{
    return record(1'400'000'000, 13, 1,
                  hex("c0000201"
                      "0000"
                      "0002"
                      "02"
                      "0a000001"
                      "c0000209") +
                      number(64496, 4) +
                      hex("01"
                          "0a000002") +
                      hex("20010db8000000000000000000000001") + number(64497, 2));
}

void TestRouting::tableNamesItsNeighbours()
{
    const QByteArray entry = hex("00000000") + number(quint64(widePath.size()), 2) + widePath;
    const QByteArray rib = record(1'400'000'000, 13, 2,
                                  hex("00000000"
                                      "18af2db0"
                                      "0002"
                                      "0000") +
                                      entry + hex("0001") + entry);
    const QByteArray stray = record(1'400'000'000, 13, 2,
                                    hex("00000001"
                                        "18af2db1"
                                        "0001"
                                        "0007") +
                                        entry);
    const auto reading = read(neighbours() + rib + stray, QStringLiteral("rib.mrt"));
    QCOMPARE(reading.format, QStringLiteral("mrt"));
    QCOMPARE(reading.all.routes.size(), std::size_t(2));
    QCOMPARE(reading.all.routes[0].peer.toString(), QStringLiteral("192.0.2.9"));
    QCOMPARE(reading.all.routes[1].peer.toString(), QStringLiteral("2001:db8::1"));
    QCOMPARE(reading.all.routes[1].peerAs, 64497u);
    QCOMPARE(int(reading.all.routes[1].kind), int(RouteKind::Table));
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.problems[0].line, qint64(3));
    QVERIFY(reading.all.problems[0].reason.contains(QStringLiteral("neighbour 7")));
}

void TestRouting::damagedRecords_data()
{
    QTest::addColumn<QByteArray>("damaged");
    QTest::addColumn<QString>("reason");
    QTest::newRow("state") << record(1'500'000'000, 16, 5,
                                     number(1, 4) + number(2, 4) +
                                         hex("0000"
                                             "0001"
                                             "c0000201"
                                             "c00002fe"
                                             "00060001"))
                           << QStringLiteral("state");
    QTest::newRow("prefix of 33 bits") << message(update({}, widePath, hex("21af2db000"))) << QStringLiteral("prefix");
    QTest::newRow("prefix cut") << message(update({}, widePath, hex("18af2d"))) << QStringLiteral("prefix");
    QTest::newRow("path cut") << message(update({}, hex("4002040203fb"), hex("18af2db0")))
                              << QStringLiteral("attributes");
    QTest::newRow("unknown segment") << message(update({}, hex("40020609010000fbf0"), hex("18af2db0")))
                                     << QStringLiteral("attributes");
    QTest::newRow("no path") << message(update({}, {}, hex("18af2db0"))) << QStringLiteral("without a path");
    QTest::newRow("lengths do not fit") << message(QByteArray(16, '\xFF') + hex("0017"
                                                                                "02"
                                                                                "ffff"
                                                                                "0000"))
                                        << QStringLiteral("lengths");
    QTest::newRow("too short") << record(1'500'000'000, 16, 4, hex("0000fbf0")) << QStringLiteral("family");
    QTest::newRow("other family") << record(1'500'000'000, 16, 4, number(1, 4) + number(2, 4) + hex("00000009"))
                                  << QStringLiteral("family");
    QTest::newRow("multicast table") << record(1'500'000'000, 13, 3,
                                               hex("00000000"
                                                   "00"
                                                   "0000"))
                                     << QStringLiteral("unicast");
    QTest::newRow("no neighbours yet") << record(1'500'000'000, 13, 2,
                                                 hex("00000000"
                                                     "18af2db0"
                                                     "0001"
                                                     "0000"
                                                     "00000000"
                                                     "0000"))
                                       << QStringLiteral("neighbour 0");
    QTest::newRow("neighbours cut") << record(1'500'000'000, 13, 1,
                                              hex("c0000201"
                                                  "0000"
                                                  "0002"
                                                  "02"))
                                    << QStringLiteral("neighbours");
    QTest::newRow("file ends") << message(update({}, widePath, hex("18af2db0"))).chopped(3)
                               << QStringLiteral("file ends");
}

/// A good record before it counts all the same.
void TestRouting::damagedRecords()
{
    QFETCH(QByteArray, damaged);
    QFETCH(QString, reason);
    const auto reading = read(message(update({}, widePath, hex("18af2db0"))) + damaged, QStringLiteral("damaged.mrt"),
                              QStringLiteral("mrt"));
    QCOMPARE(reading.all.routes.size(), std::size_t(1));
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.read, qint64(2));
    QCOMPARE(reading.all.problems[0].line, qint64(2));
    QVERIFY2(reading.all.problems[0].reason.contains(reason), qPrintable(reading.all.problems[0].reason));
}

void TestRouting::bgpdumpText()
{
    const auto reading =
        read("BGP4MP|1506848871|A|192.0.2.1|64496|175.45.176.0/24|64496 20485 131279|IGP|192.0.2.1|0|0||NAG||\n"
             "BGP4MP_ET|1506848871.250000|W|2001:db8::1|64497|2001:db8::/32\n"
             "TABLE_DUMP2|1506848871|B|192.0.2.1|64496|175.45.177.0/24|64496 4837 {64500,64501}|IGP|x|0|0||NAG||\n"
             "BGP4MP|1506848871|STATE|192.0.2.1|64496|6|1\n"
             "BGP4MP|now|A|192.0.2.1|64496|175.45.176.0/24|64496|IGP\n"
             "BGP4MP|1506848871|A|192.0.2|64496|175.45.176.0/24|64496|IGP\n"
             "BGP4MP|1506848871|A|192.0.2.1|64496|175.45.176.1/24|64496|IGP\n"
             "BGP4MP|1506848871|A\n",
             QStringLiteral("updates.txt"));
    QCOMPARE(reading.format, QStringLiteral("bgpdump"));
    QCOMPARE(reading.all.read, qint64(8));
    QCOMPARE(reading.all.routes.size(), std::size_t(3));
    QCOMPARE(reading.all.routes[0].upstream, 20485u);
    QCOMPARE(isoUtc(reading.all.routes[1].at), QStringLiteral("2017-10-01T09:07:51.250000Z"));
    QCOMPARE(int(reading.all.routes[1].kind), int(RouteKind::Withdrawn));
    QCOMPARE(reading.all.routes[2].origin, 0u);
    QCOMPARE(reading.all.routes[2].upstream, 4837u);
    QCOMPARE(reading.all.problems.size(), std::size_t(5));
    QVERIFY(reading.all.problems[0].reason.contains(QStringLiteral("state")));
    QCOMPARE(reading.all.problems[4].line, qint64(8));
}

void TestRouting::prefixesAndOrigins()
{
    const auto reading =
        read("; Original file : data/rib.20140513.0600.bz2\n; \n175.45.176.0/24\t131279\n1.0.0.0/33\t1\n"
             "10.0.0.0/8\tnone\n192.0.2.0\t24\t64496_64497\n",
             QStringLiteral("table.dat"), QStringLiteral("prefix-origin"));
    QCOMPARE(reading.all.read, qint64(4));
    QCOMPARE(reading.all.routes.size(), std::size_t(2));
    QCOMPARE(reading.all.routes[0].origin, 131279u);
    QCOMPARE(isoUtc(reading.all.routes[0].at), QStringLiteral("2014-05-13T06:00:00.000000Z"));
    QCOMPARE(reading.all.routes[1].origin, 0u); // two say so: none is chosen
    QCOMPARE(reading.all.routes[1].path, std::string("{64496_64497}"));
    QVERIFY(reading.all.notes.join(u' ').contains(QStringLiteral("comments")));
}

void TestRouting::momentOfATable_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("moment");
    QTest::newRow("by its name") << QStringLiteral("routeviews-rv2-20140513-1200.pfx2as") << QString()
                                 << QStringLiteral("2014-05-13T12:00:00.000000Z");
    QTest::newRow("a day") << QStringLiteral("ipasn_20140513.dat") << QString()
                           << QStringLiteral("2014-05-13T00:00:00.000000Z");
    QTest::newRow("given") << QStringLiteral("ipasn_20140513.dat") << QStringLiteral("2015-01-01")
                           << QStringLiteral("2015-01-01T00:00:00.000000Z");
    QTest::newRow("not at all") << QStringLiteral("table.dat") << QString() << QString();
}

void TestRouting::momentOfATable()
{
    QFETCH(QString, name);
    QFETCH(QString, given);
    QFETCH(QString, moment);
    ReadOptions options;
    if (!given.isEmpty())
        options.insert(QStringLiteral("at"), given);
    const auto reading = read("1.0.0.0/24\t15169\n1.0.4.0/24\t56203\n", name, {}, options);
    QCOMPARE(reading.format, QStringLiteral("prefix-origin"));
    if (moment.isEmpty()) {
        QVERIFY2(reading.error.contains(QStringLiteral("--set at=")), qPrintable(reading.error));
        return;
    }
    QCOMPARE(reading.all.routes.size(), std::size_t(2));
    QCOMPARE(isoUtc(reading.all.routes[0].at), moment);
}

using RouteKey = std::tuple<Micros, int, IpAddress, std::uint32_t, IpAddress, int, std::string>;

static std::vector<RouteKey> sortedKeys(const std::vector<RouteRecord>& routes)
{
    std::vector<RouteKey> keys;
    for (const RouteRecord& route : routes)
        keys.push_back(
            {route.at, int(route.kind), route.peer, route.peerAs, route.prefix.first, route.prefix.length, route.path});
    std::sort(keys.begin(), keys.end());
    return keys;
}

void TestRouting::realUpdatesAgreeWithBgpdump()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("traffic/bgp"));
    const QString path = sharedData(QStringLiteral("traffic/bgp/updates.20160811.1600.gz"));
    const auto binary = readFile(path);
    const auto text = readFile(path + QStringLiteral(".bgp.gz"));
    QCOMPARE(binary.format, QStringLiteral("mrt"));
    QCOMPARE(text.format, QStringLiteral("bgpdump"));
    // zcat … | wc -l, and by kind with cut and uniq: 39,256 A, 1,956 W, 22 STATE.
    QCOMPARE(text.all.read, qint64(41'234));
    QCOMPARE(text.all.routes.size(), std::size_t(41'212));
    QCOMPARE(text.all.problems.size(), std::size_t(22));
    QCOMPARE(binary.all.routes.size(), std::size_t(41'212));
    QCOMPARE(binary.all.problems.size(), std::size_t(22));
    QVERIFY(sortedKeys(binary.all.routes) == sortedKeys(text.all.routes));
}

void TestRouting::realOldUpdates()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("traffic/bgp"));
    const auto reading = readFile(sharedData(QStringLiteral("traffic/bgp/updates.20100722.2015.gz")));
    QCOMPARE(reading.format, QStringLiteral("mrt"));
    QCOMPARE(reading.all.read, qint64(5'654));
}

void TestRouting::realPrefixTable()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("traffic/bgp"));
    const auto reading = readFile(sharedData(QStringLiteral("traffic/bgp/ipasn_20140513.dat.gz")));
    QCOMPARE(reading.format, QStringLiteral("prefix-origin"));
    QCOMPARE(reading.all.routes.size(), std::size_t(512'621));
    QVERIFY(reading.all.problems.empty());
    const auto korean = std::count_if(reading.all.routes.begin(), reading.all.routes.end(),
                                      [](const RouteRecord& route) { return route.origin == 131279; });
    QCOMPARE(korean, std::ptrdiff_t(4));
    QCOMPARE(isoUtc(reading.all.routes[0].at), QStringLiteral("2014-05-13T06:00:00.000000Z"));
}

QTEST_APPLESS_MAIN(TestRouting)
#include "tst_routing.moc"
