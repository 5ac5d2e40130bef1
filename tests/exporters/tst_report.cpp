// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/htmlwriter.h"
#include "models/exporters/markdown.h"
#include "models/exporters/report.h"
#include "models/exporters/visibletext.h"
#include "tests/exporters/samplecase.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tideline;

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void figuresCarryTheirContext();
    void emptyCaseHasAReport();
    void simulatedShows();
    void undatedAreCounted();
    void attacksStayText_data();
    void attacksStayText();
    void invisibleCharactersShow_data();
    void invisibleCharactersShow();
    void markdown_data();
    void markdown();
};

namespace {

QByteArray reportOf(const ExportContent& content)
{
    const auto zone = Zone::named(content.zone);
    return htmlReport(content, zone ? *zone : Zone::utc());
}

/// What a parser that is not ours finds: one line a tag with its attributes, and "BAD …" for what must not be there.
/// The files come one after the other, each after a line "FILE".
QByteArray parsed(const QList<QByteArray>& htmls)
{
    QTemporaryDir folder;
    QStringList arguments{QStringLiteral(TIDELINE_SOURCE_DIR "/tests/exporters/tags.py")};
    for (const QByteArray& html : htmls) {
        arguments.append(folder.filePath(QString::number(arguments.size())));
        writeFile(arguments.last(), html);
    }
    QProcess process;
    process.start("python3", arguments);
    process.waitForFinished();
    return process.exitCode() == 0 ? process.readAllStandardOutput() : "BAD " + process.readAllStandardError();
}

} // namespace

void TestReport::figuresCarryTheirContext()
{
    const QByteArray html = reportOf(sampleContent());
    const qsizetype from = html.indexOf("<figure ");
    const QByteArray figure = html.mid(from, html.indexOf("</figure>") - from);
    for (const char* expected :
         {"Figure 1", "Volume per day", "+300 % (×4.0)", "95 % interval ×3.80 to ×4.20", "North Korea",
          "2019-01-01 09:00 – 2019-11-01 09:00", "Asia/Pyongyang", "port == 3333 and bytes &gt; 1k",
          "flows seed 7 (bbbbbbbbbbbb…)", "11111111-2222-4333-8444-555555555555", "ffffffffffffffff", ">Simulated<",
          "data:image/svg+xml;base64,", "<details>", "The numbers, 3 rows", "2.5 GB", "title=\"2480000123\"", "64.0 %",
          "Sum of both directions; gaps are left out."})
        QVERIFY2(figure.contains(expected), expected);
    for (const char* expected : {"An Examiner", "2026/17", "Restricted", "Europe/Berlin", "category == hack",
                                 "2026-01-05 06:07:08 UTC", "sha256sum -c manifest-sha256.txt", "tideline-cli verify"})
        QVERIFY2(html.contains(expected), expected);
    for (const QChar hash : {'a', 'b', 'd', 'e'})
        QVERIFY(html.contains(QString(64, hash).toLatin1()));
}

void TestReport::emptyCaseHasAReport()
{
    const QByteArray html = reportOf({});
    QVERIFY(html.contains("Untitled case"));
    QVERIFY(html.contains("whole span"));
    QVERIFY(html.endsWith("</html>\n"));
    QVERIFY(!html.contains("class=\"badge simulated\""));
}

void TestReport::simulatedShows()
{
    ExportContent content = sampleContent();
    QCOMPARE(reportOf(content).count("class=\"badge simulated\""), qsizetype(3)); // cover, figure, source
    content.figures[0].result.sources[0].simulated = false;
    QCOMPARE(reportOf(content).count("class=\"badge simulated\""), qsizetype(2));
}

void TestReport::undatedAreCounted()
{
    const QByteArray html = reportOf(sampleContent());
    QVERIFY(html.contains("Undated events: 1, in no figure"));
    QVERIFY(html.contains(">2016-02<"));
    QCOMPARE(html.count("<tr id=\"event-"), qsizetype(4));
}

void TestReport::attacksStayText_data()
{
    QTest::addColumn<QString>("attack");
    for (const char* attack : {"<script>alert(1)</script>",
                               "\"><img src=x onerror=alert(1)>",
                               "' onmouseover='alert(1)",
                               "</style><script>x</script>",
                               "</title><svg onload=alert(1)>",
                               "<a href=\"javascript:alert(1)\">x</a>",
                               "[x](javascript:alert(1))",
                               "![x](http://example.org/x.png)",
                               "<iframe src=//example.org>",
                               "<!--",
                               "-->",
                               "]]>",
                               "&lt;script&gt;",
                               "&#x3C;script",
                               "<base href=//example.org>",
                               "<meta http-equiv=refresh content=0;url=//example.org>",
                               "<style>*{}</style>",
                               "**<b onclick=x>**",
                               "`</code><script>`",
                               "```\n</pre><script>x</script>\n```",
                               "# <h1>",
                               "> </blockquote><script>",
                               "<\nscript>",
                               "<scr\u200Bipt>",
                               "\u202E<script>",
                               "<details ontoggle=alert(1) open>",
                               "#\" onclick=\"x",
                               "data:text/html,<script>x</script>",
                               "{{constructor}}",
                               "<link rel=stylesheet href=//example.org>"})
        QTest::newRow(attack) << QString::fromUtf8(attack);
}

