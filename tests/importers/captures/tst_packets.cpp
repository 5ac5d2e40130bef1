// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/dnsmessage.h"
#include "models/importers/captures/dnspairing.h"
#include "models/importers/captures/flowassembler.h"
#include "models/importers/captures/linklayer.h"

#include <QTest>

#include <random>

using namespace tideline;

class TestPackets : public QObject
{
    Q_OBJECT

private slots:
    void linkTypes_data();
    void linkTypes();
    void headersThatLie_data();
    void headersThatLie();
    void timeouts_data();
    void timeouts();
    void whoAskedFirst();
    void longestIdleGoesFirst();
    void dnsAnswers_data();
    void dnsAnswers();
    void dnsThatLies_data();
    void dnsThatLies();
    void questionsWithoutAnswers();
};

using namespace std::string_literals;

static std::string unhex(const char* text)
{
    return QByteArray::fromHex(text).toStdString();
}

/// UDP 192.0.2.1:80 > 192.0.2.2:81 without payload, and the same in IPv6.
static std::string datagram()
{
    return unhex("4500001c 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000");
}
static std::string datagram6()
{
    return unhex("60000000 0008 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
                 "0050 0051 0008 0000");
}

static PacketFacts dissected(std::uint32_t linkType, const std::string& bytes, std::size_t length = 0)
{
    return dissect({0, linkType, bytes, std::max(length, bytes.size()), 1});
}

void TestPackets::linkTypes_data()
{
    QTest::addColumn<int>("linkType");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("six");
    const auto row = [](const char* name, int linkType, const char* header, bool six = false) {
        QTest::newRow(name) << linkType << QByteArray::fromHex(header) << six;
    };
    row("Ethernet", 1, "000000000000 000000000000 0800");
    row("Ethernet, IPv6", 1, "000000000000 000000000000 86dd", true);
    row("802.1Q", 1, "000000000000 000000000000 8100 0005 0800");
    row("three tags", 1, "000000000000 000000000000 88a8 0005 9100 0006 8100 0007 86dd", true);
    row("802.3 with SNAP", 1, "000000000000 000000000000 0026 aaaa03 000000 0800");
    row("Linux SLL", 113, "0000 0001 0006 0000000000000000 0800");
    row("Linux SLL2", 276, "0800 0000 00000001 0001 00 06 0000000000000000");
    row("raw", 101, "");
    row("raw, IPv6", 101, "", true);
    row("raw IPv4", 228, "");
    row("null, little", 0, "02000000");
    row("null, big, of FreeBSD", 0, "0000001c", true);
    row("loop", 108, "00000002");
    row("PPP", 9, "ff03 0021");
    row("PPP, shortened", 9, "57", true);
    row("PPP with direction", 204, "00 ff03 0057", true);
    row("HDLC of Cisco", 50, "0f00 0800");
    row("Cisco", 104, "0f00 86dd", true);
    row("PPPoE", 51, "1100 0001 001e 0021");
    row("PPPoE in Ethernet in a VLAN", 1, "000000000000 000000000000 8100 0001 8864 1100 0001 001e 0057", true);
    row("MPLS, two labels", 1, "000000000000 000000000000 8847 00010040 00020140");
    row("MPLS with a pseudowire", 1, "000000000000 000000000000 8847 00010140 00000000 000000000000 000000000000 0800");
    row("IP in IP", 101, "45000030 0001 0000 40 04 0000 c6336401 c6336402");
    row("GRE with key and sequence", 101,
        "4500003c 0001 0000 40 2f 0000 c6336401 c6336402 3000 0800 00000001 00000002");
    row("GRE with Ethernet", 101,
        "45000042 0001 0000 40 2f 0000 c6336401 c6336402 0000 6558 000000000000 000000000000 0800");
    row("IPv6 in GRE version 1 with PPP", 101,
        "45000050 0001 0000 40 2f 0000 c6336401 c6336402 2001 880b 00000000 ff030057", true);
}

