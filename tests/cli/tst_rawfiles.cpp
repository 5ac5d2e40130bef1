// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real files through the real program; every figure is worked out again by another tool from the raw file.
#include "tests/cli/cli.h"
#include "tests/support/shareddata.h"

#include <QDateTime>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using tideline::sharedData;

namespace {

/// What a shell line prints, trimmed. The file's path is $1.
QString shell(const QString& line, const QString& path)
{
    const Run run = runProgram(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral("sh"), path});
    return QString::fromUtf8(run.out).trimmed();
}

const QString zeekTsv = QStringLiteral("traffic/slips/test10-mixed-zeek-dir/conn.log");
const QString zeekJson = QStringLiteral("traffic/slips/test9-mixed-zeek-dir/conn.log");
const QString timeline = QStringLiteral("dprk_timeline.csv");
const QString csis = QStringLiteral("weapons/csis/north_korea_provocations_1958_present.csv");
const QString monash = QStringLiteral("usage/monash-ip-observatory/ven-2019-07-22_gif.csv");

} // namespace

class TestRawFiles : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void zeekTsvCountsAndSums();
    void zeekBytesPerHour();
    void zeekTopPorts();
    void zeekJsonNear1970();
    void foundingTimeline();
    void csisProvocations();
    void venezuelaSeries();
    void sameFileTwice();

private:
    QJsonObject import(const QString& path, int expectedExit = 0);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_case;
};

void TestRawFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_case = m_folder->filePath(QStringLiteral("case.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), m_case}).exitCode, 0);
}

QJsonObject TestRawFiles::import(const QString& path, int expectedExit)
{
    const Run run = cli({QStringLiteral("import"), m_case, path, QStringLiteral("--json")});
    if (run.exitCode != expectedExit)
        qWarning("exit %d: %s", run.exitCode, run.err.constData());
    return run.exitCode == expectedExit ? run.json()[QStringLiteral("files")].toArray()[0].toObject() : QJsonObject();
}

void TestRawFiles::zeekTsvCountsAndSums()
{
    SKIP_WITHOUT_SHARED_DATA(zeekTsv);
    const QString path = sharedData(zeekTsv);
    const QJsonObject report = import(path);
    QCOMPARE(report[QStringLiteral("format")].toString().left(4), QStringLiteral("zeek"));
    QCOMPARE(report[QStringLiteral("sha256")].toString(),
             shell(QStringLiteral("sha256sum \"$1\" | cut -d' ' -f1"), path));
    QCOMPARE(QString::number(report[QStringLiteral("accepted")].toInt()),
             shell(QStringLiteral("grep -vc '#' \"$1\""), path));
    const QJsonObject rows =
        cli({QStringLiteral("rows"), m_case, QStringLiteral("flows"), QStringLiteral("--json")}).json();
    QCOMPARE(rows[QStringLiteral("total")].toInt(), report[QStringLiteral("accepted")].toInt());
    const QJsonObject volume = cli({QStringLiteral("measure"), m_case, QStringLiteral("volume"),
                                    QStringLiteral("--bin"), QStringLiteral("hour"), QStringLiteral("--json")})
                                   .json();
    const QString bytes = shell(QStringLiteral("awk -F'\\t' '!/#/{s+=$18+$20}END{printf \"%d\",s}' \"$1\""), path);
    QCOMPARE(QString::number(sum(column(volume, QStringLiteral("value"))), 'f', 0), bytes);
    const QJsonObject flows = cli({QStringLiteral("measure"), m_case, QStringLiteral("volume"), QStringLiteral("--of"),
                                   QStringLiteral("flows"), QStringLiteral("--json")})
                                  .json();
    QCOMPARE(sum(column(flows, QStringLiteral("value"))), double(report[QStringLiteral("accepted")].toInt()));
}

void TestRawFiles::zeekBytesPerHour()
{
    SKIP_WITHOUT_SHARED_DATA(zeekTsv);
    const QString path = sharedData(zeekTsv);
    import(path);
    const QJsonObject volume = cli({QStringLiteral("measure"), m_case, QStringLiteral("volume"),
                                    QStringLiteral("--bin"), QStringLiteral("minute"), QStringLiteral("--json")})
                                   .json();
    const QString minutes =
        shell(QStringLiteral("awk -F'\\t' '!/#/{s[int($1/60)]+=$18+$20}END{for(m in s)print m,s[m]}' \"$1\""), path);
    QHash<QString, double> expected;
    for (const QString& line : minutes.split(u'\n')) {
        const qint64 minute = line.section(u' ', 0, 0).toLongLong();
        const QString start =
            QDateTime::fromSecsSinceEpoch(minute * 60, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) +
            QStringLiteral(".000000Z");
        expected.insert(start, line.section(u' ', 1).toDouble());
    }
    const QJsonArray starts = column(volume, QStringLiteral("start")), values = column(volume, QStringLiteral("value"));
    QVERIFY(!starts.isEmpty());
    for (int i = 0; i < starts.size(); ++i)
        QCOMPARE(values[i].toDouble(), expected.take(starts[i].toString()));
    QVERIFY(expected.isEmpty());
}

void TestRawFiles::zeekTopPorts()
{
    SKIP_WITHOUT_SHARED_DATA(zeekTsv);
    const QString path = sharedData(zeekTsv);
    import(path);
    const QString dns = shell(QStringLiteral("awk -F'\\t' '!/#/&&$6==53{n++}END{print n+0}' \"$1\""), path);
    const QJsonObject rows = cli({QStringLiteral("rows"), m_case, QStringLiteral("flows"), QStringLiteral("--where"),
                                  QStringLiteral("port == 53"), QStringLiteral("--json")})
                                 .json();
    QCOMPARE(QString::number(rows[QStringLiteral("total")].toInt()), dns);
    const QJsonObject talkers =
        cli({QStringLiteral("measure"), m_case, QStringLiteral("talkers"), QStringLiteral("--by"),
             QStringLiteral("port"), QStringLiteral("--of"), QStringLiteral("flows"), QStringLiteral("--json")})
            .json();
    QCOMPARE(valueWhere(talkers, QStringLiteral("key"), QStringLiteral("53"), QStringLiteral("value")).toDouble(),
             dns.toDouble());
}

void TestRawFiles::zeekJsonNear1970()
{
    SKIP_WITHOUT_SHARED_DATA(zeekJson);
    const QString path = sharedData(zeekJson);
    const QJsonObject report = import(path);
    QCOMPARE(QString::number(report[QStringLiteral("accepted")].toInt()),
             shell(QStringLiteral("wc -l < \"$1\""), path));
    const QString notes = QString::fromUtf8(QJsonDocument(report[QStringLiteral("notes")].toArray()).toJson());
    QVERIFY2(notes.contains(QStringLiteral("1970")), qPrintable(notes));
    const QString bytes =
        shell(QStringLiteral("python3 -c 'import "
                             "json,sys;print(sum(r.get(\"orig_ip_bytes\",r.get(\"orig_bytes\",0))+r.get(\"resp_ip_"
                             "bytes\",r.get(\"resp_bytes\",0)) for r in map(json.loads,open(sys.argv[1]))))' \"$1\""),
              path);
    const QJsonObject volume =
        cli({QStringLiteral("measure"), m_case, QStringLiteral("volume"), QStringLiteral("--json")}).json();
    QCOMPARE(QString::number(sum(column(volume, QStringLiteral("value"))), 'f', 0), bytes);
}

void TestRawFiles::foundingTimeline()
{
    SKIP_WITHOUT_SHARED_DATA(timeline);
    const QString path = sharedData(timeline);
    const QJsonObject report = import(path);
    QCOMPARE(report[QStringLiteral("accepted")].toInt(), 212);
    QCOMPARE(report[QStringLiteral("rejected")].toInt(), 0);
    const QJsonObject counts = cli({QStringLiteral("measure"), m_case, QStringLiteral("counts"), QStringLiteral("--by"),
                                    QStringLiteral("category"), QStringLiteral("--json")})
                                   .json();
    const QString hacks = shell(QStringLiteral("python3 -c 'import csv,sys;print(sum(r[\"category\"]==\"hack\" for r "
                                               "in csv.DictReader(open(sys.argv[1]))))' \"$1\""),
                                path);
    QCOMPARE(valueWhere(counts, QStringLiteral("key"), QStringLiteral("hack"), QStringLiteral("count")).toDouble(),
             hacks.toDouble());
    // An event on two days: 21:57 UTC of the 14th is the 15th in Pyongyang.
    const QJsonObject utc = cli({QStringLiteral("rows"), m_case, QStringLiteral("events"), QStringLiteral("--where"),
                                 QStringLiteral("id == E121"), QStringLiteral("--json")})
                                .json();
    QCOMPARE(utc[QStringLiteral("total")].toInt(), 1);
}

void TestRawFiles::csisProvocations()
{
    SKIP_WITHOUT_SHARED_DATA(csis);
    const QString path = sharedData(csis);
    const QJsonObject report = import(path);
    const QString rows = shell(
        QStringLiteral("python3 -c 'import csv,sys;print(len(list(csv.DictReader(open(sys.argv[1])))))' \"$1\""), path);
    QCOMPARE(QString::number(report[QStringLiteral("read")].toInt()), rows);
    QCOMPARE(report[QStringLiteral("accepted")].toInt() + report[QStringLiteral("duplicates")].toInt(), rows.toInt());
}

void TestRawFiles::venezuelaSeries()
{
    SKIP_WITHOUT_SHARED_DATA(monash);
    const QString path = sharedData(monash);
    const Run run = cli({QStringLiteral("import"), m_case, path, QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0 || run.exitCode == 3, run.err.constData());
    const QJsonObject report = run.json()[QStringLiteral("files")].toArray()[0].toObject();
    const QString rows = shell(
        QStringLiteral("python3 -c 'import csv,sys;print(len(list(csv.DictReader(open(sys.argv[1])))))' \"$1\""), path);
    QCOMPARE(QString::number(report[QStringLiteral("read")].toInt()), rows);
    QCOMPARE(report[QStringLiteral("read")].toInt(), report[QStringLiteral("accepted")].toInt() +
                                                         report[QStringLiteral("rejected")].toInt() +
                                                         report[QStringLiteral("duplicates")].toInt());
    const QString total =
        shell(QStringLiteral("python3 -c 'import csv,sys;print(sum(float(r[\"connectivity\"]) for r in "
                             "csv.DictReader(open(sys.argv[1])) if float(r[\"connectivity\"])>=0))' \"$1\""),
              path);
    const QJsonObject series =
        cli({QStringLiteral("rows"), m_case, QStringLiteral("series"), QStringLiteral("--json")}).json();
    QVERIFY(qAbs(sum(column(series, QStringLiteral("value"))) - total.toDouble()) < 1e-6 * total.toDouble());
}

void TestRawFiles::sameFileTwice()
{
    SKIP_WITHOUT_SHARED_DATA(zeekTsv);
    const QString path = sharedData(zeekTsv);
    const int accepted = import(path)[QStringLiteral("accepted")].toInt();
    const QJsonObject again = import(path);
    QCOMPARE(again[QStringLiteral("accepted")].toInt(), 0);
    QCOMPARE(again[QStringLiteral("duplicates")].toInt(), accepted);
    QCOMPARE(cli({QStringLiteral("info"), m_case, QStringLiteral("--json")})
                 .json()[QStringLiteral("counts")]
                 .toObject()[QStringLiteral("flows")]
                 .toInt(),
             accepted);
}

QTEST_GUILESS_MAIN(TestRawFiles)
#include "tst_rawfiles.moc"
