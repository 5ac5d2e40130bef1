// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/mainwindow.h"

#include "app/window/statebinding.h"
#include "widgets/case/detailspanel.h"
#include "widgets/case/filterbar.h"
#include "widgets/case/filterpanel.h"
#include "widgets/case/filterrail.h"
#include "widgets/case/statusline.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/pendingimportsbar.h"
#include "widgets/dialogs/settings.h"
#include "widgets/dialogs/startpage.h"
#include "widgets/tables/tablepanel.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/views/figuresview.h"
#include "widgets/views/findingsview.h"
#include "widgets/views/rhythmview.h"
#include "widgets/views/timelinepage.h"
#include "widgets/views/trendsview.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

namespace {

// Below these the picture is the narrow one of the look: icons only, filter folded.
constexpr int narrowWidth = 1500;
constexpr int tightWidth = 1100; // no word beside the pin, and no lines between the tools
constexpr int lowHeight = 700;   // the table keeps a few rows, the chart the rest
constexpr int wideWidth = 2200;

QDockWidget* makeDock(const QString& title, const QString& name, QWidget* content, QMainWindow* window,
                      Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setWidget(content);
    window->addDockWidget(area, dock);
    return dock;
}

} // namespace

MainWindow::MainWindow(CaseSession* session, Settings* settings, const QString& foundingPath)
    : m_session(session)
    , m_settings(settings)
    , m_foundingPath(foundingPath)
    , m_actions(this)
    , m_start(new StartPage)
    , m_filterBar(new FilterBar(session))
    , m_messages(new MessageStrip)
    , m_pending(new PendingImportsBar(session))
    , m_views(new QStackedWidget)
    , m_timeline(new TimelinePage(session))
    , m_rhythm(new RhythmView(session))
    , m_findings(new FindingsView(session))
    , m_filterPanel(new FilterPanel(session))
    , m_filterRail(new FilterRail(m_filterPanel))
    , m_details(new DetailsPanel(session))
    , m_tables(new TablePanel(session))
    , m_status(new StatusLine(session))
{
    setAcceptDrops(true);
    setMinimumSize(1024, 640);
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    placeToolBar();
    placeCentre();
    placeDocks();
    placeMenus();
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    connectPanels();
    bindState(m_actions, session, m_timeline);
    m_actions[ActionId::ViewTimeline]->setChecked(true);
    refresh();
}

void MainWindow::placeCentre()
{
    auto* centre = new QStackedWidget;
    centre->addWidget(m_start);
    m_desk = new QWidget;
    auto* layout = new QVBoxLayout(m_desk);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_pending);
    layout->addWidget(m_views, 1);
    centre->addWidget(m_desk);
    setCentralWidget(centre);

    const auto figures = [this](ActionId id, const QStringList& names) {
        auto* view = new FiguresView(m_session, names);
        connect(view, &FiguresView::tableRequested, this, &MainWindow::showTwin);
        connect(view, &FiguresView::pinRequested, m_findings, &FindingsView::pin);
        m_viewOf.insert(static_cast<int>(id), view);
    };
    m_viewOf.insert(static_cast<int>(ActionId::ViewTimeline), m_timeline);
    m_viewOf.insert(static_cast<int>(ActionId::ViewRhythm), m_rhythm);
    figures(ActionId::ViewRoutes, {QStringLiteral("f8"), QStringLiteral("routes"), QStringLiteral("services"),
                                   QStringLiteral("f5"), QStringLiteral("f6"), QStringLiteral("f10")});
    figures(ActionId::ViewMoney,
            {QStringLiteral("f13"), QStringLiteral("f17"), QStringLiteral("f14"), QStringLiteral("f15")});
    figures(ActionId::ViewPresence,
            {QStringLiteral("f11"), QStringLiteral("talkers"), QStringLiteral("f7"), QStringLiteral("f16")});
    auto* trends = new TrendsView(m_session);
    connect(trends, &TrendsView::tableRequested, this, &MainWindow::showTwin);
    connect(trends, &TrendsView::pinRequested, m_findings, &FindingsView::pin);
    m_viewOf.insert(static_cast<int>(ActionId::ViewTrends), trends);
    m_viewOf.insert(static_cast<int>(ActionId::ViewFindings), m_findings);
    for (QWidget* view : std::as_const(m_viewOf))
        m_views->addWidget(view);
    m_views->setCurrentWidget(m_timeline);
}

