// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/eventparts.h"
#include "models/importers/intelligence/jsontree.h"

#include <QTest>

using namespace tideline;

class TestJsonTree : public QObject
{
    Q_OBJECT

private slots:
    void values();
    void faults_data();
    void faults();
    void depth_data();
    void depth();
    void manyBrackets();
    void cutOff();
    void missingQuote();
    void damageOnOneLine();
    void lines();
    void htmlAsText();
};

static std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

void TestJsonTree::values()
{
    const QByteArray bytes(
        "\xEF\xBB\xBF{\"a\": \"x\\u00e9\\n\\ud83d\\ude00\\/\", \"n\": 18446744073709551616, \"e\": 1e999,\n"
        " \"list\": [ \"one\" , null, 2, true ], \"o\": { \"k\" : [ { \"t\" : \"a \\\" b\" } ] } }\n");
    const JsonTree tree(view(bytes));
    QVERIFY(!tree.end());
    QCOMPARE(tree.roots().size(), std::size_t(1));
    const JsonNode& root = tree.roots().front();
    QCOMPARE(root["a"].text(), QStringLiteral("xé\n😀/"));
    QCOMPARE(root["n"].text(), QStringLiteral("18446744073709551616"));
    QCOMPARE(root["e"].text(), QStringLiteral("1e999"));
    QCOMPARE(root["list"].texts(), (QStringList{"one", "2", "true"}));
    QCOMPARE(root["list"].line, 2);
    QCOMPARE(root["o"].text(), QStringLiteral("{\"k\":[{\"t\":\"a \\\" b\"}]}"));
    QCOMPARE(root["none"]["of"]["these"].text(), QString());
}

void TestJsonTree::faults_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QByteArray& element, const char* reason) {
        QTest::newRow(name) << element << QString::fromLatin1(reason);
    };
    row("twice", R"({"id":"a","id":"b"})", "there twice");
    row("lone high surrogate", R"({"id":"\ud83d"})", "surrogate");
    row("lone low surrogate", R"({"id":"\ude00"})", "surrogate");
    row("high then letter", R"({"id":"\ud83d\u0041"})", "surrogate");
    row("nul", R"({"id":"\u0000"})", "NUL");
    row("raw control", QByteArray("{\"id\":\"a\x01\"}"), "control character");
    row("not a number", R"({"id":NaN})", "NaN");
    row("infinity", R"({"id":-Infinity})", "Infinity");
    row("leading zero", R"({"id":012})", "012");
    row("plus", R"({"id":+1})", "+1");
    row("no colon", R"({"id" 1})", "colon");
    row("no comma", R"({"id":1 "b":2})", "comma");
    row("single quotes", R"({'id':1})", "quotes");
    row("trailing comma", R"({"id":1,})", "quotes");
    row("bad escape", R"({"id":"\q"})", "escape");
    row("Latin-1", QByteArray("{\"id\":\"caf\xE9\"}"), "0xe9 is not UTF-8");
    row("surrogate as UTF-8", QByteArray("{\"id\":\"\xED\xA0\x80\"}"), "not UTF-8");
    row("inner list", R"({"id":["a",["b",nope]]})", "nope");
}

/// A bad element costs itself; its neighbours are read.
/// R-34
void TestJsonTree::faults()
{
    QFETCH(const QByteArray, element);
    QFETCH(const QString, reason);
    const QByteArray bytes = "{\"objects\":[\n{\"id\":1},\n" + element + ",\n{\"id\":3}\n],\"after\":true}";
    const JsonTree tree(view(bytes));
    QVERIFY(!tree.end());
    const JsonNode& root = tree.roots().front();
    const auto objects = root["objects"].elements();
    QCOMPARE(objects.size(), std::size_t(3));
    QVERIFY(!tree.faultIn(*objects[0]));
    QVERIFY(!tree.faultIn(*objects[2]));
    QCOMPARE((*objects[2])["id"].text(), QStringLiteral("3"));
    QCOMPARE(objects[2]->line, 4);
    QVERIFY(root["after"].isTrue());
    const JsonTree::Fault* const fault = tree.faultIn(*objects[1]);
    QVERIFY(fault);
    QCOMPARE(fault->line, 3);
    QVERIFY2(fault->reason.contains(reason), qPrintable(fault->reason));
    QVERIFY(tree.faultIn(root));
    QVERIFY(!tree.faultIn(root, {"objects"}));
}

void TestJsonTree::depth_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("63") << 63 << true;
    QTest::newRow("64") << 64 << true;
    QTest::newRow("65") << 65 << false;
}

/// R-33
void TestJsonTree::depth()
{
    QFETCH(const int, depth);
    QFETCH(const bool, isGood);
    const JsonTree plain(view(QByteArray(depth, '[') + QByteArray(depth, ']')));
    QCOMPARE(plain.end() == nullptr, isGood);
    // In a record: only that one is refused. Document, list and record are three of the levels.
    const QByteArray deep = "{\"id\":" + QByteArray(depth - 3, '[') + QByteArray(depth - 3, ']') + "}";
    const QByteArray bytes = "{\"objects\":[" + deep + ",{\"id\":2}]}";
    const JsonTree tree(view(bytes));
    QVERIFY(!tree.end());
    const auto objects = tree.roots().front()["objects"].elements();
    QCOMPARE(objects.size(), std::size_t(2));
    QCOMPARE(tree.faultIn(*objects[0]) == nullptr, isGood);
    QVERIFY(!tree.faultIn(*objects[1]));
}