void TestPackets::linkTypes()
{
    QFETCH(int, linkType);
    QFETCH(QByteArray, header);
    QFETCH(bool, six);
    const std::string inner = six ? datagram6() : datagram();
    QVERIFY(knowsLinkType(std::uint32_t(linkType)));
    const std::string padded = header.toStdString() + inner + "\0\0\0\0"s; // Ethernet pads
    const PacketFacts facts = dissected(std::uint32_t(linkType), padded);
    QVERIFY2(facts.kind == PacketFacts::Kind::Flow, facts.fault);
    QCOMPARE(facts.src.toString(), six ? QStringLiteral("2001:db8::1") : QStringLiteral("192.0.2.1"));
    QCOMPARE(int(facts.srcPort), 80);
    QCOMPARE(int(facts.dstPort), 81);
    QCOMPARE(facts.ipBytes, std::uint64_t(six ? 48 : 28));
    // Cut anywhere, the packet is short of something and never more than it was.
    for (std::size_t kept = 0; kept < std::size_t(header.size()) + inner.size(); ++kept) {
        const PacketFacts cut = dissected(std::uint32_t(linkType), padded.substr(0, kept), padded.size());
        QVERIFY(cut.kind != PacketFacts::Kind::Flow || cut.ipBytes <= padded.size());
        QVERIFY(cut.kind != PacketFacts::Kind::Malformed);
    }
}

void TestPackets::headersThatLie_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<bool>("malformed");
    QTest::addColumn<bool>("ports");
    const auto row = [](const char* name, const char* packet, bool malformed, bool ports) {
        QTest::newRow(name) << QByteArray::fromHex(packet) << malformed << ports;
    };
    row("header of 16 bytes", "4400001c 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000", true, true);
    row("total below the header", "45000013 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000", true, true);
    row("total beyond the packet", "450005dc 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000", true, true);
    row("version 5", "5500001c 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000", true, true);
    row("total left to the card", "45000000 0001 0000 40 11 0000 c0000201 c0000202 0050 0051 0008 0000", false, true);
    row("no room for ports", "45000016 0001 0000 40 11 0000 c0000201 c0000202 0050", false, false);
    row("IPv6 beyond the packet",
        "60000000 0100 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 00500051", true, true);
    row("extension headers without end",
        "60000000 0010 3c 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        "3c00000000000000 3cff000000000000",
        false, false);
    row("IPv4 in IPv4 that is none", "45000018 0001 0000 40 04 0000 c0000201 c0000202 00000000", false, true);
}

void TestPackets::headersThatLie()
{
    QFETCH(QByteArray, packet);
    QFETCH(bool, malformed);
    QFETCH(bool, ports);
    const PacketFacts facts = dissected(101, packet.toStdString());
    QCOMPARE(facts.kind == PacketFacts::Kind::Malformed, malformed);
    QCOMPARE(facts.hasPorts, ports);
    if (!malformed)
        QCOMPARE(facts.ipBytes, std::uint64_t(packet.size()));
    std::mt19937 random(5);
    for (int i = 0; i < 20'000; ++i) { // no bytes may bring it down
        std::string bytes = packet.toStdString() + packet.toStdString();
        for (int j = 0; j < 4; ++j)
            bytes[random() % bytes.size()] = char(random());
        const std::uint32_t types[] = {0, 1, 9, 50, 51, 101, 104, 108, 113, 204, 276};
        const PacketFacts any = dissected(types[random() % std::size(types)], bytes, bytes.size() + random() % 9);
        QVERIFY(any.kind != PacketFacts::Kind::Flow || any.ipBytes <= bytes.size() + 9);
    }
}

static PacketFacts facts(const char* src, const char* dst, std::uint8_t flags = 0x10)
{
    PacketFacts made;
    made.kind = PacketFacts::Kind::Flow;
    made.src = *IpAddress::parse(src);
    made.dst = *IpAddress::parse(dst);
    made.srcPort = made.dstPort = 7;
    made.protocol = 6;
    made.ipBytes = 40;
    made.tcpFlags = flags;
    return made;
}

void TestPackets::timeouts_data()
{
    QTest::addColumn<QList<qint64>>("times"); // µs
    QTest::addColumn<QList<quint64>>("packets");
    const qint64 s = microsPerSecond;
    using Times = QList<qint64>;
    using Packets = QList<quint64>;
    QTest::newRow("60 s of silence belong to it") << Times{0, 60 * s} << Packets{2};
    QTest::newRow("a microsecond more does not") << Times{0, 60 * s + 1} << Packets{1, 1};
    Times steady;
    for (int i = 0; i <= 60; ++i)
        steady << i * 60 * s; // one hour
    QTest::newRow("each half hour ends it") << steady << Packets{31, 30};
    QTest::newRow("half an hour to the microsecond") << Times(steady.mid(0, 31)) << Packets{31};
    QTest::newRow("a little out of order") << Times{10 * s, 9 * s, 11 * s} << Packets{3};
    QTest::newRow("the clock was set back") << Times{900 * s, 10 * s, 11 * s} << Packets{1, 2};
}

