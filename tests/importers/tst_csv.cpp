// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/csvreader.h"
#include "models/importers/limits.h"
#include "tests/importers/reading.h"

using namespace tideline;

/// Columns "time" and "title"; the rest of a row is what the test looks at.
static const ReadOptions mapped{{"map", QJsonObject{{"time", "t"}, {"title", "a"}, {"note", "b"}}}};

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void encodings_data();
    void encodings();
    void badBytesAreNamed();
    void quotesOnRequest();
    void limitsHold();
    void delimitersAreGuessed_data();
    void delimitersAreGuessed();
    void headersOfAllKinds();
    void linesAreCounted();
};

void TestCsv::texts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("rows");     // title|note
    QTest::addColumn<QStringList>("problems"); // line:reason's beginning
    const QByteArray head = "t,a,b\n";
    QTest::newRow("plain") << head + "2019,x,y\n2020,z,\n" << QStringList{"x|y", "z|"} << QStringList{};
    QTest::newRow("no line end at the end") << head + "2019,x,y" << QStringList{"x|y"} << QStringList{};
    QTest::newRow("CRLF") << QByteArray("t,a,b\r\n2019,x,y\r\n2020,z,w\r\n") << QStringList{"x|y", "z|w"}
                          << QStringList{};
    QTest::newRow("CR only") << QByteArray("t,a,b\r2019,x,y\r2020,z,w\r") << QStringList{"x|y", "z|w"} << QStringList{};
    QTest::newRow("mixed line ends") << QByteArray("t,a,b\r\n2019,x,y\n2020,z,w\r2021,u,v")
                                     << QStringList{"x|y", "z|w", "u|v"} << QStringList{};
    QTest::newRow("blank lines") << QByteArray("\n\nt,a,b\n\n2019,x,y\n\n\n2020,z,w\n") << QStringList{"x|y", "z|w"}
                                 << QStringList{};
    QTest::newRow("quoted newline") << head + "2019,x,\"one\ntwo\"\n2020,z,w\n"
                                    << QStringList{"x|one\ntwo", "z|w"} << QStringList{};
    QTest::newRow("quoted CRLF") << head + "2019,x,\"one\r\ntwo\"\r\n" << QStringList{"x|one\r\ntwo"} << QStringList{};
    QTest::newRow("doubled quotes") << head + "2019,\"say \"\"x\"\", y\",b\n"
                                    << QStringList{"say \"x\", y|b"} << QStringList{};
    QTest::newRow("empty quotes") << head + "2019,x,\"\"\n" << QStringList{"x|"} << QStringList{};
    QTest::newRow("BOM") << "\xEF\xBB\xBF" + head + "2019,x,y\n" << QStringList{"x|y"} << QStringList{};
    QTest::newRow("BOM before a quote") << QByteArray("\xEF\xBB\xBF\"t\",a,b\n2019,x,y\n") << QStringList{"x|y"}
                                        << QStringList{};
    QTest::newRow("unterminated quote") << head + "2019,x,\"y\n2020,z,w\n2021,u,v\n"
                                        << QStringList{"z|w", "u|v"} << QStringList{"2:a quoted field is not closed"};
    QTest::newRow("unterminated in the last row")
        << head + "2020,z,w\n2019,x,\"y" << QStringList{"z|w"} << QStringList{"3:a quoted field is not closed"};
    QTest::newRow("quote inside a field") << head + "2019,x\"1,y\n2020,z,w\n"
                                          << QStringList{"z|w"} << QStringList{"2:a stray quote at position 7"};
    QTest::newRow("text after a quote") << head + "2019,\"x\"1,y\n2020,z,w\n"
                                        << QStringList{"z|w"} << QStringList{"2:a stray quote"};
    QTest::newRow("too few fields") << head + "2019,x\n2020,z,w\n"
                                    << QStringList{"z|w"} << QStringList{"2:2 fields where the header names 3"};
    QTest::newRow("too many fields") << head + "2019,x,y,more\n" << QStringList{} << QStringList{"2:4 fields"};
    QTest::newRow("empty fields at the end") << head + "2019,x,y,,\n" << QStringList{"x|y"} << QStringList{};
    QTest::newRow("NUL") << head + QByteArray("2019,x\0,y\n2020,z,w\n", 19) << QStringList{"z|w"}
                         << QStringList{"2:the row holds a NUL byte"};
    QTest::newRow("line numbers after quotes") << head + "2019,x,\"1\n2\n3\"\n2020,z\n"
                                               << QStringList{"x|1\n2\n3"} << QStringList{"5:2 fields"};
}

