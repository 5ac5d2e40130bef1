// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace tideline;

namespace {

IpAddress address(const char* text)
{
    return *IpAddress::parse(text);
}

Network network(const char* prefixText, const char* country, std::uint32_t asn = 0)
{
    const Prefix prefix = *Prefix::parse(QString::fromLatin1(prefixText));
    return {prefix.first, prefix.last(), QString::fromLatin1(country), asn, {}};
}

QString countryOf(const NetworkTable& table, const char* text)
{
    const Network* found = table.find(address(text));
    return found ? found->country : QStringLiteral("-");
}

/// The rule of the header, one range after the other.
const Network* slowFind(const std::vector<std::vector<Network>>& tables, const IpAddress& wanted)
{
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
        const Network* best = nullptr;
        const auto width = [](const Network& each) {
            std::array<int, 16> digits{};
            int borrow = 0;
            for (int i = 15; i >= 0; --i) {
                int digit = int(each.last.bytes[std::size_t(i)]) - int(each.first.bytes[std::size_t(i)]) - borrow;
                borrow = digit < 0;
                digits[std::size_t(i)] = digit + (borrow ? 256 : 0);
            }
            return digits;
        };
        for (const Network& each : *table) {
            if (wanted >= each.first && wanted <= each.last && (!best || width(each) <= width(*best)))
                best = &each;
        }
        if (best)
            return best;
    }
    return nullptr;
}

} // namespace

class TestNetworkTable : public QObject
{
    Q_OBJECT

private slots:
    void narrowestWins()
    {
        const NetworkTable table({network("10.0.0.0/8", "AA"), network("10.1.0.0/16", "BB"),
                                  network("10.1.2.0/24", "CC"), network("2001:db8::/32", "DD"),
                                  network("0.0.0.0/0", "EE")});
        QCOMPARE(countryOf(table, "10.0.0.0"), QStringLiteral("AA"));
        QCOMPARE(countryOf(table, "10.1.0.0"), QStringLiteral("BB"));
        QCOMPARE(countryOf(table, "10.1.2.0"), QStringLiteral("CC"));
        QCOMPARE(countryOf(table, "10.1.2.255"), QStringLiteral("CC"));
        QCOMPARE(countryOf(table, "10.1.3.0"), QStringLiteral("BB"));
        QCOMPARE(countryOf(table, "10.2.0.0"), QStringLiteral("AA"));
        QCOMPARE(countryOf(table, "10.255.255.255"), QStringLiteral("AA"));
        QCOMPARE(countryOf(table, "11.0.0.0"), QStringLiteral("EE"));
        QCOMPARE(countryOf(table, "255.255.255.255"), QStringLiteral("EE"));
        QCOMPARE(countryOf(table, "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"), QStringLiteral("DD"));
        QCOMPARE(countryOf(table, "2001:db9::"), QStringLiteral("-"));
        QCOMPARE(countryOf(table, "::"), QStringLiteral("-"));
        QCOMPARE(countryOf(NetworkTable(), "1.1.1.1"), QStringLiteral("-"));
    }

    void laterTablesWin()
    {
        const std::vector<std::vector<Network>> tables = {{network("10.1.2.0/24", "CC")},
                                                          {network("10.0.0.0/8", "AA")}};
        QCOMPARE(countryOf(NetworkTable(tables), "10.1.2.3"), QStringLiteral("AA"));
        const NetworkTable same({network("10.0.0.0/8", "AA"), network("10.0.0.0/8", "BB")});
        QCOMPARE(countryOf(same, "10.1.2.3"), QStringLiteral("BB"));
    }

    void lastAddress()
    {
        Network all;
        all.last.bytes.fill(0xff);
        all.country = QStringLiteral("ZZ");
        const NetworkTable table({all});
        QCOMPARE(countryOf(table, "::"), QStringLiteral("ZZ"));
        QCOMPARE(countryOf(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), QStringLiteral("ZZ"));
    }

