// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/logs/logreading.h"

#include <ctime>

using namespace tideline;

/// Suricata's EVE log.
class TestEve : public QObject
{
    Q_OBJECT

private slots:
    void flows();
    void queries();
    void events();
    void rejected();
    void netflowAlone();
    void manyOpenQuestions();
    void blocksMakeNoDifference();
    void realFile();
    void speed();
};

void TestEve::flows()
{
    const Reading reading = readLog(sample("suricata-eve.json"));
    QCOMPARE(reading.format, QStringLiteral("suricata-eve"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.size(), std::size_t(2));
    QCOMPARE(flows.start[0], 1546300800000000LL); // written as 02:00 +0200
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.src[0].toString(), QStringLiteral("192.0.2.1"));
    QCOMPARE(int(flows.srcPort[0]), 40000);
    QCOMPARE(int(flows.protocol[0]), 6);
    QCOMPARE(flows.srcBytes[0], std::uint64_t(1500));
    QCOMPARE(flows.dstBytes[0], std::uint64_t(250000));
    QCOMPARE(flows.srcPackets[0], std::uint64_t(10));
    QCOMPARE(flows.dstPackets[0], std::uint64_t(12));
    QCOMPARE(flows.service[0], std::string("tls"));
    QCOMPARE(flows.state[0], std::string("closed"));
    QCOMPARE(int(flows.protocol[1]), 58);
    QCOMPARE(int(flows.srcPort[1]), 128);      // the ICMP type
    QCOMPARE(flows.service[1], std::string()); // "failed" is no service
    QCOMPARE(flows.duration[1], 3'000'000LL);  // no end: its age
    QCOMPARE(flows.record[1], std::uint64_t(3));
}

void TestEve::queries()
{
    const Reading reading = readLog(sample("suricata-eve.json"));
    const auto& rows = reading.all.dns;
    QCOMPARE(rows.size(), std::size_t(6));
    QCOMPARE(rows[0].query, std::string("www.example.org"));
    QCOMPARE(rows[0].at, 1546300801000000LL);
    QCOMPARE(rows[0].outcome, std::string("NOERROR"));
    QCOMPARE(rows[0].answers, std::string("a.example.org, 203.0.113.7, 203.0.113.8"));
    QCOMPARE(rows[0].client.toString(), QStringLiteral("192.0.2.1"));
    QCOMPARE(int(rows[0].serverPort), 53);
    QCOMPARE(rows[1].query, std::string("lost.example.org"));
    QCOMPARE(rows[1].outcome, std::string());
    QCOMPARE(rows[2].type, std::string("A"));
    QCOMPARE(rows[2].answers, std::string("203.0.113.9, 1 2 53 s.example"));
    QCOMPARE(rows[3].type, std::string("AAAA"));
    QCOMPARE(rows[3].outcome, std::string("NXDOMAIN"));
    QCOMPARE(rows[4].answers, std::string("203.0.113.10, 203.0.113.11, c.example"));
    QCOMPARE(rows[5].query, std::string("three.example"));
    QCOMPARE(rows[5].type, std::string("MX"));
    QCOMPARE(rows[5].outcome, std::string("SERVFAIL"));
    QVERIFY(reading.all.notes.contains("6 DNS answers were joined to the rows of their questions"));
}

void TestEve::events()
{
    const Reading reading = readLog(sample("suricata-eve.json"));
    const auto& events = reading.all.events;
    QCOMPARE(events.size(), std::size_t(4));
    QCOMPARE(events[0].category, QStringLiteral("alert"));
    QCOMPARE(events[0].title, QStringLiteral("Sample rule 89"));
    QCOMPARE(events[0].subtype, QStringLiteral("Misc Attack"));
    QCOMPARE(events[0].time.range->from, 1546300806000000LL);
    QCOMPARE(events[0].extra.value("alert.severity"), QStringLiteral("2"));
    QCOMPARE(events[0].extra.value("alert.metadata.tag"), QStringLiteral("A, B"));
    QCOMPARE(events[0].extra.value("src_ip"), QStringLiteral("192.0.2.66"));
    QCOMPARE(events[0].extra.value("dest_port"), QStringLiteral("445"));
    QCOMPARE(events[1].title, QStringLiteral("GET example.org/x"));
    QCOMPARE(events[2].title, QStringLiteral("example.org"));
    QCOMPARE(events[3].title, QStringLiteral("192.0.2.1:1237 → [2001:db8::22]:22"));
}

