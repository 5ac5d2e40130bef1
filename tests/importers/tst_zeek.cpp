// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/reading.h"

using namespace tideline;

class TestZeek : public QObject
{
    Q_OBJECT

private slots:
    void readsKnownRows();
    void jsonAndTextAreTheSame();
    void otherOrderAndSeparator();
    void badRowsAreNamed();
    void changedHeaderIsRejected();
    void jsonOddities_data();
    void jsonOddities();
    void timesInAllWritings();
    void othersAreNotConn();
    void sharedTextLog();
    void sharedJsonLog();
};

void TestZeek::readsKnownRows()
{
    const Reading reading = readFile(sample("zeek-conn.log"));
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.format, QStringLiteral("zeek-conn-tsv"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.read, 6);
    QCOMPARE(flows.size(), std::size_t(6));
    QCOMPARE(flows.start[0], 1546300800000001LL);
    QCOMPARE(flows.start[2], 1546300802999999LL);
    QCOMPARE(flows.start[3], 1546300803500000LL);
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.duration[2], 0LL);
    QCOMPARE(flows.duration[4], 86'400'000'001LL);
    QCOMPARE(flows.src[0].toString(), QStringLiteral("175.45.176.10"));
    QCOMPARE(flows.dst[1].toString(), QStringLiteral("2001:db8::53"));
    QCOMPARE(int(flows.srcPort[3]), 8); // ICMP type
    QCOMPARE(int(flows.protocol[0]), 6);
    QCOMPARE(int(flows.protocol[2]), 58); // ICMP between IPv6 addresses
    QCOMPARE(int(flows.protocol[3]), 1);
    QCOMPARE(flows.srcBytes[0], std::uint64_t(1900)); // IP bytes, not the payload's 1000
    QCOMPARE(flows.dstBytes[0], std::uint64_t(259000));
    QCOMPARE(flows.srcBytes[4], std::uint64_t(18446744073709551615ULL));
    QCOMPARE(flows.srcPackets[4], std::uint64_t(4294967296));
    QCOMPARE(flows.srcBytes[5], std::uint64_t(512)); // no IP bytes there: the payload's
    QCOMPARE(flows.dstBytes[5], std::uint64_t(1024));
    QCOMPARE(flows.service[0], std::string("ssl"));
    QCOMPARE(flows.service[5], std::string("http,-ssl"));
    QCOMPARE(flows.service[2], std::string());
    QCOMPARE(flows.state[5], std::string("RSTO"));
    QCOMPARE(flows.record[0], std::uint64_t(9));
    QCOMPARE(reading.all.notes, QStringList());
}

void TestZeek::jsonAndTextAreTheSame()
{
    const Reading text = readFile(sample("zeek-conn.log"));
    const Reading json = readFile(sample("zeek-conn.json"));
    QCOMPARE(json.format, QStringLiteral("zeek-conn-json"));
    QCOMPARE(textOf(json.all), std::string());
    QCOMPARE(json.all.read, text.all.read);
    FlowBatch a = text.all.flows, b = json.all.flows;
    a.record = b.record; // the text has eight header lines
    std::vector<const void*> columns;
    FlowBatch::forEachColumn(a, [&](const char*, const auto& column) { columns.push_back(&column); });
    std::size_t i = 0;
    FlowBatch::forEachColumn(b, [&](const char* name, const auto& column) {
        QVERIFY2(*static_cast<const std::remove_reference_t<decltype(column)>*>(columns[i++]) == column, name);
    });
}

void TestZeek::otherOrderAndSeparator()
{
    const Reading plain = readFile(sample("zeek-conn.log"));
    const Reading other = readFile(sample("zeek-conn-reordered.log"));
    QCOMPARE(textOf(other.all), std::string());
    QCOMPARE(other.all.read, 6);
    QCOMPARE(other.all.flows.start, plain.all.flows.start);
    QVERIFY(other.all.flows.src == plain.all.flows.src);
    QCOMPARE(other.all.flows.dstPort, plain.all.flows.dstPort);
    QCOMPARE(other.all.flows.srcBytes[0], std::uint64_t(1000)); // only orig_bytes there
    QCOMPARE(other.all.flows.srcBytes[2], std::uint64_t(0));
    QCOMPARE(other.all.flows.state[0], std::string());
}

