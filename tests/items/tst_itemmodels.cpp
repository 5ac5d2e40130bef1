// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/items/eventmodel.h"
#include "models/items/tablemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace tideline;

namespace {

EventPtr makeEvent(const QString& id, const QString& at, const QString& category)
{
    Event event;
    event.id = id;
    event.title = QStringLiteral("Event ") + id;
    event.category = category;
    if (!at.isEmpty())
        event.time = *parseTime(at, Zone::utc());
    event.amounts.push_back({*Decimal::parse(u"81000000"), QStringLiteral("USD"), MoneyKind::Taken, {}});
    return std::make_shared<Event>(event);
}

/// The tester lets an index behind the last row pass; ours does not.
void checkBounds(const QAbstractItemModel& model)
{
    QVERIFY(!model.index(model.rowCount(), 0).isValid());
    QVERIFY(!model.index(0, model.columnCount()).isValid());
    QVERIFY(!model.index(-1, 0).isValid());
    QVERIFY(!model.data(QModelIndex()).isValid());
    QCOMPARE(model.headerData(model.columnCount(), Qt::Horizontal), QVariant());
    QCOMPARE(model.headerData(-1, Qt::Horizontal), QVariant());
}

} // namespace

class TestItemModels : public QObject
{
    Q_OBJECT

private slots:
    void eventsAsRows();
    void headersFollowTheZone();
    void everyColumnIsDescribedOnce();
    void tablesAsRows();
    void missingSortsAsNothing();
};

void TestItemModels::eventsAsRows()
{
    EventModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Annotation star;
    star.id = QStringLiteral("a");
    star.eventId = QStringLiteral("2");
    star.starred = true;
    star.text = QStringLiteral("look");
    model.setEvents({makeEvent(QStringLiteral("1"), QStringLiteral("2017-10-01T09:07:51Z"), QStringLiteral("hack")),
                     makeEvent(QStringLiteral("2"), {}, QStringLiteral("policy"))},
                    {star});
    QCOMPARE(model.rowCount(), 2);
    checkBounds(model);
    QCOMPARE(model.rowOf(QStringLiteral("2")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("3")), -1);
    QCOMPARE(model.index(1, 0).data(EventModel::StarredRole).toBool(), true);
    QCOMPARE(model.index(0, 0).data(EventModel::CategoryRole).toString(), QStringLiteral("hack"));
    model.setEvents({}, {});
    QCOMPARE(model.rowCount(), 0);
    checkBounds(model);
}

void TestItemModels::headersFollowTheZone()
{
    EventModel model;
    model.setEvents(
        {makeEvent(QStringLiteral("1"), QStringLiteral("2017-09-14T21:57Z"), QStringLiteral("missile test"))}, {});
    model.setZone(*Zone::named(QStringLiteral("Asia/Pyongyang")));
    QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Local (Asia/Pyongyang)"));
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("2017-09-14 21:57"));
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("2017-09-15 06:27")); // one event, two days
}

void TestItemModels::everyColumnIsDescribedOnce()
{
    QStringList keys;
    for (const EventColumn& column : eventColumns()) {
        QVERIFY2(!keys.contains(column.key), qPrintable(column.key));
        QVERIFY(!column.title.isEmpty());
        keys += column.key;
    }
    for (const EventField& field : eventFields())
        QVERIFY2(keys.contains(QLatin1String(field.key)) || QLatin1String(field.key) == QLatin1String("at"), field.key);
}

void TestItemModels::tablesAsRows()
{
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Table table;
    table.columns = {
        {QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
        {QStringLiteral("value"), QStringLiteral("Value"), ColumnType::Number, QStringLiteral("B")},
        {QStringLiteral("amount"), QStringLiteral("Amount"), ColumnType::MoneyAmount, QStringLiteral("USD")}};
    table.rows = {{qint64(0), 1.5e9, *Decimal::parse(u"0.1")}, {Cell(), Cell(), Cell()}};
    model.setTable(table);
    checkBounds(model);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Start (UTC)"));
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1.5 GB"));
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("0.1"));
    QCOMPARE(model.headerData(1, Qt::Horizontal, TableModel::KeyRole).toString(), QStringLiteral("value"));
}

void TestItemModels::missingSortsAsNothing()
{
    TableModel model;
    Table table;
    table.columns = {{QStringLiteral("v"), QStringLiteral("V"), ColumnType::Number, {}}};
    table.rows = {{2.0}, {Cell()}};
    model.setTable(table);
    QCOMPARE(model.index(0, 0).data(TableModel::SortRole), QVariant(2.0));
    QVERIFY(!model.index(1, 0).data(TableModel::SortRole).isValid());
}

QTEST_GUILESS_MAIN(TestItemModels)
#include "tst_itemmodels.moc"
