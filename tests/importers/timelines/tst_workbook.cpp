// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/importers/timelines/tabletext.h"
#include "models/importers/timelines/xlsxbook.h"
#include "models/importers/timelines/xlsxcells.h"
#include "tests/importers/reading.h"

#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

using namespace tideline;

using Parts = QList<std::pair<const char*, QByteArray>>;

/// A workbook's zip by libarchive; texts of the parts by ECMA-376.
static QByteArray zipOf(const Parts& parts)
{
    QByteArray bytes(8 << 20, '\0');
    std::size_t used = 0;
    archive* const zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_open_memory(zip, bytes.data(), std::size_t(bytes.size()), &used);
    for (const auto& [name, content] : parts) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name);
        archive_entry_set_size(entry, content.size());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(zip, entry);
        archive_write_data(zip, content.constData(), std::size_t(content.size()));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    return bytes.left(qsizetype(used));
}

static QByteArray workbook(const QByteArray& properties)
{
    return "<?xml version=\"1.0\"?><x:workbook xmlns:x=\"m\" xmlns:r=\"o\">" + properties +
           "<x:sheets><x:sheet name=\"About\" sheetId=\"1\" r:id=\"rId1\"/>"
           "<x:sheet name=\"Launches\" sheetId=\"2\" r:id=\"rId2\"/>"
           "<x:sheet name=\"Power\" sheetId=\"3\" r:id=\"rId3\"/></x:sheets></x:workbook>";
}

static QByteArray sheet(const QByteArray& rows)
{
    return "<worksheet xmlns=\"m\"><sheetData>" + rows + "</sheetData></worksheet>";
}

/// Three sheets: prose, events under two rows of title, numbers.
static Parts book(const QByteArray& properties = {})
{
    const QByteArray relation =
        "<Relationship Id=\"rId%\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet%.xml\"/>";
    QByteArray relations = "<Relationships>";
    for (const char* number : {"1", "2", "3"})
        relations += QByteArray(relation).replace("%", number);
    const QByteArray header = "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\" t=\"s\"><v>1</v></c>"
                              "<c r=\"C4\" t=\"inlineStr\"><is><t>note</t></is></c>"
                              "<c r=\"D4\" t=\"str\"><f>CONCAT()</f><v>range</v></c></row>";
    return {
        {"xl/worksheets/sheet1.xml", sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>")},
        {"xl/worksheets/sheet2.xml",
         sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>" + header +
               // 43069 is 2017-11-30 counted from 1900; .7625 of a day is 18:18.
               "<row r=\"5\"><c r=\"A5\" s=\"1\"><v>43067</v></c><c r=\"B5\" t=\"s\"><v>3</v></c>"
               "<c r=\"D5\"><f>900+50</f><v>950</v></c></row>"
               "<row r=\"6\"/>"
               "<row r=\"7\"><c r=\"A7\" s=\"2\"><v>43067.762499999997</v></c><c r=\"B7\" t=\"s\"><v>4</v></c>"
               "<c r=\"D7\" t=\"b\"><v>1</v></c></row>"
               "<row><c r=\"A8\" s=\"1\"><v>43068</v></c><c r=\"D8\"><v>3.3999999999999999</v></c></row>")},
        {"xl/worksheets/sheet3.xml",
         sheet(
             "<row r=\"1\"><c t=\"inlineStr\"><is><t>day</t></is></c><c t=\"inlineStr\"><is><t>power</t></is></c></row>"
             "<row r=\"2\"><c s=\"1\"><v>43067</v></c><c><v>1.5E-3</v></c></row>"
             "<row r=\"3\"><c s=\"1\"><v>43068</v></c><c t=\"e\"><v>#N/A</v></c></row>"
             "<row r=\"4\"><c s=\"1\"><v>43069</v></c><c><v>7</v></c></row>")},
        {"xl/sharedStrings.xml",
         "<sst><si><t>date</t></si><si><r><t>ti</t></r><r><t>tle</t></r><rPh><t>reading</t></rPh></si>"
         "<si><t>A list of launches &amp; others, made up</t></si><si><t>First</t></si>"
         "<si><t xml:space=\"preserve\">Second_x0020_one</t></si></sst>"},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\-mmm\\-yy h:mm\"/></numFmts>"
         "<cellStyleXfs><xf numFmtId=\"22\"/></cellStyleXfs>"
         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"},
        {"xl/_rels/workbook.xml.rels", relations + "</Relationships>"},
        {"xl/workbook.xml", workbook(properties)},
        {"[Content_Types].xml", "<Types/>"}};
}

