// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The import window and what is in the case already: told before the import, ticked off, merged, split, summed up.
#include "tests/importing/importsteps.h"
#include "widgets/case/detailspanel.h"
#include "widgets/importing/pairspane.h"
#include "widgets/importing/reporttable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QScopeGuard>
#include <QTableView>

using namespace tideline;

class TestImportMerging : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { dress(); }
    void tellsWhatIsKnown();
    void showsPairsFirst();
    void twoListsAtOnce();
    void mergesAndSplits();
    void savesTheSummary();
};

void TestImportMerging::tellsWhatIsKnown()
{
    OpenCase open;
    const QString first = open.write("first.csv", "date,title\n2017-09-03,One\n2017-09-04,Two\n");
    const QString more =
        open.write("more.csv", "date,title\n2017-09-03,One\n2017-09-04,Two\n2017-09-05,Three\n2017-09-05,Three\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->addFiles({first});
    QVERIFY(runAll(window));
    delete window;
    window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({more});
    QVERIFY(settled(window));
    window->goTo(ImportWindow::Check);
    QTRY_VERIFY(!window->list()->isBusy());
    const Source checked = window->list()->item(0).check->source;
    QCOMPARE(checked.read, 4);
    QCOMPARE(checked.accepted, 1);
    QCOMPARE(checked.duplicate, 3);
    QVERIFY(takePicture(*window, "import-4-known"));
    QVERIFY(runAll(window));
    const Source& imported = window->list()->item(0).report->source;
    QCOMPARE(imported.accepted, checked.accepted); // the check told the truth
    QCOMPARE(imported.duplicate, checked.duplicate);
    delete window;
}

void TestImportMerging::mergesAndSplits()
{
    OpenCase open;
    const QByteArray header = "date,title,category,country,target\n";
    const QString first = open.write("a.csv", header + "2019-05-04,Launch of KN-23,missile test,KP,sea\n"
                                                       "2019-05-09,Second launch,missile test,KP,sea\n");
    const QString second = open.write("b.csv", header + "2019-05-04,Short-range missiles,missile test,KP,East Sea\n"
                                                        "2019-05-09,Second launch,missile test,KP,sea\n");
    QPointer<ImportWindow> window;
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    for (const QString& path : {first, second}) {
        delete window;
        window = new ImportWindow(&open.session);
        window->show();
        window->addFiles({path});
        QVERIFY(runAll(window));
    }
    QCOMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    const Table merged = reportMerged(*window->list(), true);
    QVERIFY(!merged.rows.empty());
    const auto titled = [&](const QString& title) {
        for (const EventPtr& event : open.session.snapshot()->facts.events) {
            if (event->title == title)
                return event;
        }
        return EventPtr();
    };
    const EventPtr launch = titled("Launch of KN-23");
    QVERIFY(launch);
    DetailsPanel details(&open.session);
    details.resize(300, 700);
    details.show();
    open.session.selectEvent(launch->id);
    QStringList texts;
    for (const QLabel* label : details.findChildren<QLabel*>())
        texts += label->text().remove(QChar(0x200B)); // where long words may break
    QVERIFY2(texts.contains("Launch of KN-23 (a.csv)\nShort-range missiles (b.csv)"), qPrintable(texts.join(" / ")));
    QVERIFY(texts.contains("One event from several sources"));
    QVERIFY(takePicture(details, "details-merged"));

    PairsPane* pairs = reportStep(window, ImportWindow::Import)->pairs();
    QCOMPARE(pairs->model()->count(), 1); // the other one says the same in both and is known
    const auto cell = [pairs](int column) { return pairs->model()->index(0, column).data().toString(); };
    QCOMPARE(cell(PairModel::InFile), QString("Short-range missiles"));
    QVERIFY(cell(PairModel::Disagrees).contains("Launch of KN-23 | Short-range"));
    QCOMPARE(cell(PairModel::One), QString("one event"));
    pairs->view()->selectRow(0);
    QVERIFY(takePicture(*window, "import-5-merged"));
    pairs->splitSelected();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(3));
    QTRY_COMPARE(cell(PairModel::One), QString("two events"));
    QVERIFY(takePicture(*window, "import-5-split"));
    pairs->undoSplit();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    QTRY_COMPARE(cell(PairModel::One), QString("one event"));
    // The same from the details of the event.
    auto* button = details.findChild<QPushButton*>("splitEvent");
    QVERIFY(button && button->isVisible() && button->isEnabled());
    button->click();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(3));
    QTRY_VERIFY(!button->isVisible());
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    delete window;
}

void TestImportMerging::savesTheSummary()
{
    OpenCase open;
    const QString path =
        open.write("list.csv", "date,title\n2017-09-01,One\n2017-09-02,Two\n2017-09-03,Three\n"
                               "2017-09-04,Four\n2017-09-05,Five\n2017-09-06,Six\n2017-09-07,Seven,more\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->addFiles({path, open.folder.filePath("gone.csv")});
    QVERIFY(runAll(window));
    const auto save = [&](const char* name) {
        const QString to = open.folder.filePath(QLatin1String(name));
        QFile file(to);
        return writeSummary(*window->list(), true, Zone::utc(), to) && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                                                      : QByteArray();
    };
    const QJsonArray files = QJsonDocument::fromJson(save("s.json")).object().value("files").toArray();
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].toObject().value("accepted").toInt(), 6);
    QCOMPARE(files[0].toObject().value("problems").toArray().first().toObject().value("line").toInt(), 8);
    QVERIFY(!files[1].toObject().value("error").toString().isEmpty());
    const QString text = QString::fromUtf8(save("s.txt"));
    QVERIFY(text.contains("read 7 = added 6 + known already 0 + rejected 1"));
    QVERIFY(text.contains("rejected line 8"));
    QVERIFY(text.contains("gone.csv"));
    QCOMPARE(save("s.csv").count('\n'), 3);
    QVERIFY(!writeSummary(*window->list(), true, Zone::utc(), open.folder.filePath("no/such/place.txt")).ok());
    delete window;
}