/// R-33
void TestJsonTree::manyBrackets()
{
    const QByteArray brackets(1'000'000, '[');
    const JsonTree tree(view(brackets));
    QVERIFY(tree.end());
    QVERIFY(tree.end()->reason.contains(QStringLiteral("deeper than 64")));
    QByteArray objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":[";
    const JsonTree both(view(objects));
    QCOMPARE(both.roots().size(), std::size_t(1));
    QVERIFY(both.faultIn(both.roots().front()));
}

/// Cut at any byte: what is whole is read, and there is exactly one complaint.
void TestJsonTree::cutOff()
{
    const QByteArray whole("{\"objects\":[\n{\"id\":\"\\ud83d\\ude00\",\"r\":[{\"x\":1}]},\n{\"id\":\"b\"}\n]}");
    for (qsizetype size = 1; size < whole.size(); ++size) {
        const QByteArray part = whole.left(size);
        const JsonTree tree(view(part));
        int complaints = tree.end() ? 1 : 0;
        QString reason = tree.end() ? tree.end()->reason : QString();
        const auto objects = tree.roots().front()["objects"].elements();
        for (const JsonNode* object : objects) {
            if (const auto* fault = tree.faultIn(*object)) {
                ++complaints;
                reason = fault->reason;
            }
        }
        QCOMPARE(complaints, 1);
        QVERIFY2(reason.contains(QStringLiteral("cut off")), qPrintable(part + reason.toUtf8()));
    }
}

/// The brace of the damaged record is inside its unended text; the indentation shows where the next one begins.
void TestJsonTree::missingQuote()
{
    const QByteArray bytes("[\n  {\"a\":\"one},\n  {\"a\":\"two\"},\n  {\"a\":\"three, \"b\":\"x\" },\n"
                           "  {\n   \"a\":\"four,\n   \"b\":2\n  },\n  {\"a\":\"five}\n]");
    const JsonTree tree(view(bytes));
    QVERIFY(!tree.end());
    QList<int> good, bad;
    for (const JsonNode* record : tree.roots().front().elements())
        (tree.faultIn(*record) ? bad : good) << record->line;
    QCOMPARE(good, QList<int>{3});
    QCOMPARE(bad, (QList<int>{2, 4, 5, 9}));
    // Where nothing shows it, what follows is not guessed, and that is said.
    const QByteArray oneLine("[{\"a\":\"one},{\"a\":\"two\"}]");
    const JsonTree lost(view(oneLine));
    const auto records = lost.roots().front().elements();
    QCOMPARE(records.size(), std::size_t(1));
    QVERIFY(lost.faultIn(*records[0])->reason.contains(QStringLiteral("nothing after this record")));
}

/// Ten MB on one line with 90,000 damaged records: each is passed over without looking back to where the line began,
/// which took minutes.
void TestJsonTree::damageOnOneLine()
{
    const QByteArray record = "{\"a\":nope,\"b\":\"" + QByteArray(90, 'x') + "\"},";
    const QByteArray bytes = '[' + record.repeated(90'000) + "{\"a\":1}]";
    const JsonTree tree(view(bytes));
    QVERIFY(!tree.end());
    QCOMPARE(tree.faults().size(), std::size_t(90'000));
    QCOMPARE(tree.roots().front().elements().size(), std::size_t(90'001));
}

void TestJsonTree::lines()
{
    const QByteArray bytes("{\"a\":1}\n\n{\"a\":[{\"b\":\n{\"a\":3}\r\n{\"a\":nope}\n{\"a\":5}");
    const JsonTree tree(view(bytes), 10);
    QCOMPARE(tree.roots().size(), std::size_t(5));
    QVERIFY(!tree.end());
    QList<int> numbers, bad;
    for (const JsonNode& root : tree.roots()) {
        numbers << root.line;
        if (tree.faultIn(root))
            bad << root.line;
    }
    QCOMPARE(numbers, (QList<int>{10, 12, 13, 14, 15}));
    QCOMPARE(bad, (QList<int>{12, 14}));
}

void TestJsonTree::htmlAsText()
{
    QCOMPARE(
        plainText(QStringLiteral("<p>One &amp; two</p><p class=\"x\">3 &lt; 4 &#8211; <i>five</i>&unknown; a<b</p>")),
        QStringLiteral("One & two\n3 < 4 – five&unknown; a"));
    QCOMPARE(plainText(QStringLiteral("2 < 3 and no tag")), QStringLiteral("2 < 3 and no tag"));
    QCOMPARE(linksIn(QStringLiteral("<a href=\"https://a.example\">x</a> <a HREF='b'>y</a> <a href=>z</a> href=\"")),
             (QStringList{"https://a.example", "b"}));
    // No search to the end for each of many signs.
    QVERIFY(!plainText(QString(500'000, u'<').replace(QStringLiteral("<<"), QStringLiteral("<a&"))).isEmpty());
}

QTEST_APPLESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
