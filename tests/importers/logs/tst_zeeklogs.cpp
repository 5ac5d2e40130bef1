// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/logs/logreading.h"

using namespace tideline;

/// Zeek's dns.log and its other logs, as text and as JSON.
class TestZeekLogs : public QObject
{
    Q_OBJECT

private slots:
    void dnsRows();
    void dnsTwins();
    void dnsDamage();
    void logRows();
    void logTwins();
    void renamedFields();
    void withoutTime();
    void realTwins_data();
    void realTwins();
    void realFiles_data();
    void realFiles();
};

void TestZeekLogs::dnsRows()
{
    const Reading reading = readLog(sample("zeek-dns.log"));
    QCOMPARE(reading.format, QStringLiteral("zeek-dns-tsv"));
    QCOMPARE(reading.error, QString());
    QCOMPARE(textOf(reading.all), std::string());
    const auto& rows = reading.all.dns;
    QCOMPARE(reading.all.read, 6);
    QCOMPARE(rows.size(), std::size_t(6));
    QCOMPARE(rows[0].at, 1546300800000001LL);
    QCOMPARE(rows[0].client.toString(), QStringLiteral("192.0.2.10"));
    QCOMPARE(rows[0].server.toString(), QStringLiteral("198.51.100.53"));
    QCOMPARE(int(rows[0].clientPort), 50001);
    QCOMPARE(int(rows[0].serverPort), 53);
    QCOMPARE(int(rows[0].protocol), 17);
    QCOMPARE(int(rows[2].protocol), 6);
    QCOMPARE(rows[0].query, std::string("www.example.org"));
    QCOMPARE(rows[0].type, std::string("A"));
    QCOMPARE(rows[0].outcome, std::string("NOERROR"));
    QCOMPARE(rows[0].answers, std::string("alias.example.org, 203.0.113.5"));
    QCOMPARE(rows[0].record, std::uint64_t(9));
    QCOMPARE(rows[1].outcome, std::string("NXDOMAIN"));
    QCOMPARE(rows[1].answers, std::string());
    // A comma inside an answer is escaped in the log, and a backslash doubled.
    QCOMPARE(rows[2].answers, std::string("TXT 12 a,b and, c, TXT 3 d\\e"));
    QCOMPARE(rows[3].query, std::string("m\xC3\xBCller.example"));
    QCOMPARE(rows[3].outcome, std::string());
    QCOMPARE(rows[4].query, std::string());
    QCOMPARE(rows[5].query, std::string("x\\y.example"));
}

void TestZeekLogs::dnsTwins()
{
    for (const std::size_t block : {0, 100}) {
        const Reading text = readLog(sample("zeek-dns.log"), {}, block);
        const Reading json = readLog(sample("zeek-dns.json"), {}, block);
        QCOMPARE(json.format, QStringLiteral("zeek-dns-json"));
        QCOMPARE(textOf(json.all), std::string());
        QCOMPARE(json.all.dns.size(), std::size_t(6));
        QVERIFY(withoutRecord(text.all.dns) == withoutRecord(json.all.dns));
    }
}

void TestZeekLogs::dnsDamage()
{
    QByteArray text = bytesOf(sample("zeek-dns.log"));
    text.replace("192.0.2.12\t50006", "192.0.2.12\t70000");
    text += "1546300800.000000\tcut\n";
    text += "#fields\tts\tother\n";
    QCOMPARE(textOf(parseText(QStringLiteral("zeek-dns-tsv"), text)),
             std::string("14:4 “70000” is no port\n"
                         "16:0 2 fields where the header names 15; the line is cut or belongs to another log\n"
                         "17:0 the fields change here; split the file and import its parts\n"));
    const ParsedBlock json = parseText(QStringLiteral("zeek-dns-json"),
                                       "{\"ts\":1,\"ts\":2,\"id.orig_h\":\"192.0.2.1\"}\n"
                                       "{\"ts\":1546300800.5,\"id.orig_h\":\"192.0.2.1\",\"query\":\"x\"}\n"
                                       "{\"ts\":{},\"id.orig_h\":\"192.0.2.1\"}\n"
                                       "{\"ts\":1546300800.5,\"id.orig_h\":\"192.0.2.1\",\"id.resp_h\":\"192.0.2.2\","
                                       "\"query\":\"a\\u0000b.\",\"qtype\":65,\"rcode\":3,\"answers\":\"one\"}\n"
                                       "{\"ts\":15463008\n");
    QCOMPARE(json.read, 5);
    QCOMPARE(json.dns.size(), std::size_t(1));
    QCOMPARE(json.dns[0].query, std::string("a\\x00b"));
    QCOMPARE(json.dns[0].type, std::string("TYPE65"));
    QCOMPARE(json.dns[0].outcome, std::string("NXDOMAIN"));
    QCOMPARE(json.dns[0].answers, std::string("one"));
    QCOMPARE(json.problems.size(), std::size_t(4));
    QCOMPARE(json.problems[0].reason, QStringLiteral("the field ts is there twice"));
    QCOMPARE(json.problems[1].reason, QStringLiteral("id.resp_h is not set"));
    QCOMPARE(json.problems[2].reason, QStringLiteral("ts is not a single value"));
    QCOMPARE(json.problems[3].line, 5);
}