const QByteArray listA =
    "date,title,category,country,target\n2019-05-04,Launch of KN-23,missile test,KP,sea\n"
    "2019-05-09,Second launch,missile test,KP,sea\n2019-11-27,Hack of exchange Upbit,hack,KR,Upbit\n";
const QByteArray listB =
    "date,title,category,country,target\n2019-05-04,Short-range missiles,missile test,KP,East Sea\n"
    "2019-05-09,Another missile,missile test,KP,sea\n2019-11-27,Upbit exchange hack,hack,KR,\n";

void TestImportMerging::showsPairsFirst()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->addFiles({open.write("a.csv", listA)});
    QVERIFY(runAll(window));
    delete window;
    window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({open.write("b.csv", listB)});
    QVERIFY(goTo(window, ImportWindow::Check));
    PairsPane* pairs = reportStep(window, ImportWindow::Check)->pairs();
    QVERIFY(pairs->isVisible()); // of itself
    QCOMPARE(pairs->model()->count(), 3);
    QCOMPARE(pairs->model()->disagreeing(), 3);
    const auto state = [pairs](int row) {
        return pairs->model()->index(row, PairModel::One).data(Qt::CheckStateRole).value<Qt::CheckState>();
    };
    const auto find = [pairs](const QString& title) {
        for (int row = 0; row < pairs->model()->count(); ++row) {
            if (pairs->model()->index(row, PairModel::InFile).data().toString() == title)
                return row;
        }
        return -1;
    };
    const int row = find("Another missile");
    QVERIFY(row >= 0);
    pairs->view()->selectRow(row);
    QStringList fields;
    for (const auto& line : pairs->fields().rows) {
        QStringList cells;
        for (const Cell& cell : line)
            cells += cellText(cell, {}, Zone::utc());
        fields += cells.join('|');
    }
    QVERIFY2(fields.contains("≠|Title|Second launch|Another missile"), qPrintable(fields.join('\n')));
    QVERIFY2(fields.contains("=|Category|missile test|missile test"), qPrintable(fields.join('\n')));
    QVERIFY(takePicture(*window, "import-4-pairs"));
    applyTheme(*qApp, Theme(Theme::Mode::Dark));
    QVERIFY(takePicture(*window, "import-4-pairs-dark"));
    applyTheme(*qApp, Theme());
    QCOMPARE(state(row), Qt::Checked);
    QTest::keyClick(pairs->view(), Qt::Key_Space); // without a mouse
    QCOMPARE(state(row), Qt::Unchecked);
    const int other = find("Upbit exchange hack");
    QVERIFY(pairs->model()->setData(pairs->model()->index(other, PairModel::One), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(pairs->model()->keptApart(), 2);
    QVERIFY(pairs->model()->setData(pairs->model()->index(other, PairModel::One), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(pairs->model()->keptApart(), 1);
    QVERIFY(window->list()->item(0).check); // choosing is no reason to read the file again
    QVERIFY(press(window));
    QTRY_VERIFY(!window->list()->isBusy());
    QCOMPARE(open.session.snapshot()->facts.events.size(), std::size_t(4)); // 3 + 3 - 2
    QCOMPARE(window->list()->item(0).report->merged.size(), std::size_t(3));
    const PairModel* after = reportStep(window, ImportWindow::Import)->pairs()->model();
    QCOMPARE(after->keptApart(), 1);
    QVERIFY(takePicture(*window, "import-5-kept-apart"));
    delete window;
}

/// Both files of one run are new: the second is compared with the first before anything is written.
void TestImportMerging::twoListsAtOnce()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({open.write("a.csv", listA), open.write("b.csv", listB)});
    QVERIFY(goTo(window, ImportWindow::Check));
    PairModel* pairs = reportStep(window, ImportWindow::Check)->pairs()->model();
    QCOMPARE(pairs->count(), 3);
    QVERIFY(takePicture(*window, "import-4-two-lists"));
    pairs->setApart({0}, true);
    QTRY_VERIFY(!window->list()->isBusy());
    QCOMPARE(pairs->count(), 3);
    QCOMPARE(pairs->keptApart(), 1);
    QVERIFY(runAll(window));
    QCOMPARE(open.session.snapshot()->facts.events.size(), std::size_t(4));
    delete window;
    // What the first file brings decides about the second: a change of it makes both checks void.
    ImportList list(&open.session);
    list.add({open.write("c.csv", listA + "2018-01-01,New,hack,KR,\n"),
              open.write("d.csv", listB + "2018-01-02,Newer,hack,KR,\n")});
    QTRY_VERIFY(!list.isInspecting());
    list.check();
    QTRY_VERIFY(!list.isBusy());
    QVERIFY(list.item(0).check && list.item(1).check);
    list.edit(0, [](ImportItem& item) { item.title = "Other"; });
    QVERIFY(!list.item(1).check);
}

QTEST_MAIN(TestImportMerging)
#include "tst_importmerging.moc"