    void equalsLookingThroughAll()
    {
        std::mt19937 random(42);
        for (int round = 0; round < 40; ++round) {
            std::vector<std::vector<Network>> tables(1 + random() % 3);
            for (auto& table : tables) {
                for (std::uint32_t i = random() % 30; i > 0; --i) {
                    const std::uint32_t from = 0x0a000000 + random() % 2000;
                    const std::uint32_t to = from + random() % (random() % 2 ? 10 : 1000);
                    table.push_back({IpAddress::fromV4(from), IpAddress::fromV4(to), {}, std::uint32_t(random()), {}});
                }
            }
            const NetworkTable table(tables);
            std::vector<IpAddress> addresses;
            for (std::uint32_t i = 0; i < 3200; ++i) {
                addresses.push_back(IpAddress::fromV4(0x0a000000 - 10 + i));
                const Network* fast = table.find(addresses.back());
                const Network* slow = slowFind(tables, addresses.back());
                QCOMPARE(fast != nullptr, slow != nullptr);
                if (fast)
                    QCOMPARE(fast->asn, slow->asn);
            }
            std::vector<IpAddress> some;
            for (const IpAddress& each : addresses) {
                if (random() % 7 == 0)
                    some.push_back(each);
            }
            std::vector<std::int32_t> found;
            table.pieces().findSorted(some, found);
            for (std::size_t i = 0; i < some.size(); ++i)
                QCOMPARE(found[i], table.pieces().find(some[i]));
        }
    }

    void bundledTable()
    {
        QFile file(QStringLiteral(TIDELINE_SOURCE_DIR "/resources/founding/networks.csv"));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the founding case's table is not here yet");
        const auto networks = parseNetworks(file.readAll());
        QVERIFY2(networks.ok(), networks.ok() ? "" : qPrintable(networks.error().text()));
        const Network* found = NetworkTable(*networks).find(address("175.45.176.16"));
        QVERIFY(found);
        QCOMPARE(found->country, QStringLiteral("KP"));
    }

    void csvWithHeader()
    {
        const auto networks = parseNetworks("\xEF\xBB\xBFprefix,country,asn,network,source\r\n"
                                            "1.1.1.0/24,au,13335,\"Cloudflare, \"\"DNS\"\"\",x\r\n"
                                            "\r\n"
                                            "2001:db8::/32,,,\"two\nlines\",y\r\n"
                                            "9.9.9.9,ZZ,AS19281,Quad9,z");
        QVERIFY2(networks.ok(), networks.ok() ? "" : qPrintable(networks.error().text()));
        QCOMPARE(networks->size(), std::size_t(3));
        QCOMPARE((*networks)[0].country, QStringLiteral("AU"));
        QCOMPARE((*networks)[0].asn, 13335U);
        QCOMPARE((*networks)[0].name, QStringLiteral("Cloudflare, \"DNS\""));
        QCOMPARE((*networks)[0].last, address("1.1.1.255"));
        QCOMPARE((*networks)[1].country, QString());
        QCOMPARE((*networks)[2].asn, 19281U);
        QCOMPARE((*networks)[2].country, QString());
        QCOMPARE((*networks)[2].first, (*networks)[2].last);
    }

    void csvWithoutHeader()
    {
        const auto networks = parseNetworks("1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.3.255,CN\n");
        QVERIFY(networks.ok());
        QCOMPARE(networks->size(), std::size_t(2));
        QCOMPARE((*networks)[1].first, address("1.0.1.0"));
        QCOMPARE((*networks)[1].country, QStringLiteral("CN"));
    }

    void csvErrors_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<int>("line");
        QTest::newRow("bad prefix") << QByteArray("prefix,country\n1.1.1.0/24,AU\n1.1.1.0/8,AU\n") << 3;
        QTest::newRow("after two lines in one field")
            << QByteArray("prefix,network\n1.1.1.0/24,\"a\nb\"\n\nnonsense,x\n") << 5;
        QTest::newRow("bad country") << QByteArray("1.0.0.0,1.0.0.255,AUS\n") << 1;
        QTest::newRow("bad address") << QByteArray("1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.3,CN\n") << 2;
        QTest::newRow("turned round") << QByteArray("1.0.0.0,1.0.0.255,AU\n1.0.2.0,1.0.1.0,CN\n") << 2;
        QTest::newRow("bad AS") << QByteArray("prefix,asn\n1.1.1.0/24,x\n") << 2;
        QTest::newRow("too few fields") << QByteArray("1.0.0.0\n") << 1;
        QTest::newRow("open quote") << QByteArray("prefix,network\n1.1.1.0/24,\"a\n") << 2;
    }
    void csvErrors()
    {
        QFETCH(QByteArray, csv);
        QFETCH(int, line);
        const auto networks = parseNetworks(csv);
        QVERIFY(!networks.ok());
        QCOMPARE(networks.error().where, QStringLiteral("line %1").arg(line));
        QVERIFY(!parseNetworks("").ok());
        QVERIFY(!parseNetworks("prefix,country\n").ok());
    }
};

QTEST_GUILESS_MAIN(TestNetworkTable)
#include "tst_networktable.moc"
