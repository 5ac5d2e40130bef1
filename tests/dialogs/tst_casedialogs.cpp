// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dialogs that change the case: what they show is what the session has, and what they save can be undone.
#include "models/core/timetext.h"
#include "models/query/expression.h"
#include "models/session/importing.h"
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/aboutdialog.h"
#include "widgets/dialogs/authorprompt.h"
#include "widgets/dialogs/casedetailsdialog.h"
#include "widgets/dialogs/filterhelp.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/pendingimportsbar.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/dialogs/rulesdialog.h"
#include "widgets/dialogs/sourcesdialog.h"
#include "widgets/dialogs/startpage.h"
#include "widgets/dialogs/subjectform.h"
#include "widgets/dialogs/subjectsdialog.h"
#include "widgets/dialogs/windowsdialog.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace tideline;

namespace {

const char rulesJson[] = R"({"tideline_rules":1,"rules":[
    {"set":"coin","label":"Monero","ports":[3333,"14444-14446"],"protocols":["tcp"],"from":"2019-05","note":"pools"},
    {"set":"route","label":"TTK","next_as":[20485],"local_prefixes":["175.45.176.0/22"]},
    {"set":"service","label":"web","ports":[80,443]}]})";

} // namespace

class TestCaseDialogs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme()); }
    void caseDetails();
    void authorPrompt();
    void windowsAreOneStep();
    void windowTimes();
    void subjects();
    void members_data();
    void members();
    void rulesRoundTrip();
    void rulesSayWhatIsWrong();
    void sourcesWithdrawAndRestore();
    void filterHelp();
    void messageStrip();
    void startPage();
    void pendingImports();
    void about();
};

void TestCaseDialogs::caseDetails()
{
    OpenCase open;
    QPointer<CaseDetailsDialog> dialog = new CaseDetailsDialog(&open.session);
    dialog->show();
    dialog->title()->clear();
    dialog->keep();
    QVERIFY(dialog->isVisible()); // a case needs a title
    QVERIFY(takePicture(*dialog, "casedetails-wrong"));
    dialog->title()->setText("Second title");
    dialog->author()->setText("A. Example");
    dialog->keep();
    QTRY_COMPARE(open.session.snapshot()->facts.info.title, QString("Second title"));
    QCOMPARE(open.session.snapshot()->facts.info.author, QString("A. Example"));
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.info.title, QString("North Korea, internet use"));
    delete dialog;
}

void TestCaseDialogs::authorPrompt()
{
    AuthorPrompt prompt({});
    QSignalSpy named(&prompt, &AuthorPrompt::named);
    prompt.show();
    QTest::keyClick(prompt.edit(), Qt::Key_Return);
    QVERIFY(named.isEmpty()); // not without a name
    QTest::keyClicks(prompt.edit(), " A. Example ");
    QVERIFY(takePicture(prompt, "authorprompt"));
    QTest::keyClick(prompt.edit(), Qt::Key_Return);
    QCOMPARE(named.size(), 1);
    QCOMPARE(named.first().first().toString(), QString("A. Example"));
}

void TestCaseDialogs::windowsAreOneStep()
{
    OpenCase open;
    QPointer<WindowsDialog> dialog = new WindowsDialog(&open.session);
    dialog->table()->model()->setRows(
        {{"W1", "2017-04-01", "2017-07-06", "base"}, {"W4", "2019-01-01", "2019-11-01", ""}});
    dialog->show();
    QVERIFY(takePicture(*dialog, "windows"));
    dialog->keep();
    QTRY_COMPARE(open.session.snapshot()->facts.windows.size(), std::size_t(2));
    const Window first = open.session.snapshot()->facts.windows.front();
    QCOMPARE(isoUtc(first.range.from), QString("2017-03-31T15:30:00.000000Z")); // midnight in Pyongyang, +08:30
    QCOMPARE(isoUtc(first.range.to), QString("2017-07-06T15:30:00.000000Z"));   // the end of the 6th
    delete dialog;

    QPointer<WindowsDialog> again = new WindowsDialog(&open.session);
    QCOMPARE(again->table()->model()->records().first(), (QStringList{"W1", "2017-04-01", "2017-07-06", "base"}));
    again->keep(); // changes nothing
    QCOMPARE(open.session.undoStack()->count(), 1);
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.windows.size(), std::size_t(0));
    delete again;
}

void TestCaseDialogs::windowTimes()
{
    OpenCase open;
    QPointer<WindowsDialog> dialog = new WindowsDialog(&open.session);
    dialog->table()->model()->setRows({{"W1", "2017-05", "2017-04", ""}});
    QVERIFY(!dialog->windows().ok());
    dialog->table()->model()->setRows({{"W1", "2017-05", "soon", ""}});
    QVERIFY(!dialog->windows().ok());
    dialog->table()->model()->setRows({{"W1", "2017", "2017", ""}, {"W1", "2018", "2018", ""}});
    QVERIFY(!dialog->windows().ok());
    dialog->table()->model()->setRows({{"W1", "2017-04-01 10:30", "2017-04-01 11:00:05", ""}});
    const auto windows = dialog->windows();
    QVERIFY(windows.ok());
    QCOMPARE(windows->front().range.length(), 1805 * microsPerSecond);
    delete dialog;
}

