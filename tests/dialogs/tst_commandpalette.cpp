// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/commandpalette.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenuBar>
#include <QPointer>
#include <QTest>

using namespace tideline;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme()); }
    void scores_data();
    void scores();
    void findsAndRunsAnAction();
    void modelHoldsTheRules();
};

void TestCommandPalette::scores_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("beginning of words") << "nf"
                                        << "New finding"
                                        << "Confine";
    QTest::newRow("runs") << "exp"
                          << "Case: Export"
                          << "Edit: xylophone";
    QTest::newRow("whatever the case") << "ZOOM"
                                       << "Time: Zoom in"
                                       << "Time: Fit";
}

void TestCommandPalette::scores()
{
    QFETCH(QString, pattern);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QVERIFY(fuzzyScore(pattern, better) > fuzzyScore(pattern, worse));
    QVERIFY(fuzzyScore("qqq", better) < 0);
    QCOMPARE(fuzzyScore("", better), 0);
}

void TestCommandPalette::findsAndRunsAnAction()
{
    QWidget window;
    window.resize(900, 600);
    QMenuBar bar(&window);
    QMenu* menu = bar.addMenu("&Time");
    int fits = 0;
    QAction* fit = menu->addAction("&Fit", &window, [&fits] { ++fits; });
    fit->setShortcut(Qt::Key_F);
    menu->addAction("Zoom &in");
    menu->addSeparator();
    QAction* off = menu->addAction("Fit nothing");
    off->setEnabled(false);
    off->setProperty("obstacle", "There is nothing");
    window.show();

    QPointer<CommandPalette> palette = new CommandPalette(&window);
    palette->show();
    QCOMPARE(palette->model()->rowCount(), 3);
    QTest::keyClicks(palette->field(), "fit");
    QCOMPARE(palette->model()->index(0, 0).data().toString(), QString("Time: Fit"));
    QCOMPARE(palette->model()->index(0, 0).data(ActionModel::ShortcutRole).toString(), QString("F"));
    QCOMPARE(palette->model()->index(1, 0).data().toString(), QString("Time: Fit nothing"));
    QCOMPARE(palette->model()->index(1, 0).data(ActionModel::ShortcutRole).toString(), QString("There is nothing"));
    QVERIFY(takePicture(*palette, "commandpalette"));
    QTest::keyClick(palette->field(), Qt::Key_Return);
    QTRY_COMPARE(fits, 1);
    QTRY_VERIFY(!palette);
}

void TestCommandPalette::modelHoldsTheRules()
{
    QObject owner;
    QList<QAction*> actions;
    for (const char* name : {"Open", "Save a copy", "Export"})
        actions += new QAction(QString::fromLatin1(name), &owner);
    ActionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setActions(actions);
    QCOMPARE(model.rowCount(), 3);
    model.setPattern("ex");
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.actionAt(1));
    QVERIFY(!model.actionAt(-1));
    QVERIFY(!model.data(model.index(1, 0), Qt::DisplayRole).isValid());
    qDeleteAll(actions);
    QVERIFY(!model.index(0, 0).data().isValid()); // an action that is gone does no harm
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
