// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/limits.h"
#include "tests/importers/reading.h"

#include <QTemporaryDir>

using namespace tideline;

class TestBlockCutter : public QObject
{
    Q_OBJECT

private slots:
    void blocksMakeTheSameRows_data();
    void blocksMakeTheSameRows();
    void longRecordsAreSkipped_data();
    void longRecordsAreSkipped();
    void memoryStaysFlat();
};

void TestBlockCutter::blocksMakeTheSameRows_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"zeek-conn.log", "zeek-conn-bad.log", "zeek-conn.json", "nfdump-old.csv", "nfdump-new.csv",
                             "timeline.csv", "timesketch.csv", "timesketch.jsonl"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestBlockCutter::blocksMakeTheSameRows()
{
    QFETCH(QString, file);
    const Reading whole = readFile(sample(file));
    for (const std::size_t size : {1, 7, 100, 512, 1000}) {
        const Reading cut = readFile(sample(file), {}, {}, size);
        QCOMPARE(cut.error, QString());
        QCOMPARE(cut.all.read, whole.all.read);
        QVERIFY(cut.all.problems == whole.all.problems);
        QVERIFY(cut.all.events == whole.all.events);
        QCOMPARE(cut.all.flows.start, whole.all.flows.start);
        QCOMPARE(cut.all.flows.record, whole.all.flows.record);
        QCOMPARE(cut.sha256, whole.sha256);
    }
}

void TestBlockCutter::longRecordsAreSkipped_data()
{
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CRLF") << QByteArray("\r\n");
    QTest::newRow("CR") << QByteArray("\r");
}

///
void TestBlockCutter::longRecordsAreSkipped()
{
    QFETCH(QByteArray, lineEnd);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("long.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray longRow = "2019," + QByteArray(int(limits::line) + 5'000'000, 'x') + lineEnd;
    file.write("when,what" + lineEnd + "2018,a" + lineEnd + longRow + longRow + "2020,b" + lineEnd + longRow);
    file.close();
    const ReadOptions map{{"map", QJsonObject{{"time", "when"}, {"title", "what"}}}};
    for (const std::size_t block : {0, 100'000, 20'000'000}) {
        const Reading reading = readFile(path, QStringLiteral("events-csv"), map, block);
        QCOMPARE(reading.error, QString());
        QCOMPARE(reading.all.read, 5);
        QCOMPARE(reading.all.events.size(), std::size_t(2));
        QCOMPARE(reading.all.events[1].title, QStringLiteral("b"));
        QCOMPARE(reading.all.events[1].record, 5);
        QCOMPARE(reading.all.problems.size(), std::size_t(3));
        QCOMPARE(reading.all.problems[0].line, 3);
        QCOMPARE(reading.all.problems[2].line, 6);
        QCOMPARE(reading.all.problems[0].text.size(), 4096);
    }
}

///
void TestBlockCutter::memoryStaysFlat()
{
    // A quote that is never closed must not collect the rest of the file.
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("open.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("when,what\n2018,\"open\n");
    for (int i = 0; i < 300'000; ++i)
        file.write("2019,row\n");
    file.close();
    const ReadOptions map{{"map", QJsonObject{{"time", "when"}, {"title", "what"}}}};
    const Reading reading = readFile(path, QStringLiteral("events-csv"), map, 65'536);
    QCOMPARE(reading.all.read, 300'001);
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.problems[0].line, 2);
    QVERIFY(reading.blocks > 5);
}

QTEST_APPLESS_MAIN(TestBlockCutter)
#include "tst_blockcutter.moc"
