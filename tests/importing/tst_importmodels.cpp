// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dialogs/opencase.h"
#include "widgets/importing/filepreview.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/previewmodel.h"
#include "widgets/importing/recognisestep.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace tideline;

class TestImportModels : public QObject
{
    Q_OBJECT

private slots:
    void previewHoldsTheRules();
    void recognisedHoldsTheRules();
};

void TestImportModels::previewHoldsTheRules()
{
    PreviewModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto table = readRawTable(csvHead("date,title\n2017,One\n2018,\n"), {});
    QVERIFY(table.ok());
    model.setTable(*table);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 3);
    Problem problem;
    problem.line = 3;
    problem.column = 2;
    problem.reason = "no title";
    ColumnMapping mapping;
    mapping.columns.resize(2);
    mapping.setField(0, "time");
    mapping.setField(1, "title");
    model.setMeaning(mapping, {problem});
    QCOMPARE(model.index(1, 2).data().toString(), QString("empty"));
    QVERIFY(model.index(1, 2).data(PreviewModel::EmptyRole).toBool());
    QCOMPARE(model.index(1, 2).data(PreviewModel::ProblemRole).toString(), QString("no title"));
    QCOMPARE(model.index(1, 0).data(PreviewModel::ProblemRole).toString(), QString("no title")); // at the line as well
    QVERIFY(model.index(0, 2).data(PreviewModel::ProblemRole).toString().isEmpty());
    QCOMPARE(model.rowOfLine(3), 1);
    QCOMPARE(model.rowOfLine(9), -1);
    QVERIFY(!model.data(model.index(2, 0), Qt::DisplayRole).isValid());
    QVERIFY(!model.headerData(3, Qt::Horizontal, Qt::DisplayRole).isValid());
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
}

void TestImportModels::recognisedHoldsTheRules()
{
    OpenCase open;
    ImportList list(&open.session);
    RecognisedModel model(&list);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString good = open.write("good.csv", "date,title\n2017,One\n");
    const QString odd = open.write("odd.bin", QByteArray("\0\1\2\3", 4));
    list.add({good, odd, good});
    QCOMPARE(model.rowCount(), 2);
    QTRY_VERIFY(!list.isInspecting());
    QCOMPARE(list.item(0).format, QString("events-csv"));
    QCOMPARE(list.item(1).format, QString());
    QVERIFY(!model.index(0, RecognisedModel::Why).data().toString().isEmpty());
    list.remove(0);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.data(model.index(1, 0), Qt::DisplayRole).isValid());
}

QTEST_MAIN(TestImportModels)
#include "tst_importmodels.moc"