static QStringList rowsOf(const ParsedBlock& parsed)
{
    QStringList rows;
    for (const Event& event : parsed.events)
        rows << event.title + u'|' + event.note;
    return rows;
}

/// one row for each kind of line end, mark, quote and NUL.
void TestCsv::texts()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, rows);
    QFETCH(QStringList, problems);
    const ParsedBlock parsed = parseText(QStringLiteral("events-csv"), text, mapped);
    QCOMPARE(rowsOf(parsed), rows);
    QCOMPARE(int(parsed.problems.size()), int(problems.size()));
    for (int i = 0; i < problems.size(); ++i) {
        const Problem& problem = parsed.problems[std::size_t(i)];
        const QString said = QStringLiteral("%1:%2").arg(problem.line).arg(problem.reason);
        QVERIFY2(said.startsWith(problems[i]), qPrintable(said));
    }
    QCOMPARE(parsed.read, qint64(rows.size() + problems.size()));
}

void TestCsv::encodings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("title");
    const QString text = QStringLiteral("t,a,b\r\n2019,\"Überfall „€“, 𝄞\",y\r\n2020,\"z\n\",w\r\n");
    const QString title = QStringLiteral("Überfall „€“, 𝄞");
    const auto utf16 = [&](bool little) {
        QByteArray bytes;
        for (const QChar c : QString(QChar(0xFEFF)) + text) {
            const char low = char(c.unicode() & 255), high = char(c.unicode() >> 8);
            bytes.append(little ? low : high).append(little ? high : low);
        }
        return bytes;
    };
    QTest::newRow("UTF-8") << text.toUtf8() << QString() << title;
    QTest::newRow("UTF-16 LE by mark") << utf16(true) << QString() << title;
    QTest::newRow("UTF-16 BE by mark") << utf16(false) << QString() << title;
    QTest::newRow("UTF-16 said, mark decides") << utf16(false) << QStringLiteral("utf-16") << title;
    QTest::newRow("UTF-16 LE without mark") << utf16(true).mid(2) << QStringLiteral("UTF-16LE") << title;
    QTest::newRow("Windows-1252") << QByteArray("t,a,b\n2019,\xDC"
                                                "berfall \x84\x80\x93,y\n2020,z,w\n")
                                  << QStringLiteral("cp1252") << QStringLiteral("Überfall „€“");
    QTest::newRow("Latin 1") << QByteArray("t,a,b\n2019,\xDC"
                                           "berfall,y\n2020,z,w\n")
                             << QStringLiteral("iso-8859-1") << QStringLiteral("Überfall");
}

/// what the file says or the user, never a guess that makes U+FFFD.
void TestCsv::encodings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, encoding);
    QFETCH(QString, title);
    ReadOptions options = mapped;
    if (!encoding.isEmpty())
        options.insert("encoding", encoding);
    const ParsedBlock parsed = parseText(QStringLiteral("events-csv"), text, options);
    QCOMPARE(textOf(parsed), std::string());
    QCOMPARE(int(parsed.events.size()), 2);
    QCOMPARE(parsed.events[0].title, title);
}

///
void TestCsv::badBytesAreNamed()
{
    const ParsedBlock parsed = parseText(
        QStringLiteral("events-csv"),
        "t,a,b\n2019,caf\xE9,y\n2020,\xED\xA0\x80,w\n2021,\xC0\xAF,w\n2022,ok,\xF4\x90\x80\x80\n2023,ok,w\n", mapped);
    QCOMPARE(int(parsed.events.size()), 1);
    QCOMPARE(int(parsed.problems.size()), 4);
    QVERIFY(parsed.problems[0].reason.startsWith(QStringLiteral("byte 0xe9 at position 9 of the row is not UTF-8")));
    QCOMPARE(parsed.problems[0].text, QStringLiteral("2019,caf\\xe9,y"));
    // Undefined bytes of Windows-1252 are no characters either.
    ReadOptions options = mapped;
    options.insert("encoding", "windows-1252");
    QCOMPARE(int(parseText(QStringLiteral("events-csv"), "t,a,b\n2019,\x81,y\n", options).problems.size()), 1);
    options.insert("encoding", "koi8-r");
    QString error;
    parseText(QStringLiteral("events-csv"), "t,a,b\n", options, &error);
    QVERIFY(error.contains(QStringLiteral("koi8-r")));
}

