// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changes a case as a whole, through the real window: splitting merged events, removing a source, redacting. What
// goes for good is looked for in the bytes of the file.
#include "app/window/windowcommands.h"
#include "models/session/eventmerging.h"
#include "tests/journeys/openwindow.h"
#include "widgets/case/filterpanel.h"
#include "widgets/case/filterrail.h"
#include "widgets/dialogs/casedetailsdialog.h"
#include "widgets/dialogs/commandpalette.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/redactdialog.h"
#include "widgets/dialogs/sourcesdialog.h"
#include "widgets/importing/importwindow.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

using namespace tideline;

namespace {

const QString secret = QStringLiteral("tok-informant \"Gräf\"");

const QByteArray header = "date,title,category,country,target\n";

} // namespace

class TestCaseWork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void splitsWhatIsMerged();
    void findsWhatIsInUse();
    void redactsForGood();
    void saysThatPackingWasStopped();
    void removesASource();
    void foldsTheFilter();
    void importsWithoutACase();

private:
    CaseSession* session() { return &m_open.session; }
    QAction* action(ActionId id) { return m_window->actions()[id]; }
    void import(const QString& name, const QByteArray& rows);
    QString idOf(const QString& title) const;
    int hits(const QString& text) const; ///< in the bytes of the case and of what lies beside it
    RedactDialog* lookFor(const QString& text);

    OpenWindow m_open;
    MainWindow* m_window = m_open.window.get();
    std::unique_ptr<WindowCommands> m_commands;
};

void TestCaseWork::initTestCase()
{
    m_commands = std::make_unique<WindowCommands>(m_window);
    import("a.csv", "2019-05-04,Launch of KN-23,missile test,KP,sea\n2019-05-09,Alone,missile test,KP,sea\n");
    import("b.csv", "2019-05-04,Short-range missiles,missile test,KP,East Sea\nsoon,tok-rejected,policy,KP,\n"
                    "later,tok-stopped,policy,KP,\n");
    QCOMPARE(session()->snapshot()->allSources.size(), std::size_t(2));
    QCOMPARE(session()->snapshot()->facts.events.size(), std::size_t(2)); // one of both lists, one of the first
}

void TestCaseWork::import(const QString& name, const QByteArray& rows)
{
    ImportRequest request;
    request.format = QStringLiteral("events-csv");
    request.options = {{"map", QJsonObject{{"time", "date"},
                                           {"title", "title"},
                                           {"category", "category"},
                                           {"country", "country"},
                                           {"target", "target"}}}};
    QVERIFY(m_open.import(name, header + rows, request));
}

QString TestCaseWork::idOf(const QString& title) const
{
    for (const EventPtr& event : m_open.session.snapshot()->facts.events) {
        if (event->title == title)
            return event->id;
    }
    return {};
}

int TestCaseWork::hits(const QString& text) const
{
    const QByteArray json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    int found = 0;
    for (const QString& name : {m_open.path(), m_open.path() + "-wal", m_open.path() + "-journal"}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        found += bytes.count(text.toUtf8()) + bytes.count(json.mid(2, json.size() - 4));
    }
    return found;
}

RedactDialog* TestCaseWork::lookFor(const QString& text)
{
    action(ActionId::Redact)->trigger();
    auto* dialog = m_window->findChild<RedactDialog*>();
    if (!dialog || dialog->redactButton()->isEnabled()) // nothing before it was looked for
        return nullptr;
    dialog->field()->insert(text); // typed keys are ASCII only
    QTest::keyClick(dialog->field(), Qt::Key_Return);
    return m_open.settle() ? dialog : nullptr;
}

void TestCaseWork::splitsWhatIsMerged()
{
    QAction* split = action(ActionId::SplitEvent);
    QVERIFY(!split->isEnabled());
    QVERIFY2(split->toolTip().contains("Choose an event first"), qPrintable(split->toolTip()));
    session()->selectEvent(idOf("Alone"));
    QVERIFY(!split->isEnabled());
    QVERIFY2(split->toolTip().contains("in one source only"), qPrintable(split->toolTip()));
    QVERIFY(action(ActionId::RemoveEvent)->isEnabled());
    session()->selectEvent(idOf("Launch of KN-23"));
    QVERIFY(split->isEnabled());
    QVERIFY2(!split->toolTip().contains("source only"), qPrintable(split->toolTip()));
    QVERIFY(!action(ActionId::RemoveEvent)->isEnabled());

    action(ActionId::Palette)->trigger(); // as a person finds it
    auto* palette = m_window->findChild<CommandPalette*>();
    QVERIFY(palette);
    auto* field = palette->findChild<QLineEdit*>();
    QTest::keyClicks(field, "split event");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(session()->snapshot()->facts.events.size(), std::size_t(3));
    QVERIFY(!split->isEnabled()); // it stands for itself now
    QVERIFY(!idOf("Short-range missiles").isEmpty());
    action(ActionId::Undo)->trigger();
    QTRY_COMPARE(session()->snapshot()->facts.events.size(), std::size_t(2));
    QVERIFY(split->isEnabled());
}