class TestWorkbook : public QObject
{
    Q_OBJECT

private slots:
    void numbers_data();
    void numbers();
    void formats_data();
    void formats();
    void events();
    void otherSheets();
    void since1904();
    void refused_data();
    void refused();
    void emptyRowsTakeNoRoom();
    void otherZipsAreUnpacked();
    void jsonRows();

private:
    Reading readBook(const Parts& parts, const ReadOptions& options = {});
    QTemporaryDir m_folder;
};

Reading TestWorkbook::readBook(const Parts& parts, const ReadOptions& options)
{
    const QString path = m_folder.filePath(QStringLiteral("book.bin")); // found by content
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(zipOf(parts)) < 0)
        return {};
    file.close();
    return readFile(path, {}, options);
}

// Serials by the standard's own table (18.17.4.3) and by LibreOffice's documentation.
void TestWorkbook::numbers_data()
{
    QTest::addColumn<QString>("stored");
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("since1904");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* stored, CellFormat format, bool since1904, const char* text) {
        QTest::addRow("%s %d %d", stored, int(format), int(since1904))
            << QString::fromLatin1(stored) << int(format) << since1904 << QString::fromLatin1(text);
    };
    row("1", CellFormat::Date, false, "1900-01-01");
    row("59", CellFormat::Date, false, "1900-02-28");
    row("61", CellFormat::Date, false, "1900-03-01");
    row("43831", CellFormat::Date, false, "2020-01-01");
    row("42369", CellFormat::Date, true, "2020-01-01");
    row("0", CellFormat::Date, true, "1904-01-01");
    row("43831.5", CellFormat::Date, false, "2020-01-01 12:00:00");
    row("43831", CellFormat::DateTime, false, "2020-01-01 00:00:00");
    row("43831.999999999", CellFormat::DateTime, false, "2020-01-02 00:00:00");
    row("43831.000011574074", CellFormat::DateTime, false, "2020-01-01 00:00:01");
    row("0.75", CellFormat::Clock, false, "18:00:00");
    row("-1", CellFormat::Date, false, "-1");
    row("9999999", CellFormat::Date, false, "9999999");
    row("3.3999999999999999", CellFormat::Plain, false, "3.4");
    row("12345678901234567890", CellFormat::Plain, false, "12345678901234567890");
    row("1.5E-3", CellFormat::Plain, false, "0.0015");
    row("4.9E7", CellFormat::Plain, false, "49000000");
    row("#N/A", CellFormat::Plain, false, "#N/A");
}

void TestWorkbook::numbers()
{
    QFETCH(QString, stored);
    QFETCH(int, format);
    QFETCH(bool, since1904);
    QTEST(numberText(stored, CellFormat(format), since1904), "text");
}

void TestWorkbook::formats_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("format");
    const auto row = [](const char* code, CellFormat format) {
        QTest::newRow(code) << QString::fromLatin1(code) << int(format);
    };
    row("General", CellFormat::Plain);
    row("0.00", CellFormat::Plain);
    row("#,##0\\ \"days\"", CellFormat::Plain);
    row("[Red]0.0;[Blue]0.0", CellFormat::Plain);
    row("yyyy\\-mm\\-dd", CellFormat::Date);
    row("[$-407]mmm yy;@", CellFormat::Date);
    row("dd/mm/yyyy hh:mm", CellFormat::DateTime);
    row("h:mm:ss", CellFormat::Clock);
    row("[h]:mm", CellFormat::Clock);
}

