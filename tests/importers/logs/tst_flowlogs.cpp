// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/logs/logreading.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace tideline;

/// Flows as tables, nfdump's JSON, files of nfcapd, and DNS zones.
class TestFlowLogs : public QObject
{
    Q_OBJECT

private slots:
    void argus();
    void argusReal();
    void vpc();
    void vpcReal();
    void rwcut();
    void nfdumpJson();
    void nfdumpJsonReal();
    void nfcapd();
    void nfcapdReal();
    void nfcapdChild_data();
    void nfcapdChild();
    void zones();
    void zoneReal();
};

#define SKIP_WITHOUT_NFDUMP                                                                                            \
    do {                                                                                                               \
        if (QStandardPaths::findExecutable(QStringLiteral("nfdump")).isEmpty())                                        \
            QSKIP("nfdump is not installed");                                                                          \
    } while (false)

void TestFlowLogs::argus()
{
    const Reading reading = readLog(sample("argus.binetflow"));
    QCOMPARE(reading.format, QStringLiteral("argus-binetflow"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.size(), std::size_t(5));
    QCOMPARE(flows.start[0], 1546300800000001LL);
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.srcBytes[0], std::uint64_t(1500));
    QCOMPARE(flows.dstBytes[0], std::uint64_t(250000));
    QCOMPARE(flows.dstPackets[0], std::uint64_t(12));
    QCOMPARE(flows.state[0], std::string("FSPA_FSPA"));
    QCOMPARE(flows.src[1].toString(), QStringLiteral("198.51.100.3")); // "<-": the other side started
    QCOMPARE(int(flows.dstPort[1]), 53);
    QCOMPARE(flows.srcBytes[1], std::uint64_t(200));
    QCOMPARE(int(flows.srcPort[2]), 8);
    QCOMPARE(int(flows.dstPort[2]), 0x7208);
    QCOMPARE(int(flows.protocol[3]), 58);
    QCOMPARE(int(flows.protocol[4]), 2);
    QCOMPARE(textOf(reading.all),
             std::string("7:0 ARP has no IP flow\n8:0 a frame without IP addresses\n"
                         "9:0 a management record of Argus, not traffic\n10:4 “192.0.2.300” is no address\n"
                         "11:0 SrcBytes is more than TotBytes\n12:1 “2019/13/01 00:00:10.000000” is no time\n"
                         "13:0 4 fields where 16 are expected; the line is cut or belongs to another list\n"));
    QCOMPARE(reading.all.notes.size(), 1);
    // 2019-01-01 00:00 in Prague is an hour earlier in UTC, and then nothing has to be said.
    const Reading prague = readLog(sample("argus.binetflow"), {{"zone", "Europe/Prague"}});
    QCOMPARE(prague.all.flows.start[0], 1546300800000001LL - 3'600'000'000LL);
    QCOMPARE(prague.all.notes, QStringList());
    QByteArray tabbed = bytesOf(sample("argus.binetflow"));
    tabbed.replace(',', '\t');
    QVERIFY(parseText(QStringLiteral("argus-binetflow"), tabbed).flows.srcBytes == flows.srcBytes);
}

// Sums by awk over the columns TotBytes, SrcBytes, TotPkts, SrcPkts.
void TestFlowLogs::argusReal()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test2-malicious.binetflow");
    const Reading two = readLog(sharedData("traffic/slips/test2-malicious.binetflow"), {}, 50'000);
    QCOMPARE(two.format, QStringLiteral("argus-binetflow"));
    QCOMPARE(textOf(two.all), std::string());
    QCOMPARE(two.all.flows.size(), std::size_t(6751));
    QCOMPARE(sumOf(two.all.flows.srcBytes) + sumOf(two.all.flows.dstBytes), std::uint64_t(348705565));
    QCOMPARE(sumOf(two.all.flows.srcBytes), std::uint64_t(26271460));
    QCOMPARE(sumOf(two.all.flows.srcPackets), std::uint64_t(206003));
    QCOMPARE(sumOf(two.all.flows.dstPackets), std::uint64_t(491156 - 206003));
    const Reading five = readLog(sharedData("traffic/slips/test5-mixed.binetflow"));
    QCOMPARE(five.all.read, 300);
    QCOMPARE(five.all.flows.size(), std::size_t(296));
    QCOMPARE(sumOf(five.all.flows.srcBytes), std::uint64_t(2670236));
    QCOMPARE(sumOf(five.all.flows.dstBytes), std::uint64_t(2825007 - 2670236));
    QCOMPARE(reasonsOf(five.all), QStringLiteral("2 ARP has no IP flow; 1 a frame without IP addresses; 1 a management "
                                                 "record of Argus, not traffic"));
    QVERIFY(five.all.notes.join(' ').contains("times near 1970"));
}

void TestFlowLogs::vpc()
{
    const Reading reading = readLog(sample("aws-vpc.log"));
    QCOMPARE(reading.format, QStringLiteral("aws-vpc"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.size(), std::size_t(3));
    QCOMPARE(flows.start[0], 1546300800000000LL);
    QCOMPARE(flows.duration[0], 60'000'000LL);
    QCOMPARE(flows.state[0], std::string("ACCEPT ...A..SF")); // 19 = 16 + 2 + 1
    QCOMPARE(flows.exporter[0], std::string("eni-0a"));
    QCOMPARE(flows.src[1].toString(), QStringLiteral("203.0.113.1")); // the packet's own address
    QCOMPARE(flows.dst[1].toString(), QStringLiteral("203.0.113.2"));
    QCOMPARE(flows.state[1], std::string("REJECT"));
    QCOMPARE(flows.srcBytes[1], std::uint64_t(1600));
    QCOMPARE(int(flows.protocol[2]), 58);
    QCOMPARE(textOf(reading.all),
             std::string("4:0 no data in this window (NODATA or SKIPDATA)\n6:0 the record ends before it begins\n"
                         "7:0 3 fields where 19 are expected; the line is cut or belongs to another list\n"
                         "8:3 “soon” is no time in epoch seconds\n"));
}

void TestFlowLogs::vpcReal()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/aws-vpc/vpc-flow-logs-v2.log");
    const Reading reading = readLog(sharedData("traffic/aws-vpc/vpc-flow-logs-v2.log"));
    QCOMPARE(reading.format, QStringLiteral("aws-vpc"));
    QCOMPARE(reading.all.read, 7); // as in the file, by eye
    QCOMPARE(reading.all.flows.size(), std::size_t(5));
    QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(4249 + 4249 + 336 + 336 + 8855));
    QCOMPARE(reasonsOf(reading.all), QStringLiteral("2 no data in this window (NODATA or SKIPDATA)"));
}