namespace {

QStringList names(const OpenCase& open)
{
    QStringList found;
    for (const Subject& subject : open.session.snapshot()->facts.subjects)
        found += subject.name;
    return found;
}

} // namespace

void TestCaseDialogs::subjects()
{
    OpenCase open;
    QPointer<SubjectsDialog> dialog = new SubjectsDialog(&open.session);
    dialog->show();
    dialog->add();
    dialog->form()->name()->setText("North Korea");
    dialog->form()->members()->model()->setRows(
        {{"175.45.176.0/22", "", ""}, {"210.52.109.0/24", "", "2019-08-31"}, {"AS131279", "2009-12", ""}});
    QList<QToolButton*> days = dialog->form()->findChildren<QToolButton*>();
    for (QToolButton* day : days) {
        if (day->isCheckable())
            day->setChecked(day->accessibleName().startsWith("Sun"));
    }
    QVERIFY(takePicture(*dialog, "subjects"));
    dialog->keep();
    QTRY_COMPARE(open.session.snapshot()->facts.subjects.size(), std::size_t(1));
    const Subject subject = open.session.snapshot()->facts.subjects.front();
    QCOMPARE(subject.weekend, QList<int>{7});
    QCOMPARE(subject.members.size(), std::size_t(3));
    QCOMPARE(isoUtc(subject.members[1].valid.to), QString("2019-09-01T00:00:00.000000Z"));
    QCOMPARE(subject.members[2].asn, 131279u);
    QVERIFY(open.settle());

    dialog->select("North Korea");
    dialog->form()->name()->setText("DPRK");
    dialog->keep();
    QTRY_COMPARE(names(open), QStringList{"DPRK"}); // between the two writes there is none
    QCOMPARE(open.session.snapshot()->facts.subjects.size(), std::size_t(1));
    QCOMPARE(open.session.snapshot()->facts.subjects.front().members, subject.members);
    QVERIFY(open.settle());
    open.session.undoStack()->undo(); // the renaming is one step
    QTRY_COMPARE(names(open), QStringList{"North Korea"});
    delete dialog;
}

void TestCaseDialogs::members_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    QTest::newRow("prefix") << "175.45.176.0/22"
                            << "175.45.176.0/22";
    QTest::newRow("address") << "2001:db8::1"
                             << "2001:db8::1/128";
    QTest::newRow("AS") << "as4837"
                        << "AS4837";
    QTest::newRow("bare number") << "4837"
                                 << "AS4837";
    QTest::newRow("bits beyond") << "175.45.176.1/22"
                                 << "";
    QTest::newRow("zero") << "AS0"
                          << "";
    QTest::newRow("word") << "home"
                          << "";
}

void TestCaseDialogs::members()
{
    QFETCH(QString, text);
    QFETCH(QString, read);
    const auto member = memberFromText(text);
    QCOMPARE(member.has_value(), !read.isEmpty());
    if (member && member->prefix)
        QCOMPARE(*member->prefix, *Prefix::parse(read));
    else if (member)
        QCOMPARE(memberText(*member), read);
}

void TestCaseDialogs::rulesRoundTrip()
{
    OpenCase open;
    QPointer<RulesDialog> dialog = new RulesDialog(&open.session);
    dialog->show();
    const QString path = open.write("rules.json", rulesJson);
    const auto loaded = dialog->loadFile(path);
    QVERIFY2(loaded.ok(), loaded ? "" : qPrintable(loaded.error().text()));
    QVERIFY(takePicture(*dialog, "rules"));
    const auto rules = dialog->rules();
    QVERIFY2(rules.ok(), rules ? "" : qPrintable(rules.error().text()));
    QVERIFY(*rules == *parseRules(rulesJson));
    const QString copy = open.folder.filePath("copy.json");
    QVERIFY(dialog->saveFile(copy).ok());
    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(*parseRules(file.readAll()) == *rules);

    dialog->table()->view();
    QVERIFY(dialog->table()->model()->swapRows(0, 2)); // the order counts
    dialog->keep();
    QTRY_COMPARE(open.session.snapshot()->attribution->rules.size(), std::size_t(3));
    QCOMPARE(open.session.snapshot()->attribution->rules.front().label, QString("web"));
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->attribution->rules.size(), std::size_t(0));
    delete dialog;
}

void TestCaseDialogs::rulesSayWhatIsWrong()
{
    OpenCase open;
    QPointer<RulesDialog> dialog = new RulesDialog(&open.session);
    dialog->show();
    QStringList row(13);
    row[0] = "service";
    row[1] = "web";
    row[2] = "80, 99999";
    dialog->table()->model()->setRows({row});
    QVERIFY(!dialog->rules().ok());
    dialog->keep();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!dialog->findChild<MessageStrip*>()->text().isEmpty());
    QVERIFY(!dialog->loadFile(open.folder.filePath("nowhere.json")).ok());
    delete dialog;
}

