// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowdatagram.h"
#include "tests/importers/captures/capturing.h"

using namespace tideline;

constexpr Micros start = 1'700'000'000 * microsPerSecond; // of the samples, see makecaptures.py

class TestNetflow : public QObject
{
    Q_OBJECT

private slots:
    void sample_data();
    void sample();
    void templatesInAnyOrder();
    void samplingIsCorrected();
    void samplersByNumber();
    void damageIsSkippedAndSaid();
    void lengthsThatLie();
    void realFiles_data();
    void realFiles();
    void realCapture();
    void otherPacketsStayPackets();
};

void TestNetflow::sample_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<qint64>("read");
    QTest::addColumn<QString>("prefix");
    QTest::newRow("netflow.dat") << "netflow" << qint64(7) << QString();
    QTest::newRow("netflow.pcap") << "netflow-pcap" << qint64(7) << "192.0.2.250/";
}

void TestNetflow::sample()
{
    QFETCH(QString, prefix);
    const Captured got = capture(contents(tideline::sample(QTest::currentDataTag())));
    QTEST(got.format, "format");
    QTEST(got.all.read, "read");
    const FlowBatch& flows = got.all.flows;
    QCOMPARE(
        flowTexts(flows),
        (QStringList{"192.0.2.1:1234 > 198.51.100.1:80 6 500000/1000 0/0", // 5000/10, sampled 1 in 100
                     "192.0.2.2:8 > 198.51.100.1:0 1 8400/100 0/0",
                     "192.0.2.3:5353 > 198.51.100.2:53 17 397824/3584 0/0", // 777/7, 1 in 512; waited for its template
                     "192.0.2.3:5353 > 198.51.100.2:53 17 397824/3584 0/0",
                     "2001:db8::a:0 > 2001:db8::b:0 50 12345/9 54321/0"}));
    QCOMPARE(flows.start, (std::vector<Micros>{start - 59'500'000, start - 99'700'000, start, start, start + 250'000}));
    QCOMPARE(flows.duration, (std::vector<std::int64_t>{10'000'000, 220'000, 5'000'000, 5'000'000, 1'000'000}));
    QCOMPARE(flows.state[0], std::string("...AP.SF"));
    QCOMPARE(flows.srcAs[0], 64496U);
    QCOMPARE(flows.dstAs[0], 64497U);
    const QString v5 = prefix.isEmpty() ? "engine 1/2" : prefix + "1/2";
    const QString v9 = prefix.isEmpty() ? "source 33" : prefix + "33";
    QCOMPARE(QString::fromStdString(flows.exporter[0]), v5);
    QCOMPARE(QString::fromStdString(flows.exporter[3]), v9);
    QCOMPARE(got.all.problems.size(), std::size_t(2));
    QCOMPARE(got.all.problems[0].line, 6); // the record of which the end lies before its beginning
    QVERIFY(got.all.problems[0].reason.contains(QStringLiteral("ends before it begins")));
    QCOMPARE(got.all.problems[1].line, 4);
    QVERIFY(got.all.problems[1].reason.startsWith(QStringLiteral("no template 300 from %1 in this file").arg(v9)));
    const QString said = QStringLiteral("%1 samples %2: bytes and packets of %3 records are multiplied by it (for the "
                                        "numbers as exported import with sampling=1)");
    QVERIFY2(got.all.notes.contains(said.arg(v5, QStringLiteral("1 in 100")).arg(2)),
             qPrintable(got.all.notes.join(u'\n')));
    QVERIFY2(got.all.notes.contains(said.arg(v9, QStringLiteral("1 in 512")).arg(2)),
             qPrintable(got.all.notes.join(u'\n')));
    QVERIFY(got.all.notes.contains(QStringLiteral("1 option record (about the exporter, not flows) was skipped")));
    QCOMPARE(got.all.notes.size(), prefix.isEmpty() ? 3 : 4); // and the packet that carries none
}

static std::string v9Datagram(std::uint32_t source, const std::string& sets)
{
    const auto header = QByteArray::fromHex("00090001000186a06553f10000000001").toStdString();
    std::string bytes = header;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += char(source >> shift);
    return bytes + sets;
}

static const std::string layout =
    QByteArray::fromHex("0000 0014 0100 0003 0008 0004 000c 0004 0001 0004").toStdString();
static const std::string row = QByteArray::fromHex("0100 0010 c0000201 c0000202 00000064").toStdString();

/// Issue 3: sampling is corrected for and said. The rate may stand behind the first records; a person's word wins.
void TestNetflow::samplingIsCorrected()
{
    const auto rates = [](int interval) { // options template 400: scope system, then samplingInterval
        return QByteArray::fromHex("0001 0012 0190 0004 0004 0001 0004 0022 0004 0190 000c 00000001").toStdString() +
               QByteArray::fromHex(QByteArray::number(interval, 16).rightJustified(8, '0')).toStdString();
    };
    const auto read = [](const std::string& bytes, const ReadOptions& options, ParsedBlock& all) {
        const auto reader = formatNamed(QStringLiteral("netflow"))->make();
        if (reader->begin(bytes, options))
            all = reader->parse({bytes, 1});
    };
    const std::string file = v9Datagram(33, layout + row) + v9Datagram(33, rates(100)) + v9Datagram(33, row);
    ParsedBlock all;
    read(file, {}, all);
    QCOMPARE(all.flows.srcBytes, (std::vector<std::uint64_t>{10'000, 10'000})); // 100 bytes each
    QVERIFY2(all.notes.first().startsWith(QStringLiteral("source 33 samples 1 in 100: bytes and packets of 2 records")),
             qPrintable(all.notes.join(u'\n')));
    read(file, {{QStringLiteral("sampling"), 1}}, all);
    QCOMPARE(all.flows.srcBytes, (std::vector<std::uint64_t>{100, 100}));
    QVERIFY(all.notes.first().contains(QStringLiteral("the sampling given for this import counts instead")));
    // Another exporter of the same file is none of its business.
    read(file + v9Datagram(34, layout + row), {}, all);
    QCOMPARE(all.flows.srcBytes, (std::vector<std::uint64_t>{10'000, 10'000, 100}));
    // Two rates, and nothing says which interface a record came by.
    read(file + v9Datagram(33, rates(200)), {}, all);
    QCOMPARE(all.flows.srcBytes, (std::vector<std::uint64_t>{100, 100}));
    QVERIFY2(all.notes.first().contains(QStringLiteral("which rate holds for 2 records is not known")),
             qPrintable(all.notes.first()));
}

/// Two samplers of one exporter: template 256 with FLOW_SAMPLER_ID (48), options with its number and rate.
void TestNetflow::samplersByNumber()
{
    const std::string samplers = QByteArray::fromHex("0001 0016 0190 0004 0008 0001 0004 0030 0001 0032 0004"
                                                     "0190 0016 00000001 01 0000000a 00000001 02 00000064")
                                     .toStdString();
    const std::string data = QByteArray::fromHex("0000 0018 0100 0004 0008 0004 000c 0004 0001 0004 0030 0001"
                                                 "0100 002b c0000201 c0000202 00000064 01"
                                                 "c0000201 c0000202 00000064 02 c0000201 c0000202 00000064 03")
                                 .toStdString();
    const Captured got = capture(v9Datagram(7, samplers) + v9Datagram(7, data), QStringLiteral("netflow"));
    QCOMPARE(got.all.flows.srcBytes, (std::vector<std::uint64_t>{1'000, 10'000, 100}));
    QVERIFY2(got.all.notes.first().startsWith(QStringLiteral(
                 "source 7 samples 1 in 10 to 1 in 100: bytes and packets of 2 records are multiplied by it")),
             qPrintable(got.all.notes.join(u'\n')));
    QVERIFY(got.all.notes.first().contains(QStringLiteral("which rate holds for 1 record is not known")));
}

void TestNetflow::templatesInAnyOrder()
{
    const auto counts = [](const std::string& bytes) {
        const Captured got = capture(bytes, QStringLiteral("netflow"));
        return QStringLiteral("%1 %2").arg(got.all.flows.size()).arg(got.all.problems.size());
    };
    const std::string known = v9Datagram(1, layout), data = v9Datagram(1, row);
    QCOMPARE(counts(known + data + data), QStringLiteral("2 0"));
    QCOMPARE(counts(data + data + known), QStringLiteral("2 0"));
    QCOMPARE(counts(data + known + data), QStringLiteral("2 0"));
    QCOMPARE(counts(data + data), QStringLiteral("0 2"));
    QCOMPARE(counts(v9Datagram(1, layout + row)), QStringLiteral("1 0"));
    QCOMPARE(counts(v9Datagram(2, layout) + data), QStringLiteral("0 1")); // of another source
    const Captured untimed = capture(known + data);
    QCOMPARE(untimed.all.flows.start[0], start);
    QCOMPARE(untimed.all.notes.last(),
             QStringLiteral("1 record carries no time of its own: the time of export stands for it"));
    // What waits is bounded: 100,000 sets; the others are settled at once.
    std::string many;
    for (int i = 0; i < 100'010; ++i)
        many += v9Datagram(1, row);
    QCOMPARE(counts(many + known), QStringLiteral("100000 10"));
}

void TestNetflow::damageIsSkippedAndSaid()
{
    const std::string bytes = contents(tideline::sample(QStringLiteral("netflow.dat")));
    constexpr std::size_t v5 = 24 + 2 * 48;
    const Captured inserted = capture(bytes.substr(0, v5) + "twelve bytes" + bytes.substr(v5));
    QCOMPARE(inserted.all.flows.size(), std::size_t(5));
    QCOMPARE(inserted.all.read, 8);
    QVERIFY2(inserted.all.problems[0].reason.contains(QStringLiteral("12 bytes were skipped")),
             qPrintable(inserted.all.problems[0].reason));
    const Captured cut = capture(bytes.substr(0, bytes.size() - 30));
    QVERIFY(textOf(cut.all).find("6:0 the datagram should have ") != std::string::npos);
}

void TestNetflow::lengthsThatLie()
{
    const auto problem = [](const std::string& sets) {
        const Captured got = capture(v9Datagram(1, layout + row) + v9Datagram(1, sets), QStringLiteral("netflow"));
        return got.all.flows.size() >= 1 && !got.all.problems.empty() ? got.all.problems[0].reason : QString();
    };
    const auto hex = [](const char* text) { return QByteArray::fromHex(text).toStdString(); };
    QVERIFY(problem(hex("0100 0003")).contains(QStringLiteral("no NetFlow datagram starts")));
    QVERIFY(problem(row + hex("0100 0000 00000000")).contains(QStringLiteral("no NetFlow datagram starts")));
    QVERIFY(problem(hex("0100 ffff c0000201")).contains(QStringLiteral("it is cut off")));
    QVERIFY(problem(hex("0000 000c 0101 ffff 0001 0004")).contains(QStringLiteral("template 257 is cut off")));
    QVERIFY(problem(hex("0000 000c 0101 0001 0001 0000")).contains(QStringLiteral("without any bytes")));
    QVERIFY(!isNetflowDatagram(v9Datagram(1, hex("0100 0003"))));
    QVERIFY(isNetflowDatagram(v9Datagram(1, row)));
    QVERIFY(!isNetflowDatagram(v9Datagram(1, row).substr(0, 30)));
    QVERIFY(!isNetflowDatagram(std::string(24, '\0')));
}

void TestNetflow::realFiles_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<int>("flows");
    QTest::addColumn<quint64>("packets");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<int>("problems");
    QTest::addColumn<QString>("firstRow");
    // By nfcapd 1.7.1, sent the same datagrams, and nfdump -o csv. It drops data whose template is missing unsaid.
    QTest::newRow("v5") << QStringList{"netflow5"} << 30 << 230ULL << 18'684ULL << 0
                        << "10.0.2.2:54435 > 10.0.2.15:22 6 230/5 0/0";
    QTest::newRow("softflowd") << QStringList{"netflow9_test_softflowd_tpl_data"} << 7 << 13ULL << 1'128ULL << 0
                               << "172.16.32.100:123 > 172.16.32.248:123 17 76/1 0/0";
    QTest::newRow("v9") << QStringList{"netflow9_test_valid01"} << 7 << 13ULL << 1'128ULL << 0
                        << "172.16.32.100:123 > 172.16.32.248:123 17 76/1 0/0";
    QTest::newRow("IPFIX") << QStringList{"ipfix_test_openbsd_pflow_tpl", "ipfix_test_openbsd_pflow_data"} << 26
                           << 209ULL << 99'323ULL << 0 << "192.168.0.17:64020 > 192.168.0.1:80 6 373/7 0/0";
    QTest::newRow("IPFIX, template last")
        << QStringList{"ipfix_test_openbsd_pflow_data", "ipfix_test_openbsd_pflow_tpl"} << 26 << 209ULL << 99'323ULL
        << 0 << "192.168.0.17:64020 > 192.168.0.1:80 6 373/7 0/0";
    QTest::newRow("IPFIX, no template") << QStringList{"ipfix_test_openbsd_pflow_data"} << 0 << 0ULL << 0ULL << 1 << "";
    // Its set 256 belongs to a template of options.
    QTest::newRow("Fortigate") << QStringList{"netflow9_test_fortigate_fortios_521_tpl",
                                              "netflow9_test_fortigate_fortios_521_data256",
                                              "netflow9_test_fortigate_fortios_521_data257"}
                               << 1 << 3ULL << 152ULL << 0 << "192.168.99.7:61910 > 31.13.87.36:443 6 152/3 0/0";
}

void TestNetflow::realFiles()
{
    QFETCH(QStringList, files);
    QFETCH(QString, firstRow);
    std::string bytes;
    for (const QString& file : files) {
        const QString path = QStringLiteral("traffic/netflow/%1.dat").arg(file);
        SKIP_WITHOUT_SHARED_DATA(path);
        bytes += contents(sharedData(path));
    }
    const Captured got = capture(bytes);
    QCOMPARE(got.format, QStringLiteral("netflow"));
    QTEST(int(got.all.flows.size()), "flows");
    QTEST(quint64(sumOf(got.all.flows.srcPackets)), "packets");
    QTEST(quint64(sumOf(got.all.flows.srcBytes)), "bytes");
    QTEST(int(got.all.problems.size()), "problems");
    QCOMPARE(got.all.read, qint64(got.all.flows.size() + got.all.problems.size()));
    QCOMPARE(got.all.flows.empty() ? QString() : flowText(got.all.flows, 0), firstRow);
}

void TestNetflow::realCapture()
{
    const QString path = QStringLiteral("traffic/ndpi/netflowv9.pcap");
    SKIP_WITHOUT_SHARED_DATA(path);
    const Captured got = capture(contents(sharedData(path)));
    QCOMPARE(got.format, QStringLiteral("netflow-pcap"));
    QCOMPARE(got.all.read, 10); // datagrams, as nDPI counts
    // No template travels with it, so that nfdump gives no row at all: 23 sets of records (counted by a script).
    QCOMPARE(got.all.flows.size(), std::size_t(0));
    QCOMPARE(got.all.problems.size(), std::size_t(23));
    QVERIFY(got.all.problems[0].reason.startsWith(QStringLiteral("no template 258 from 192.168.2.134/1 in this file")));
}

void TestNetflow::otherPacketsStayPackets()
{
    const std::string bytes = contents(tideline::sample(QStringLiteral("netflow.pcap")));
    const Captured packets = capture(bytes, QStringLiteral("pcap"));
    QCOMPARE(packets.all.flows.size(), std::size_t(1));
    QCOMPARE(packets.all.flows.srcPackets[0], std::uint64_t(6));
    QVERIFY(packets.all.notes.contains(
        QStringLiteral("6 packets carry NetFlow; import the file as netflow-pcap for the flows in them")));
    const Captured none = capture(contents(tideline::sample(QStringLiteral("capture.pcap"))), "netflow-pcap");
    QCOMPARE(none.all.flows.size(), std::size_t(0));
    QVERIFY(none.all.notes.first().startsWith(QStringLiteral("26 packets carry no NetFlow")));
}

QTEST_APPLESS_MAIN(TestNetflow)
#include "tst_netflow.moc"
