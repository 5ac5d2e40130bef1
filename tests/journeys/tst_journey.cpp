// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job through the real window, as hands would do it: open the founding case, look closer, brush, read the
// ratio, annotate, undo, redo, export, verify.
#include "app/window/mainwindow.h"
#include "app/window/windowcommands.h"
#include "models/exporters/export.h"
#include "models/session/founding.h"
#include "widgets/case/detailspanel.h"
#include "widgets/case/filterbar.h"
#include "widgets/case/noteeditor.h"
#include "widgets/case/perioddetails.h"
#include "widgets/charts/usagechart.h"
#include "widgets/dialogs/settings.h"
#include "widgets/exporting/caseexport.h"
#include "widgets/tables/datatable.h"
#include "widgets/tables/tablepanel.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/views/figuresview.h"
#include "widgets/views/timelinepage.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

#include <algorithm>

using namespace tideline;

class TestJourney : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void opensTheFoundingCase();
    void zoomsToADayAndBack();
    void panelsShareOneTime();
    void brushesAndReadsTheRatio();
    void filtersByWords();
    void saysWhatIsWrongWithAFilter();
    void annotatesUndoesRedoes();
    void starsByKey();
    void showsEveryView();
    void copiesRowsAsTsv();
    void titleTakesWhatOtherColumnsLeave();
    void changesTheZoneEverywhere();
    void findsEverythingByKeyboard();
    void fitsTheSmallestScreen();
    void exportsAndVerifies();

private:
    CaseSession* session() { return m_session.get(); }
    QString idOf(const QString& externalId) const;
    bool idle() const { return m_session->tasks()->running().empty() && !m_window->timeline()->isBusy(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<CaseSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<WindowCommands> m_commands;
};

QString TestJourney::idOf(const QString& externalId) const
{
    const auto& events = m_session->snapshot()->facts.events;
    const auto it =
        std::find_if(events.begin(), events.end(), [&](const EventPtr& e) { return e->externalId == externalId; });
    return it == events.end() ? QString() : (*it)->id;
}

void TestJourney::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("tideline-test"));
    applyTheme(*qApp, Theme(Theme::Mode::Light));
    m_settings = std::make_unique<Settings>();
    m_settings->setValue(SettingId::Author, QStringLiteral("Ada"));
    m_session = std::make_unique<CaseSession>();
    m_window = std::make_unique<MainWindow>(m_session.get(), m_settings.get(),
                                            m_folder.filePath(QStringLiteral("founding.tideline")));
    m_commands = std::make_unique<WindowCommands>(m_window.get());
    m_window->timeline()->axis()->setMotion(false);
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestJourney::cleanupTestCase()
{
    m_window->close();
    m_commands.reset();
    m_window.reset();
    m_session.reset();
}