void TestCaseDialogs::sourcesWithdrawAndRestore()
{
    OpenCase open;
    const QString path = open.write("tests.csv", "date,title,category\n2017-09-03,Sixth nuclear test,nuclear test\n"
                                                 "soon,Nothing,policy\n2017-11-29,Hwasong-15,missile test\n");
    open.session.write("import", [path](CaseFile& file, const Progress& progress) -> Result<void> {
        ImportRequest request;
        request.path = path;
        request.format = "events-csv";
        request.options = {{"map", QJsonObject{{"time", "date"}, {"title", "title"}, {"category", "category"}}}};
        const auto report = importFile(file, request, progress);
        return report ? Result<void>() : Result<void>(report.error());
    });
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    QPointer<SourcesDialog> dialog = new SourcesDialog(&open.session);
    dialog->show();
    const qint64 id = open.session.snapshot()->allSources.front().id;
    QCOMPARE(dialog->selected(), id);
    QVERIFY(open.settle());
    QTest::qWait(50);
    QVERIFY(takePicture(*dialog, "sources"));
    dialog->toggleWithdrawn();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(0));
    QVERIFY(open.session.snapshot()->allSources.front().withdrawn);
    QCOMPARE(dialog->selected(), id);
    dialog->toggleWithdrawn();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(0));
    delete dialog;
}

void TestCaseDialogs::filterHelp()
{
    for (const QString& example : filterExamples()) {
        const auto error = expressionError(example, Zone::utc());
        QVERIFY2(!error, qPrintable(example + (error ? error->message : QString())));
    }
    QVERIFY(filterFieldTable().rows.size() > 40);
    QPointer<FilterHelp> help = new FilterHelp;
    help->show();
    QSignalSpy chosen(help, &FilterHelp::exampleChosen);
    help->findChild<QToolButton*>()->click();
    QCOMPARE(chosen.first().first().toString(), filterExamples().first());
    QVERIFY(takePicture(*help, "filterhelp"));
    delete help;
}

void TestCaseDialogs::messageStrip()
{
    MessageStrip strip;
    strip.resize(600, 60);
    QVERIFY(!strip.isVisibleTo(nullptr));
    strip.showError({ErrorCode::BadInput, "A <b>row</b> has no time", "list.csv, line 7", "Give it one."});
    QVERIFY(strip.isVisible());
    QVERIFY(strip.text().contains("<b>row</b>")); // as it is, never as markup
    QVERIFY(strip.text().contains("line 7"));
    QVERIFY(strip.accessibleName().contains("Give it one."));
    QVERIFY(takePicture(strip, "messagestrip"));
    strip.clear();
    QVERIFY(!strip.isVisible());
}

void TestCaseDialogs::startPage()
{
    QTemporaryDir folder;
    StartPage page;
    page.resize(1000, 700);
    QFile file(folder.filePath("Mirim 2020.tideline"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    page.setRecent({file.fileName(), folder.filePath("gone.tideline")});
    page.show();
    QVERIFY(takePicture(page, "startpage"));
    QSignalSpy founding(&page, &StartPage::foundingRequested);
    QTest::keyClick(page.focusProxy(), Qt::Key_Space); // the first row is ready to be pressed
    QCOMPARE(founding.size(), 1);
    QSignalSpy opened(&page, &StartPage::openRequested);
    for (QToolButton* button : page.findChildren<QToolButton*>()) {
        if (button->text().contains("Mirim"))
            button->click();
    }
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toString(), file.fileName());
}

void TestCaseDialogs::pendingImports()
{
    OpenCase open;
    const QString path = open.write("cut.csv", "date,title\n2017-09-03,One\n2017-09-04,Two\n");
    open.session.write("begin", [path](CaseFile& file, const Progress&) -> Result<void> {
        Source source;
        source.name = "cut.csv";
        source.format = "events-csv";
        source.bytes = QFileInfo(path).size();
        source.options = QJsonObject{{"map", QJsonObject{{"time", "date"}, {"title", "title"}}}};
        const auto writer = file.beginImport(source, path); // and never completed
        return writer ? Result<void>() : Result<void>(writer.error());
    });
    QVERIFY(open.settle());
    const QString casePath = open.path();
    open.session.close();
    PendingImportsBar bar(&open.session);
    bar.resize(900, 40);
    QSignalSpy opened(&open.session, &CaseSession::opened);
    open.session.open(casePath);
    QVERIFY(opened.wait(20'000));
    QCOMPARE(bar.waiting(), 1);
    QVERIFY(bar.isVisible());
    QVERIFY(takePicture(bar, "pendingimports"));
    bar.resume();
    QCOMPARE(bar.waiting(), 0);
    QVERIFY(!bar.isVisible());
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(2));
}

void TestCaseDialogs::about()
{
    QPointer<AboutDialog> dialog = new AboutDialog;
    dialog->show();
    QVERIFY(takePicture(*dialog, "about"));
    delete dialog;
}

QTEST_MAIN(TestCaseDialogs)
#include "tst_casedialogs.moc"
