// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The import window with formats of every kind: what is shown before an import is what an import then does.
#include "tests/dialogs/opencase.h"
#include "tests/support/shareddata.h"
#include "widgets/case/detailspanel.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/importwindow.h"
#include "widgets/importing/mapstep.h"
#include "widgets/importing/recognisestep.h"
#include "widgets/importing/reportstep.h"
#include "widgets/importing/reporttable.h"
#include "widgets/importing/samplepane.h"
#include "widgets/importing/valuescard.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScopeGuard>
#include <QStandardItemModel>

using namespace tideline;

namespace {

QString sampleFile(const char* name)
{
    return QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + QLatin1String(name);
}

bool press(ImportWindow* window)
{
    auto* button = window->findChild<QPushButton*>("importNext");
    if (!QTest::qWaitFor([button] { return button->isEnabled(); }, 20'000))
        return false;
    button->click();
    return true;
}

RecogniseStep* recognise(ImportWindow* window)
{
    return qobject_cast<RecogniseStep*>(window->page(ImportWindow::Recognise));
}

bool settled(ImportWindow* window)
{
    return QTest::qWaitFor(
        [window] { return !window->list()->isInspecting() && recognise(window)->sample()->isSettled(); }, 30'000);
}

/// Through all steps to the end.
bool runAll(ImportWindow* window)
{
    while (window->step() != ImportWindow::Import) {
        if (!settled(window) || !press(window) ||
            !QTest::qWaitFor([window] { return !window->list()->isBusy(); }, 60'000))
            return false;
    }
    return QTest::qWaitFor([window] { return !window->list()->isBusy(); }, 60'000);
}

int choose(QComboBox* box, const QVariant& data)
{
    const int at = box->findData(data);
    if (at >= 0) {
        box->setCurrentIndex(at);
        emit box->activated(at);
    }
    return at;
}

} // namespace

class TestImportKinds : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme()); }
    void showsTheFirstRows_data();
    void showsTheFirstRows();
    void listsAnArchive();
    void walksFolders();
    void groupsTheFormats();
    void mapsAWorkbook();
    void cutsCells();
    void tellsWhatIsKnown();
    void mergesAndSplits();
    void savesTheSummary();
    void showsTextAsText();
    void realFiles_data();
    void realFiles();
    void realSet();
};

void TestImportKinds::showsTheFirstRows_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("kinds");
    const auto row = [](const char* file, const QStringList& kinds) {
        QTest::newRow(file) << QString(QLatin1String(file)) << kinds;
    };
    row("zeek-conn.log", {"Flows"});
    row("zeek-conn-bad.log", {"Flows", "Rejected"});
    row("zeek-dns.log", {"DNS queries"});
    row("updates.bgpdump.txt", {"Routes"});
    row("updates.mrt", {"Routes"});
    row("un-list.xml", {"Events"});
    row("stix-mixed.json", {"Events"});
    row("ioda-signals.json", {"Numbers over time"});
    row("delegated-sample.txt", {"Members of subjects"});
    row("misp-galaxy.json", {"Threat actors"});
    row("ofac-alt.csv", {"Additions to listed entries"});
    row("capture.pcap", {"Flows", "DNS queries"});
}

void TestImportKinds::showsTheFirstRows()
{
    QFETCH(QString, file);
    QFETCH(QStringList, kinds);
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({sampleFile(file.toLatin1().constData())});
    QVERIFY(settled(window));
    const SamplePane* sample = recognise(window)->sample();
    QStringList titles;
    qint64 rejected = 0;
    for (const SampleTable& table : sample->tables()) {
        titles += table.title;
        QVERIFY(!table.table.rows.empty());
        QCOMPARE(table.table.rows.front().size(), table.table.columns.size());
        if (table.title == u"Rejected")
            rejected = table.total;
    }
    for (const QString& kind : kinds)
        QVERIFY2(titles.contains(kind), qPrintable(titles.join(", ")));
    // The check, which goes another way through the file, must count the same.
    window->goTo(ImportWindow::Check);
    QCOMPARE(window->step(), ImportWindow::Check);
    QTRY_VERIFY_WITH_TIMEOUT(!window->list()->isBusy(), 60'000);
    const auto& check = window->list()->item(0).check;
    QVERIFY(check);
    QCOMPARE(rejected, check->source.rejected);
    delete window;
}

void TestImportKinds::listsAnArchive()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({sampleFile("mixed.zip")});
    QVERIFY(settled(window));
    SamplePane* sample = recognise(window)->sample();
    QComboBox* contents = sample->contents();
    QVERIFY(contents->isVisible());
    QCOMPARE(contents->count(), 3);
    QVERIFY(contents->itemText(0).contains("events.csv"));
    QVERIFY(contents->itemText(1).contains("queries.log"));
    QVERIFY(contents->itemText(2).contains("not recognised"));
    QVERIFY2(!sample->tables().empty(), qPrintable(sample->line() + contents->itemText(0)));
    QCOMPARE(sample->tables().front().title, QString("Events"));
    contents->setCurrentIndex(1);
    emit contents->activated(1);
    QVERIFY(settled(window));
    QVERIFY2(!sample->tables().empty(), qPrintable(sample->line()));
    QCOMPARE(sample->tables().front().title, QString("DNS queries"));
    QCOMPARE(contents->currentIndex(), 1);
    QVERIFY(takePicture(*window, "import-2-archive"));
    QVERIFY(runAll(window));
    const auto& report = window->list()->item(0).report;
    QVERIFY(report);
    QCOMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    QCOMPARE(open.session.snapshot()->counts.queries > 0, true);
    QVERIFY(report->source.notes.join(' ').contains("picture.bin"));
    delete window;
}

void TestImportKinds::walksFolders()
{
    OpenCase open;
    QDir folder(open.folder.path());
    QVERIFY(folder.mkpath("in/b"));
    const QByteArray row = "date,title\n2017-09-03,One\n";
    const QString last = open.write("in/c.csv", row);
    const QString first = open.write("in/a.csv", row + "2018-01-01,Two\n");
    const QString middle = open.write("in/b/deep.csv", row + "2019-01-01,Three\n");
    ImportList list(&open.session);
    list.add({folder.filePath("in")});
    QVERIFY(list.isInspecting());
    QTRY_VERIFY(!list.isInspecting());
    QStringList found;
    for (int i = 0; i < list.size(); ++i)
        found += list.item(i).path;
    QCOMPARE(found, (QStringList{first, middle, last}));
    list.add({folder.filePath("in")}); // the same again adds nothing
    QTRY_VERIFY(!list.isInspecting());
    QCOMPARE(list.size(), 3);
}

void TestImportKinds::groupsTheFormats()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    QComboBox* box = recognise(window)->format();
    const auto* model = qobject_cast<QStandardItemModel*>(box->model());
    QStringList headings, names;
    for (int i = 1; i < box->count(); ++i) {
        if (box->itemData(i).toString().isEmpty()) {
            QVERIFY(!(model->item(i)->flags() & Qt::ItemIsSelectable));
            headings += box->itemText(i);
        } else {
            names += box->itemData(i).toString();
        }
    }
    QCOMPARE(headings.size(), 7);
    QCOMPARE(names.size(), int(formats().size()));
    for (const Format& format : formats())
        QVERIFY2(names.contains(format.name), qPrintable(format.name));
    QCOMPARE(confidenceText(99), QString("certain"));
    QCOMPARE(confidenceText(45), QString("a guess"));
    delete window;
}

void TestImportKinds::mapsAWorkbook()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({sampleFile("starts-2017.xlsx")});
    QVERIFY(settled(window));
    QCOMPARE(window->list()->item(0).format, QString("xlsx"));
    QVERIFY2(window->list()->item(0).isMapped(), qPrintable(window->list()->item(0).error.text()));
    QVERIFY(press(window));
    QCOMPARE(window->step(), ImportWindow::Map);
    window->list()->setSheet(0, "Starts");
    QTRY_VERIFY(!window->list()->isInspecting());
    const auto& item = window->list()->item(0);
    QCOMPARE(item.sheets, (QStringList{"About", "Starts"}));
    QCOMPARE(item.table->names(), (QStringList{"Datum", "Was", "Art", "Orte"}));
    QCOMPARE(item.table->rows.front().line, 4); // of the sheet
    MapStep* map = window->mapStep();
    map->choose(0, "time");
    map->choose(1, "title");
    map->choose(2, "category");
    map->choose(3, "tag");
    window->list()->edit(0, [](ImportItem& changed) {
        changed.mapping.options.insert("dates", "dmy");
        changed.mapping.rule(3, "tag")->split = ";";
    });
    QTRY_VERIFY(map->isSettled());
    QVERIFY(map->effect());
    QCOMPARE(map->effect()->events.size(), std::size_t(2));
    QCOMPARE(map->effect()->events[0].tags, (QStringList{"Punggye-ri", "Kilju"}));
    QCOMPARE(map->effect()->events[1].record, 6);
    QCOMPARE(map->effect()->problems.front().line, 7);
    QVERIFY(takePicture(*window, "import-3-workbook"));
    map->saveRecipeAs("starts");
    QTRY_VERIFY(map->isSettled());
    QVERIFY(runAll(window));
    const auto& report = window->list()->item(0).report;
    QVERIFY2(report, qPrintable(window->list()->item(0).error.text()));
    QCOMPARE(report->source.accepted, 2);
    QCOMPARE(report->source.rejected, 1);
    QCOMPARE(report->problems.front().line, 7);
    delete window;