void TestEve::rejected()
{
    const Reading reading = readLog(sample("suricata-eve.json"));
    QCOMPARE(reading.all.read, 27);
    QCOMPARE(reading.all.joined, 6); // answers that joined a question
    QCOMPARE(reasonsOf(reading.all),
             QStringLiteral("1 a record of engine without addresses; 1 netflow repeats the flow records of this file; "
                            "1 src_port: “70000” is no port; 1 stats are counters of the sensor, not traffic; "
                            "1 the field timestamp is there twice; 1 the line does not end with the end of its JSON "
                            "object; it is cut or has more text; 1 the record ends before it begins; 1 the record has "
                            "no start; 1 there is no event_type; the line is no record of Suricata"));
}

void TestEve::netflowAlone()
{
    const QByteArray line =
        "{\"timestamp\":\"2019-01-01T00:00:00.000000+0000\",\"flow_id\":1,\"event_type\":\"netflow\","
        "\"src_ip\":\"192.0.2.1\",\"dest_ip\":\"192.0.2.2\",\"proto\":\"UDP\",\"netflow\":{\"pkts\":3,"
        "\"bytes\":300,\"start\":\"2019-01-01T00:00:00.000000+0000\",\"end\":"
        "\"2019-01-01T00:00:01.000000+0000\"}}\n";
    QByteArray flow = line;
    flow.replace("netflow", "flow");
    const ParsedBlock alone = parseText(QStringLiteral("suricata-eve"), line + line);
    QCOMPARE(alone.flows.size(), std::size_t(2));
    QCOMPARE(sumOf(alone.flows.srcBytes), std::uint64_t(600));
    const ParsedBlock both = parseText(QStringLiteral("suricata-eve"), flow + line + flow);
    QCOMPARE(both.flows.size(), std::size_t(2));
    QCOMPARE(reasonsOf(both), QStringLiteral("1 netflow repeats the flow records of this file"));
    QCOMPARE(both.notes.size(), 1);
}

void TestEve::manyOpenQuestions()
{
    QByteArray text;
    const int count = 3 * int(4096);
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("{\"timestamp\":\"2019-01-01T00:00:00.000000Z\",\"flow_id\":%1,\"event_type\":\"dns\","
                               "\"src_ip\":\"192.0.2.1\",\"dest_ip\":\"192.0.2.2\",\"proto\":\"UDP\",\"dns\":{\"type\":"
                               "\"%2\",\"id\":1,\"rrname\":\"x%1\",\"rrtype\":\"A\",\"rcode\":\"NOERROR\"}}\n")
                    .arg(i / 2)
                    .arg(i % 2 ? "answer" : "query")
                    .toUtf8();
    const ParsedBlock all = parseText(QStringLiteral("suricata-eve"), text);
    QCOMPARE(textOf(all), std::string());
    // Without a version it is version 1, and flow 0 is no flow: its answer stays alone.
    QCOMPARE(int(all.dns.size()), count / 2 + 1);
    QCOMPARE(all.read, count);
    QCOMPARE(all.joined, count / 2 - 1);
    QCOMPARE(all.dns.back().outcome, std::string("NOERROR"));
    QVERIFY(std::is_sorted(all.dns.begin(), all.dns.end(),
                           [](const DnsRecord& a, const DnsRecord& b) { return a.record < b.record; }));
}

void TestEve::blocksMakeNoDifference()
{
    const QByteArray text = bytesOf(sample("suricata-eve.json"));
    const ParsedBlock whole = parseText(QStringLiteral("suricata-eve"), text);
    for (const int linesEach : {1, 2, 5}) {
        const auto reader = formatNamed(QStringLiteral("suricata-eve"))->make();
        QVERIFY(reader->begin({text.constData(), std::size_t(text.size())}, {}));
        ParsedBlock cut;
        qint64 line = 1;
        for (qsizetype from = 0; from < text.size();) {
            qsizetype to = from;
            for (int i = 0; i < linesEach && to < text.size(); ++i)
                to = text.indexOf('\n', to) + 1;
            lay(cut, reader->parseNext({{text.constData() + from, std::size_t(to - from)}, line}));
            line += linesEach;
            from = to;
        }
        lay(cut, reader->end());
        QCOMPARE(cut.read, whole.read);
        QVERIFY(cut.dns == whole.dns && cut.events == whole.events);
        QVERIFY(cut.problems == whole.problems && cut.notes == whole.notes);
        QVERIFY(cut.flows.record == whole.flows.record && cut.flows.dstBytes == whole.flows.dstBytes);
    }
}