void MainWindow::placeDocks()
{
    // The filter bar spans the window: a tool bar of its own line carries it.
    auto* filterBar = addToolBar(tr("Filter"));
    filterBar->setObjectName(QStringLiteral("filterToolBar"));
    filterBar->setMovable(false);
    filterBar->addWidget(m_filterBar);
    insertToolBarBreak(filterBar);
    m_railBar = new QToolBar(tr("Filter, folded"), this);
    m_railBar->setObjectName(QStringLiteral("filterRailBar"));
    m_railBar->setMovable(false);
    m_railBar->addWidget(m_filterRail);
    addToolBar(Qt::LeftToolBarArea, m_railBar);
    connect(m_filterRail, &FilterRail::unfoldRequested, m_actions[ActionId::ToggleFilter], &QAction::trigger);
    m_filterDock = makeDock(tr("Filter"), QStringLiteral("filterDock"), m_filterPanel, this, Qt::LeftDockWidgetArea);
    m_detailsDock = makeDock(tr("Details"), QStringLiteral("detailsDock"), m_details, this, Qt::RightDockWidgetArea);
    m_tablesDock = makeDock(tr("Tables"), QStringLiteral("tablesDock"), m_tables, this, Qt::BottomDockWidgetArea);
    m_tablesDock->setTitleBarWidget(new QWidget); // the tabs are title enough
    connect(m_filterDock, &QDockWidget::visibilityChanged, this, &MainWindow::placeRail);
    const std::pair<ActionId, QDockWidget*> toggles[] = {{ActionId::ToggleFilter, m_filterDock},
                                                         {ActionId::ToggleDetails, m_detailsDock},
                                                         {ActionId::ToggleTables, m_tablesDock}};
    for (const auto& [id, dock] : toggles) {
        QAction* action = m_actions[id];
        connect(action, &QAction::triggered, dock, &QDockWidget::setVisible);
        connect(dock, &QDockWidget::visibilityChanged, action,
                [action, dock = dock] { action->setChecked(!dock->isHidden()); });
    }
}

