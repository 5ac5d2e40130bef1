// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/core/zone.h"
#include "models/exporters/export.h"
#include "models/exporters/exporttables.h"
#include "tests/exporters/samplecase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tideline;

class TestExportTables : public QObject
{
    Q_OBJECT

private slots:
    void eventsHaveEveryField();
    void autumnHoursStayApart();
    void monthIsASpan();
    void undatedHasNoTime();
    void exactModeRoundTrips();
    void spreadsheetModeHasNoFormula();
    void openRangesAreEmpty();
    void annotationsNameTheirEvent();
};

namespace {

const char* formulas[] = {"=1+1",
                          "+1+1",
                          "-1+1",
                          "@SUM(A1)",
                          "\t=1",
                          "\r=1",
                          "=cmd|' /C calc'!A0",
                          "x;=1+1",
                          "x,=1+1",
                          "＝1+1",
                          "＋1",
                          "－1",
                          "＠A1",
                          " =1+1",
                          "\"=1+1\"",
                          "\u200B=1",
                          "a\n=1",
                          "a\t@b",
                          "=HYPERLINK(\"http://x\")",
                          "=DDE(\"a\";\"b\";\"c\")"};

QString cellOf(const QList<QStringList>& csv, int row, const QString& key)
{
    return csv[row + 1].value(csv[0].indexOf(key));
}

QList<QStringList> eventCsv(const ExportContent& content, const char* zoneName)
{
    const auto zone = Zone::named(QString::fromLatin1(zoneName));
    return parseCsv(toCsv(eventTable(content.events, content.sources), &*zone));
}

} // namespace

void TestExportTables::eventsHaveEveryField()
{
    const ExportContent content = sampleContent();
    const auto csv = eventCsv(content, "Europe/Berlin");
    QCOMPARE(csv.size(), 5);
    for (const EventField& field : eventFields()) {
        for (int row = 0; row < 4; ++row)
            QCOMPARE(cellOf(csv, row, QString::fromLatin1(field.key)), field.get(*content.events[std::size_t(row)]));
    }
    QCOMPARE(cellOf(csv, 0, "event"), content.events[0]->id);
    QCOMPARE(cellOf(csv, 0, "file"), QStringLiteral("timeline.csv"));
    QCOMPARE(cellOf(csv, 0, "file_sha256"), QString(64, 'a'));
    QCOMPARE(cellOf(csv, 0, "record"), QStringLiteral("2"));
    QCOMPARE(cellOf(csv, 0, "extra.colour"), QStringLiteral("blue"));
    QSet<QString> keys(csv[0].begin(), csv[0].end());
    QCOMPARE(keys.size(), csv[0].size());
}

void TestExportTables::autumnHoursStayApart()
{
    const ExportContent content = sampleContent();
    QTemporaryDir folder;
    QVERIFY(writeExport(content, "bag", folder.filePath("case"), {}).ok());
    const auto csv = parseCsv(fileBytes(folder.filePath("case/data/events.csv")));
    QCOMPARE(cellOf(csv, 0, "from"), QStringLiteral("2024-10-27T02:30:00.000000+02:00"));
    QCOMPARE(cellOf(csv, 1, "from"), QStringLiteral("2024-10-27T02:30:00.000000+01:00"));
    QCOMPARE(cellOf(csv, 0, "from_utc"), QStringLiteral("2024-10-27T00:30:00.000000Z"));
    QCOMPARE(cellOf(csv, 1, "from_utc"), QStringLiteral("2024-10-27T01:30:00.000000Z"));
    for (int row = 0; row < 2; ++row) {
        for (const char* key : {"from", "from_utc"}) {
            const auto back = parseTime(cellOf(csv, row, QString::fromLatin1(key)), Zone::utc());
            QVERIFY(back.ok());
            QCOMPARE(back->range->from, content.events[std::size_t(row)]->time.range->from);
        }
    }
    const QString html = QString::fromUtf8(fileBytes(folder.filePath("case/data/report.html")));
    QVERIFY(html.contains("2024-10-27 02:30:00 +02:00"));
    QVERIFY(html.contains("2024-10-27 02:30:00 +01:00"));
    QVERIFY(html.contains("Local (Europe/Berlin)"));
}