void TestWorkbook::formats()
{
    QFETCH(QString, code);
    QTEST(int(formatOf(code)), "format");
}

void TestWorkbook::events()
{
    const Reading reading = readBook(book());
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.format, QStringLiteral("xlsx"));
    const ParsedBlock& all = reading.all;
    QCOMPARE(all.read, 3);
    QCOMPARE(all.events.size(), std::size_t(2));
    QCOMPARE(all.events[0].title, QStringLiteral("First"));
    QCOMPARE(timeText(all.events[0].time, Zone::utc()), QStringLiteral("2017-11-28"));
    QCOMPARE(all.events[0].record, 5);
    QCOMPARE(all.events[0].extra.value("range"), QStringLiteral("950"));
    QCOMPARE(all.events[1].title, QStringLiteral("Second one"));
    QCOMPARE(isoUtc(all.events[1].time.range->from), QStringLiteral("2017-11-28T18:18:00.000000Z"));
    QCOMPARE(all.events[1].record, 7);
    QCOMPARE(all.events[1].extra.value("range"), QStringLiteral("true"));
    QCOMPARE(all.problems.size(), std::size_t(1)); // no title
    QCOMPARE(all.problems[0].line, 8);
    QVERIFY(all.problems[0].text.contains(QStringLiteral("3.4")));
    QVERIFY(all.notes.contains(QStringLiteral("read from the sheet “Launches”")));
    QVERIFY(all.notes.contains(QStringLiteral("1 row above the header of the sheet was not read")));
    QVERIFY(
        all.notes.contains(QStringLiteral("not read: the sheets “About”, “Power”; choose one with the option sheet")));
}

void TestWorkbook::otherSheets()
{
    for (const QJsonValue& choice : {QJsonValue("Power"), QJsonValue(3), QJsonValue("3")}) {
        const ParsedBlock all = readBook(book(), {{"sheet", choice}}).all;
        QCOMPARE(all.points.size(), std::size_t(2));
        QCOMPARE(all.points[0].value, 0.0015);
        QCOMPARE(all.points[1].value, 7.0);
        QCOMPARE(all.points[1].record, 4);
        QCOMPARE(all.points[1].quantity, QStringLiteral("power"));
        QCOMPARE(all.problems.size(), std::size_t(1));
        QCOMPARE(all.problems[0].reason, QStringLiteral("no data"));
        QCOMPARE(all.problems[0].line, 3);
    }
    QVERIFY(readBook(book(), {{"sheet", "Nothing"}}).error.contains(QStringLiteral("There is no sheet “Nothing”")));
    const ParsedBlock prose = readBook(book(), {{"sheet", "About"}}).all;
    QCOMPARE(prose.read, 1);
    QVERIFY(prose.problems[0].reason.contains(QStringLiteral("No sheet is a table")));
    // Columns that a person names.
    const ParsedBlock mapped = readBook(book(), {{"map.time", "date"}, {"map.title", "range"}}).all;
    QCOMPARE(mapped.events.size(), std::size_t(3));
    QCOMPARE(mapped.events[2].title, QStringLiteral("3.4"));
}

void TestWorkbook::since1904()
{
    const ParsedBlock all = readBook(book("<x:workbookPr date1904=\"1\"/>")).all;
    QCOMPARE(timeText(all.events[0].time, Zone::utc()), QStringLiteral("2021-11-29")); // 1,462 days later
}

