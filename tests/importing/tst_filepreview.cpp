// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/casesession.h"
#include "tests/support/shareddata.h"
#include "widgets/importing/columnmapping.h"
#include "widgets/importing/effectplot.h"
#include "widgets/importing/filepreview.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/lookcard.h"
#include "widgets/importing/recipefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tideline;

class TestFilePreview : public QObject
{
    Q_OBJECT

private slots:
    void rowsAsTheyStand();
    void headerless();
    void otherWriting();
    void notATable();
    void looks_data();
    void looks();
    void dateOrders();
    void guesses();
    void remarks();
    void bars();
    void recipeRoundTrip();
    void realTable();
};

void TestFilePreview::rowsAsTheyStand()
{
    const auto table =
        readRawTable(csvHead("when,what,,what\n2017-09-03,\"Sixth, test\",,x\n\n2017-11-29,,3,\n2018,too,few\n"), {});
    QVERIFY2(table.ok(), table ? "" : qPrintable(table.error().text()));
    QCOMPARE(table->columns.size(), 4);
    QCOMPARE(table->columns[0].name, QString("when"));
    QCOMPARE(table->columns[2].name, QString("column 3"));
    QCOMPARE(table->rows.size(), 2);
    QCOMPARE(table->rows[0].line, 2);
    QCOMPARE(table->rows[0].cells, (QStringList{"2017-09-03", "Sixth, test", "", "x"}));
    QCOMPARE(table->rows[1].line, 4);
    QCOMPARE(table->rows[1].cells, (QStringList{"2017-11-29", "", "3", ""}));
    QCOMPARE(table->problems.size(), std::size_t(1));
    QCOMPARE(table->problems[0].line, 5);
    QVERIFY(table->whole);
}

void TestFilePreview::headerless()
{
    const auto table = readRawTable(csvHead("2017-09-03,Test\n2017-11-29,Launch\n"), {{"header", "none"}});
    QVERIFY(table.ok());
    QCOMPARE(table->rows.size(), 2);
    QCOMPARE(table->names(), (QStringList{"column 1", "column 2"}));
    QCOMPARE(table->rows[0].line, 1);
}

void TestFilePreview::otherWriting()
{
    const auto semicolons = readRawTable(csvHead("Datum;Betrag\n03.09.2017;1.234,50\n"), {{"delimiter", ";"}});
    QVERIFY(semicolons.ok());
    QCOMPARE(semicolons->rows[0].cells, (QStringList{"03.09.2017", "1.234,50"}));
    const auto latin = readRawTable(csvHead("date,place\n2017,Sinp\xF5\n"), {{"encoding", "windows-1252"}});
    QVERIFY(latin.ok());
    QCOMPARE(latin->rows[0].cells[1], QString::fromUtf8("Sinpõ"));
    const auto wrong = readRawTable(csvHead("date,place\n2017,Sinp\xF5\n"), {});
    QVERIFY(wrong.ok());
    QVERIFY(wrong->rows.isEmpty());
    QCOMPARE(wrong->problems.size(), std::size_t(1)); // says so, replaces nothing
}

void TestFilePreview::notATable()
{
    QVERIFY(!readRawTable(csvHead({}), {}).ok());
    QVERIFY(!readRawTable(csvHead("a,b\n"), {{"encoding", "klingon"}}).ok());
}

void TestFilePreview::looks_data()
{
    QTest::addColumn<QByteArray>("cells");
    QTest::addColumn<int>("look");
    QTest::newRow("dates") << QByteArray("2017-09-03 2017-09-04") << int(ColumnLook::Time);
    QTest::newRow("american dates") << QByteArray("9/3/2017 9/30/2017") << int(ColumnLook::Time);
    QTest::newRow("epochs") << QByteArray("1563580800 1563584400") << int(ColumnLook::Epoch);
    QTest::newRow("numbers") << QByteArray("12.5 7") << int(ColumnLook::Number);
    QTest::newRow("flags") << QByteArray("True False True") << int(ColumnLook::YesNo);
    QTest::newRow("links") << QByteArray("https://a.example/1 http://b.example") << int(ColumnLook::Link);
    QTest::newRow("words") << QByteArray("launch test") << int(ColumnLook::Text);
}

void TestFilePreview::looks()
{
    QFETCH(QByteArray, cells);
    QFETCH(int, look);
    const auto table = readRawTable(csvHead("a,b\n" + cells.replace(" ", ",.\n") + ",.\n"), {});
    QVERIFY(table.ok());
    QCOMPARE(int(table->columns[0].look), look);
}

void TestFilePreview::dateOrders()
{
    QCOMPARE(possibleOrders({"2017-09-03"}).size(), 3); // says itself
    QCOMPARE(possibleOrders({"9/30/2017"}), QList<DateOrder>{DateOrder::MonthDayYear});
    QCOMPARE(possibleOrders({"30/9/2017"}), QList<DateOrder>{DateOrder::DayMonthYear});
    QCOMPARE(possibleOrders({"3/4/2017"}).size(), 2);
    QVERIFY(possibleOrders({}).isEmpty());
}