    window = new ImportWindow(&open.session); // next year's workbook of the same layout
    window->show();
    window->addFiles({sampleFile("starts-2016.xlsx")});
    QVERIFY(settled(window));
    window->list()->setSheet(0, "Starts");
    QVERIFY(settled(window));
    QCOMPARE(window->list()->item(0).recipe, QString("starts"));
    QVERIFY(runAll(window));
    QCOMPARE(open.session.snapshot()->facts.events.size(), std::size_t(4));
    delete window;
}

void TestImportKinds::cutsCells()
{
    OpenCase open;
    const QString path = open.write("tags.csv", "date,title,words\n2017-09-03,One,a;b\n2017-09-04,Two,b;c;b\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({path});
    QVERIFY(settled(window));
    QVERIFY(press(window));
    MapStep* map = window->mapStep();
    map->choose(2, "tag");
    QTRY_VERIFY(map->isSettled());
    QCOMPARE(map->effect()->events[0].tags, QStringList{"a;b"});
    QVERIFY(choose(map->values()->column(), QVariantList{2, "tag"}) >= 0);
    QVERIFY(map->values()->cutAt()->isVisible());
    QVERIFY(choose(map->values()->cutAt(), ";") >= 0);
    QTRY_VERIFY(map->isSettled());
    QCOMPARE(map->effect()->events[0].tags, (QStringList{"a", "b"}));
    QStringList labels;
    for (const QLabel* label : map->values()->findChildren<QLabel*>())
        labels += label->text();
    // b stands in two rows
    QVERIFY2(labels.contains("b") && labels.contains("2 row(s)"), qPrintable(labels.join(" / ")));
    QVERIFY(takePicture(*window, "import-3-cut"));
    delete window;
}

void TestImportKinds::tellsWhatIsKnown()
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

void TestImportKinds::mergesAndSplits()
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
    const Table merged = reportMerged(*window->list());
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
    QVERIFY2(texts.contains("Launch of KN-23\nShort-range missiles"), qPrintable(texts.join(" / ")));
    QVERIFY(texts.contains("One event from several sources"));
    QVERIFY(takePicture(details, "details-merged"));

    auto* step = qobject_cast<ReportStep*>(window->page(ImportWindow::Import));
    int row = -1;
    for (int i = 0; i < step->merged()->model()->rowCount(); ++i) {
        if (step->merged()->model()->index(i, 3).data().toString() == u"Short-range missiles")
            row = i;
    }
    QVERIFY(row >= 0);
    QVERIFY(step->merged()->model()->index(row, 5).data().toString().contains("Launch of KN-23 | Short-range"));
    step->merged()->selectRow(row);
    QVERIFY(takePicture(*window, "import-5-merged"));
    step->splitSelected();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(3));
    QTRY_COMPARE(step->merged()->model()->index(row, 6).data().toString(), QString("two events again"));
    delete window;
}

