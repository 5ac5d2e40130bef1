// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/export.h"
#include "tests/exporters/samplecase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace tideline;

class TestExport : public QObject
{
    Q_OBJECT

private slots:
    void formatsAreNamed();
    void bagHasItsFiles();
    void bagPassesSha256sum();
    void bagInfoSaysWhatItIs();
    void bagWithoutCaseFlowsAndFigures();
    void liveCaseIsRefused();
    void csvWritesTablesOnly();
    void figureNamesAreSafe();
    void jsonHoldsEverything();
    void rulesAreAsLoaded();
    void sameContentSameBytes_data();
    void sameContentSameBytes();
    void zipHoldsTheFolder();

private:
    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }
};

namespace {

ExportContent withCase(const QTemporaryDir& folder)
{
    ExportContent content = sampleContent();
    content.casePath = folder.filePath(QStringLiteral("copy.tideline"));
    writeFile(content.casePath, QByteArray("SQLite format 3\0 and the rest", 29) + QByteArray(3'000'000, 'x'));
    return content;
}

} // namespace

void TestExport::formatsAreNamed()
{
    QStringList names;
    for (const ExportFormat& format : exportFormats()) {
        names.append(format.name);
        QVERIFY(!format.description.isEmpty());
    }
    QCOMPARE(names, QStringList({"bag", "html", "csv", "json"}));
    const auto unknown = writeExport(sampleContent(), QStringLiteral("pdf"), path("x.pdf"), {});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::BadArgument);
    QVERIFY(unknown.error().remedy.contains("bag, html, csv, json"));
}

