// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"
#include "models/attribution/mmdb.h"
#include "tests/support/shareddata.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace tideline;

/// MaxMind databases: known addresses of real ones, and every damage an error.
class TestMmdb : public QObject
{
    Q_OBJECT

private slots:
    void noDatabase();
    void countries_data();
    void countries();
    void countryDatabase();
    void asDatabase();
    void withoutPlaces();
    void damage();
};

static QString inMaxmind(const char* name)
{
    return sharedData(QStringLiteral("enrichment/maxmind-test/") + QLatin1String(name));
}

static const Network* find(const NetworkTable& table, const char* address)
{
    return table.find(*IpAddress::parse(address));
}

void TestMmdb::noDatabase()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("text.mmdb"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("prefix,country\n192.0.2.0/24,KP\n");
    file.close();
    QVERIFY(!isMmdb(path));
    QVERIFY(!isMmdb(folder.filePath(QStringLiteral("none"))));
    const auto table = readMmdb(path);
    QVERIFY(!table);
    QVERIFY(table.error().what.contains(QStringLiteral("no MaxMind DB")));
    QVERIFY(!readMmdb(folder.filePath(QStringLiteral("none"))));
}

/// mmdblookup, and INDEX.md of the data.
void TestMmdb::countries_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QString>("country");
    QTest::newRow("Pyongyang") << QByteArray("175.45.176.16") << QStringLiteral("KP");
    QTest::newRow("last of it") << QByteArray("175.45.179.255") << QStringLiteral("KP");
    QTest::newRow("Unicom") << QByteArray("210.52.109.5") << QStringLiteral("CN");
    QTest::newRow("SatGate") << QByteArray("77.94.35.9") << QStringLiteral("LT");
}

void TestMmdb::countries()
{
    const QString path = sharedData(QStringLiteral("enrichment/ip-location-db/iptoasn-country-ipv4.mmdb"));
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("enrichment/ip-location-db/iptoasn-country-ipv4.mmdb"));
    static NetworkTable table;
    if (table.networks().empty()) {
        auto read = readMmdb(path);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        QVERIFY(isMmdb(path));
        QVERIFY(read->date.startsWith(QStringLiteral("2026-0")));
        for (std::size_t i = 1; i < read->networks.size(); ++i)
            QVERIFY(read->networks[i - 1].last < read->networks[i].first);
        table = NetworkTable(std::move(read->networks));
    }
    QFETCH(QByteArray, address);
    QFETCH(QString, country);
    const Network* const found = find(table, address.constData());
    QVERIFY(found);
    QCOMPARE(found->country, country);
}

/// From the makers' own list of what their test databases hold.
void TestMmdb::countryDatabase()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("enrichment/maxmind-test"));
    const auto read = readMmdb(inMaxmind("GeoLite2-Country-Test.mmdb"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->type, QStringLiteral("GeoLite2-Country"));
    const NetworkTable table(read->networks);
    QCOMPARE(find(table, "2.125.160.216")->country, QStringLiteral("GB"));
    QCOMPARE(find(table, "81.2.69.160")->country, QStringLiteral("GB"));
    QCOMPARE(find(table, "2001:218::1")->country, QStringLiteral("JP"));
    QVERIFY(!find(table, "192.0.2.1"));
}

void TestMmdb::asDatabase()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("enrichment/maxmind-test"));
    const auto read = readMmdb(inMaxmind("GeoLite2-ASN-Test.mmdb"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    const NetworkTable table(read->networks);
    const Network* const found = find(table, "1.128.0.1");
    QVERIFY(found);
    QCOMPARE(found->asn, 1221u);
    QVERIFY(found->name.contains(QStringLiteral("Telstra")));
    QVERIFY(find(table, "2001:1700::1"));
}

void TestMmdb::withoutPlaces()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("enrichment/maxmind-test"));
    for (const char* name :
         {"MaxMind-DB-test-decoder.mmdb", "MaxMind-DB-test-ipv4-24.mmdb", "MaxMind-DB-test-mixed-28.mmdb"}) {
        const auto read = readMmdb(inMaxmind(name));
        QVERIFY(!read);
        QVERIFY2(read.error().what.contains(QStringLiteral("no countries")), qPrintable(read.error().text()));
    }
}

/// Flips, cuts and zeroed stretches of a real one: an error or ranges in order, never a crash or a hang.
void TestMmdb::damage()
{
    SKIP_WITHOUT_SHARED_DATA(QStringLiteral("enrichment/maxmind-test"));
    QTemporaryDir folder;
    std::mt19937_64 random(5);
    for (const char* name : {"GeoLite2-ASN-Test.mmdb", "GeoLite2-Country-Test.mmdb"}) {
        QFile whole(inMaxmind(name));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        for (int round = 0; round < 200; ++round) {
            QByteArray broken = bytes;
            const auto at = qsizetype(random() % std::uint64_t(broken.size()));
            if (round % 3 == 0)
                broken.truncate(at);
            else if (round % 3 == 1)
                broken[at] = char(broken[at] ^ char(1 << random() % 8));
            else
                std::fill(broken.begin() + at, broken.begin() + std::min(at + 64, broken.size()), '\0');
            const QString path = folder.filePath(QStringLiteral("broken.mmdb"));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(broken);
            file.close();
            const auto read = readMmdb(path);
            if (!read) {
                QVERIFY(!read.error().remedy.isEmpty());
                continue;
            }
            for (const Network& network : read->networks)
                QVERIFY(!(network.last < network.first));
        }
    }
}

QTEST_APPLESS_MAIN(TestMmdb)
#include "tst_mmdb.moc"
