// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which column means what, as options and back, and what stands for empty cells.
#include "tests/importing/importsteps.h"
#include "widgets/importing/recipebar.h"
#include "widgets/importing/valuescard.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QScopeGuard>
#include <QTableView>

using namespace tideline;

namespace {

const QStringList names{"date", "type", "event", "resources", "mentions_kim"};

QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestColumnMapping : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { dress(); }
    void roundTrips_data();
    void roundTrips();
    void readsOtherSpellings();
    void oneColumnForOneField();
    void flags();
    void constants();
    void numbersWhereNamesDoNotDo();
    void saysWhatIsMissing();
    void fillsEmptyCells();
};

void TestColumnMapping::roundTrips_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("names") << QByteArray(R"({"zone":"UTC","map":{"time":"date","title":"event"}})");
    QTest::newRow("values") << QByteArray(
        R"({"map":{"category":{"column":"type","values":{"Missile Provocation":"missile test","*":"policy"}}}})");
    QTest::newRow("several columns") << QByteArray(R"({"map":{"note":["type","event"]}})");
    QTest::newRow("one column twice") << QByteArray(R"({"map":{"subtype":"event","title":"event"}})");
    QTest::newRow("constant") << QByteArray(R"({"map":{"actor":{"const":"DPRK"}}})");
    QTest::newRow("constant where empty") << QByteArray(R"({"map":{"category":{"column":"type","const":"policy"}}})");
    QTest::newRow("constant where empty, of several") << QByteArray(R"({"map":{"tag":{"column":"type","const":"x"}}})");
    QTest::newRow("constant beside a column") << QByteArray(R"({"map":{"tag":["type",{"const":"x"}]}})");
    QTest::newRow("what is not edited") << QByteArray(
        R"({"map":{"country":{"column":"type","values":"countries"},"note":{"column":"event","text":"<%1>"}}})");
    QTest::newRow("split") << QByteArray(R"({"map":{"source":{"column":"resources","split":" "}}})");
    QTest::newRow("flag") << QByteArray(R"({"map":{"tag":{"column":"mentions_kim","values":{"*":"","True":"kim"}}}})");
}

void TestColumnMapping::roundTrips()
{
    QFETCH(QByteArray, json);
    const ReadOptions options = object(json.constData());
    const ColumnMapping mapping = ColumnMapping::from(options, names, FileKind::Events);
    QCOMPARE(mapping.toOptions(names), options);
}