void TestImportKinds::savesTheSummary()
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

void TestImportKinds::showsTextAsText()
{
    OpenCase open;
    const QString evil = "<img src='x'><b>bold</b>&amp;";
    const QString path = open.write("<b>evil<b>.csv", "date,<i>title</i>,tag\n2017-09-03," + evil.toUtf8() +
                                                          ",<u>t</u>\n<h1>when</h1>,Two,\n");
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({path});
    QVERIFY(settled(window));
    window->list()->setFormat(0, "events-csv");
    QVERIFY(settled(window));
    QVERIFY(press(window));
    window->mapStep()->choose(0, "time");
    window->mapStep()->choose(1, "title");
    window->mapStep()->choose(2, "tag");
    QTRY_VERIFY(window->mapStep()->isSettled());
    QVERIFY(window->mapStep()->effect());
    QCOMPARE(window->mapStep()->effect()->events.size(), std::size_t(1));
    QCOMPARE(window->mapStep()->effect()->events[0].title, evil);
    QVERIFY(takePicture(*window, "import-3-hostile"));
    QVERIFY(press(window));
    QTRY_VERIFY(!window->list()->isBusy());
    int seen = 0;
    for (const QLabel* label : window->findChildren<QLabel*>()) {
        if (label->text().contains('<')) {
            ++seen;
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        }
    }
    QVERIFY(seen > 0);
    delete window;
}