void MainWindow::placeToolBar()
{
    m_toolBar = addToolBar(tr("Tools"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto add = [this](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_toolBar->addAction(m_actions[id]);
    };
    using enum ActionId;
    add({OpenCase, Import});
    m_toolBar->addSeparator();
    add({Undo, Redo});
    m_toolBar->addSeparator();
    add({Back, Forward, Fit});
    m_toolBar->addSeparator();
    add({ViewTimeline, ViewRhythm, ViewRoutes, ViewMoney, ViewPresence, ViewTrends, ViewFindings});
    auto* gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(gap);
    add({AddNote, PinFinding, Export});
    auto* views = new QActionGroup(this);
    for (const ActionId id :
         {ViewTimeline, ViewRhythm, ViewRoutes, ViewMoney, ViewPresence, ViewTrends, ViewFindings}) {
        views->addAction(m_actions[id]);
        connect(m_actions[id], &QAction::triggered, this,
                [this, id] { showView(m_viewOf.value(static_cast<int>(id))); });
    }
}

void MainWindow::placeMenus()
{
    const QStringList titles = {tr("Case"),    tr("Edit"),     tr("View"), tr("Time"),
                                tr("Measure"), tr("Annotate"), tr("Help")};
    QList<QMenu*> menus;
    for (const QString& title : titles)
        menus += menuBar()->addMenu(title);
    for (const ActionSpec& spec : actionSpecs()) {
        QMenu* menu = menus[static_cast<int>(spec.menu)];
        if (spec.flags & SeparatorAbove)
            menu->addSeparator();
        menu->addAction(m_actions[spec.id]);
    }
}

void MainWindow::connectPanels()
{
    TimeAxis* axis = m_timeline->axis();
    connect(axis, &TimeAxis::cursorChanged, m_status, &StatusLine::setCursor);
    const auto period = [this, axis] { m_tables->setPeriod(m_session->brush().value_or(axis->range())); };
    connect(m_session, &CaseSession::brushChanged, this, period);
    connect(axis, &TimeAxis::rangeChanged, this, period);
    connect(m_timeline, &TimelinePage::measured, m_tables, &TablePanel::setChartData);
    connect(m_filterPanel, &FilterPanel::windowChosen, m_session,
            [this](const Window& window) { m_session->setBrush(window.range); });
    connect(m_filterPanel, &FilterPanel::windowActivated, axis,
            [axis](const Window& window) { axis->jumpTo(withMargin(window.range)); });
    connect(m_filterPanel, &FilterPanel::undatedChosen, m_tables, &TablePanel::showUndated);
    connect(m_details, &DetailsPanel::aroundRequested, axis, [axis](Micros at, Micros half) {
        axis->jumpTo({at - half, at + half});
    });
    connect(m_details, &DetailsPanel::pinRequested, m_findings, &FindingsView::pin);
    connect(m_details, &DetailsPanel::compareRequested, this, [this] { m_actions[ActionId::ViewRhythm]->trigger(); });
    connect(m_details, &DetailsPanel::rowsRequested, this, [this] { m_tables->setCurrentIndex(1); });
    connect(m_rhythm, &RhythmView::pinRequested, m_findings, &FindingsView::pin);
    connect(m_rhythm, &RhythmView::tableRequested, this, &MainWindow::showTwin);
    connect(m_tables, &TablePanel::eventActivated, this, [this, axis](const QString& id) {
        m_session->selectEvent(id);
        for (const EventPtr& event : m_session->visibleEvents()) {
            if (event->id == id && event->time.range)
                axis->reveal(event->time.range->from);
        }
    });
    connect(m_findings, &FindingsView::countChanged, this, [this](int count) {
        m_actions[ActionId::ViewFindings]->setText(count > 0 ? tr("Findings  %1").arg(count) : tr("Findings"));
    });
    connect(m_session, &CaseSession::opened, this, &MainWindow::refresh);
    connect(m_session, &CaseSession::closed, this, &MainWindow::refresh);
    connect(m_session, &CaseSession::snapshotChanged, this, &MainWindow::updateTitle);
    connect(m_session, &CaseSession::failed, m_messages, &MessageStrip::showError);
    connect(m_session, &CaseSession::noted, m_messages, [this](const QStringList& notes) {
        m_messages->showMessage(MessageStrip::Level::Warning, notes.join(QStringLiteral("; ")));
    });
    connect(m_session, &CaseSession::openFailed, this, [this](const Error& error) {
        m_start->setBusy(false);
        m_start->strip()->showError(error);
    });
    connect(m_start, &StartPage::foundingRequested, m_actions[ActionId::OpenFounding], &QAction::trigger);
    connect(m_start, &StartPage::newRequested, m_actions[ActionId::NewCase], &QAction::trigger);
    connect(m_start, &StartPage::openRequested, this, [this](const QString& path) {
        if (path.isEmpty())
            m_actions[ActionId::OpenCase]->trigger();
        else
            m_session->open(path);
    });
    connect(m_start, &StartPage::importRequested, this, &MainWindow::filesDropped);
}

void MainWindow::showTwin(const MeasureResult& result)
{
    m_tablesDock->show();
    m_tables->setChartData(result);
    m_tables->showChartData();
}

void MainWindow::showView(QWidget* view)
{
    if (!view)
        return;
    m_views->setCurrentWidget(view);
    // Cards need the height; their own "show as table" brings the tables back.
    m_tablesDock->setVisible(view == m_timeline);
}

void MainWindow::refresh()
{
    const bool isOpen = m_session->isOpen();
    static_cast<QStackedWidget*>(centralWidget())->setCurrentWidget(isOpen ? m_desk : static_cast<QWidget*>(m_start));
    m_filterBar->parentWidget()->setVisible(isOpen);
    m_detailsDock->setVisible(isOpen);
    m_tablesDock->setVisible(isOpen && m_views->currentWidget() == m_timeline);
    if (!isOpen)
        m_filterDock->hide();
    placeRail();
    m_start->setRecent(QSettings().value(QStringLiteral("recent")).toStringList());
    updateTitle();
    if (isOpen)
        QTimer::singleShot(0, this, &MainWindow::fold); // after the docks have their first sizes
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_session->isOpen() ? QStringLiteral("%1 — Tideline").arg(m_session->snapshot()->facts.info.title)
                                       : QStringLiteral("Tideline"));
}

void MainWindow::placeRail()
{
    m_railBar->setVisible(m_session->isOpen() && m_filterDock->isHidden());
}

void MainWindow::fold()
{
    const bool isNarrow = width() < narrowWidth;
    using enum ActionId;
    const auto setStyle = [this](std::initializer_list<ActionId> ids, Qt::ToolButtonStyle style) {
        for (const ActionId id : ids) {
            if (auto* button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(m_actions[id])))
                button->setToolButtonStyle(style);
        }
    };
    setStyle({OpenCase, Undo, Redo, Back, Forward}, Qt::ToolButtonIconOnly);
    setStyle({PinFinding}, width() < tightWidth ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setStyle({Import, Fit, AddNote, Export}, isNarrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    for (QAction* action : m_toolBar->actions()) {
        if (action->isSeparator())
            action->setVisible(width() >= tightWidth);
    }
    if (!m_session->isOpen())
        return;
    const bool isWide = width() >= wideWidth;
    m_filterDock->setVisible(!isNarrow);
    resizeDocks({m_filterDock, m_detailsDock},
                {isWide ? 300 : 248, isWide     ? 440
                                     : isNarrow ? 300
                                                : 368},
                Qt::Horizontal);
    resizeDocks({m_tablesDock}, {height() < lowHeight ? 110 : isWide ? 400 : isNarrow ? 150 : 240}, Qt::Vertical);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const auto kind = [](const QSize& size) {
        const int steps = (size.width() >= tightWidth) + (size.width() >= narrowWidth) + (size.width() >= wideWidth);
        return steps * 2 + (size.height() >= lowHeight);
    };
    if (!event->oldSize().isValid() || kind(event->oldSize()) != kind(size()))
        QTimer::singleShot(0, this, &MainWindow::fold);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    QTimer::singleShot(0, this, &MainWindow::fold);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_session->close();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    if (!paths.isEmpty())
        emit filesDropped(paths);
}

} // namespace tideline