void TestFlowLogs::rwcut()
{
    const Reading reading = readLog(sample("silk-rwcut.txt"));
    QCOMPARE(reading.format, QStringLiteral("silk-rwcut"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.size(), std::size_t(3));
    QCOMPARE(flows.start[0], 1546300800001000LL);
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.state[0], std::string("FS PA"));
    QCOMPARE(flows.exporter[0], std::string("S0"));
    QCOMPARE(int(flows.srcPort[1]), 8); // 2048 = type 8, code 0
    QCOMPARE(int(flows.dstPort[1]), 0);
    QCOMPARE(flows.src[2].toString(), QStringLiteral("2001:db8::1"));
    QCOMPARE(reading.all.problems.size(), std::size_t(2));
    const Reading other = readLog(sample("silk-rwcut-delimited.txt"));
    QCOMPARE(other.format, QStringLiteral("silk-rwcut"));
    QCOMPARE(textOf(other.all), std::string());
    QCOMPARE(other.all.flows.size(), std::size_t(2));
    QVERIFY(other.all.flows.src[0] == flows.src[0] && other.all.flows.dst[0] == flows.dst[0]);
    QVERIFY(other.all.flows.src[1] == flows.src[2] && other.all.flows.dst[1] == flows.dst[2]);
    QCOMPARE(other.all.flows.start[0], flows.start[0]);
    QCOMPARE(other.all.flows.duration[0], flows.duration[0]);
}

