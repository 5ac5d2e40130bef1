// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Journeys through the import window, from files to rows of the case.
#include "models/core/timetext.h"
#include "tests/importing/importsteps.h"
#include "tests/support/shareddata.h"
#include "widgets/importing/fieldscard.h"
#include "widgets/importing/lookcard.h"
#include "widgets/importing/recipebar.h"
#include "widgets/importing/reporttable.h"
#include "widgets/importing/roleheader.h"
#include "widgets/importing/valuescard.h"
#include "widgets/importing/writingbar.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScopeGuard>

using namespace tideline;

namespace {

const char launches[] = "Datum;Was;Art;Quelle\n03.09.2017;Sechster Test;Kern;https://a.example\n"
                        "29.11.2017;Hwasong-15;Rakete;https://b.example\nirgendwann;Nichts;Rakete;\n";

} // namespace

class TestImportWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { dress(); }
    void mapsAndImports();
    void everyChoiceShowsAtOnce();
    void numbersOverTime();
    void recipesForTheCommandLine();
    void offersTheRecipeAgain();
    void knowsTheFileAlready();
    void importsSeries();
    void switchesKind();
    void unreadableFiles();
    void stepsByKeyboard();
    void goesOnWhenClosed();
    void realFile();
};

void TestImportWindow::mapsAndImports()
{
    OpenCase open;
    const QString path = open.write("starts.csv", launches);
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    QVERIFY(takePicture(*window, "import-1-choose"));
    window->addFiles({path});
    QCOMPARE(window->step(), ImportWindow::Recognise);
    QTRY_VERIFY(!window->list()->isInspecting());
    window->list()->setFormat(0, "events-csv");
    QTRY_VERIFY(!window->list()->isInspecting());
    QVERIFY(takePicture(*window, "import-2-recognise"));
    QVERIFY(press(window));
    QCOMPARE(window->step(), ImportWindow::Map);

    MapStep* map = window->mapStep();
    map->choose(0, "time");
    map->choose(1, "title");
    map->choose(2, "category");
    map->choose(3, "source");
    window->list()->edit(0, [](ImportItem& item) {
        item.mapping.options.insert("dates", "dmy");
        item.mapping.options.insert("zone", "Asia/Pyongyang");
        item.mapping.rule(2, "category")->values = {{"Kern", "nuclear test"}, {"Rakete", "missile test"}};
        item.mapping.constants.insert("actor", "DPRK");
    });
    QVERIFY(waitForEffect(window));
    QVERIFY(map->effect());
    QCOMPARE(map->effect()->events.size(), std::size_t(2));
    QCOMPARE(map->effect()->problems.size(), std::size_t(1));
    QVERIFY(takePicture(*window, "import-3-map"));
    QCOMPARE(open.session.snapshot()->allSources.size(), std::size_t(0)); // nothing is written before step 5
    map->recipes()->saveAs("starts");
    QVERIFY(waitForEffect(window));

    QVERIFY(press(window));
    QCOMPARE(window->step(), ImportWindow::Check);
    QTRY_VERIFY(!window->list()->isBusy());
    QVERIFY(window->list()->item(0).check);
    QCOMPARE(window->list()->item(0).check->source.accepted, 2);
    QCOMPARE(window->list()->item(0).check->source.rejected, 1);
    QCOMPARE(window->list()->item(0).check->problems.front().line, 4);
    QVERIFY(takePicture(*window, "import-4-check"));
    QCOMPARE(open.session.snapshot()->allSources.size(), std::size_t(0));

    QVERIFY(press(window));
    QTRY_VERIFY(!window->list()->isBusy());
    QCOMPARE(window->step(), ImportWindow::Import);
    QVERIFY(takePicture(*window, "import-5-import"));
    const auto& facts = open.session.snapshot()->facts;
    QCOMPARE(facts.events.size(), std::size_t(2));
    QCOMPARE(facts.events[0]->category, QString("nuclear test"));
    QCOMPARE(facts.events[0]->actor, QString("DPRK"));
    QCOMPARE(facts.events[0]->record, 2);
    // Midnight in Pyongyang, which was UTC+08:30.
    QCOMPARE(isoUtc(facts.events[0]->time.range->from), QString("2017-09-02T15:30:00.000000Z"));
    QCOMPARE(open.session.snapshot()->allSources.front().options.value("recipe").toString(), QString("starts"));

    const Table summary = reportTable(*window->list(), true);
    QCOMPARE(summary.rows.size(), std::size_t(1));
    const QString csv = open.folder.filePath("summary.csv");
    QVERIFY(writeCsvFile(summary, Zone::utc(), csv).ok());
    QVERIFY(QFileInfo(csv).size() > 0);
    QCOMPARE(reportProblems(*window->list(), true).rows.size(), std::size_t(1));
    QVERIFY(press(window));
    QTRY_VERIFY(!window);
}