void TestJourney::opensTheFoundingCase()
{
    m_window->actions()[ActionId::OpenFounding]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(session()->isOpen(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(idle() && m_window->timeline()->result(), 60'000);
    QCOMPARE(session()->visibleEvents().size(), std::size_t(212));
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("North Korea")));
    QVERIFY(m_window->timeline()->result()->simulated());
    QCOMPARE(session()->subject(), QStringLiteral("North Korea"));
}

void TestJourney::zoomsToADayAndBack()
{
    TimeAxis* axis = m_window->timeline()->axis();
    const TimeRange before = axis->range();
    session()->selectEvent(idOf(QStringLiteral("E126")));
    EventLanes* lanes = m_window->timeline()->view()->lanes();
    lanes->setFocus();
    m_window->details()->setFocus();
    const Micros at = Zone::utc().toUtc(CivilTime{2017, 10, 1, 9, 7, 51});
    axis->jumpTo({at - microsPerDay / 2, at + microsPerDay / 2});
    QTRY_VERIFY(idle());
    QCOMPARE(axis->range().length(), microsPerDay);
    m_window->actions()[ActionId::Back]->trigger();
    QTRY_COMPARE(axis->range(), before);
    m_window->actions()[ActionId::Forward]->trigger();
    QTRY_COMPARE(axis->range().length(), microsPerDay);
    m_window->actions()[ActionId::Back]->trigger();
}

void TestJourney::panelsShareOneTime()
{
    EventLanes* lanes = m_window->timeline()->view()->lanes();
    TimeAxis* axis = m_window->timeline()->axis();
    const int x = gutterWidth + (lanes->width() - gutterWidth) / 2;
    QTest::mouseMove(lanes, {x, lanes->height() / 2});
    QTRY_VERIFY(axis->cursor().has_value());
    const TimeScale scale{axis->range(), double(lanes->width() - gutterWidth - rightMargin)};
    QVERIFY(qAbs(scale.toX(*axis->cursor()) - (x - gutterWidth)) <= 2);
}

void TestJourney::brushesAndReadsTheRatio()
{
    const Zone zone = session()->zone();
    const TimeRange period{zone.toUtc(CivilTime{2019, 5, 1}), zone.toUtc(CivilTime{2019, 11, 2})};
    session()->setBrush(period);
    QCOMPARE(m_window->timeline()->axis()->brush(), std::optional(period));
    auto* details = m_window->details()->findChild<PeriodDetails*>();
    QVERIFY(details);
    const auto figure = [details] {
        for (const QLabel* label : details->findChildren<QLabel*>()) {
            if (label->property("role") == QStringLiteral("figure") && !label->isHidden())
                return label->text();
        }
        return QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(figure().contains(u'×'), 20'000);
    QVERIFY2(figure().startsWith(u'+') && figure().contains(QStringLiteral(" %")), qPrintable(figure()));
    // The same number as the measure gives when asked alone.
    Question question;
    question.measure = QStringLiteral("compare");
    question.range = period;
    question.against = QStringLiteral("W1");
    const auto result = askMeasure(*session()->file(), *session()->snapshot(), question, {});
    QVERIFY(result.ok());
    QCOMPARE(figure(), ratioText(*result->headline.value));
}

void TestJourney::filtersByWords()
{
    m_window->actions()[ActionId::Find]->trigger();
    auto* field = m_window->filterBar()->findChild<QLineEdit*>();
    QTRY_COMPARE(m_window->focusWidget(), field); // without a window manager no window is ever active
    QTest::keyClicks(field, QStringLiteral("category == hack and country == KR"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(session()->filterText(), QStringLiteral("category == hack and country == KR"));
    QVERIFY(session()->visibleEvents().size() < 51);
    for (const EventPtr& event : session()->visibleEvents())
        QVERIFY(event->category == u"hack" && event->countries.contains(QStringLiteral("KR")));
    session()->setFilterText({});
    QCOMPARE(session()->visibleEvents().size(), std::size_t(212));
}

void TestJourney::saysWhatIsWrongWithAFilter()
{
    auto* field = m_window->filterBar()->findChild<QLineEdit*>();
    field->setText(QStringLiteral("categry == hack"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(session()->filterText().isEmpty()); // the last good one stays
    QVERIFY(field->property("invalid").toBool());
    field->clear();
}

void TestJourney::annotatesUndoesRedoes()
{
    const QString id = idOf(QStringLiteral("E126"));
    session()->selectEvent(id);
    m_window->actions()[ActionId::AddNote]->trigger();
    auto* editor = m_window->details()->findChild<NoteEditor*>();
    QVERIFY(editor->isVisible());
    auto* text = editor->findChild<QPlainTextEdit*>();
    QTest::keyClicks(text, QStringLiteral("The second path"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    const auto notes = [this] { return session()->snapshot()->facts.annotations.size(); };
    QTRY_COMPARE(notes(), std::size_t(1));
    const Annotation note = session()->snapshot()->facts.annotations.front();
    QCOMPARE(note.text, QStringLiteral("The second path"));
    QCOMPARE(note.eventId, id);
    QCOMPARE(note.author, QStringLiteral("Ada"));
    m_window->actions()[ActionId::Undo]->trigger();
    QTRY_COMPARE(notes(), std::size_t(0));
    m_window->actions()[ActionId::Redo]->trigger();
    QTRY_COMPARE(notes(), std::size_t(1));
    QCOMPARE(session()->snapshot()->facts.annotations.front(), note);
}

void TestJourney::starsByKey()
{
    session()->selectEvent(idOf(QStringLiteral("E113")));
    m_window->actions()[ActionId::Star]->trigger();
    QTRY_VERIFY(session()->annotationFor(idOf(QStringLiteral("E113"))).starred);
    m_window->actions()[ActionId::Star]->trigger();
    QTRY_VERIFY(!session()->annotationFor(idOf(QStringLiteral("E113"))).starred);
}

void TestJourney::showsEveryView()
{
    using enum ActionId;
    for (const ActionId id :
         {ViewRhythm, ViewRoutes, ViewMoney, ViewPresence, ViewTrends, ViewFindings, ViewTimeline}) {
        m_window->actions()[id]->trigger();
        QWidget* view = m_window->views()->currentWidget();
        QVERIFY(view->isVisible());
        for (const FigureCard* card : view->findChildren<FigureCard*>()) {
            if (card->isVisible())
                QTRY_VERIFY_WITH_TIMEOUT(card->result().has_value(), 20'000);
        }
    }
    QVERIFY(m_window->timeline()->isVisible());
}

void TestJourney::copiesRowsAsTsv()
{
    DataTable* table = m_window->tables()->eventTable();
    m_window->tables()->setCurrentIndex(0);
    table->clearSelection();
    table->selectRow(0);
    const QStringList lines = table->selectionAsTsv().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0].count(u'\t'), lines[1].count(u'\t'));
    QVERIFY(lines[0].contains(QStringLiteral("UTC")));
}

void TestJourney::titleTakesWhatOtherColumnsLeave()
{
    DataTable* table = m_window->tables()->eventTable();
    m_window->tables()->setCurrentIndex(0);
    int title = 0, shown = 0;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        if (table->model()->headerData(column, Qt::Horizontal, Qt::UserRole).toString() == u"title")
            title = column;
        shown += table->columnWidth(column);
    }
    const int before = table->columnWidth(title);
    QVERIFY(shown >= table->viewport()->width() && before >= 300);
    const int room = 2 * shown - table->viewport()->width();
    table->window()->resize(table->window()->width() + room, table->window()->height());
    QTRY_VERIFY(table->columnWidth(title) > before);
    QCOMPARE(table->horizontalHeader()->length(), table->viewport()->width());
    table->setColumnWidth(title, 200); // from now on it stays as the user has it
    table->window()->resize(table->window()->width() - room, table->window()->height());
    QTest::qWait(50);
    QCOMPARE(table->columnWidth(title), 200);
}

void TestJourney::changesTheZoneEverywhere()
{
    m_window->actions()[ActionId::ZoneUtc]->trigger();
    QTRY_COMPARE(session()->zone(), Zone::utc());
    QCOMPARE(m_window->timeline()->axis()->zone(), Zone::utc());
    QTRY_VERIFY(idle());
    QTRY_COMPARE(m_window->timeline()->result()->zone, QStringLiteral("UTC"));
    m_window->actions()[ActionId::ZoneOfCase]->trigger();
    QTRY_COMPARE(session()->zone().name(), QStringLiteral("Asia/Pyongyang"));
}

void TestJourney::findsEverythingByKeyboard()
{
    for (const ActionSpec& spec : actionSpecs()) {
        const QAction* action = m_window->actions()[spec.id];
        QVERIFY2(!action->text().isEmpty(), spec.text);
    }
    QStringList keys;
    for (const ActionSpec& spec : actionSpecs()) {
        const QString key = QString::fromLatin1(spec.shortcut);
        QVERIFY2(key.isEmpty() || !keys.contains(key), spec.shortcut);
        keys += key;
    }
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::StrongFocus && widget->isVisible() && widget->inherits("tideline::TimePanel"))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void TestJourney::fitsTheSmallestScreen()
{
    m_window->resize(1024, 640);
    UsageChart* chart = m_window->timeline()->chart();
    QTRY_VERIFY2(chart->height() >= 100, qPrintable(QString::number(chart->height()))); // axis, bars and footer
    const auto* tools = m_window->findChild<QToolBar*>("toolBar");
    for (const ActionId id : {ActionId::Import, ActionId::ViewFindings, ActionId::PinFinding, ActionId::Export}) {
        const QWidget* button = tools->widgetForAction(m_window->actions()[id]);
        QTRY_VERIFY2(button->isVisible() && button->geometry().right() < tools->width(),
                     qPrintable(m_window->actions()[id]->text()));
    }
    m_window->resize(1600, 1000);
}

void TestJourney::exportsAndVerifies()
{
    ExportRequest request;
    request.format = QStringLiteral("bag");
    request.path = m_folder.filePath(QStringLiteral("export"));
    bool done = false;
    session()->write(
        QStringLiteral("Export"),
        [request](CaseFile& file, const Progress& progress) -> Result<void> {
            const auto snapshot = takeSnapshot(file);
            if (!snapshot)
                return snapshot.error();
            return exportCase(file, **snapshot, request, progress);
        },
        [&done] { done = true; });
    QTRY_VERIFY_WITH_TIMEOUT(done, 120'000);
    const auto checks = verifyBag(request.path, {});
    QVERIFY(checks.ok());
    for (const BagCheck& check : *checks)
        QVERIFY2(check.ok, qPrintable(check.name + check.detail));
}

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"