void TestFlowLogs::nfdumpJson()
{
    const Reading reading = readLog(sample("nfdump.json"));
    QCOMPARE(reading.format, QStringLiteral("nfdump-json"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.size(), std::size_t(2));
    QCOMPARE(flows.start[0], 1546300800001000LL);
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.srcBytes[0], std::uint64_t(1500));
    QCOMPARE(flows.srcAs[0], 64500u);
    QCOMPARE(flows.exporter[0], std::string("192.0.2.254"));
    QCOMPARE(int(flows.srcPort[1]), 128);
    QCOMPARE(flows.dst[1].toString(), QStringLiteral("2001:db8::2"));
    QCOMPARE(textOf(reading.all),
             std::string("31:0 text between the records\n32:0 the record ends before it begins\n"
                         "38:0 a record without addresses\n39:0 the line does not end with the end of its JSON object; "
                         "it is cut or has more text\n"));
    QVERIFY(reading.all.notes[0].contains("local time"));
    const Reading lines = readLog(sample("nfdump.ndjson"));
    QCOMPARE(lines.format, QStringLiteral("nfdump-json"));
    QCOMPARE(textOf(lines.all), std::string());
    QVERIFY(lines.all.flows.src == flows.src && lines.all.flows.start == flows.start);
    QVERIFY(lines.all.flows.srcBytes == flows.srcBytes && lines.all.flows.srcPort == flows.srcPort);
    const Reading prague = readLog(sample("nfdump.ndjson"), {{"zone", "Europe/Prague"}});
    QCOMPARE(prague.all.flows.start[0], 1546300800001000LL - 3'600'000'000LL);
}

/// nfdump's own JSON of a real file, against its summary: 4593 flows, 241025 bytes, 4652 packets.
void TestFlowLogs::nfdumpJsonReal()
{
    SKIP_WITHOUT_NFDUMP;
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test1-malicious.nfdump");
    QProcess nfdump;
    nfdump.start(QStringLiteral("nfdump"), {"-r", sharedData("traffic/slips/test1-malicious.nfdump"), "-o", "json"});
    QVERIFY(nfdump.waitForFinished());
    QTemporaryDir folder;
    QFile file(folder.filePath("flows.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(nfdump.readAllStandardOutput());
    file.close();
    const Reading reading = readLog(file.fileName(), {}, 30'000);
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.flows.size(), std::size_t(4593));
    QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(241025));
    QCOMPARE(sumOf(reading.all.flows.srcPackets), std::uint64_t(4652));
    const Reading binary = readLog(sharedData("traffic/slips/test1-malicious.nfdump"));
    QVERIFY(binary.all.flows.start == reading.all.flows.start);
    QVERIFY(binary.all.flows.src == reading.all.flows.src && binary.all.flows.dstPort == reading.all.flows.dstPort);
    QVERIFY(binary.all.flows.srcBytes == reading.all.flows.srcBytes);
}

// The sample holds three packets of NetFlow v5 that were sent to nfcapd 1.7.1: 30 flows, 465 packets, 46500 bytes.
void TestFlowLogs::nfcapd()
{
    SKIP_WITHOUT_NFDUMP;
    const Reading reading = readLog(sample("sample.nfcapd"), {}, 1000);
    QCOMPARE(reading.format, QStringLiteral("nfcapd"));
    QCOMPARE(textOf(reading.all), std::string());
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(reading.all.read, 30);
    QCOMPARE(flows.size(), std::size_t(30));
    QCOMPARE(sumOf(flows.srcBytes), std::uint64_t(46500));
    QCOMPARE(sumOf(flows.srcPackets), std::uint64_t(465));
    QCOMPARE(flows.start[1], 1546300801001000LL);
    QCOMPARE(flows.duration[29], 7'250'000LL);
    QCOMPARE(flows.src[29].toString(), QStringLiteral("192.0.2.30"));
    QCOMPARE(int(flows.srcPort[29]), 8); // ICMP echo
    QCOMPARE(flows.srcAs[0], 64500u);
    QCOMPARE(flows.record[29], std::uint64_t(30));
    QCOMPARE(reading.all.notes, QStringList());
}

void TestFlowLogs::nfcapdReal()
{
    SKIP_WITHOUT_NFDUMP;
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test1-malicious.nfdump");
    const Reading reading = readLog(sharedData("traffic/slips/test1-malicious.nfdump"));
    QCOMPARE(reading.format, QStringLiteral("nfcapd"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.flows.size(), std::size_t(4593));
    QCOMPARE(sumOf(reading.all.flows.srcPackets), std::uint64_t(4652));
    QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(241025));
    QCOMPARE(reading.all.flows.start.front(), 1515771450942000LL); // 2018-01-12 15:37:30.942 UTC
}

void TestFlowLogs::nfcapdChild_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("flows");
    const QByteArray row =
        "echo '1546300800.000,0.000,6,192.0.2.1,192.0.2.2,1,2,......S.,1,60,0,0,1,0,0,0,192.0.2.9,1'\n";
    QTest::newRow("killed") << row + "kill -9 $$\n" << QStringLiteral("died") << 0;
    QTest::newRow("crashed") << row + "kill -SEGV $$\n" << QStringLiteral("died") << 0;
    QTest::newRow("fails") << row + "echo 'corrupt block' >&2; exit 250\n" << QStringLiteral("died of signal 122") << 0;
    QTest::newRow("complains") << row + "echo 'corrupt block' >&2; exit 1\n"
                               << QStringLiteral("nfdump said: corrupt block") << 1;
    QTest::newRow("garbage") << QByteArray("head -c 100000 /dev/zero; echo; echo one,two\n")
                             << QStringLiteral("nfdump printed") << 0;
    QTest::newRow("endless line") << QByteArray("exec cat /dev/zero\n") << QStringLiteral("a line of more than 4 MiB")
                                  << 0;
    QTest::newRow("endless rows") << row + "exec yes ''\n" << QStringLiteral("more than 200 times") << 0;
    QTest::newRow("empty") << QByteArray("exit 0\n") << QString() << 0;
    QTest::newRow("well") << row << QString() << 1;
    QTest::newRow("not installed") << QByteArray() << QStringLiteral("not installed") << 0;
}

///
void TestFlowLogs::nfcapdChild()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, reason);
    QFETCH(int, flows);
    QTemporaryDir folder;
    if (!script.isEmpty()) {
        QFile file(folder.filePath("nfdump"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    }
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toUtf8() + (script.isEmpty() ? "" : ":/usr/bin:/bin"));
    const Reading reading = readLog(sample("sample.nfcapd"));
    qputenv("PATH", path);
    const QString said = reading.error + QString::fromStdString(textOf(reading.all));
    QVERIFY2(said.contains(reason), qPrintable(said));
    QCOMPARE(int(reading.all.flows.size()), flows);
    QCOMPARE(reading.all.read, qint64(reading.all.problems.size()) + flows);
}