/// lax only on request.
void TestCsv::quotesOnRequest()
{
    const QByteArray text = "t,a,b\n2019,5\" disk,\"say \"x\" y\"\n2020,z,w\n";
    ReadOptions options = mapped;
    QCOMPARE(rowsOf(parseText(QStringLiteral("events-csv"), text, options)), QStringList{"z|w"});
    options.insert("quotes", "lax");
    QCOMPARE(rowsOf(parseText(QStringLiteral("events-csv"), text, options)),
             (QStringList{"5\" disk|say \"x\" y", "z|w"}));
    options.insert("quotes", "none");
    QCOMPARE(rowsOf(parseText(QStringLiteral("events-csv"), "t,a,b\n2019,\"x,y\"\n", options)), QStringList{"\"x|y\""});
    options.insert("quotes", "sometimes");
    QString error;
    parseText(QStringLiteral("events-csv"), text, options, &error);
    QVERIFY(error.contains(QStringLiteral("sometimes")));
}

/// field, line and columns.
void TestCsv::limitsHold()
{
    const QByteArray head = "t,a,b\n";
    const auto withNote = [&](std::size_t size, bool quoted) {
        const QByteArray note = QByteArray(int(size), 'n');
        return parseText(QStringLiteral("events-csv"),
                         head + "2019,x," + (quoted ? "\"" + note + "\"" : note) + "\n2020,z,w\n", mapped);
    };
    for (const bool quoted : {false, true}) {
        QCOMPARE(int(withNote(limits::field - 1, quoted).events.size()), 2);
        const ParsedBlock parsed = withNote(limits::field + 1, quoted);
        QCOMPARE(int(parsed.events.size()), 1);
        QCOMPARE(int(parsed.problems.size()), 1);
        QVERIFY(parsed.problems[0].text.size() <= 4096);
    }
    QString error;
    QByteArray wide = "c";
    for (int i = 0; i < limits::columns; ++i)
        wide += ",c";
    parseText(QStringLiteral("events-csv"), wide + "\n", mapped, &error);
    QVERIFY(error.contains(QStringLiteral("2,000")));
}

void TestCsv::delimitersAreGuessed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("delimiter");
    QTest::newRow("comma") << QByteArray("a,b\n1,2\n") << ",";
    QTest::newRow("semicolon with decimal commas") << QByteArray("a;b\n1,5;2,5\n1,25;3\n") << ";";
    QTest::newRow("tab") << QByteArray("a\tb\n1, 2\t3\n") << "\t";
    QTest::newRow("bar") << QByteArray("a|b|c\n1|2|3\n") << "|";
    QTest::newRow("quoted commas") << QByteArray("a;b\n\"x,y,z\";1\n\"u,v,w\";2\n") << ";";
    QTest::newRow("one column") << QByteArray("a\n1\n2\n") << ",";
}

void TestCsv::delimitersAreGuessed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, delimiter);
    const auto head = readCsvHead({text.constData(), std::size_t(text.size())}, {});
    QVERIFY(head);
    QCOMPARE(QString(QLatin1Char(head->dialect.delimiter)), delimiter);
}

void TestCsv::headersOfAllKinds()
{
    const auto columns = [](const QByteArray& text, const ReadOptions& options = {}) {
        const auto head = readCsvHead({text.constData(), std::size_t(text.size())}, options);
        return head ? head->columns : QStringList{head.error().text()};
    };
    QCOMPARE(columns("a, b ,\"c\nd\"\n"), (QStringList{"a", "b", "c\nd"}));
    QCOMPARE(columns("a,,a\n1,2,3\n"), (QStringList{"a", "column 2", "a (2)"}));
    QCOMPARE(columns("1,2\n3,4\n", {{"header", "none"}}), (QStringList{"column 1", "column 2"}));
    QCOMPARE(columns(""), QStringList{"The file holds no rows"});
    QVERIFY(columns("\"a").first().contains("not closed"));
}

void TestCsv::linesAreCounted()
{
    const QByteArray text = "t,a,b\r\n2019,x,\"1\r\n2\"\r\n2020\r\n";
    const ParsedBlock parsed = parseText(QStringLiteral("events-csv"), text, mapped);
    QCOMPARE(parsed.events.at(0).record, 2);
    QCOMPARE(parsed.problems.at(0).line, 4);
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