void TestPackets::timeouts()
{
    QFETCH(QList<qint64>, times);
    QFETCH(QList<quint64>, packets);
    FlowAssembler assembler;
    FlowSink sink;
    std::uint64_t number = 0;
    for (const qint64 at : times)
        assembler.add(facts("192.0.2.1", "192.0.2.2"), at + microsPerDay, ++number, {}, sink);
    assembler.closeAll(sink);
    QCOMPARE(QList<quint64>(sink.flows.srcPackets.begin(), sink.flows.srcPackets.end()), packets);
    for (const std::int64_t duration : sink.flows.duration)
        QVERIFY(duration >= 0);
}

void TestPackets::whoAskedFirst()
{
    constexpr std::uint8_t syn = 0x02, synAck = 0x12, ack = 0x10;
    const auto client = [](std::initializer_list<std::pair<bool, std::uint8_t>> packets) {
        FlowAssembler assembler;
        FlowSink sink;
        for (const auto& [fromOne, flags] : packets)
            assembler.add(fromOne ? facts("192.0.2.1", "192.0.2.2", flags) : facts("192.0.2.2", "192.0.2.1", flags), 1,
                          1, {}, sink);
        assembler.closeAll(sink);
        return sink.flows.size() == 1
                   ? sink.flows.src[0].toString() + QStringLiteral(" %1").arg(sink.flows.srcPackets[0])
                   : QString();
    };
    QCOMPARE(client({{true, ack}, {false, ack}, {false, ack}}), QStringLiteral("192.0.2.1 1"));
    QCOMPARE(client({{false, synAck}, {true, ack}}), QStringLiteral("192.0.2.1 1"));
    QCOMPARE(client({{true, ack}, {false, syn}}), QStringLiteral("192.0.2.2 1")); // an older connection's last packet
    QCOMPARE(client({{false, syn}, {true, synAck}, {true, syn}}), QStringLiteral("192.0.2.2 1"));
}

void TestPackets::longestIdleGoesFirst()
{
    FlowLimits limits;
    limits.open = 3;
    FlowAssembler assembler(limits);
    FlowSink sink;
    const char* peers[] = {"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.1", "10.0.0.4", "10.0.0.5"};
    for (int i = 0; i < 6; ++i)
        assembler.add(facts(peers[i], "192.0.2.2"), i, std::uint64_t(i), {}, sink);
    QCOMPARE(assembler.closedEarly(), std::uint64_t(2));
    QCOMPARE(sink.flows.src[0].toString(), QStringLiteral("10.0.0.2"));
    QCOMPARE(sink.flows.src[1].toString(), QStringLiteral("10.0.0.3"));
    assembler.closeAll(sink);
    QCOMPARE(sink.flows.size(), std::size_t(5));
    QCOMPARE(sink.flows.srcPackets[2] + sink.flows.srcPackets[3] + sink.flows.srcPackets[4], std::uint64_t(4));
    // Many flows: the table grows and every packet is found again.
    FlowAssembler large;
    FlowSink all;
    for (std::uint32_t i = 0; i < 40'000; ++i) {
        PacketFacts one = facts("192.0.2.1", "192.0.2.2");
        one.src = IpAddress::fromV4(i % 10'000);
        large.add(one, i, i, {}, all);
    }
    large.closeAll(all);
    QCOMPARE(all.flows.size(), std::size_t(10'000));
    for (const std::uint64_t count : all.flows.srcPackets)
        QCOMPARE(count, std::uint64_t(4));
}

/// Header with one question "a.example", type 1, then answers.
static std::string dnsAnswer(int answers, const char* rest)
{
    return unhex("0001 8180 0001") + "\0"s + char(answers) + unhex("00000000 01 61 07 6578616d706c65 00 0001 0001") +
           unhex(rest);
}

void TestPackets::dnsAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* answer, const char* text) {
        QTest::newRow(name) << QByteArray(answer) << QString(text);
    };
    row("A", "c00c 0001 0001 00000001 0004 c0000207", "192.0.2.7");
    row("AAAA", "c00c 001c 0001 00000001 0010 20010db8000000000000000000000001", "2001:db8::1");
    row("CNAME, pointing into a name", "c00c 0005 0001 00000001 0004 0162 c00e", "b.example");
    row("MX", "c00c 000f 0001 00000001 0006 000a 0162 c00e", "10 b.example");
    row("SRV", "c00c 0021 0001 00000001 0008 0001 0002 0050 c00c", "1 2 80 a.example");
    row("SOA", "c00c 0006 0001 00000001 0018 c00e c00c 0000000100000002000000030000000400000005", "example a.example");
    row("TXT", "c00c 0010 0001 00000001 0009 03612062 04 5cff6321", "a b\\x5c\\xffc!");
    row("the root", "c00c 0002 0001 00000001 0001 00", ".");
    row("raw bytes in a name", "c00c 0002 0001 00000001 0006 04 2e20006d 00", "\\x2e\\x20\\x00m");
    row("another type", "c00c ff00 0001 00000001 0003 010203", "TYPE65280 (3 bytes)");
}

void TestPackets::dnsAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, text);
    DnsMessage message;
    const std::string bytes = dnsAnswer(1, answer.constData());
    const char* const why = parseDns(bytes, message);
    QVERIFY2(!why, why);
    QCOMPARE(QString::fromStdString(message.questions.at(0).name), QStringLiteral("a.example"));
    QCOMPARE(QString::fromStdString(message.answers), text);
    QVERIFY(message.isAnswer);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        QVERIFY(parseDns(std::string_view(bytes).substr(0, size), message)); // cut anywhere: an error
    std::mt19937 random(3);
    for (int i = 0; i < 5'000; ++i) {
        std::string bad = bytes;
        for (int j = 0; j < 3; ++j)
            bad[random() % bad.size()] = char(random());
        (void)parseDns(bad, message);
        QVERIFY(message.answers.size() < 5'000);
    }
}

