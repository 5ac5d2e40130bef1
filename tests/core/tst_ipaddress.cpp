// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/flowbatch.h"
#include "models/core/ipaddress.h"

#include <QTest>

using namespace tideline;

class TestIpAddress : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void embeddedNulIsRefused();
    void orderIsNetworkOrder();
    void unspecified();
    void prefixes_data();
    void prefixes();
    void prefixesHoldTheirEnds();
    void protocols();
    void batchColumnsStayAligned();
};

void TestIpAddress::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::newRow("v4") << QByteArray("175.45.176.1") << "175.45.176.1";
    QTest::newRow("v6") << QByteArray("2001:DB8:0:0::1") << "2001:db8::1";
    QTest::newRow("mapped") << QByteArray("::ffff:175.45.176.1") << "175.45.176.1";
    QTest::newRow("mapped in hex") << QByteArray("::ffff:af2d:b001") << "175.45.176.1";
    QTest::newRow("zone id") << QByteArray("fe80::1%eth0") << "fe80::1";
    QTest::newRow("unspecified v6") << QByteArray("::") << "::";
    QTest::newRow("unspecified v4") << QByteArray("0.0.0.0") << "0.0.0.0";
    QTest::newRow("broadcast") << QByteArray("255.255.255.255") << "255.255.255.255";
    QTest::newRow("longest") << QByteArray("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255")
                             << "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    QTest::newRow("two parts") << QByteArray("10.1") << "";
    QTest::newRow("octal") << QByteArray("010.0.0.1") << "";
    QTest::newRow("hexadecimal") << QByteArray("0x7f.1") << "";
    QTest::newRow("one number") << QByteArray("2130706433") << "";
    QTest::newRow("256") << QByteArray("256.0.0.1") << "";
    QTest::newRow("five parts") << QByteArray("1.2.3.4.5") << "";
    QTest::newRow("blank before") << QByteArray(" 1.2.3.4") << "";
    QTest::newRow("blank behind") << QByteArray("1.2.3.4 ") << "";
    QTest::newRow("port") << QByteArray("1.2.3.4:80") << "";
    QTest::newRow("brackets") << QByteArray("[::1]") << "";
    QTest::newRow("zone id of v4") << QByteArray("1.2.3.4%eth0") << "";
    QTest::newRow("empty zone id") << QByteArray("fe80::1%") << "";
    QTest::newRow("two elisions") << QByteArray("1::2::3") << "";
    QTest::newRow("empty") << QByteArray("") << "";
    QTest::newRow("word") << QByteArray("localhost") << "";
    QTest::newRow("too long") << QByteArray(300, '1') << "";
}

///
void TestIpAddress::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto address = IpAddress::parse({text.constData(), std::size_t(text.size())});
    QCOMPARE(address.has_value(), !expected.isEmpty());
    if (address)
        QCOMPARE(address->toString(), expected);
}

void TestIpAddress::embeddedNulIsRefused()
{
    QVERIFY(!IpAddress::parse(std::string_view("1.2.3.4\0", 8)));
    QVERIFY(!IpAddress::parse(std::string_view("::1\0x", 5)));
}

void TestIpAddress::orderIsNetworkOrder()
{
    const IpAddress address = IpAddress::fromV4(0xAF2DB001);
    QCOMPARE(address.toString(), QStringLiteral("175.45.176.1"));
    QVERIFY(address.isV4());
    QCOMPARE(int(address.bytes[12]), 175);
    QVERIFY(*IpAddress::parse("9.255.255.255") < *IpAddress::parse("10.0.0.0"));
    QVERIFY(*IpAddress::parse("255.255.255.255") < *IpAddress::parse("2001::"));
    QVERIFY(!IpAddress::parse("2001::")->isV4());
    QCOMPARE(std::hash<IpAddress>()(address), std::hash<IpAddress>()(*IpAddress::parse("::ffff:175.45.176.1")));
}

void TestIpAddress::unspecified()
{
    QVERIFY(IpAddress::parse("::")->isUnspecified());
    QVERIFY(IpAddress::parse("0.0.0.0")->isUnspecified());
    QVERIFY(!IpAddress::parse("::1")->isUnspecified());
    QVERIFY(!IpAddress::parse("0.0.0.1")->isUnspecified());
}