/// Each choice is made in the box or field that a person uses, and the chosen line says at once what becomes of it.
void TestImportWindow::everyChoiceShowsAtOnce()
{
    OpenCase open;
    open.session.setZone("UTC");
    const QString path =
        open.write("alles.csv", "Tag;Uhr;Was;Ort;Worte;Betrag\n03.04.2019;05:06;Start;Hodo;a|b;1.234,5\n"
                                "05.04.2019;07:08;Test;Kusong;b;2,5\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    QVERIFY(goToMapping(window, path, "events-csv"));
    MapStep* map = window->mapStep();
    const auto says = [&](const char* text) {
        return waitForEffect(window) &&
               QTest::qWaitFor([&] { return map->becomes()->text().contains(QString::fromUtf8(text)); }, 5'000);
    };
    const auto field = [&](int column, const char* key) { return choose(map->header()->box(column), QString(key)); };
    const auto written = [&](const char* name) { return boxNamed(map->writing(), name); };

    // Columns to fields, and two columns to one time.
    for (int column = 0; column < 6; ++column)
        QVERIFY(field(column, ""));
    QVERIFY(field(0, "date") && field(1, "clock") && field(2, "title"));
    // The order of day and month.
    QVERIFY(choose(written("Dates are"), "mdy"));
    QVERIFY2(says("2019-03-04 05:06"), qPrintable(map->becomes()->text()));
    QVERIFY(choose(written("Dates are"), "dmy"));
    QVERIFY2(says("2019-04-03 05:06"), qPrintable(map->becomes()->text()));
    // The zone of the clock.
    written("Time zone")->setCurrentText("Asia/Pyongyang");
    QVERIFY2(says("2019-04-02 20:06"), qPrintable(map->becomes()->text()));
    // Two columns merged into one field.
    QVERIFY(says("Title: Start ·") || !map->becomes()->text().contains("Hodo"));
    QVERIFY(field(3, "title"));
    QVERIFY2(says("Hodo"), qPrintable(map->becomes()->text()));
    QVERIFY(map->effect()->events[0].title.contains("Start") && map->effect()->events[0].title.contains("Hodo"));
    // One column cut into several values.
    QVERIFY(field(4, "tag"));
    QVERIFY2(says("a|b"), qPrintable(map->becomes()->text()));
    QVERIFY(choose(map->values()->column(), QVariantList{4, "tag"}));
    QVERIFY(choose(map->values()->cutAt(), "|"));
    QVERIFY2(says("Tags: a; b"), qPrintable(map->becomes()->text()));
    QCOMPARE(map->effect()->events[0].tags, (QStringList{"a", "b"}));
    // The decimal sign of an amount, and a constant for its currency.
    QVERIFY(field(5, "amount_taken"));
    QVERIFY(choose(written("Decimal sign"), ","));
    auto* currency = fieldNamed(map->fields(), "Currency of all rows");
    QVERIFY(currency && currency->isVisible());
    currency->setFocus();
    QTest::keyClicks(currency, "EUR");
    QVERIFY2(says("1234.5 EUR"), qPrintable(map->becomes()->text()));
    QVERIFY(takePicture(*window, "import-3-becomes"));
    QVERIFY(choose(written("Decimal sign"), "."));
    QVERIFY(waitForEffect(window));
    QVERIFY2(!map->becomes()->text().contains("1234.5 EUR"), qPrintable(map->becomes()->text()));
    QVERIFY(choose(written("Decimal sign"), ","));
    // Another line says for itself.
    map->table()->selectRow(1);
    QVERIFY2(says("Line 3 becomes"), qPrintable(map->becomes()->text()));
    QVERIFY2(says("2.5 EUR"), qPrintable(map->becomes()->text()));
    QVERIFY(runAll(window));
    const auto& events = open.session.snapshot()->facts.events;
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(isoUtc(events[0]->time.range->from), QString("2019-04-02T20:06:00.000000Z"));
    QCOMPARE(events[0]->amounts.front().currency, QString("EUR"));
    delete window;
}

void TestImportWindow::numbersOverTime()
{
    OpenCase open;
    open.session.setZone("UTC");
    const QString path =
        open.write("zahlen.csv", "Zeit;Land;Wert\n2019-07-20 00:00;VE;99,5\n2019-07-20 01:00;VE;80,25\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    QVERIFY(goToMapping(window, path, "series-csv"));
    MapStep* map = window->mapStep();
    QVERIFY(choose(map->header()->box(0), "time") && choose(map->header()->box(1), "key") &&
            choose(map->header()->box(2), "value"));
    QVERIFY(choose(boxNamed(map->writing(), "Decimal sign"), ","));
    auto* unit = fieldNamed(map->writing(), "Unit");
    QVERIFY(unit && unit->isVisible());
    unit->setFocus();
    QTest::keyClicks(unit, "Mbit/s");
    boxNamed(map->writing(), "Time zone")->setCurrentText("America/Caracas");
    QVERIFY(waitForEffect(window));
    QStringList looks;
    for (const QLabel* label : map->look()->findChildren<QLabel*>())
        looks += label->text();
    QVERIFY2(map->becomes()->text().contains("(Mbit/s) = 99.5"),
             qPrintable(map->becomes()->text() + looks.join(" / ")));
    QVERIFY2(map->becomes()->text().contains("2019-07-20T04:00"), qPrintable(map->becomes()->text()));
    QVERIFY(choose(boxNamed(map->writing(), "Bins last"), "15min"));
    QVERIFY(waitForEffect(window));
    QVERIFY2(map->becomes()->text().contains("2019-07-20T04:15"), qPrintable(map->becomes()->text()));
    QVERIFY(takePicture(*window, "import-3-numbers"));
    delete window;
}

/// What the window saves as a recipe, the command line's import takes, with the same rows.
void TestImportWindow::recipesForTheCommandLine()
{
    OpenCase open;
    const QString path = open.write("starts.csv", launches);
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    QVERIFY(goToMapping(window, path, "events-csv"));
    MapStep* map = window->mapStep();
    QVERIFY(choose(map->header()->box(0), "time") && choose(map->header()->box(1), "title") &&
            choose(map->header()->box(2), "category"));
    QVERIFY(choose(boxNamed(map->writing(), "Dates are"), "dmy"));
    boxNamed(map->writing(), "Time zone")->setCurrentText("Asia/Pyongyang");
    QVERIFY(waitForEffect(window));
    const QString file = open.folder.filePath("starts.json");
    map->recipes()->saveTo(file);
    const auto recipe = loadRecipeFile(file);
    QVERIFY2(recipe, recipe ? "" : qPrintable(recipe.error().text()));
    ImportRequest request; // as `import --recipe` makes it
    request.path = path;
    request.format = recipe->format;
    request.options = recipe->options;
    request.dryRun = true;
    const auto report = importFile(*open.session.file(), request, {});
    QVERIFY(report.ok());
    QCOMPARE(report->source.accepted, qint64(map->effect()->events.size()));
    QCOMPARE(report->source.span->from, map->effect()->events[0].time.range->from);
    // And back into a window that has forgotten everything.
    QVERIFY(choose(map->header()->box(0), ""));
    QVERIFY(waitForEffect(window));
    map->recipes()->loadFrom(file);
    QTRY_VERIFY(!window->list()->isInspecting());
    QVERIFY(waitForEffect(window));
    QCOMPARE(map->effect()->events.size(), std::size_t(2));
    delete window;
}

void TestImportWindow::offersTheRecipeAgain()
{
    OpenCase open;
    const QString first = open.write("starts.csv", launches);
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->addFiles({first});
    QTRY_VERIFY(!window->list()->isInspecting());
    window->list()->setFormat(0, "events-csv");
    QTRY_VERIFY(!window->list()->isInspecting());
    window->list()->edit(0, [](ImportItem& item) {
        item.mapping = ColumnMapping::from(
            {{"dates", "dmy"}, {"zone", "UTC"}, {"map", QJsonObject{{"time", "Datum"}, {"title", "Was"}}}},
            item.table->names(), FileKind::Events);
    });
    window->list()->saveRecipe(window->list()->recipeFor(0, "starts"));
    QVERIFY(open.settle());
    delete window;

    const QString second = open.write("more.csv", "Datum;Was;Art;Quelle\n28.07.2017;Hwasong-14;Rakete;\n");
    window = new ImportWindow(&open.session);
    window->addFiles({second});
    QTRY_VERIFY(!window->list()->isInspecting());
    QCOMPARE(window->list()->item(0).recipe, QString("starts"));
    QCOMPARE(window->list()->item(0).format, QString("events-csv"));
    QVERIFY(press(window));
    QVERIFY(waitForEffect(window));
    QCOMPARE(window->mapStep()->effect()->events.size(), std::size_t(1));
    QVERIFY(press(window));
    QTRY_VERIFY(!window->list()->isBusy());
    QVERIFY(press(window));
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    delete window;
}

void TestImportWindow::knowsTheFileAlready()
{
    OpenCase open;
    const QString path = open.write("plain.csv", "date,title\n2017-09-03,One\n2017-09-04,Two\n");
    for (int round = 0; round < 2; ++round) {
        QPointer<ImportWindow> window = new ImportWindow(&open.session);
        window->addFiles({path});
        QTRY_VERIFY(!window->list()->isInspecting());
        window->goTo(ImportWindow::Check);
        QCOMPARE(window->step(), ImportWindow::Check);
        QTRY_VERIFY(!window->list()->isBusy());
        QCOMPARE(window->list()->item(0).check->alreadyKnown, round == 1);
        if (round == 0) {
            QVERIFY(press(window));
            QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
            QTRY_VERIFY(!window->list()->isBusy());
        } else {
            QVERIFY(!window->findChild<QPushButton*>("importNext")->isEnabled()); // there is nothing to add
        }
        delete window;
    }
    QCOMPARE(open.session.snapshot()->allSources.size(), std::size_t(1));
}

void TestImportWindow::importsSeries()
{
    OpenCase open;
    const QString path = open.write(
        "use.csv",
        "hour,region,share\n2019-07-20 00:00,Zulia,100\n2019-07-20 01:00,Zulia,80\n2019-07-20 02:00,Zulia,\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({path});
    QTRY_VERIFY(!window->list()->isInspecting());
    QCOMPARE(window->list()->item(0).format, QString("series-csv"));
    QVERIFY(press(window));
    window->list()->edit(0, [](ImportItem& item) {
        item.mapping.options.insert("unit", "%");
        item.mapping.options.insert("zone", "America/Caracas");
    });
    QVERIFY(waitForEffect(window));
    QCOMPARE(window->mapStep()->effect()->points.size(), std::size_t(2));
    QCOMPARE(window->mapStep()->effect()->points.front().unit, QString("%"));
    QVERIFY(takePicture(*window, "import-3-series"));
    QVERIFY(press(window));
    QTRY_VERIFY(!window->list()->isBusy());
    QVERIFY(press(window));
    QTRY_COMPARE(open.session.snapshot()->counts.points, 2);
    delete window;
}

void TestImportWindow::switchesKind()
{
    OpenCase open;
    const QString path =
        open.write("use.csv", "hour,region,share\n2019-07-20 00:00,Zulia,100\n2019-07-20 01:00,Zulia,80\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({path});
    QTRY_VERIFY(!window->list()->isInspecting());
    QVERIFY(press(window));
    window->list()->setFormat(0, "events-csv");
    QTRY_VERIFY(!window->list()->isInspecting());
    QVERIFY(waitForEffect(window));
    QCOMPARE(window->mapStep()->effect()->events.size(), std::size_t(2));
    QCOMPARE(window->list()->item(0).mapping.fieldOf(1), QString("title"));
    window->list()->edit(0, [](ImportItem& item) { item.mapping.options.insert("delimiter", ";"); });
    window->list()->rereadTable(0);
    QTRY_VERIFY(!window->list()->isInspecting());
    QCOMPARE(window->list()->item(0).table->columns.size(), 1);
    QVERIFY(waitForEffect(window));
    QVERIFY(!window->mapStep()->isComplete());
    delete window;
}

void TestImportWindow::unreadableFiles()
{
    OpenCase open;
    const QString good = open.write("good.csv", "date,title\n2017-09-03,One\n");
    const QString gone = open.folder.filePath("gone.csv");
    const QString odd = open.write("odd.bin", QByteArray(2000, '\0'));
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({gone, odd, good});
    QTRY_VERIFY(!window->list()->isInspecting());
    QCOMPARE(window->list()->item(0).state, ImportItem::State::Failed);
    QVERIFY(!window->list()->item(0).error.what.isEmpty());
    QVERIFY(takePicture(*window, "import-2-unreadable"));
    window->goTo(ImportWindow::Check);
    QTRY_VERIFY(!window->list()->isBusy());
    QCOMPARE(window->list()->total(&Source::accepted, false), 1);
    QVERIFY(press(window));
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1)); // the good one lands
    QTRY_VERIFY(!window->list()->isBusy());
    delete window;
}

void TestImportWindow::stepsByKeyboard()
{
    OpenCase open;
    const QString path = open.write("plain.csv", "date,title\n2017-09-03,One\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({path});
    QTRY_VERIFY(!window->list()->isInspecting());
    QTest::keyClick(window, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(window->step(), ImportWindow::Map);
    // Every box of the header can be reached and changed without a mouse.
    QComboBox* box = window->mapStep()->header()->box(1);
    QVERIFY(box->focusPolicy() & Qt::TabFocus);
    QVERIFY(!box->accessibleName().isEmpty());
    QTest::keyClick(window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(window->step(), ImportWindow::Recognise);
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && qobject_cast<QComboBox*>(widget))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    delete window;
}

void TestImportWindow::goesOnWhenClosed()
{
    OpenCase open;
    QStringList paths;
    for (int i = 0; i < 3; ++i)
        paths += open.write(QStringLiteral("f%1.csv").arg(i),
                            QStringLiteral("date,title\n2017-09-0%1,Event %1\n").arg(i + 1).toUtf8());
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles(paths);
    QTRY_VERIFY(!window->list()->isInspecting());
    window->goTo(ImportWindow::Check);
    QTRY_VERIFY(!window->list()->isBusy());
    QVERIFY(press(window));
    window->close();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(3));
    QTRY_VERIFY(!window);
}

void TestImportWindow::realFile()
{
    SKIP_WITHOUT_SHARED_DATA("weapons/csis/north_korea_provocations_1958_present.csv");
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    window->show();
    window->addFiles({sharedData("weapons/csis/north_korea_provocations_1958_present.csv")});
    QTRY_VERIFY(!window->list()->isInspecting());
    QVERIFY(press(window));
    QCOMPARE(window->step(), ImportWindow::Map);
    QVERIFY(waitForEffect(window));
    QVERIFY(takePicture(*window, "import-3-real"));
    applyTheme(*qApp, Theme(Theme::Mode::Dark));
    QVERIFY(takePicture(*window, "import-3-dark"));
    applyTheme(*qApp, Theme());
    QVERIFY(press(window));
    QTRY_VERIFY_WITH_TIMEOUT(!window->list()->isBusy(), 60'000);
    const auto& check = window->list()->item(0).check;
    QVERIFY(check);
    QCOMPARE(check->source.read, check->source.accepted + check->source.rejected + check->source.duplicate);
    QVERIFY(check->source.accepted > 400);
    QVERIFY(takePicture(*window, "import-4-real"));
    delete window;
}

QTEST_MAIN(TestImportWindow)
#include "tst_importwindow.moc"