void TestPackets::dnsThatLies_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, const std::string& message, const char* why) {
        QTest::newRow(name) << QByteArray::fromStdString(message) << QString(why);
    };
    const std::string header = unhex("0001 0100 0001 0000 0000 0000");
    row("a pointer to itself", header + unhex("c00c 0001 0001"), "points where it must not");
    row("two pointers in a circle", header + unhex("0161 c00c 0001 0001"), "points where it must not");
    row("forwards", header + unhex("c012 0001 0001 0161 00"), "points where it must not");
    row("into the header", header + unhex("c000 0001 0001"), "points where it must not");
    row("label of 64", header + unhex("40") + std::string(64, 'a') + unhex("00 0001 0001"), "over 63");
    std::string longName;
    for (int i = 0; i < 9; ++i)
        longName += unhex("1f") + std::string(31, 'a');
    row("name of 288", header + longName + unhex("00 0001 0001"), "over 255");
    row("no question where one is announced", header, "runs over");
    row("an address of 3 bytes", dnsAnswer(1, "c00c 0001 0001 00000001 0003 c00002"), "wrong length");
    row("a name beyond its answer", dnsAnswer(1, "c00c 0005 0001 00000001 0002 0362 6263 00"), "runs over");
    row("a text beyond its answer", dnsAnswer(1, "c00c 0010 0001 00000001 0002 0961"), "runs over");
    row("200 answers, none there", dnsAnswer(-56, ""), "runs over");
}

void TestPackets::dnsThatLies()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, why);
    DnsMessage parsed;
    const QString said = QString::fromLatin1(parseDns(message.toStdString(), parsed));
    QVERIFY2(said.contains(why), qPrintable(said));
}

void TestPackets::questionsWithoutAnswers()
{
    DnsPairing pairing;
    std::vector<DnsRecord> out;
    PacketFacts one = facts("192.0.2.1", "192.0.2.2");
    DnsMessage message;
    message.questions = {{"a.example", 1}};
    pairing.add(message, one, 27, 0, 1, out);
    pairing.add(message, one, 27, microsPerSecond, 2, out); // asked again
    QCOMPARE(out.size(), std::size_t(1));
    QCOMPARE(out[0].record, std::uint64_t(1));
    message.questions = {{"b.example", 28}};
    pairing.add(message, one, 27, 62 * microsPerSecond, 3, out); // too late for the second
    QCOMPARE(out.size(), std::size_t(2));
    message.isAnswer = true;
    message.outcome = 3;
    std::swap(one.src, one.dst);
    pairing.add(message, one, 90, 63 * microsPerSecond, 4, out);
    QCOMPARE(out.size(), std::size_t(3));
    QCOMPARE(out[2].client.toString(), QStringLiteral("192.0.2.1"));
    QCOMPARE(out[2].queryBytes, 27);
    QCOMPARE(out[2].answerBytes, 90);
    QCOMPARE(out[2].outcome, std::string("NXDOMAIN"));
    pairing.add(message, one, 90, 64 * microsPerSecond, 5, out); // nobody was seen to ask
    QCOMPARE(out[3].queryBytes, -1);
    pairing.closeAll(out);
    QCOMPARE(out.size(), std::size_t(4));
}

QTEST_APPLESS_MAIN(TestPackets)
#include "tst_packets.moc"