void TestZeekLogs::logRows()
{
    const Reading reading = readLog(sample("zeek-http.log"));
    QCOMPARE(reading.format, QStringLiteral("zeek-log-tsv"));
    QCOMPARE(reading.all.read, 6);
    QCOMPARE(reading.all.events.size(), std::size_t(3));
    const Event& first = reading.all.events[0];
    QCOMPARE(first.category, QStringLiteral("zeek http"));
    QCOMPARE(first.title, QStringLiteral("GET example.org/a?b=c"));
    QCOMPARE(first.time.range->from, 1546300800000007LL);
    QCOMPARE(first.time.precision, Precision::Fraction);
    QCOMPARE(first.extra.value("id.orig_h"), QStringLiteral("192.0.2.20"));
    QCOMPARE(first.extra.value("id.resp_p"), QStringLiteral("80"));
    QCOMPARE(first.extra.value("tags"), QStringLiteral("HTTP::A, HTTP::B"));
    QCOMPARE(first.extra.value("resp_ratio"), QStringLiteral("0.25"));
    QCOMPARE(first.extra.value("flag"), QStringLiteral("true"));
    QCOMPARE(first.extra.value("seen_at"), QStringLiteral("2019-01-01T00:00:00Z"));
    QVERIFY(!first.extra.contains("ts"));
    const Event& second = reading.all.events[1];
    QCOMPARE(second.title, QStringLiteral("POST example.org/täst"));
    QCOMPARE(second.time.precision, Precision::Second);
    QCOMPARE(second.extra.value("resp_ratio"), QStringLiteral("3600"));
    QCOMPARE(second.extra.value("seen_at"), QStringLiteral("2019-01-01T00:00:00.500000Z"));
    QVERIFY(!second.extra.contains("tags"));
    QCOMPARE(reading.all.events[2].title, QStringLiteral("[2001:db8::20]:40003 → [2001:db8::80]:80"));
    QCOMPARE(textOf(reading.all),
             std::string("11:0 2 fields where the header names 15; the line is cut or belongs to another log\n"
                         "12:0 ts is not set\n13:1 “yesterday” is no time\n"));
}

void TestZeekLogs::logTwins()
{
    const Reading text = readLog(sample("zeek-http.log"));
    const Reading json = readLog(sample("zeek-http.json"));
    QCOMPARE(json.format, QStringLiteral("zeek-log-json"));
    QCOMPARE(json.all.read, 7);
    QVERIFY(withoutWriting(text.all.events) == withoutWriting(json.all.events));
    QCOMPARE(json.all.problems.size(), std::size_t(4));
    QCOMPARE(json.all.problems[0].reason, QStringLiteral("ts is not set"));
    QCOMPARE(json.all.problems[1].reason, QStringLiteral("ts: “yesterday” is no time"));
    QCOMPARE(json.all.problems[2].reason, QStringLiteral("a record of conn.log; import it as zeek-conn-json"));
}

void TestZeekLogs::renamedFields()
{
    QByteArray text = bytesOf(sample("zeek-conn.log"));
    const ParsedBlock usual = parseText(QStringLiteral("zeek-conn-tsv"), text);
    text.replace("id.orig_h", "id_orig_h").replace("id.resp_h", "resp_h").replace("duration", "how_long");
    const ReadOptions map{{"map", QJsonObject{{"duration", "how_long"}}}};
    QString error;
    const ParsedBlock renamed = parseText(QStringLiteral("zeek-conn-tsv"), text, map, &error);
    QCOMPARE(error, QString());
    QVERIFY(renamed.flows.src == usual.flows.src && renamed.flows.dst == usual.flows.dst);
    QVERIFY(renamed.flows.duration == usual.flows.duration && usual.flows.duration[0] > 0);
    QByteArray json = bytesOf(sample("zeek-conn.json"));
    const ParsedBlock usualJson = parseText(QStringLiteral("zeek-conn-json"), json);
    json.replace("id.orig_h", "id_orig_h").replace("id.resp_h", "id_resp_h").replace("\"duration\"", "\"how_long\"");
    QCOMPARE(recognise({json.constData(), std::size_t(json.size())}, {}).format->name,
             QStringLiteral("zeek-conn-json"));
    const ParsedBlock renamedJson = parseText(QStringLiteral("zeek-conn-json"), json, map);
    QVERIFY(renamedJson.flows.src == usualJson.flows.src && !renamedJson.flows.empty());
    QVERIFY(renamedJson.flows.duration == usualJson.flows.duration);
}