void TestIpAddress::prefixes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::addColumn<QString>("last");
    QTest::addColumn<int>("length");
    QTest::newRow("v4") << "175.45.176.0/22"
                        << "175.45.176.0/22"
                        << "175.45.179.255" << 118;
    QTest::newRow("v4 host") << "77.94.35.7"
                             << "77.94.35.7/32"
                             << "77.94.35.7" << 128;
    QTest::newRow("v4 everything") << "0.0.0.0/0"
                                   << "0.0.0.0/0"
                                   << "255.255.255.255" << 96;
    QTest::newRow("v6") << "2001:db8::/32"
                        << "2001:db8::/32"
                        << "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff" << 32;
    QTest::newRow("v6 everything") << "::/0"
                                   << "::/0"
                                   << "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" << 0;
    QTest::newRow("v6 host") << "2001:db8::1"
                             << "2001:db8::1/128"
                             << "2001:db8::1" << 128;
    QTest::newRow("odd length") << "10.0.0.128/25"
                                << "10.0.0.128/25"
                                << "10.0.0.255" << 121;
    QTest::newRow("mapped") << "::ffff:10.0.0.0/104"
                            << "10.0.0.0/8"
                            << "10.255.255.255" << 104;
    QTest::newRow("blanks around") << " 10.0.0.0/8 "
                                   << "10.0.0.0/8"
                                   << "10.255.255.255" << 104;
    for (const char* bad : {"10.0.0.1/8", "10.0.0.0/33", "2001:db8::/129", "2001:db8::1/32", "10.0.0.0/", "10.0.0.0/-1",
                            "10.0.0.0/08", "10.0.0.0/8x", "10.0.0.0/255.0.0.0", "10/8", "/8", "", "10.0.0.0/8/8"}) {
        QTest::newRow(qPrintable(QStringLiteral("bad: %1").arg(QLatin1String(bad)))) << bad << ""
                                                                                     << "" << 0;
    }
}

void TestIpAddress::prefixes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QFETCH(QString, last);
    QFETCH(int, length);
    const auto prefix = Prefix::parse(text);
    QCOMPARE(prefix.has_value(), !expected.isEmpty());
    if (!prefix)
        return;
    QCOMPARE(prefix->toString(), expected);
    QCOMPARE(prefix->last().toString(), last);
    QCOMPARE(prefix->length, length);
    QVERIFY(*Prefix::parse(prefix->toString()) == *prefix);
}

void TestIpAddress::prefixesHoldTheirEnds()
{
    const auto prefix = *Prefix::parse(u"175.45.176.0/22");
    QVERIFY(prefix.contains(*IpAddress::parse("175.45.176.0")));
    QVERIFY(prefix.contains(*IpAddress::parse("175.45.179.255")));
    QVERIFY(!prefix.contains(*IpAddress::parse("175.45.175.255")));
    QVERIFY(!prefix.contains(*IpAddress::parse("175.45.180.0")));
    QVERIFY(!prefix.contains(*IpAddress::parse("::af2d:b000")));
}

void TestIpAddress::protocols()
{
    QCOMPARE(protocolFromName("tcp"), 6);
    QCOMPARE(protocolFromName("UDP"), 17);
    QCOMPARE(protocolFromName("IPv6-ICMP"), 58);
    QCOMPARE(protocolFromName(" gre "), 47);
    QCOMPARE(protocolFromName("50"), 50);
    QCOMPARE(protocolFromName("0"), 0);
    for (const char* bad : {"", " ", "256", "99999999999", "6x", "-1", "nothing"})
        QCOMPARE(protocolFromName(bad), -1);
    QCOMPARE(protocolName(6), std::string("tcp"));
    QCOMPARE(protocolName(58), std::string("icmp6"));
    QCOMPARE(protocolName(253), std::string("253"));
    for (int number = 0; number < 256; ++number)
        QCOMPARE(protocolFromName(protocolName(number)), number);
}

void TestIpAddress::batchColumnsStayAligned()
{
    FlowBatch batch;
    batch.resize(3);
    QCOMPARE(batch.size(), std::size_t(3));
    int columns = 0;
    FlowBatch::forEachColumn(batch, [&](const char*, const auto& column) {
        QCOMPARE(column.size(), std::size_t(3));
        ++columns;
    });
    QCOMPARE(columns, 19);
    batch.clear();
    QVERIFY(batch.empty() && batch.record.empty());
}

QTEST_APPLESS_MAIN(TestIpAddress)
#include "tst_ipaddress.moc"