/// Whatever stands in every text of the case: the tags are those of the same case with harmless texts.
void TestReport::attacksStayText()
{
    if (QStandardPaths::findExecutable("python3").isEmpty())
        QSKIP("python3 is not here");
    QFETCH(QString, attack);
    // What legitimately changes tags is kept the same in both: the shape of notes and the escapes.
    const auto withNote = [](ExportContent content) {
        for (Annotation& annotation : content.annotations)
            annotation.text = "note";
        return content;
    };
    const ExportContent harmless = sampleContent([](const QString&) { return "plain"; });
    const ExportContent hostile = sampleContent([&](const QString&) { return attack; });
    const QByteArray found = parsed({reportOf(withNote(harmless)), reportOf(withNote(hostile)), reportOf(hostile)});
    QVERIFY2(!found.contains("BAD"), found);
    const qsizetype second = found.indexOf("FILE\n", 1);
    const qsizetype third = found.indexOf("FILE\n", second + 1);
    QVERIFY(second > 2000 && third > second);
    QCOMPARE(found.mid(second, third - second), found.left(second));
}

void TestReport::invisibleCharactersShow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << "naïve 조선 😀 ×\t\n"
                           << "naïve 조선 😀 ×\t\n";
    QTest::newRow("right to left override") << u"gpj\u202Eexe"_qs << u"gpj⟨U+202E⟩exe"_qs;
    QTest::newRow("isolates") << u"\u2066a\u2069"_qs << u"⟨U+2066⟩a⟨U+2069⟩"_qs;
    QTest::newRow("zero width") << u"pay\u200Bpal\uFEFF"_qs << u"pay⟨U+200B⟩pal⟨U+FEFF⟩"_qs;
    QTest::newRow("soft hyphen") << u"a\u00ADb"_qs << u"a⟨U+00AD⟩b"_qs;
    QTest::newRow("controls") << QStringLiteral("a") + QChar(0) + QChar(0x1B) + QChar(0x85)
                              << u"a⟨U+0000⟩⟨U+001B⟩⟨U+0085⟩"_qs;
    QTest::newRow("line ends") << u"a\r\nb\rc\u2028d"_qs << u"a\nb⟨U+000D⟩c⟨U+2028⟩d"_qs;
    QTest::newRow("fillers") << u"a\u3164\u2800b"_qs << u"a⟨U+3164⟩⟨U+2800⟩b"_qs;
    QTest::newRow("tags") << u"a\U000E0041"_qs << u"a⟨U+E0041⟩"_qs;
    QTest::newRow("lone surrogate") << QStringLiteral("a") + QChar(0xD800) + u'b' << u"a⟨U+D800⟩b"_qs;
    QTest::newRow("variation") << u"a\uFE0F"_qs << u"a⟨U+FE0F⟩"_qs;
}

void TestReport::invisibleCharactersShow()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(text), shown);
    HtmlWriter html;
    html.open("p", {{"title", text}}).text(text).close();
    QString plain = QString::fromUtf8(html.result());
    plain.remove("<span class=\"esc\">").remove("</span>");
    QCOMPARE(plain, "<p title=\"" + shown + "\">" + shown + "</p>");
}

void TestReport::markdown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("paragraphs") << "one\ntwo\n\nthree"
                                << "<p>one<br>two</p><p>three</p>";
    QTest::newRow("marks") << "**b** *i* `c*d`"
                           << "<p><strong>b</strong> <em>i</em> <code>c*d</code></p>";
    QTest::newRow("nested") << "**a *b* c**"
                            << "<p><strong>a <em>b</em> c</strong></p>";
    QTest::newRow("no marks") << "2 * 3 * 4 ** ` x"
                              << "<p>2 * 3 * 4 ** ` x</p>";
    QTest::newRow("unclosed") << "**a `b"
                              << "<p>**a `b</p>";
    QTest::newRow("list") << "- a\n- b\n\n1. c"
                          << "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>";
    QTest::newRow("heading") << "## Title"
                             << "<p class=\"heading\">Title</p>";
    QTest::newRow("quote") << "> a\n> b"
                           << "<blockquote>a<br>b</blockquote>";
    QTest::newRow("code") << "```\na *b*\n```\nc"
                          << "<pre>a *b*\n</pre><p>c</p>";
    QTest::newRow("open code") << "```\na"
                               << "<pre>a\n</pre>";
    QTest::newRow("html and links") << "<b>[x](y)"
                                    << "<p>&lt;b&gt;[x](y)</p>";
    QTest::newRow("nothing") << ""
                             << "";
}

void TestReport::markdown()
{
    QFETCH(QString, text);
    QFETCH(QString, html);
    HtmlWriter writer;
    writeMarkdown(writer, text);
    QCOMPARE(QString::fromUtf8(writer.result()), html);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