void TestImportKinds::realFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* name, const char* file, const char* kind) {
        QTest::newRow(name) << QString(QLatin1String(file)) << QString(QLatin1String(kind));
    };
    row("stix", "incidents/stix-oasis/apt1.json", "Events");
    row("un", "sanctions/un-2018-10-29/consolidated.xml", "Events");
    row("pcap", "traffic/ndpi/dns2tcp_tunnel.pcap", "Flows");
    row("zeek-dns", "traffic/slips/test9-mixed-zeek-dir/dns.log", "DNS queries");
    row("mrt", "traffic/bgp/updates.20160811.1600.gz", "Routes");
}

void TestImportKinds::realFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, kind);
    SKIP_WITHOUT_SHARED_DATA(file);
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({sharedData(file)});
    QVERIFY(settled(window));
    const SamplePane* sample = recognise(window)->sample();
    QVERIFY2(!sample->tables().empty(), qPrintable(sample->line()));
    QCOMPARE(sample->tables().front().title, kind);
    const QString name = QString("import-2-real-") + QTest::currentDataTag();
    QVERIFY(takePicture(*window, name));
    delete window;
}

/// One window with all of them, from the first step to the last, in both palettes.
void TestImportKinds::realSet()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/bgp/updates.20160811.1600.gz");
    OpenCase open;
    const QStringList files = {"incidents/stix-oasis/apt1.json", "sanctions/un-2018-10-29/consolidated.xml",
                               "traffic/ndpi/dns2tcp_tunnel.pcap", "traffic/slips/test9-mixed-zeek-dir/dns.log",
                               "traffic/bgp/updates.20160811.1600.gz"};
    QStringList paths{sampleFile("events.xlsx")};
    for (const QString& file : files)
        paths += sharedData(file);
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    const auto pictures = [&](const QString& name) {
        for (const auto mode : {Theme::Mode::Dark, Theme::Mode::Light}) {
            applyTheme(*qApp, Theme(mode));
            if (!takePicture(*window, name + (mode == Theme::Mode::Dark ? "-dark" : "-light")))
                return false;
        }
        return true;
    };
    window->addFiles(paths);
    QVERIFY(settled(window));
    QVERIFY(pictures("import-set-2"));
    window->goTo(ImportWindow::Choose);
    QVERIFY(pictures("import-set-1"));
    window->goTo(ImportWindow::Check);
    QTRY_VERIFY_WITH_TIMEOUT(!window->list()->isBusy(), 120'000);
    QVERIFY(pictures("import-set-4"));
    for (int i = 0; i < window->list()->size(); ++i) {
        const ImportItem& item = window->list()->item(i);
        QVERIFY2(item.check, qPrintable(item.name() + item.error.text()));
        const Source& source = item.check->source;
        if (source.format != u"pcap") // counts packets
            QCOMPARE(source.read, source.accepted + source.rejected + source.duplicate);
    }
    QVERIFY(runAll(window));
    QVERIFY(pictures("import-set-5"));
    delete window;
}

QTEST_MAIN(TestImportKinds)
#include "tst_importkinds.moc"