void TestZeek::badRowsAreNamed()
{
    const Reading reading = readFile(sample("zeek-conn-bad.log"));
    QCOMPARE(reading.all.read, 6);
    QCOMPARE(reading.all.flows.size(), std::size_t(2));
    const auto& problems = reading.all.problems;
    QCOMPARE(problems.size(), std::size_t(4));
    QCOMPARE(problems[0].line, 10);
    QCOMPARE(problems[0].column, 1);
    QCOMPARE(problems[0].reason, QStringLiteral("“yesterday” is no time"));
    QVERIFY(problems[0].text.startsWith(QStringLiteral("yesterday\tCaaaA1\t")));
    QCOMPARE(problems[1].line, 11);
    QCOMPARE(problems[1].column, 3);
    QCOMPARE(problems[1].reason, QStringLiteral("“10.1” is no address"));
    QVERIFY(problems[2].reason.startsWith(QStringLiteral("20 fields where the header names 21")));
    QCOMPARE(problems[3].column, 18);
}

void TestZeek::changedHeaderIsRejected()
{
    QByteArray log = bytesOf(sample("zeek-conn.log"));
    const QByteArray twice = log + log;
    ParsedBlock parsed = parseText(QStringLiteral("zeek-conn-tsv"), twice);
    QCOMPARE(parsed.read, 12);
    QCOMPARE(parsed.problems.size(), std::size_t(0));
    log.replace("#fields\tts\tuid", "#fields\tuid\tts");
    parsed = parseText(QStringLiteral("zeek-conn-tsv"), bytesOf(sample("zeek-conn.log")) + log);
    QCOMPARE(parsed.problems.size(), std::size_t(1));
    QVERIFY(parsed.problems[0].reason.startsWith(QStringLiteral("the fields change here")));
    QCOMPARE(std::size_t(parsed.read), parsed.flows.size() + parsed.problems.size());
}

void TestZeek::jsonOddities_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("reason"); // empty: taken
    const QByteArray good = R"({"ts":1,"id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2","proto":"tcp")";
    QTest::newRow("plain") << good + "}" << QString();
    QTest::newRow("null is unset") << good + R"(,"orig_bytes":null})" << QString();
    QTest::newRow("cut") << good << QStringLiteral("the line does not end with");
    QTest::newRow("duplicate time") << good + R"(,"ts":2})" << QStringLiteral("the field ts is there twice");
    QTest::newRow("trailing text") << good + "} x" << QStringLiteral("the line does not end with");
    QTest::newRow("two objects") << good + "} {}" << QStringLiteral("text after the JSON object");
    QTest::newRow("not an object") << QByteArray("[1,2]") << QStringLiteral("the line is not a JSON object");
    QTest::newRow("many brackets") << QByteArray(1'000'000, '[') << QStringLiteral("the line is not a JSON object");
    QTest::newRow("lone surrogate") << good + R"(,"service":"\ud800"})"
                                    << QStringLiteral("a string with a broken escape");
    QTest::newRow("not UTF-8") << good + ",\"service\":\"\xE9\"}" << QStringLiteral("the line is not UTF-8");
    QTest::newRow("number beyond 64 bits")
        << good + R"(,"orig_bytes":99999999999999999999})"
        << QStringLiteral("orig_bytes: “99999999999999999999” is no number of bytes");
    QTest::newRow("NaN") << good + R"(,"duration":NaN})" << QStringLiteral("not JSON");
    QTest::newRow("leading zero") << good + R"(,"orig_pkts":01})"
                                  << QStringLiteral("a number that JSON does not allow");
    QTest::newRow("infinite") << good + R"(,"duration":1e999})"
                              << QStringLiteral("duration: “1e999” is no length of time");
    QTest::newRow("missing address") << QByteArray(R"({"ts":1,"id.orig_h":"10.0.0.1"})")
                                     << QStringLiteral("id.resp_h is not set");
    QTest::newRow("depth 63") << good + ",\"a\":" + QByteArray(63, '[') + QByteArray(63, ']') + "}" << QString();
    QTest::newRow("depth 64") << good + ",\"a\":" + QByteArray(64, '[') + QByteArray(64, ']') + "}"
                              << QStringLiteral("JSON nested deeper than 64");
    QTest::newRow("depth 65") << good + ",\"a\":" + QByteArray(65, '[') + QByteArray(65, ']') + "}"
                              << QStringLiteral("JSON nested deeper than 64");
}