void TestFilePreview::guesses()
{
    const MappedHead head = csvHead("site,hour,share\nA,2019-01-01 00:00,0.5\nB,2019-01-01 01:00,0.25\n");
    const auto table = readRawTable(head, {});
    QVERIFY(table.ok());
    const auto mapping =
        ColumnMapping::from(guessedOptions(head, *table, FileKind::Series), table->names(), FileKind::Series);
    QCOMPARE(mapping.columnOf("time"), 1);
    QCOMPARE(mapping.columnOf("value"), 2);
    QCOMPARE(mapping.columnOf("key"), 0);
}

void TestFilePreview::remarks()
{
    ImportItem item;
    const QByteArray head =
        "date,title,category,source\n2017-09-03,Sixth test,nuclear test,https://a\n"
        ",Undated,policy,https://b\n2017-09-03,Sixth test,nuclear test,https://a\nsoon,Bad,policy,x\n"
        "2018-01-01,Speech,policy,\n";
    item.table = *readRawTable(csvHead(head), {});
    const ReadOptions options{
        {"map", QJsonObject{{"time", "date"}, {"title", "title"}, {"category", "category"}, {"source", "source"}}}};
    item.mapping = ColumnMapping::from(options, item.table->names(), FileKind::Events);
    const auto parsed = readEffect(csvHead(head), FileKind::Events, options);
    QVERIFY(parsed.ok());
    QCOMPARE(parsed->events.size(), std::size_t(4));
    Event known;
    known.category = "nuclear test";
    known.time = parsed->events.front().time;
    const auto remarks = remarksOn(item, *parsed, {std::make_shared<Event>(known)});
    const auto has = [&](const QString& text, qint64 line) {
        return std::any_of(remarks.begin(), remarks.end(),
                           [&](const Remark& remark) { return remark.text.contains(text) && remark.line == line; });
    };
    QVERIFY(has("cannot be taken", 5));
    QVERIFY(has("No date in", 3));
    QVERIFY(has("No source is named in", 6));
    QVERIFY(has("with day and category", 2));
    QVERIFY(has("same content as another", 4));
}

void TestFilePreview::bars()
{
    std::vector<Event> events(3);
    events[0].category = events[1].category = "hack";
    events[0].time.range = {0, 1};
    events[1].time.range = {10 * microsPerDay, 10 * microsPerDay + 1};
    const EffectBars bars = effectBars(events, Zone::utc());
    QCOMPARE(bars.total, 3);
    QCOMPARE(bars.undated, 1);
    QCOMPARE(bars.highest, 1);
    const auto& counts = bars.counts.value("hack");
    QCOMPARE(std::count(counts.begin(), counts.end(), 1), 2);
    QVERIFY(effectBars(std::vector<Event>(), Zone::utc()).edges.empty());
}

void TestFilePreview::recipeRoundTrip()
{
    QTemporaryDir folder;
    Recipe recipe{"launches",        "Launches", "events-csv",
                  {"date", "event"}, {"deaths"}, {{"zone", "UTC"}, {"map", QJsonObject{{"time", "date"}}}}};
    const QString path = folder.filePath("r.json");
    QVERIFY(saveRecipeFile(recipe, path).ok());
    const auto read = loadRecipeFile(path);
    QVERIFY(read.ok());
    QVERIFY(*read == recipe);
    QVERIFY(recipe.matches({"Event", "more", "DATE"}));
    QVERIFY(!recipe.matches({"event"}));
    QVERIFY(!recipe.matches({"date", "event", "Deaths"}));
    QVERIFY(!loadRecipeFile(folder.filePath("none.json")).ok());
    QFile newer(folder.filePath("newer.json"));
    QVERIFY(newer.open(QIODevice::WriteOnly) && newer.write("{\"tideline_recipe\": 2, \"name\": \"x\"}") > 0);
    newer.close();
    QCOMPARE(loadRecipeFile(newer.fileName()).error().code, ErrorCode::TooNew);
}

void TestFilePreview::realTable()
{
    SKIP_WITHOUT_SHARED_DATA("weapons/csis/north_korea_provocations_1958_present.csv");
    QFile file(sharedData("weapons/csis/north_korea_provocations_1958_present.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto table = readRawTable(csvHead(file.read(256 * 1024)), {});
    QVERIFY(table.ok());
    QCOMPARE(table->columns.size(), 10);
    QCOMPARE(table->columns[0].look, ColumnLook::Time);
    QCOMPARE(table->columns[1].distinct, 3);
    QCOMPARE(table->columns[9].look, ColumnLook::YesNo);
}

QTEST_MAIN(TestFilePreview)
#include "tst_filepreview.moc"