void TestExportTables::monthIsASpan()
{
    const auto csv = eventCsv(sampleContent(), "UTC");
    QCOMPARE(cellOf(csv, 2, "at"), QStringLiteral("2016-02"));
    QCOMPARE(cellOf(csv, 2, "precision"), QStringLiteral("month"));
    QCOMPARE(cellOf(csv, 2, "from_utc"), QStringLiteral("2016-02-01T00:00:00.000000Z"));
    QCOMPARE(cellOf(csv, 2, "to_utc"), QStringLiteral("2016-03-01T00:00:00.000000Z"));
}

void TestExportTables::undatedHasNoTime()
{
    const auto csv = eventCsv(sampleContent(), "UTC");
    for (const char* key : {"at", "precision", "from", "from_utc", "to", "to_utc"})
        QCOMPARE(cellOf(csv, 3, QString::fromLatin1(key)), QString());
}

/// Everything that people and attackers write comes back as it was.
void TestExportTables::exactModeRoundTrips()
{
    for (const char* formula : formulas) {
        const QString text = QString::fromUtf8(formula);
        const ExportContent content = sampleContent([&](const QString&) { return text; });
        const auto csv = eventCsv(content, "UTC");
        for (const char* key : {"title", "category", "actor", "target", "note", "original_time"})
            QCOMPARE(cellOf(csv, 0, QString::fromLatin1(key)), text);
        const auto problems = parseCsv(toCsv(problemTable(content.problems, content.sources)));
        QCOMPARE(cellOf(problems, 0, "reason"), text);
        QCOMPARE(cellOf(problems, 0, "text"), text);
    }
}

void TestExportTables::spreadsheetModeHasNoFormula()
{
    const QString triggers = QStringLiteral("=+-@\t\r＝＋－＠");
    for (const char* formula : formulas) {
        ExportContent content = sampleContent([&](const QString&) { return QString::fromUtf8(formula); });
        content.forSpreadsheets = true;
        QTemporaryDir folder;
        QVERIFY(writeExport(content, "csv", folder.filePath("tables"), {}).ok());
        const auto files = filesBelow(folder.filePath("tables"));
        for (auto file = files.begin(); file != files.end(); ++file) {
            for (const QStringList& record : parseCsv(*file)) {
                for (const QString& cell : record)
                    QVERIFY2(cell.isEmpty() || !triggers.contains(cell[0]), qPrintable(file.key() + ": " + cell));
            }
        }
    }
}

void TestExportTables::openRangesAreEmpty()
{
    const auto csv = parseCsv(toCsv(subjectTable(sampleContent().subjects)));
    QCOMPARE(csv.size(), 3);
    QCOMPARE(cellOf(csv, 0, "prefix"), QStringLiteral("175.45.176.0/22"));
    QCOMPARE(cellOf(csv, 0, "from"), QString());
    QCOMPARE(cellOf(csv, 1, "asn"), QStringLiteral("131279"));
    QCOMPARE(cellOf(csv, 1, "from_utc"), QStringLiteral("2009-12-01T00:00:00.000000Z"));
    QCOMPARE(cellOf(csv, 1, "to_utc"), QString());
}

void TestExportTables::annotationsNameTheirEvent()
{
    const ExportContent content = sampleContent();
    const auto csv = parseCsv(toCsv(annotationTable(content.annotations, content.events)));
    QCOMPARE(cellOf(csv, 0, "event"), content.events[0]->id);
    QCOMPARE(cellOf(csv, 0, "event_title"), QStringLiteral("Event number 1"));
    QCOMPARE(cellOf(csv, 0, "from"), QString());
    QCOMPARE(cellOf(csv, 1, "event"), QString());
    QCOMPARE(cellOf(csv, 1, "from_utc"), QStringLiteral("2019-05-01T00:00:00.000000Z"));
    QCOMPARE(cellOf(csv, 1, "starred"), QStringLiteral("yes"));
}

QTEST_GUILESS_MAIN(TestExportTables)
#include "tst_exporttables.moc"