void TestFlowLogs::zones()
{
    const Reading reading = readLog(sample("sample.zone"));
    QCOMPARE(reading.format, QStringLiteral("zone-file"));
    QStringList titles;
    for (const Event& event : reading.all.events)
        titles << event.title;
    QCOMPARE(titles, (QStringList{"example.org SOA ns1 hostmaster.example.org. 2019010101 7200 3600 1209600 300",
                                  "example.org NS ns1", "ns1.example.org A 192.0.2.53",
                                  "ns1.example.org AAAA 2001:db8::53", "txt.example.org TXT \"a ; b (c)\" \"d\""}));
    QCOMPARE(reading.all.events[2].extra.value("ttl"), QStringLiteral("600"));
    QCOMPARE(reading.all.events[3].extra.value("ttl"), QStringLiteral("1h"));
    QCOMPARE(reading.all.events[0].category, QStringLiteral("dns zone"));
    QVERIFY(!reading.all.events[0].time.isDated());
    QCOMPARE(textOf(reading.all),
             std::string("10:0 no record of a zone: name, time to live, class, type and data are expected\n"
                         "11:0 the record has no data\n12:0 a text in quotes does not end on its line\n"));
    const Reading dig = readLog(sample("sample-dig.zone"));
    QCOMPARE(textOf(dig.all), std::string());
    QCOMPARE(dig.all.events.size(), std::size_t(4));
    QCOMPARE(dig.all.events[0].time.range->from, 1546300800000000LL);
    QCOMPARE(dig.all.events[0].time.precision, Precision::Day);
    QCOMPARE(dig.all.events[2].time.range->from, 1546387200000000LL);
    QVERIFY(!dig.all.events[3].time.isDated());
}

void TestFlowLogs::zoneReal()
{
    SKIP_WITHOUT_SHARED_DATA("usage/nk-dns-leak/kp.zone");
    const Reading reading = readLog(sharedData("usage/nk-dns-leak/kp.zone"));
    QCOMPARE(reading.format, QStringLiteral("zone-file"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.read, 39); // dig: "XFR size: 39 records"
    QCOMPARE(reading.all.events.size(), std::size_t(39));
    QCOMPARE(reading.all.events[1].title, QStringLiteral("kp NS ns1.kptc.kp."));
    QCOMPARE(reading.all.events[1].time.range->from, 1474243200000000LL); // 2016-09-19
}

QTEST_APPLESS_MAIN(TestFlowLogs)
#include "tst_flowlogs.moc"