void TestZeekLogs::withoutTime()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test10-mixed-zeek-dir/loaded_scripts.log");
    const Reading reading = readLog(sharedData("traffic/slips/test10-mixed-zeek-dir/loaded_scripts.log"));
    QCOMPARE(reading.format, QStringLiteral("zeek-log-tsv"));
    QVERIFY2(reading.error.contains("no field ts"), qPrintable(reading.error));
}

void TestZeekLogs::realTwins_data()
{
    QTest::addColumn<int>("rows"); // by zcat FILE | grep -vc '^#' and zcat FILE | wc -l; dns is a file of its own size
    QTest::newRow("notice") << 207;
    QTest::newRow("rdp") << 4122;
    QTest::newRow("ssh") << 22;
    QTest::newRow("dns") << 53615;
}

void TestZeekLogs::realTwins()
{
    QFETCH(int, rows);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QString text = QStringLiteral("traffic/zeek/zed-default/%1.log.gz").arg(name);
    const QString json = QStringLiteral("traffic/zeek/zed-json/%1.json.gz").arg(name);
    SKIP_WITHOUT_SHARED_DATA(text);
    SKIP_WITHOUT_SHARED_DATA(json);
    const Reading a = readLog(sharedData(text)), b = readLog(sharedData(json), {}, 10'000);
    QCOMPARE(textOf(a.all), std::string());
    QCOMPARE(textOf(b.all), std::string());
    QCOMPARE(a.all.read, rows);
    QCOMPARE(b.all.read, rows);
    QCOMPARE(a.all.events.size() + a.all.dns.size(), std::size_t(rows));
    for (std::size_t i = 0; i < std::min(a.all.events.size(), b.all.events.size()); ++i)
        QCOMPARE(a.all.events[i].extra, b.all.events[i].extra);
    QVERIFY(withoutWriting(a.all.events) == withoutWriting(b.all.events));
    QVERIFY(withoutRecord(a.all.dns) == withoutRecord(b.all.dns));
}

void TestZeekLogs::realFiles_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("rows");      // by grep -vc '^#' and wc -l
    QTest::addColumn<QString>("title"); // of the first row
    const QString t = QStringLiteral("zeek-log-tsv"), j = QStringLiteral("zeek-log-json");
    QTest::newRow("test10-mixed-zeek-dir/dns.log") << QStringLiteral("zeek-dns-tsv") << 93 << QString();
    QTest::newRow("test9-mixed-zeek-dir/dns.log") << QStringLiteral("zeek-dns-json") << 239 << QString();
    QTest::newRow("test10-mixed-zeek-dir/capture_loss.log") << t << 1 << QStringLiteral("0 % lost by zeek");
    QTest::newRow("test10-mixed-zeek-dir/files.log") << t << 6 << QStringLiteral("application/x-x509-user-cert SSL");
    QTest::newRow("test10-mixed-zeek-dir/notice.log")
        << t << 13 << QStringLiteral("147.32.83.156 scanned at least 25 unique hosts on port 23/tcp in 1m14s");
    QTest::newRow("test10-mixed-zeek-dir/ssl.log") << t << 13 << QStringLiteral("addons-pa.clients6.google.com");
    QTest::newRow("test10-mixed-zeek-dir/weird.log") << t << 2 << QStringLiteral("DNS_TXT_char_str_past_rdlen");
    QTest::newRow("test10-mixed-zeek-dir/x509.log") << t << 2 << QStringLiteral("CN=virtual.rsecai.com");
    QTest::newRow("test10-mixed-zeek-dir/reporter.log") << t << 2 << QStringLiteral("received termination signal");
    QTest::newRow("test9-mixed-zeek-dir/http.log") << j << 516 << QString();
    QTest::newRow("test9-mixed-zeek-dir/notice.log") << j << 18 << QString();
}

void TestZeekLogs::realFiles()
{
    QFETCH(QString, format);
    QFETCH(int, rows);
    QFETCH(QString, title);
    const QString path = QStringLiteral("traffic/slips/") + QString::fromLatin1(QTest::currentDataTag());
    SKIP_WITHOUT_SHARED_DATA(path);
    const Reading reading = readLog(sharedData(path));
    QCOMPARE(reading.format, format);
    QCOMPARE(reading.error, QString());
    // The last row of that notice.log has a blank in the place of a tab.
    const int bad = path.endsWith("test10-mixed-zeek-dir/notice.log");
    QCOMPARE(int(reading.all.problems.size()), bad);
    const QByteArray bytes = bytesOf(sharedData(path));
    int counted = 0;
    for (const QByteArray& line : bytes.split('\n'))
        counted += !line.isEmpty() && !line.startsWith('#');
    QCOMPARE(reading.all.read, counted);
    QVERIFY2(rows == 0 || rows == counted, qPrintable(QString::number(counted)));
    QCOMPARE(int(reading.all.dns.size() + reading.all.events.size()), counted - bad);
    if (!title.isEmpty())
        QCOMPARE(reading.all.events.front().title, title);
}

QTEST_APPLESS_MAIN(TestZeekLogs)
#include "tst_zeeklogs.moc"