void TestColumnMapping::readsOtherSpellings()
{
    const auto mapping =
        ColumnMapping::from(object(R"({"map.time":"DATE","map":{"title":3}})"), names, FileKind::Events);
    QCOMPARE(mapping.columnOf("time"), 0);
    QCOMPARE(mapping.columnOf("title"), 2);
    const auto text = ColumnMapping::from(object(R"({"map":"{\"time\":\"date\"}"})"), names, FileKind::Events);
    QCOMPARE(text.columnOf("time"), 0);
    QCOMPARE(text.used(), 1);
}

void TestColumnMapping::oneColumnForOneField()
{
    auto mapping = ColumnMapping::from(object(R"({"map":{"time":"date","title":"event"}})"), names, FileKind::Events);
    mapping.setField(1, "title"); // may have several
    QCOMPARE(mapping.toOptions(names).value("map").toObject().value("title").toArray().size(), 2);
    mapping.setField(2, "time");
    QCOMPARE(mapping.columnOf("time"), 2);
    QCOMPARE(mapping.fieldOf(0), QString());
    mapping.setField(2, {});
    QCOMPARE(mapping.columnOf("time"), -1);
}

void TestColumnMapping::flags()
{
    ColumnMapping mapping;
    mapping.columns.resize(names.size());
    mapping.setField(4, "flag", {"True", "False"}, "mentions_kim");
    QCOMPARE(mapping.toOptions(names).value("map").toObject(),
             object(R"({"tag":{"column":"mentions_kim","values":{"True":"mentions_kim","*":""}}})"));
}

void TestColumnMapping::constants()
{
    ColumnMapping mapping;
    mapping.columns.resize(names.size());
    mapping.constants.insert("country", "KP");
    mapping.constants.insert("actor", "");
    QCOMPARE(mapping.toOptions(names).value("map").toObject(), object(R"({"country":{"const":"KP"}})"));
    // What was the same for all rows stands for the empty cells of the column that comes, and of one in its place.
    mapping.constants = {{"category", "policy"}};
    mapping.setField(1, "category");
    QCOMPARE(mapping.toOptions(names).value("map").toObject(),
             object(R"({"category":{"column":"type","const":"policy"}})"));
    mapping.setField(3, "category");
    QCOMPARE(mapping.rule(3, "category")->whenEmpty, QString("policy"));
    QVERIFY(!mapping.rule(1, "category"));
    QVERIFY(mapping.constants.isEmpty());
}

void TestColumnMapping::numbersWhereNamesDoNotDo()
{
    const QStringList twins{"date", "name", "name"};
    ColumnMapping mapping;
    mapping.columns.resize(3);
    mapping.setField(2, "title");
    const ReadOptions options = mapping.toOptions(twins);
    QCOMPARE(options.value("map").toObject(), object(R"({"title":3})"));
    QCOMPARE(ColumnMapping::from(options, twins, FileKind::Events).columnOf("title"), 2);
}

void TestColumnMapping::saysWhatIsMissing()
{
    ColumnMapping mapping;
    mapping.columns.resize(2);
    QCOMPARE(mapping.missing(), (QStringList{"When", "Title"}));
    mapping.setField(0, "time");
    mapping.constants.insert("title", "Launch");
    QVERIFY(mapping.missing().isEmpty());
    mapping.kind = FileKind::Series;
    QCOMPARE(mapping.missing(), QStringList{"Value"});
}

/// A constant beside a column: seen at once in the rows and in what a line becomes, kept in the recipe, imported.
void TestColumnMapping::fillsEmptyCells()
{
    OpenCase open;
    const QString path =
        open.write("luecken.csv", "Tag;Was;Art\n2019-05-04;Start;Rakete\n2019-05-09;Zweiter;\n2019-05-10;Dritter;\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    QVERIFY(goToMapping(window, path, "events-csv"));
    MapStep* map = window->mapStep();
    map->choose(0, "time");
    map->choose(1, "title");
    map->choose(2, "category");
    QVERIFY(waitForEffect(window));
    const auto cell = [map] { return map->table()->model()->index(1, 3).data().toString(); };
    QCOMPARE(cell(), QString("empty"));
    QVERIFY(choose(map->values()->column(), QVariantList{2, "category"}));
    auto* empty = fieldNamed(map->values(), "Empty cells become");
    QVERIFY(empty && empty->isVisible());
    map->table()->selectRow(1);
    empty->setFocus();
    QTest::keyClicks(empty, "missile test");
    QTRY_VERIFY2(map->becomes()->text().contains("missile test"), qPrintable(map->becomes()->text()));
    QCOMPARE(cell(), QString("empty → missile test"));
    QCOMPARE(map->effect()->events[0].category, QString("Rakete"));
    QCOMPARE(map->effect()->events[2].category, QString("missile test"));
    QCOMPARE(empty->text(), QString("missile test")); // the field is not written over while one types
    QVERIFY(takePicture(*window, "import-3-empty-cells"));
    map->recipes()->saveAs("luecken");
    QVERIFY(waitForEffect(window));
    QVERIFY(runAll(window));
    delete window;
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(3));
    QCOMPARE(open.session.snapshot()->facts.events[2]->category, QString("missile test"));
    const auto recipes = open.session.file()->documents("recipe");
    QVERIFY(recipes.ok());
    QCOMPARE(recipes->size(), std::size_t(1));
    const QJsonObject saved = recipes->front().content["options"].toObject()["map"].toObject();
    QCOMPARE(saved["category"].toObject(), (QJsonObject{{"column", "Art"}, {"const", "missile test"}}));
}

QTEST_MAIN(TestColumnMapping)
#include "tst_columnmapping.moc"