// Counts and sums by jq: map(select(.event_type=="flow") | .flow.bytes_toserver) | add, and the like. Each question is
// there twice, with its answer: 680 dns records are 340 questions.
void TestEve::realFile()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test6-malicious.suricata.json");
    const Reading reading = readLog(sharedData("traffic/slips/test6-malicious.suricata.json"), {}, 100'000);
    QCOMPARE(reading.format, QStringLiteral("suricata-eve"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.flows.size(), std::size_t(3512));
    QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(4381935));
    QCOMPARE(sumOf(reading.all.flows.dstBytes), std::uint64_t(648694));
    QCOMPARE(sumOf(reading.all.flows.srcPackets), std::uint64_t(30191));
    QCOMPARE(sumOf(reading.all.flows.dstPackets), std::uint64_t(8980));
    QCOMPARE(reading.all.flows.start.front(), 1622990335855844LL); // 2021-06-06T16:38:55.855844+0200
    QCOMPARE(reading.all.dns.size(), std::size_t(340));
    QCOMPARE(std::count_if(reading.all.dns.begin(), reading.all.dns.end(),
                           [](const DnsRecord& row) { return row.outcome == "NOERROR" && !row.answers.empty(); }),
             340);
    const QMap<QString, int> expected{{"alert", 745}, {"http", 56}, {"anomaly", 3}, {"fileinfo", 3}, {"tls", 1}};
    QCOMPARE(categoriesOf(reading.all), expected);
    QCOMPARE(reading.all.read, 5000);
    QCOMPARE(reading.all.joined, 340);
}

/// Says what a record costs; asserts nothing about it.
void TestEve::speed()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test6-malicious.suricata.json");
    const QByteArray once = bytesOf(sharedData("traffic/slips/test6-malicious.suricata.json"));
    QByteArray flows, queries;
    for (const QByteArray& line : once.split('\n')) {
        if (line.contains("\"event_type\":\"flow\""))
            flows += line + '\n';
        else if (line.contains("\"event_type\":\"dns\""))
            queries += line + '\n';
    }
    QByteArray dns;
    for (int i = 0; i < 3000; ++i)
        dns += bytesOf(sample("zeek-dns.json"));
    const QByteArray text = bytesOf(sample("zeek-dns.log"));
    const qsizetype header = text.indexOf("#types");
    const qsizetype rows = text.indexOf('\n', header) + 1;
    QByteArray tsv = text.left(rows);
    for (int i = 0; i < 3000; ++i)
        tsv += text.mid(rows, text.indexOf("#close") - rows);
    const auto say = [](const char* what, const QString& format, const QByteArray& bytes) {
        const std::clock_t from = std::clock(); // of this process: others may be busy
        qint64 lines = 0;
        for (int i = 0; i < 10; ++i) {
            (void)parseText(format, bytes);
            lines += bytes.count('\n');
        }
        const double spent = double(std::clock() - from) / CLOCKS_PER_SEC * 1e9;
        qInfo("%s: %.0f ns a line, %.0f MB/s", what, spent / double(lines), double(bytes.size()) * 10e3 / spent);
    };
    say("EVE, all records", QStringLiteral("suricata-eve"), once);
    say("EVE flow", QStringLiteral("suricata-eve"), flows);
    say("EVE dns", QStringLiteral("suricata-eve"), queries);
    say("Zeek dns, JSON", QStringLiteral("zeek-dns-json"), dns);
    say("Zeek dns, text", QStringLiteral("zeek-dns-tsv"), tsv);
}

QTEST_APPLESS_MAIN(TestEve)
#include "tst_eve.moc"
