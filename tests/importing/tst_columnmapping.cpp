// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/columnmapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

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
    void roundTrips_data();
    void roundTrips();
    void readsOtherSpellings();
    void oneColumnForOneField();
    void flags();
    void constants();
    void numbersWhereNamesDoNotDo();
    void saysWhatIsMissing();
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

QTEST_MAIN(TestColumnMapping)
#include "tst_columnmapping.moc"
