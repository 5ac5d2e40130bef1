// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/captures/capturing.h"

#include <random>

using namespace tideline;

constexpr Micros start = 1'700'000'000 * microsPerSecond; // of the samples, see makecaptures.py

class TestCaptures : public QObject
{
    Q_OBJECT

private slots:
    void everyPacketOfTheSample();
    void namesAskedInTheSample();
    void sectionsInterfacesAndClocks();
    void headers_data();
    void headers();
    void damageIsSkippedAndSaid();
    void cutAnywhere_data();
    void cutAnywhere();
    void blocksOfAnySize_data();
    void blocksOfAnySize();
    void anyBytes();
    void realCaptures_data();
    void realCaptures();
    void othersAreNoCaptures();
};

void TestCaptures::everyPacketOfTheSample()
{
    const Captured got = capture(contents(sample("capture.pcap")));
    QCOMPARE(got.format, QStringLiteral("pcap"));
    QCOMPARE(got.all.read, 26);
    QStringList flows = flowTexts(got.all.flows);
    flows.sort();
    QStringList expected{
        "192.0.2.10:40000 > 192.0.2.53:53 17 61/1 77/1", // the name, 33 and 49 bytes of DNS
        "192.0.2.10:50000 > 198.51.100.7:443 6 260/4 1080/2",
        "192.0.2.10:50000 > 198.51.100.7:443 6 45/1 0/0", // the same after 61.94 s of silence
        "192.0.2.10:8 > 192.0.2.20:0 1 28/1 28/1",        // echo and answer, behind VLAN tags
        "2001:db8::1:6000 > 2001:db8::2:6001 17 66/1 0/0",
        "192.0.2.10:7000 > 192.0.2.20:7001 17 112/2 0/0", // with its second fragment
        "192.0.2.10:0 > 192.0.2.20:0 17 60/1 0/0",        // a fragment without its first
        "10.0.0.1:1000 > 10.0.0.2:2000 6 40/1 0/0",       // GRE
        "2001:db8::3:5 > 2001:db8::4:6 17 49/1 0/0",      // 6in4
        "10.0.0.3:8 > 10.0.0.4:9 17 28/1 0/0",            // MPLS
        "10.0.0.5:8 > 10.0.0.6:9 17 28/1 0/0",            // PPPoE
        "10.0.0.7:8 > 10.0.0.8:9 17 28/1 0/0",            // VXLAN
        "192.0.2.10:40001 > 192.0.2.53:53 17 46/1 0/0",   // the loop: no DNS, still a packet
        "192.0.2.10:3 > 192.0.2.20:4 6 1500/1 0/0",       // 60 bytes of it were kept
        "192.0.2.10:40002 > 192.0.2.53:53 17 62/1 62/1",
    };
    expected.sort();
    QCOMPARE(flows, expected);
    QCOMPARE(textOf(got.all),
             std::string("21:0 the IPv4 header names more bytes than the packet has\n"
                         "22:0 a name in the DNS message points where it must not (a loop, or forwards); the packet "
                         "itself is counted in its flow\n"));
    QCOMPARE(got.all.notes, (QStringList{"1 packet is not IP: 1 ARP",
                                         "1 fragment came without the first one of its packet and is counted "
                                         "without ports",
                                         "3 packets came through tunnels: the flows inside are counted, not the "
                                         "tunnels"}));
    for (std::size_t i = 0; i < got.all.flows.size(); ++i) {
        if (got.all.flows.srcBytes[i] != 260)
            continue;
        QCOMPARE(got.all.flows.start[i], start + 10'000);
        QCOMPARE(got.all.flows.duration[i], 50'000);
        QCOMPARE(got.all.flows.state[i], std::string("...AP.SF"));
        QCOMPARE(got.all.flows.record[i], std::uint64_t(4));
    }
}

void TestCaptures::namesAskedInTheSample()
{
    const ParsedBlock all = capture(contents(sample("capture.pcap"))).all;
    QCOMPARE(all.dns.size(), std::size_t(2));
    const DnsRecord& found = all.dns[0];
    QCOMPARE(found.at, start + 1'000);
    QCOMPARE(found.client.toString(), QStringLiteral("192.0.2.10"));
    QCOMPARE(found.server.toString(), QStringLiteral("192.0.2.53"));
    QCOMPARE(found.query, std::string("www.example.org"));
    QCOMPARE(found.type, std::string("A"));
    QCOMPARE(found.outcome, std::string("NOERROR"));
    QCOMPARE(found.answers, std::string("198.51.100.7"));
    QCOMPARE(found.queryBytes, 33);
    QCOMPARE(found.answerBytes, 49);
    QCOMPARE(found.record, std::uint64_t(2));
    QCOMPARE(all.dns[1].outcome, std::string("NXDOMAIN"));
    QCOMPARE(all.dns[1].type, std::string("TXT"));
    std::size_t labelled = 0;
    for (const std::string& service : all.flows.service)
        labelled += service == "dns";
    QCOMPARE(labelled, std::size_t(2));
}

void TestCaptures::sectionsInterfacesAndClocks()
{
    const Captured got = capture(contents(sample("capture.pcapng")));
    QCOMPARE(got.format, QStringLiteral("pcapng"));
    QCOMPARE(got.all.read, 5);
    QCOMPARE(flowTexts(got.all.flows), (QStringList{"192.0.2.1:1001 > 192.0.2.2:1002 17 31/1 34/1",
                                                    "192.0.2.1:1001 > 192.0.2.2:1002 17 31/1 0/0"}));
    QCOMPARE(got.all.flows.start[0], start + 5);
    QCOMPARE(got.all.flows.duration[0], 1'000'002); // the second interface counts nanoseconds
    QCOMPARE(got.all.flows.start[1], start + 100'500'000);
    QCOMPARE(textOf(got.all),
             std::string("3:0 the packet belongs to interface 7, which the section does not describe\n"
                         "5:0 a simple packet block carries no time, so the packet cannot be placed; capture with "
                         "times (enhanced packet blocks)\n"));
    QCOMPARE(got.all.notes, (QStringList{"the capture itself lost 12 packets on interface 0",
                                         "1 block of another kind (names, keys, statistics) was skipped"}));
}

static void put(std::string& to, std::uint64_t number, int size, bool big)
{
    for (int i = 0; i < size; ++i)
        to += char(number >> (8 * (big ? size - 1 - i : i)));
}

/// A pcap file of raw IPv4 with one UDP packet of 28 bytes each second.
static std::string pcapOf(int packets, std::uint32_t magic, bool big, int extra, std::uint32_t fraction)
{
    std::string bytes;
    for (const auto& [number, size] :
         std::vector<std::pair<std::uint32_t, int>>{{magic, 4}, {2, 2}, {4, 2}, {0, 4}, {0, 4}, {65535, 4}, {101, 4}})
        put(bytes, number, size, big);
    for (int i = 0; i < packets; ++i) {
        for (const std::uint32_t number : {1'700'000'000U + std::uint32_t(i), fraction, 28U, 28U})
            put(bytes, number, 4, big);
        bytes.append(std::size_t(extra), '\0');
        bytes += std::string("\x45\0\0\x1c\0\1\0\0\x40\x11\0\0\xc0\0\2\1\xc0\0\2\2\0\x50\0\x51\0\x08\0\0", 28);
    }
    return bytes;
}

void TestCaptures::headers_data()
{
    QTest::addColumn<quint32>("magic");
    QTest::addColumn<bool>("big");
    QTest::addColumn<int>("extra");
    QTest::addColumn<quint32>("fraction");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("little, microseconds") << 0xA1B2C3D4 << false << 0 << 999'999U << qint64(999'999);
    QTest::newRow("big, microseconds") << 0xA1B2C3D4 << true << 0 << 1U << qint64(1);
    QTest::newRow("little, nanoseconds") << 0xA1B23C4D << false << 0 << 999'999'999U << qint64(999'999);
    QTest::newRow("big, nanoseconds") << 0xA1B23C4D << true << 0 << 1'999U << qint64(1);
    QTest::newRow("wide packet headers") << 0xA1B2CD34 << false << 8 << 5U << qint64(5);
}

void TestCaptures::headers()
{
    QFETCH(quint32, magic);
    QFETCH(bool, big);
    QFETCH(int, extra);
    QFETCH(quint32, fraction);
    QFETCH(qint64, micros);
    const Captured got = capture(pcapOf(3, magic, big, extra, fraction));
    QCOMPARE(got.format, QStringLiteral("pcap"));
    QCOMPARE(textOf(got.all), std::string());
    QCOMPARE(flowTexts(got.all.flows), QStringList{"192.0.2.1:80 > 192.0.2.2:81 17 84/3 0/0"});
    QCOMPARE(got.all.flows.start[0], start + micros);
    QCOMPARE(got.all.flows.duration[0], 2 * microsPerSecond);
}

void TestCaptures::damageIsSkippedAndSaid()
{
    std::string bytes = pcapOf(10, 0xA1B2C3D4, false, 0, 7);
    constexpr std::size_t packet = 44, header = 24;
    bytes[header + 3 * packet + 11] = '\x7f'; // the fourth says that it has two thousand million bytes
    const Captured got = capture(bytes);
    QCOMPARE(got.all.read, 10);
    QCOMPARE(sumOf(got.all.flows.srcPackets), std::uint64_t(9));
    QCOMPARE(textOf(got.all),
             std::string("4:0 the header of this packet says that it has 2130706460 bytes; the file is "
                         "cut off or damaged here, and 44 bytes were skipped\n"));
    // A fraction of a second over its limit costs one packet, and a second file behind the first none.
    bytes = pcapOf(2, 0xA1B2C3D4, false, 0, 1'000'000) + pcapOf(2, 0xA1B2C3D4, false, 0, 0);
    const Captured two = capture(bytes);
    QCOMPARE(two.all.read, 4);
    QCOMPARE(two.all.problems.size(), std::size_t(2));
    QCOMPARE(sumOf(two.all.flows.srcPackets), std::uint64_t(2));
    // pcapng: the first packet's block claims another length.
    std::string blocks = contents(sample("capture.pcapng"));
    blocks[blocks.find(std::string("\0\0\0\6", 4)) + 7] ^= 4;
    const Captured blocked = capture(blocks);
    QCOMPARE(blocked.all.read, 5);
    QCOMPARE(blocked.all.problems.size(), std::size_t(3));
    QVERIFY2(textOf(blocked.all).starts_with("1:0 the two lengths of this block differ"), textOf(blocked.all).c_str());
}

static void addSamples()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"capture.pcap", "capture.pcapng", "netflow.dat", "netflow.pcap"})
        QTest::newRow(file) << QString(file);
}

void TestCaptures::cutAnywhere_data()
{
    addSamples();
}

void TestCaptures::cutAnywhere()
{
    QFETCH(QString, file);
    const std::string bytes = contents(sample(file));
    const QString format = capture(bytes).format;
    const qint64 all = capture(bytes).all.read;
    QVERIFY(all > 4);
    qint64 before = 0;
    for (std::size_t size = 32; size < bytes.size(); ++size) {
        const Captured got = capture(bytes.substr(0, size), format);
        QVERIFY2(got.all.read >= before - 3 && got.all.read <= all + 3, qPrintable(QString::number(size)));
        before = std::max(before, got.all.read);
    }
    QVERIFY(before >= all - 2);
}

void TestCaptures::blocksOfAnySize_data()
{
    addSamples();
}

void TestCaptures::blocksOfAnySize()
{
    QFETCH(QString, file);
    std::mt19937 random(7);
    for (int damaged = 0; damaged < 40; ++damaged) {
        std::string bytes = contents(sample(file));
        const QString format = capture(bytes).format;
        for (int i = 0; i < damaged; ++i)
            bytes[40 + random() % (bytes.size() - 40)] = char(random());
        const QString whole = digestOf(capture(bytes, format).all);
        for (const std::size_t size : {1, 2, 7, 64, 333})
            QCOMPARE(digestOf(capture(bytes, format, size).all), whole);
    }
}

void TestCaptures::anyBytes()
{
    std::mt19937 random(11);
    for (const char* file : {"capture.pcap", "capture.pcapng", "netflow.dat"}) {
        std::string bytes = contents(sample(file)).substr(0, 60);
        const QString format = capture(contents(sample(file))).format;
        while (bytes.size() < 300'000)
            bytes += char(random() % 4 ? random() : 0);
        const Captured got = capture(bytes, format);
        QVERIFY(!got.all.problems.empty());
        QCOMPARE(digestOf(capture(bytes, format, 5'000).all), digestOf(got.all));
    }
}

void TestCaptures::realCaptures_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("packets");
    QTest::addColumn<int>("flows");
    QTest::addColumn<quint64>("inFlows");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QStringList>("notes");
    // Packets as in nDPI's own results; flows and IP bytes counted by a script that shares no line with ours.
    QTest::newRow("bitcoin") << "pcap" << 529 << 20 << 529ULL << 419'138ULL << QStringList();
    QTest::newRow("monero") << "pcap" << 60 << 4 << 60ULL << 60'412ULL << QStringList();
    QTest::newRow("dns2tcp_tunnel") << "pcap" << 50 << 1 << 50ULL << 8'088ULL << QStringList(); // Linux SLL
    QTest::newRow("dns_doh") << "pcap" << 142 << 1 << 142ULL << 18'374ULL << QStringList();
    QTest::newRow("socks") << "pcapng" << 60 << 5 << 60ULL << 9'676ULL << QStringList();
    QTest::newRow("tor") << "pcap" << 514 << 17 << 349ULL << 131'334ULL
                         << QStringList{"165 packets are not IP: 141 LLC, 24 ARP"};
}

void TestCaptures::realCaptures()
{
    const QString path = QStringLiteral("traffic/ndpi/%1.pcap").arg(QTest::currentDataTag());
    SKIP_WITHOUT_SHARED_DATA(path);
    const Captured got = capture(contents(sharedData(path)));
    QTEST(got.format, "format");
    QCOMPARE(textOf(got.all), std::string());
    QTEST(int(got.all.read), "packets");
    QTEST(int(got.all.flows.size()), "flows");
    QTEST(quint64(sumOf(got.all.flows.srcPackets) + sumOf(got.all.flows.dstPackets)), "inFlows");
    QTEST(quint64(sumOf(got.all.flows.srcBytes) + sumOf(got.all.flows.dstBytes)), "bytes");
    QFETCH(QStringList, notes);
    for (const QString& note : notes)
        QVERIFY2(got.all.notes.contains(note), qPrintable(got.all.notes.join(u'\n')));
}

void TestCaptures::othersAreNoCaptures()
{
    for (const char* file : {"zeek-conn.log", "nfdump-old.csv", "timesketch.jsonl"}) {
        const std::string bytes = contents(sample(file));
        for (const char* format : {"pcap", "pcapng", "netflow-pcap", "netflow"})
            QCOMPARE(formatNamed(format)->sniff(bytes, {}), 0);
    }
    const auto reader = formatNamed("pcap")->make();
    QVERIFY(!reader->begin("no capture at all, but long enough to look at", {}));
}

QTEST_APPLESS_MAIN(TestCaptures)
#include "tst_captures.moc"