/// R-33 and R-34
void TestZeek::jsonOddities()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, reason);
    const ParsedBlock parsed = parseText(QStringLiteral("zeek-conn-json"), line + "\n");
    QCOMPARE(parsed.read, 1);
    QCOMPARE(parsed.flows.size(), std::size_t(reason.isEmpty() ? 1 : 0));
    if (!reason.isEmpty())
        QVERIFY2(parsed.problems.at(0).reason.startsWith(reason), qPrintable(parsed.problems.at(0).reason));
}

void TestZeek::timesInAllWritings()
{
    const QByteArray rest = R"(,"id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2"})";
    const ParsedBlock parsed =
        parseText(QStringLiteral("zeek-conn-json"),
                  R"({"ts":1521911720.865716)" + rest + "\n" + R"({"ts":1521911720866)" + rest + "\n" +
                      R"({"ts":"2018-03-24T17:15:20.865716Z")" + rest + "\n" + R"({"ts":1.521911720865716e9)" + rest +
                      "\n" + R"({"ts":22.3351719999)" + rest);
    QCOMPARE(textOf(parsed), std::string());
    QCOMPARE(parsed.flows.start,
             (std::vector<Micros>{1521911720865716, 1521911720866000, 1521911720865716, 1521911720865716, 22335172}));
    QCOMPARE(parsed.notes.size(), 1);
    QVERIFY(parsed.notes[0].startsWith(QStringLiteral("times near 1970")));
}

void TestZeek::othersAreNotConn()
{
    QByteArray dns = bytesOf(sample("zeek-conn.log"));
    dns.replace("#path\tconn", "#path\tdns");
    QVERIFY(!recognise({dns.constData(), std::size_t(dns.size())}, {}).format);
    QString error;
    parseText(QStringLiteral("zeek-conn-tsv"), "1\t2\t3\n", {}, &error);
    QVERIFY(error.contains(QStringLiteral("#fields")));
}

// Sums by: grep -v '#' conn.log | awk -F'\t' '{o+=$18; r+=$20; op+=$17; rp+=$19}'
void TestZeek::sharedTextLog()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test10-mixed-zeek-dir/conn.log");
    for (const std::size_t block : {0, 1000}) {
        const Reading reading = readFile(sharedData("traffic/slips/test10-mixed-zeek-dir/conn.log"), {}, {}, block);
        QCOMPARE(reading.format, QStringLiteral("zeek-conn-tsv"));
        QCOMPARE(textOf(reading.all), std::string());
        QCOMPARE(reading.all.read, 141);
        QCOMPARE(reading.all.flows.size(), std::size_t(141));
        QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(182788));
        QCOMPARE(sumOf(reading.all.flows.dstBytes), std::uint64_t(1030541));
        QCOMPARE(sumOf(reading.all.flows.srcPackets), std::uint64_t(985));
        QCOMPARE(sumOf(reading.all.flows.dstPackets), std::uint64_t(1085));
        QCOMPARE(reading.all.flows.start.front(), 1601998366785668LL);
        QCOMPARE(reading.all.notes, QStringList());
        QCOMPARE(reading.sha256, QStringLiteral("84a98c785c0c715e922c7a88dab940a9286462825a3f69e3e3f25ce03f879221"));
    }
}

// Sums by python3: sum(json.loads(line).get("orig_ip_bytes", 0))
void TestZeek::sharedJsonLog()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test9-mixed-zeek-dir/conn.log");
    const Reading reading = readFile(sharedData("traffic/slips/test9-mixed-zeek-dir/conn.log"), {}, {}, 5000);
    QCOMPARE(reading.format, QStringLiteral("zeek-conn-json"));
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.read, 576);
    QCOMPARE(reading.all.flows.size(), std::size_t(576));
    QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(1304232));
    QCOMPARE(sumOf(reading.all.flows.dstBytes), std::uint64_t(62341836));
    QCOMPARE(reading.all.flows.start.front(), 22335172LL);
    QCOMPARE(reading.all.flows.duration.front(), 96282LL);
    QCOMPARE(reading.all.notes.size(), 1);
    QVERIFY(reading.all.notes[0].startsWith(QStringLiteral("times near 1970")));
}

QTEST_APPLESS_MAIN(TestZeek)
#include "tst_zeek.moc"