void TestExport::bagHasItsFiles()
{
    const auto written = writeExport(withCase(m_folder), "bag", path("files"), {});
    QVERIFY2(written.ok(), written.ok() ? "" : qPrintable(written.error().text()));
    const QStringList expected = {"bag-info.txt",
                                  "bagit.txt",
                                  "data/amounts.csv",
                                  "data/annotations.csv",
                                  "data/audit.jsonl",
                                  "data/case.json",
                                  "data/case.tideline",
                                  "data/claims.csv",
                                  "data/events.csv",
                                  "data/figures/volume.csv",
                                  "data/figures/volume.json",
                                  "data/figures/volume.svg",
                                  "data/flows.csv",
                                  "data/flows.jsonl",
                                  "data/places.csv",
                                  "data/problems.csv",
                                  "data/report.html",
                                  "data/rules.json",
                                  "data/sources.csv",
                                  "data/subjects.csv",
                                  "data/windows.csv",
                                  "manifest-sha256.txt",
                                  "tagmanifest-sha256.txt"};
    const auto files = filesBelow(path("files"));
    QCOMPARE(QStringList(files.keys()), expected);
    QCOMPARE(files["bagit.txt"], QByteArray("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    QCOMPARE(files["data/case.tideline"], fileBytes(path("copy.tideline")));
    QCOMPARE(files["data/audit.jsonl"], sampleContent().auditJsonl);
    QCOMPARE(files["data/figures/volume.svg"], sampleContent().figures[0].svg);
}

void TestExport::bagPassesSha256sum()
{
    const QString tool = QStandardPaths::findExecutable("sha256sum");
    if (tool.isEmpty())
        QSKIP("sha256sum is not here");
    QVERIFY(writeExport(withCase(m_folder), "bag", path("sums"), {}).ok());
    for (const char* manifest : {"manifest-sha256.txt", "tagmanifest-sha256.txt"}) {
        QProcess process;
        process.setWorkingDirectory(path("sums"));
        process.start(tool, {"--strict", "-c", manifest});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError() + process.readAllStandardOutput());
    }
    QCOMPARE(fileBytes(path("sums/manifest-sha256.txt")).count('\n'), qsizetype(19));
    QCOMPARE(fileBytes(path("sums/tagmanifest-sha256.txt")).count('\n'), qsizetype(3));
}

void TestExport::bagInfoSaysWhatItIs()
{
    ExportContent content = sampleContent();
    content.info.title = QStringLiteral("Two\nlines: Payload-Oxum: 1.1\u202E");
    content.forSpreadsheets = true;
    QVERIFY(writeExport(content, "bag", path("info"), {}).ok());
    const QStringList lines = QString::fromUtf8(fileBytes(path("info/bag-info.txt"))).split('\n', Qt::SkipEmptyParts);
    qint64 bytes = 0;
    qint64 count = 0;
    const auto files = filesBelow(path("info"));
    for (auto file = files.begin(); file != files.end(); ++file) {
        bytes += file.key().startsWith("data/") ? file->size() : 0;
        count += file.key().startsWith("data/");
    }
    for (const QString& expected :
         {QStringLiteral("Bagging-Date: 2026-01-05"), QStringLiteral("Payload-Oxum: %1.%2").arg(bytes).arg(count),
          QStringLiteral("External-Identifier: 11111111-2222-4333-8444-555555555555"),
          QStringLiteral("External-Description: Two lines: Payload-Oxum: 1.1⟨U+202E⟩"),
          QStringLiteral("Tideline-Audit-Head: ") + QString(64, 'e'),
          QStringLiteral("Tideline-Data-Fingerprint: ") + QString(64, 'd'),
          QStringLiteral("Tideline-Csv-Mode: for spreadsheets"), QStringLiteral("Tideline-Simulated: yes"),
          QStringLiteral("Tideline-Filter: category == hack"), QStringLiteral("Tideline-Zone: Europe/Berlin"),
          QStringLiteral("Tideline-Range: 2016-01-01T00:00:00.000000Z/2025-01-01T00:00:00.000000Z")})
        QVERIFY2(lines.contains(expected), qPrintable(expected + " not in\n" + lines.join('\n')));
}

void TestExport::bagWithoutCaseFlowsAndFigures()
{
    ExportContent content;
    content.info.id = "id";
    QVERIFY(writeExport(content, "bag", path("bare"), {}).ok());
    const auto files = filesBelow(path("bare"));
    QVERIFY(!files.contains("data/case.tideline"));
    QVERIFY(!files.contains("data/flows.csv"));
    const auto checks = verifyBag(path("bare"), {});
    QVERIFY(checks.ok());
    for (const BagCheck& check : *checks)
        QVERIFY2(check.ok, qPrintable(check.name + ": " + check.detail));
}

void TestExport::liveCaseIsRefused()
{
    const ExportContent content = withCase(m_folder);
    writeFile(content.casePath + "-wal", "x");
    const auto written = writeExport(content, "bag", path("live"), {});
    QFile::remove(content.casePath + "-wal");
    QVERIFY(!written);
    QVERIFY(!QFileInfo::exists(path("live")));
}

void TestExport::csvWritesTablesOnly()
{
    QVERIFY(writeExport(sampleContent(), "csv", path("tables"), {}).ok());
    const auto files = filesBelow(path("tables"));
    QCOMPARE(files.size(), 12);
    QVERIFY(files.contains("events.csv"));
    QVERIFY(files.contains("flows.csv"));
    QVERIFY(files.contains("figures/volume.csv"));
    QCOMPARE(
        parseCsv(files["figures/volume.csv"]),
        QList<QStringList>(
            {{"start", "start_utc", "bytes", "route", "share"},
             {"2019-05-01T09:00:00.000000+09:00", "2019-05-01T00:00:00.000000Z", "2480000123", "Unicom", "0.64"},
             {"2019-05-02T09:00:00.000000+09:00", "2019-05-02T00:00:00.000000Z", "12", "TTK", "0.3333333333333333"},
             {"2019-05-03T09:00:00.000000+09:00", "2019-05-03T00:00:00.000000Z", "", "", ""}}));
}

void TestExport::figureNamesAreSafe()
{
    ExportContent content = sampleContent();
    for (const char* id : {"../../etc/passwd", "volume", "VOLUME", "", "a b\nc", "%2e"}) {
        content.figures.push_back(content.figures[0]);
        content.figures.back().id = QString::fromLatin1(id);
    }
    QVERIFY(writeExport(content, "bag", path("names"), {}).ok());
    QStringList names = QDir(path("names/data/figures")).entryList({"*.svg"}, QDir::Files);
    QCOMPARE(names, QStringList({"-2e.svg", "-etc-passwd.svg", "a-b-c.svg", "figure.svg", "volume-2.svg",
                                 "volume-3.svg", "volume.svg"}));
}

void TestExport::jsonHoldsEverything()
{
    QVERIFY(writeExport(sampleContent(), "json", path("case.json"), {}).ok());
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(fileBytes(path("case.json")), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(json["format"], QJsonValue("tideline-case"));
    QCOMPARE(json["version"], QJsonValue(1));
    QCOMPARE(json["exported_at"], QJsonValue("2026-01-05T06:07:08.000000Z"));
    QCOMPARE(json["events"].toArray().size(), 4);
    const QJsonObject event = json["events"][0].toObject();
    QCOMPARE(event["time"]["from"], QJsonValue("2024-10-27T00:30:00.000000Z"));
    QCOMPARE(event["time"]["local_from"], QJsonValue("2024-10-27T02:30:00.000000+02:00"));
    QCOMPARE(event["amounts"][0]["amount"], QJsonValue("81000000.5"));
    QCOMPARE(event["extra"]["colour"], QJsonValue("blue"));
    QVERIFY(json["events"][3]["time"]["from"].isNull());
    QCOMPARE(json["annotations"][1]["from"], QJsonValue("2019-05-01T00:00:00.000000Z"));
    QVERIFY(json["annotations"][0]["from"].isNull());
    QCOMPARE(json["sources"][1]["simulated"], QJsonValue(true));
    QVERIFY(json["subjects"][0]["members"][0]["from"].isNull());
    QCOMPARE(json["subjects"][0]["members"][1]["asn"], QJsonValue(131279));
    QCOMPARE(json["figures"][0]["rows"][0][1], QJsonValue(2'480'000'123LL));
    QCOMPARE(json["figures"][0]["rows"][0][0], QJsonValue("2019-05-01T09:00:00.000000+09:00"));
    QCOMPARE(json["audit"][1]["row"], QJsonValue(2));
    QCOMPARE(json["problems"].toArray().size(), 2);
}

void TestExport::rulesAreAsLoaded()
{
    QVERIFY(writeExport(sampleContent(), "bag", path("rules"), {}).ok());
    const QJsonObject json = QJsonDocument::fromJson(fileBytes(path("rules/data/rules.json"))).object();
    const QJsonObject expected{{"set", "route"},
                               {"label", "TransTelekom"},
                               {"local_prefixes", QJsonArray{"175.45.176.0/22"}},
                               {"next_as", QJsonArray{20485}},
                               {"ports", QJsonArray{"53", "27000-27050"}},
                               {"protocols", QJsonArray{"tcp"}},
                               {"from", "2017-10-01T09:07:51.000000Z"},
                               {"to", QJsonValue::Null},
                               {"note", "from October"}};
    QCOMPARE(json["tideline_rules"], QJsonValue(1));
    QCOMPARE(json["rules"][0].toObject(), expected);
}

void TestExport::sameContentSameBytes_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("bag folder") << "bag"
                                << "case";
    QTest::newRow("bag zip") << "bag"
                             << "case.zip";
    QTest::newRow("csv folder") << "csv"
                                << "tables";
    QTest::newRow("csv zip") << "csv"
                             << "tables.zip";
    QTest::newRow("html") << "html"
                          << "report.html";
    QTest::newRow("json") << "json"
                          << "case.json";
}

/// Twice, the second time on a machine elsewhere that speaks another language.
void TestExport::sameContentSameBytes()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    QTemporaryDir here;
    QTemporaryDir there;
    QVERIFY(writeExport(withCase(m_folder), format, here.filePath(name), {}).ok());
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Pacific/Apia");
    tzset();
    QLocale::setDefault(QLocale(QLocale::Persian, QLocale::Iran));
    const bool written = writeExport(withCase(m_folder), format, there.filePath(name), {}).ok();
    QLocale::setDefault(QLocale::c());
    qputenv("TZ", zone);
    tzset();
    QVERIFY(written);
    const auto first = filesBelow(here.path());
    const auto second = filesBelow(there.path());
    QVERIFY(!first.isEmpty());
    QCOMPARE(second.keys(), first.keys());
    for (auto file = first.begin(); file != first.end(); ++file)
        QVERIFY2(second[file.key()] == *file, qPrintable(file.key()));
}

void TestExport::zipHoldsTheFolder()
{
    const QString tool = QStandardPaths::findExecutable("python3");
    if (tool.isEmpty())
        QSKIP("python3 is not here");
    QVERIFY(writeExport(withCase(m_folder), "bag", path("packed case.zip"), {}).ok());
    QVERIFY(writeExport(withCase(m_folder), "bag", path("unpacked"), {}).ok());
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(tool, {"-m", "zipfile", "-e", "packed case.zip", "out"});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(filesBelow(path("out/packed_case")), filesBelow(path("unpacked")));
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
