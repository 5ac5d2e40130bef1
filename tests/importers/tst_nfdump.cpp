// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/reading.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace tideline;

class TestNfdump : public QObject
{
    Q_OBJECT

private slots:
    void oldDialect();
    void oldDialectInAZone();
    void newDialect();
    void fastDialect();
    void otherListsAreNot();
    void sharedCapture();
};

void TestNfdump::oldDialect()
{
    const Reading reading = readFile(sample("nfdump-old.csv"));
    QCOMPARE(reading.format, QStringLiteral("nfdump-csv"));
    QCOMPARE(textOf(reading.all), std::string());
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(reading.all.read, 3); // the summary's lines are no records
    QCOMPARE(flows.start[0], 1546333200000000LL);
    QCOMPARE(flows.duration[0], 12'500'000LL);
    QCOMPARE(flows.srcBytes, (std::vector<std::uint64_t>{1900, 85, 84}));
    QCOMPARE(flows.dstBytes[1], std::uint64_t(125));
    QCOMPARE(flows.dst[1].toString(), QStringLiteral("2001:db8::53"));
    QCOMPARE(int(flows.protocol[2]), 1);
    QCOMPARE(int(flows.srcPort[2]), 8); // type and code as Zeek keeps them
    QCOMPARE(int(flows.dstPort[2]), 0);
    QCOMPARE(flows.srcAs[0], 131279u);
    QCOMPARE(flows.dstAs[0], 64500u);
    QCOMPARE(flows.state[0], std::string("...AP.SF"));
    QCOMPARE(flows.exporter[0], std::string("192.0.2.1"));
    QCOMPARE(flows.exporter[1], std::string("1")); // no router: the exporter's number
    QCOMPARE(reading.all.notes.size(), 1);
    QVERIFY(reading.all.notes[0].contains(QStringLiteral("read as UTC")));
    QVERIFY(formatNamed(QStringLiteral("nfdump-csv"))->make()->oneWay());
}

void TestNfdump::oldDialectInAZone()
{
    const Reading reading = readFile(sample("nfdump-old.csv"), {}, {{"zone", "Asia/Pyongyang"}});
    QCOMPARE(reading.all.flows.start[0], 1546300800000000LL);
    QCOMPARE(reading.all.notes, QStringList());
    const Reading unknown = readFile(sample("nfdump-old.csv"), {}, {{"zone", "Asia/Nowhere"}});
    QVERIFY(unknown.error.contains(QStringLiteral("Asia/Nowhere")));
}

void TestNfdump::newDialect()
{
    const Reading reading = readFile(sample("nfdump-new.csv"));
    QCOMPARE(reading.format, QStringLiteral("nfdump-csv"));
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(reading.all.read, 4);
    QCOMPARE(flows.size(), std::size_t(3));
    QCOMPARE(flows.start, (std::vector<Micros>{1546333200001000, 1546333201250000, 1546333203500000}));
    QCOMPARE(flows.duration, (std::vector<std::int64_t>{12'500'000, 7'000, 86'401'000'000}));
    QCOMPARE(flows.flows, (std::vector<std::uint32_t>{1, 2, 1}));
    QCOMPARE(int(flows.srcPort[2]), 8); // 2048 = type 8, code 0
    QCOMPARE(int(flows.dstPort[2]), 0);
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.problems[0].line, 5);
    QVERIFY(reading.all.problems[0].reason.contains(QStringLiteral("no time")));
}

void TestNfdump::fastDialect()
{
    const Reading reading = readFile(sample("nfdump-fast.csv"), {}, {{"zone", "Asia/Pyongyang"}});
    QCOMPARE(textOf(reading.all), std::string());
    const FlowBatch& flows = reading.all.flows;
    QCOMPARE(flows.start, (std::vector<Micros>{1546300800001000, 1546300801250000})); // epoch: no zone matters
    QCOMPARE(flows.duration, (std::vector<std::int64_t>{12'500'000, 7'000}));
    QCOMPARE(flows.srcAs, (std::vector<std::uint32_t>{131279, 0}));
    QCOMPARE(flows.srcBytes, (std::vector<std::uint64_t>{1900, 85}));
    QCOMPARE(flows.flows, (std::vector<std::uint32_t>{1, 1}));
    QCOMPARE(reading.all.notes, QStringList());
}

void TestNfdump::otherListsAreNot()
{
    const QByteArray stat = "ts,te,td,pr,val,fl,flP,ipkt,ipktP,ibyt,ibytP,ipps,ibps,ibpp\n";
    const Recognised found = recognise({stat.constData(), std::size_t(stat.size())}, {});
    QVERIFY(!found.format || found.format->name != QStringLiteral("nfdump-csv"));
}

// 4,593 flows, 4,652 packets, 241,025 bytes by nfdump's own summary.
void TestNfdump::sharedCapture()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/slips/test1-malicious.nfdump");
    const QString nfdump = QStandardPaths::findExecutable(QStringLiteral("nfdump"));
    if (nfdump.isEmpty())
        QSKIP("nfdump is not installed");
    QTemporaryDir folder;
    const QString csv = folder.filePath(QStringLiteral("flows.csv"));
    QProcess process;
    process.setStandardOutputFile(csv);
    process.start(nfdump, {"-r", sharedData("traffic/slips/test1-malicious.nfdump"), "-o", "csv"});
    QVERIFY(process.waitForFinished());
    for (const std::size_t block : {0, 4096}) {
        const Reading reading = readFile(csv, {}, {}, block);
        QCOMPARE(reading.format, QStringLiteral("nfdump-csv"));
        QCOMPARE(textOf(reading.all), std::string());
        QCOMPARE(reading.all.read, 4593);
        QCOMPARE(sumOf(reading.all.flows.srcBytes), std::uint64_t(241025));
        QCOMPARE(sumOf(reading.all.flows.srcPackets), std::uint64_t(4652));
        QCOMPARE(sumOf(reading.all.flows.dstBytes), std::uint64_t(0));
    }
}

QTEST_APPLESS_MAIN(TestNfdump)
#include "tst_nfdump.moc"