void TestWorkbook::refused_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("entity bomb") << 3 << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaa\">]><sst><si><t>&a;</t></si></sst>")
                                 << "DOCTYPE";
    QTest::newRow("deep") << 4 << QByteArray("<a>").repeated(300) << "deeper than 256";
    QTest::newRow("broken XML") << 6 << QByteArray("<workbook><sheets>") << "no element found";
    QTest::newRow("cells far to the right")
        << 1 << sheet(QByteArray("<row><c r=\"BXX1\"><v>1</v></c></row>").repeated(2'000)) << "3,000,000 cells";
    // 64 MiB of blanks pack to a few kB.
    QTest::newRow("endless comment") << 1 << sheet("<!--" + QByteArray(9'500'000, 'x') + "-->")
                                     << "comment or element of over 8 MiB";
    QTest::newRow("zip bomb") << 1 << QByteArray(64 << 20, ' ') << "200 times its size";
}

void TestWorkbook::refused()
{
    QFETCH(int, part);
    QFETCH(QByteArray, content);
    QFETCH(QString, reason);
    Parts parts = book();
    parts[part].second = content;
    const Reading reading = readBook(parts);
    const QString said = reading.all.problems.empty() ? reading.error : reading.error + reading.all.problems[0].reason;
    QVERIFY2(said.contains(reason), qPrintable(said));
    QVERIFY(reading.all.events.empty());
}

void TestWorkbook::emptyRowsTakeNoRoom()
{
    Parts parts = book();
    parts[1].second.replace("<row r=\"6\"/>", QByteArray("<row r=\"6\"/>").repeated(700'000));
    const QByteArray zip = zipOf(parts);
    const std::string_view bytes(zip.constData(), std::size_t(zip.size()));
    const auto workbook = XlsxBook::open(bytes);
    const auto rows = workbook->rows(bytes, workbook->sheets()[1]);
    QVERIFY2(rows.ok(), rows ? "" : qPrintable(rows.error().text()));
    QCOMPARE(rows->size(), std::size_t(5)); // those with cells
    QCOMPARE((*rows)[3].number, 7);
    QCOMPARE((*rows)[4].number, 8); // the last one names none
}

void TestWorkbook::otherZipsAreUnpacked()
{
    const Reading reading = readBook({{"a.csv", "when,what\n2019-01-01,something\n"}});
    QCOMPARE(reading.format, QStringLiteral("events-csv"));
    QCOMPARE(reading.all.events.size(), std::size_t(1));
}

void TestWorkbook::jsonRows()
{
    const Reading reading = readFile(sample("provocations.json"));
    const ParsedBlock& all = reading.all;
    QCOMPARE(all.events[0].title, QStringLiteral("Engine test"));
    QCOMPARE(all.events[0].citations.size(), std::size_t(2));
    QCOMPARE(all.events[0].extra.value("mentions_kim"), QStringLiteral("false"));
    QCOMPARE(all.events[1].category, QStringLiteral("nuclear test"));
    // The day is the one in Pyongyang, UTC+08:30 in 2017.
    QCOMPARE(isoUtc(all.events[1].time.range->from), QStringLiteral("2017-09-02T15:30:00.000000Z"));
    QCOMPARE(all.events[1].record, 10);
    const ParsedBlock numbers = parseText("json-table", "[{\"day\":\"2019-01-01\",\"v\":1.5},{\"day\":\"2019-01-02\","
                                                        "\"v\":2},{\"day\":\"2019-01-03\",\"v\":null}]");
    QCOMPARE(numbers.points.size(), std::size_t(2));
    QCOMPARE(numbers.points[1].record, 2); // all on one line: numbered
    QCOMPARE(numbers.problems.size(), std::size_t(1));
    QByteArray wide = "[{\"day\":\"2019-01-01\"";
    for (int i = 0; i < 1'900; ++i)
        wide += ",\"k" + QByteArray::number(i) + "\":1";
    const ParsedBlock bomb = parseText("json-table", wide + '}' + QByteArray(",{}").repeated(2'000) + ']');
    QCOMPARE(bomb.problems.size(), std::size_t(1));
    QVERIFY(bomb.problems[0].reason.contains(QStringLiteral("3,000,000 cells")));
    // One text that all cells share is small until the table is written out.
    const TableRow row{1, QStringList(100, QString(1 << 20, u'x'))};
    QVERIFY(TableText({row}).isTooLarge());
    QVERIFY(!TableText({{1, row.cells.mid(0, 60)}}).isTooLarge());
}

QTEST_APPLESS_MAIN(TestWorkbook)
#include "tst_workbook.moc"