void TestCaseWork::findsWhatIsInUse()
{
    Event event;
    event.id = QStringLiteral("11111111-1111-4111-8111-111111111111");
    event.title = secret;
    event.category = QStringLiteral("policy");
    session()->saveEvent(event);
    QVERIFY(m_open.settle());
    QPointer<RedactDialog> dialog = lookFor(secret);
    QVERIFY(dialog);
    QVERIFY2(dialog->said().startsWith("It is in use"), qPrintable(dialog->said()));
    QVERIFY(!dialog->redactButton()->isEnabled());
    QCOMPARE(dialog->found().rows.size(), std::size_t(2)); // the event, and the log's detail of its coming
    QCOMPARE(std::get<QString>(dialog->found().rows[1][0]), QStringLiteral("Events (title)"));
    QCOMPARE(std::get<qint64>(dialog->found().rows[1][1]), 1);
    QVERIFY(takePicture(*dialog, "redact-in-use"));
    dialog->look();
    const auto& running = session()->tasks()->running();
    const quint64 task = running.back().id;
    const auto cancelled = running.back().cancelled;
    dialog->look(); // anew: of the same text there is one answer
    QVERIFY(cancelled->load());
    QVERIFY(running.back().id != task && !running.back().cancelled->load());
    QVERIFY(m_open.settle());
    QCOMPARE(dialog->found().rows.size(), std::size_t(2));
    dialog->look();
    const auto last = running.back().cancelled;
    dialog->reject();
    QVERIFY(last->load()); // nobody waits for it
    QTRY_VERIFY(!dialog);
}

void TestCaseWork::redactsForGood()
{
    session()->selectEvent(idOf(secret));
    action(ActionId::RemoveEvent)->trigger();
    QVERIFY(m_open.settle());
    QVERIFY(idOf(secret).isEmpty());
    const int before = hits(secret);
    QVERIFY(before > 0); // the log keeps what was deleted
    const qint64 rows = session()->snapshot()->counts.audit;

    QPointer<RedactDialog> dialog = lookFor(secret);
    QVERIFY(dialog);
    QVERIFY2(dialog->said().startsWith("It stands in 2 details of the log and in 0 rejected rows"),
             qPrintable(dialog->said()));
    QVERIFY(dialog->redactButton()->isEnabled());
    QVERIFY(takePicture(*dialog, "redact"));
    QTest::keyClick(dialog->field(), Qt::Key_Backspace);
    QVERIFY(!dialog->redactButton()->isEnabled()); // that text was not looked for
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QCOMPARE(hits(secret), before);
    QCOMPARE(session()->snapshot()->counts.audit, rows);
    QVERIFY(session()->undoStack()->canUndo());

    dialog = lookFor(secret);
    QVERIFY(dialog);
    dialog->redactButton()->click();
    QVERIFY(m_open.settle());
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY2(m_window->messages()->text().contains("taken out of 2 details of the log and 0 rejected rows"),
                 qPrintable(m_window->messages()->text()));
    QVERIFY(!m_window->messages()->text().contains("tok-"));
    QCOMPARE(hits(secret), 0);
    QVERIFY(!action(ActionId::Undo)->isEnabled());           // or it would come back
    QCOMPARE(session()->snapshot()->counts.audit, rows + 2); // that it was redacted, and that the file was packed
    const auto checks = session()->file()->verify({});
    QVERIFY(checks.ok());
    for (const Check& check : *checks)
        QVERIFY2(check.ok, qPrintable(check.name + check.detail));

    dialog = lookFor("tok-rejected");
    QVERIFY(dialog);
    QVERIFY2(dialog->said().contains("1 rejected row."), qPrintable(dialog->said()));
    dialog->redactButton()->click();
    QVERIFY(m_open.settle());
    QCOMPARE(hits("tok-rejected"), 0);
    QTRY_VERIFY(!dialog);
}

/// Stopped between the two steps of a redaction: what was done is said, and compacting does the rest.
void TestCaseWork::saysThatPackingWasStopped()
{
    const std::atomic<bool> stop = true;
    const auto stopped = session()->file()->redact("tok-stopped", Progress({}, &stop));
    QVERIFY(!stopped.ok());
    QCOMPARE(stopped.error().code, ErrorCode::Io); // and not Cancelled, of which nothing is said
    QVERIFY2(stopped.error().text().contains("taken out, but the file was not packed"),
             qPrintable(stopped.error().text()));
    action(ActionId::Compact)->trigger();
    QVERIFY(m_open.settle());
    QCOMPARE(hits("tok-stopped"), 0);
}

