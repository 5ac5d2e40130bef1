// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/eventlists.h"
#include "widgets/dialogs/recordmodel.h"
#include "widgets/dialogs/recordtable.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace tideline;

class TestRecordModel : public QObject
{
    Q_OBJECT

private slots:
    void holdsTheRulesOfModels();
    void staysInBounds();
    void emptyRowsSayNothing();
    void saysWhatIsWrong();
    void eventListsRoundTrip();
    void keysAddAndRemoveRows();
};

void TestRecordModel::holdsTheRulesOfModels()
{
    RecordModel model(amountColumns({}));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({{"81000000", "USD", "taken", ""}, {"951000000", "USD", "attempted", "by SWIFT"}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.addRow(), 2);
    QVERIFY(model.swapRows(0, 1));
    QVERIFY(model.removeRows(1, 2));
    QCOMPARE(model.records(), (QList<QStringList>{{"951000000", "USD", "attempted", "by SWIFT"}}));
}

void TestRecordModel::staysInBounds()
{
    RecordModel model(citationColumns());
    model.setRows({{"a"}});
    QVERIFY(!model.data(model.index(1, 0), Qt::DisplayRole).isValid());
    QVERIFY(!model.index(1, 0).isValid());
    QVERIFY(!model.index(0, 1).isValid());
    QVERIFY(!model.removeRows(0, 2));
    QVERIFY(!model.removeRows(-1, 1));
    QVERIFY(!model.swapRows(0, 1));
    QVERIFY(!model.headerData(1, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void TestRecordModel::emptyRowsSayNothing()
{
    RecordModel model(amountColumns({}));
    model.addRow(); // has its kind already
    QVERIFY(model.records().isEmpty());
    QVERIFY(model.isValid());
}

void TestRecordModel::saysWhatIsWrong()
{
    RecordModel model(amountColumns({}));
    model.setRows({{"about 80", "USD", "taken", ""}});
    QVERIFY(model.firstProblem().contains("about 80"));
    QVERIFY(!model.index(0, 0).data(RecordModel::ProblemRole).toString().isEmpty());
    QVERIFY(model.setData(model.index(0, 0), "80"));
    QVERIFY(model.isValid());
    QVERIFY(model.setData(model.index(0, 2), "stolen"));
    QVERIFY(model.firstProblem().startsWith("Row 1, kind"));
}

void TestRecordModel::eventListsRoundTrip()
{
    Event event;
    event.citations = {{"https://example.org/a;b"}, {"A book, p. 3"}};
    event.amounts = {{*Decimal::parse(u"81000000.5"), "USD", MoneyKind::Taken, "Fed account"}};
    event.places = {{"BD", "victim", "Dhaka", "a"}};
    event.claims = {{"machines", "affected", Decimal::fromInteger(35), "", "2017-05", "Kaspersky", "b", "c"}};
    Event read;
    readCitations(citationRows(event), read);
    readAmounts(amountRows(event), read);
    readPlaces(placeRows(event), read);
    readClaims(claimRows(event), read);
    QCOMPARE(read.citations, event.citations);
    QCOMPARE(read.amounts, event.amounts);
    QCOMPARE(read.places, event.places);
    QCOMPARE(read.claims, event.claims);
}

void TestRecordModel::keysAddAndRemoveRows()
{
    RecordTable table(citationColumns(), "Sources", "source");
    table.show();
    table.view()->setFocus();
    QTest::keyClick(table.view(), Qt::Key_Insert);
    QCOMPARE(table.model()->rowCount(), 1);
    table.view()->setCurrentIndex(table.model()->index(0, 0));
    QTest::keyClick(table.view(), Qt::Key_Delete);
    QCOMPARE(table.model()->rowCount(), 0);
}

QTEST_MAIN(TestRecordModel)
#include "tst_recordmodel.moc"
