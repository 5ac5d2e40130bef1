// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The import window with formats of every kind: what is shown before an import is what an import then does.
#include "tests/importing/importsteps.h"
#include "tests/support/shareddata.h"
#include "widgets/importing/recipebar.h"
#include "widgets/importing/valuescard.h"

#include <QLabel>
#include <QPointer>
#include <QScopeGuard>
#include <QStandardItemModel>

using namespace tideline;

class TestImportKinds : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { dress(); }
    void showsTheFirstRows_data();
    void showsTheFirstRows();
    void saysWhy_data();
    void saysWhy();
    void listsAnArchive();
    void walksFolders();
    void groupsTheFormats();
    void mapsAWorkbook();
    void cutsCells();
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
    const SamplePane* sample = recogniseStep(window)->sample();
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

void TestImportKinds::saysWhy_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* file, const char* why) { QTest::newRow(file) << QString(file) << QString(why); };
    row("zeek-conn.log", "first line begins with “#separator”, then “#path conn”");
    row("zeek-conn.json", "JSON with the keys id.orig_h, id.resp_h, ts, proto,");
    row("capture.pcap", "magic number d4 c3 b2 a1");
    row("capture.pcapng", "magic number 0a 0d 0d 0a");
    row("netflow.pcap", "NetFlow or IPFIX in its packets");
    row("updates.mrt", "record headers with time, type 16 and length");
    row("stix-mixed.json", "JSON with “type”: “bundle”");
    row("un-list.xml", "XML with the root element “CONSOLIDATED_LIST”");
    row("ofac-sdn.csv", "12 columns without a header");
    row("timesketch.csv", "columns message, datetime, timestamp_desc");
    row("argus.binetflow", "columns StartTime, Dur, SrcAddr, DstAddr, TotBytes and");
    row("events.xlsx", "a ZIP archive that holds “xl/”");
    row("eurepoc.csv", "the layout “");
    row("updates.bgpdump.txt", "15 columns without a header, first row “BGP4MP|");
}

void TestImportKinds::saysWhy()
{
    QFETCH(QString, file);
    QFETCH(QString, why);
    OpenCase open;
    ImportList list(&open.session);
    list.add({sampleFile(file.toLatin1().constData())});
    QTRY_VERIFY(!list.isInspecting());
    const ImportItem& item = list.item(0);
    QVERIFY2(item.recognised.why.contains(why), qPrintable(item.recognised.why));
    // The best of all candidates is the one that was taken, and the others are named with it.
    QVERIFY(!item.candidates.empty());
    QCOMPARE(item.candidates.front().format, item.recognised.format);
    const QString text = evidenceText(item);
    QVERIFY2(
        text.contains(item.candidates.size() > 1 ? item.candidates[1].format->title + " (" : "No other format fits"),
        qPrintable(text));
}

void TestImportKinds::listsAnArchive()
{
    OpenCase open;
    QPointer<ImportWindow> window = new ImportWindow(&open.session);
    const auto gone = qScopeGuard([&] { delete window; }); // before its case
    window->show();
    window->addFiles({sampleFile("mixed.zip")});
    QVERIFY(settled(window));
    SamplePane* sample = recogniseStep(window)->sample();
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
    QComboBox* box = recogniseStep(window)->format();
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
    map->recipes()->saveAs("starts");
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
    QVERIFY(choose(map->values()->column(), QVariantList{2, "tag"}));
    QVERIFY(map->values()->cutAt()->isVisible());
    QVERIFY(choose(map->values()->cutAt(), ";"));
    QTRY_VERIFY(map->isSettled());
    QCOMPARE(map->effect()->events[0].tags, (QStringList{"a", "b"}));
    QStringList labels;
    for (const QLabel* label : map->values()->findChildren<QLabel*>())
        labels += label->text();
    // b stands in two rows
    QVERIFY2(labels.contains("b") && labels.contains("2 rows"), qPrintable(labels.join(" / ")));
    QVERIFY(takePicture(*window, "import-3-cut"));
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
    const SamplePane* sample = recogniseStep(window)->sample();
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