void TestCaseWork::removesASource()
{
    QVERIFY(hits("Short-range missiles") > 0);
    action(ActionId::Sources)->trigger();
    auto* dialog = m_window->findChild<SourcesDialog*>();
    QVERIFY(dialog);
    dialog->select(2);
    auto* remove = dialog->findChild<QPushButton*>("removeSource");
    QVERIFY(!remove->isEnabled());
    QVERIFY2(remove->toolTip().contains("withdrawn"), qPrintable(remove->toolTip()));
    dialog->toggleWithdrawn();
    QVERIFY(m_open.settle());
    QVERIFY(remove->isEnabled());
    for (const bool isMeant : {false, true}) {
        remove->click();
        QPointer<QMessageBox> box = dialog->findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY2(box->informativeText().startsWith("Its 1 accepted row and 2 rejected rows go"),
                 qPrintable(box->informativeText()));
        QVERIFY(takePicture(*box, "source-remove"));
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        for (QAbstractButton* button : box->buttons()) {
            if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == isMeant)
                button->click();
        }
        QTRY_VERIFY(!box);
        QVERIFY(m_open.settle());
        QCOMPARE(session()->snapshot()->allSources.size(), std::size_t(isMeant ? 1 : 2));
    }
    QCOMPARE(hits("Short-range missiles"), 0);
    QVERIFY(!action(ActionId::Undo)->isEnabled());
    QVERIFY2(m_window->messages()->text().contains("Removed for good: source 2"),
             qPrintable(m_window->messages()->text()));
    QVERIFY(takePicture(*dialog, "sources-after-removal"));
    QCOMPARE(dialog->selected(), 1);
}

/// In a small window the filter is a rail of marks that switch categories; unfolded it is the panel.
void TestCaseWork::foldsTheFilter()
{
    m_window->resize(1366, 768);
    auto* rail = m_window->findChild<FilterRail*>();
    auto* panel = m_window->findChild<FilterPanel*>();
    QTRY_VERIFY(rail->isVisible() && !panel->isVisible());
    QCOMPARE(rail->width(), 36);
    QTRY_VERIFY(rail->mark("missile test"));
    QToolButton* mark = rail->mark("missile test");
    QCOMPARE(mark->accessibleName(), QStringLiteral("Missile tests: 2 events"));
    const std::size_t all = session()->visibleEvents().size();
    mark->click();
    QTRY_COMPARE(session()->visibleEvents().size(), all - 2);
    QTRY_VERIFY2(mark->toolTip().contains("hidden"), qPrintable(mark->toolTip()));
    QVERIFY(takePicture(*m_window, "window-rail"));
    mark->click();
    QTRY_COMPARE(session()->visibleEvents().size(), all);
    QVERIFY(session()->filterText().isEmpty());
    rail->unfold()->click();
    QTRY_VERIFY(panel->isVisible() && !rail->isVisible());
    QVERIFY(action(ActionId::ToggleFilter)->isChecked());
    action(ActionId::ToggleFilter)->trigger();
    QTRY_VERIFY(rail->isVisible() && !panel->isVisible());
    m_window->resize(1600, 900);
    QTRY_VERIFY(panel->isVisible() && !rail->isVisible());
}

/// Import makes the case that the files go into; one that was given up has nothing to do with what is opened later.
void TestCaseWork::importsWithoutACase()
{
    QTemporaryDir folder;
    CaseSession none;
    MainWindow window(&none, &m_open.settings, folder.filePath("founding.tideline"));
    const WindowCommands commands(&window);
    window.show();
    QAction* const import = window.actions()[ActionId::Import];
    QVERIFY(import->isEnabled());
    QVERIFY(!window.actions()[ActionId::AddEvent]->isEnabled());
    const auto details = [&window] { return window.findChild<CaseDetailsDialog*>(); };
    import->trigger();
    QVERIFY(details());
    details()->reject();
    QTRY_VERIFY(!details());
    CaseInfo info;
    info.title = QStringLiteral("another");
    none.create(folder.filePath("another.tideline"), info);
    QTRY_VERIFY(none.isOpen() && none.tasks()->running().empty());
    QVERIFY(!window.findChild<ImportWindow*>());

    CaseSession fresh;
    MainWindow second(&fresh, &m_open.settings, folder.filePath("founding.tideline"));
    const WindowCommands secondCommands(&second);
    second.show();
    second.actions()[ActionId::Import]->trigger();
    auto* form = second.findChild<CaseDetailsDialog*>();
    QVERIFY(form);
    form->title()->setText("made for files");
    form->author()->setText("tester");
    form->keep();
    QTRY_VERIFY(second.findChild<QFileDialog*>());
    auto* chooser = second.findChild<QFileDialog*>();
    QVERIFY(QMetaObject::invokeMethod(chooser, "fileSelected", Q_ARG(QString, folder.filePath("made.tideline"))));
    chooser->reject();
    QTRY_VERIFY(fresh.isOpen());
    QTRY_VERIFY(second.findChild<ImportWindow*>());
    QTRY_VERIFY(fresh.tasks()->running().empty());
    QCOMPARE(fresh.snapshot()->facts.info.title, QString("made for files"));
}

QTEST_MAIN(TestCaseWork)
#include "tst_casework.moc"
