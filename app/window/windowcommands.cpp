// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowcommands.h"

#include "app/window/mainwindow.h"
#include "models/session/founding.h"
#include "widgets/case/detailspanel.h"
#include "widgets/case/filterbar.h"
#include "widgets/charts/usagechart.h"
#include "widgets/dialogs/aboutdialog.h"
#include "widgets/dialogs/authorprompt.h"
#include "widgets/dialogs/casedetailsdialog.h"
#include "widgets/dialogs/commandpalette.h"
#include "widgets/dialogs/eventeditor.h"
#include "widgets/dialogs/filterhelp.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/preferencesdialog.h"
#include "widgets/dialogs/redactdialog.h"
#include "widgets/dialogs/rulesdialog.h"
#include "widgets/dialogs/sourcesdialog.h"
#include "widgets/dialogs/subjectsdialog.h"
#include "widgets/dialogs/windowsdialog.h"
#include "widgets/exporting/exportdialog.h"
#include "widgets/importing/importwindow.h"
#include "widgets/tables/datatable.h"
#include "widgets/tables/tablepanel.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/views/findingsview.h"
#include "widgets/views/timelinepage.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSettings>

#include <algorithm>

namespace tideline {

namespace {

constexpr int recentKept = 8;

/// Dialogs are shown, never waited for, and go when they are closed.
template <typename Dialog> Dialog* present(Dialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void chooseFile(QWidget* parent, const QString& title, QFileDialog::AcceptMode mode,
                const std::function<void(const QString&)>& chosen)
{
    auto* dialog = new QFileDialog(parent, title, QString(), QObject::tr("Tideline cases (*.tideline);;All files (*)"));
    dialog->setAcceptMode(mode);
    dialog->setDefaultSuffix(QStringLiteral("tideline"));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    present(dialog);
}

} // namespace

WindowCommands::WindowCommands(MainWindow* window) : QObject(window), m_window(window)
{
    connectCase();
    connectEdit();
    connectTime();
    connectMeasure();
    connectAnnotate();
    connect(window, &MainWindow::filesDropped, this, &WindowCommands::importFiles);
    connect(window->session(), &CaseSession::opened, this, &WindowCommands::rememberRecent);
    connect(window->session(), &CaseSession::opened, this, &WindowCommands::askAuthor);
}

void WindowCommands::connectCase()
{
    Actions& actions = m_window->actions();
    CaseSession* session = m_window->session();
    using enum ActionId;
    connect(session, &CaseSession::openFailed, this, [this] { disconnect(m_goesOn); });
    connect(actions[NewCase], &QAction::triggered, this, [this] { newCase({}); });
    connect(actions[OpenCase], &QAction::triggered, this, &WindowCommands::chooseCase);
    connect(actions[OpenFounding], &QAction::triggered, this,
            [this, session] { session->openFounding(m_window->foundingPath(), foundingFlows, foundingSeed); });
    connect(actions[Import], &QAction::triggered, this, [this] { importFiles({}); });
    connect(actions[Export], &QAction::triggered, this,
            [this, session] { present(new ExportDialog(session, m_window->timeline()->axis()->range(), m_window)); });
    connect(actions[SaveCopy], &QAction::triggered, this, &WindowCommands::saveCopy);
    connect(actions[Print], &QAction::triggered, this, &WindowCommands::print);
    connect(actions[CaseDetails], &QAction::triggered, this,
            [this, session] { present(new CaseDetailsDialog(session, m_window)); });
    connect(actions[Verify], &QAction::triggered, this, &WindowCommands::verify);
    connect(actions[Redact], &QAction::triggered, this,
            [this, session] { present(new RedactDialog(session, m_window)); });
    connect(actions[Compact], &QAction::triggered, this, [this, session] {
        session->write(tr("Compacting"),
                       [](CaseFile& file, const Progress& progress) { return file.compact(progress); });
    });
    connect(actions[Quit], &QAction::triggered, m_window, &QWidget::close);
}

void WindowCommands::connectEdit()
{
    Actions& actions = m_window->actions();
    using enum ActionId;
    connect(actions[Copy], &QAction::triggered, this, [this] {
        if (auto* table = m_window->tables()->currentWidget()->findChild<DataTable*>())
            table->copySelection();
    });
    connect(actions[Find], &QAction::triggered, m_window->filterBar(), &FilterBar::focusField);
    connect(actions[Palette], &QAction::triggered, this, [this] { present(new CommandPalette(m_window)); });
    connect(actions[Preferences], &QAction::triggered, this,
            [this] { present(new PreferencesDialog(m_window->settings(), m_window)); });
    connect(actions[FilterHelp], &QAction::triggered, this, [this] {
        auto* help = present(new tideline::FilterHelp(m_window));
        connect(help, &tideline::FilterHelp::exampleChosen, m_window->session(), &CaseSession::setFilterText);
    });
    connect(actions[About], &QAction::triggered, this, [this] { present(new AboutDialog(m_window)); });
    connect(actions[NextPanel], &QAction::triggered, this, &WindowCommands::nextPanel);
    connect(actions[ShowTable], &QAction::triggered, m_window->tables(), &TablePanel::showChartData);
}

void WindowCommands::connectTime()
{
    Actions& actions = m_window->actions();
    TimelineView* view = m_window->timeline()->view();
    TimeAxis* axis = m_window->timeline()->axis();
    using enum ActionId;
    const auto zoom = [axis](double factor) {
        const TimeScale scale{axis->range(), 1000};
        axis->jumpTo(scale.zoomed(factor, 500));
    };
    const auto pan = [axis](double share) {
        const TimeScale scale{axis->range(), 1000};
        axis->jumpTo(scale.panned(1000 * share));
    };
    connect(actions[Fit], &QAction::triggered, axis, &TimeAxis::fit);
    connect(actions[ZoomIn], &QAction::triggered, axis, [zoom] { zoom(0.5); });
    connect(actions[ZoomOut], &QAction::triggered, axis, [zoom] { zoom(2); });
    connect(actions[PanLeft], &QAction::triggered, axis, [pan] { pan(-0.1); });
    connect(actions[PanRight], &QAction::triggered, axis, [pan] { pan(0.1); });
    connect(actions[Back], &QAction::triggered, axis, &TimeAxis::goBack);
    connect(actions[Forward], &QAction::triggered, axis, &TimeAxis::goForward);
    connect(actions[PreviousEvent], &QAction::triggered, view, [view] { view->stepEvent(-1); });
    connect(actions[NextEvent], &QAction::triggered, view, [view] { view->stepEvent(1); });
    connect(actions[AroundThis], &QAction::triggered, view, qOverload<>(&TimelineView::showAround));
    connect(actions[ClearBrush], &QAction::triggered, m_window->session(),
            [this] { m_window->session()->setBrush({}); });
}

void WindowCommands::connectMeasure()
{
    Actions& actions = m_window->actions();
    CaseSession* session = m_window->session();
    using enum ActionId;
    connect(actions[PinFinding], &QAction::triggered, this, [this] {
        if (const auto& result = m_window->timeline()->result())
            m_window->findings()->pin(*result);
    });
    connect(actions[Subjects], &QAction::triggered, this,
            [this, session] { present(new SubjectsDialog(session, m_window)); });
    connect(actions[Windows], &QAction::triggered, this, [this, session] {
        auto* dialog = present(new WindowsDialog(session, m_window));
        if (const auto brush = session->brush())
            dialog->addWindow(*brush);
    });
    connect(actions[Rules], &QAction::triggered, this,
            [this, session] { present(new RulesDialog(session, m_window)); });
    connect(actions[Sources], &QAction::triggered, this,
            [this, session] { present(new SourcesDialog(session, m_window)); });
}

void WindowCommands::connectAnnotate()
{
    Actions& actions = m_window->actions();
    CaseSession* session = m_window->session();
    using enum ActionId;
    const auto edit = [this, session](const QString& id) {
        auto* editor = present(new EventEditor(session, id, m_window, m_window->timeline()->axis()->cursor()));
        connect(editor, &EventEditor::saved, session, &CaseSession::selectEvent);
    };
    connect(actions[AddEvent], &QAction::triggered, this, [edit] { edit({}); });
    connect(actions[EditEvent], &QAction::triggered, this, [edit, session] {
        if (!session->selectedEvent().isEmpty())
            edit(session->selectedEvent());
    });
    connect(m_window->details(), &DetailsPanel::editRequested, this, edit);
    connect(actions[RemoveEvent], &QAction::triggered, session,
            [session] { session->removeEvent(session->selectedEvent()); });
    connect(actions[SplitEvent], &QAction::triggered, session,
            [session] { session->splitEvents({session->selectedEvent()}); });
    connect(actions[AddNote], &QAction::triggered, m_window->details(), &DetailsPanel::editNote);
    connect(actions[AddTags], &QAction::triggered, m_window->details(), &DetailsPanel::editTags);
    connect(actions[Star], &QAction::triggered, session, [session] {
        if (!session->selectedEvent().isEmpty())
            session->toggleStar(session->selectedEvent());
        else if (const auto brush = session->brush())
            session->toggleStar(*brush);
    });
}

void WindowCommands::openPath(const QString& path)
{
    m_window->session()->open(path);
}

void WindowCommands::importFiles(const QStringList& paths)
{
    const bool isCase = paths.size() == 1 && paths.first().endsWith(QStringLiteral(".tideline"));
    if (isCase) {
        openPath(paths.first());
        return;
    }
    if (!m_window->session()->isOpen()) {
        // Files need a case to go into: make one, then go on with them.
        newCase([this, paths] { importFiles(paths); });
        return;
    }
    auto* import = new ImportWindow(m_window->session(), m_window);
    import->setAttribute(Qt::WA_DeleteOnClose);
    if (!paths.isEmpty())
        import->addFiles(paths);
    import->show();
}

/// `then`: what the case is made for; forgotten where it cannot be made.
void WindowCommands::newCase(const std::function<void()>& then)
{
    CaseInfo fresh;
    fresh.zone = QStringLiteral("UTC");
    fresh.author = m_window->settings()->author();
    auto* details = present(new CaseDetailsDialog(fresh, m_window));
    connect(details, &QDialog::accepted, this, [this, details, then] {
        const CaseInfo info = details->info();
        chooseFile(m_window, tr("Where should the case be kept?"), QFileDialog::AcceptSave,
                   [this, info, then](const QString& path) {
                       if (then)
                           m_goesOn =
                               connect(m_window->session(), &CaseSession::opened, this, then, Qt::SingleShotConnection);
                       m_window->session()->create(path, info);
                   });
    });
}

void WindowCommands::chooseCase()
{
    chooseFile(m_window, tr("Open case"), QFileDialog::AcceptOpen, [this](const QString& path) { openPath(path); });
}

void WindowCommands::saveCopy()
{
    chooseFile(m_window, tr("Save a copy"), QFileDialog::AcceptSave, [this](const QString& path) {
        m_window->session()->write(tr("Saving a copy"), [path](CaseFile& file, const Progress& progress) {
            return file.saveCopy(path, progress);
        });
    });
}

void WindowCommands::verify()
{
    CaseSession* session = m_window->session();
    using Checks = std::vector<Check>;
    session->tasks()->run<Checks>(
        session->readers(), tr("Verifying"),
        [file = session->file()](const Progress& progress) { return file->verify(progress); },
        [this](Result<Checks> checks) {
            MessageStrip* strip = m_window->messages();
            if (!checks) {
                strip->showError(checks.error());
                return;
            }
            QStringList failed;
            for (const Check& check : *checks) {
                if (!check.ok)
                    failed += QStringLiteral("%1: %2").arg(check.name, check.detail);
            }
            if (failed.isEmpty())
                strip->showMessage(MessageStrip::Level::Warning, tr("The case is intact: %n check(s) passed", nullptr,
                                                                    static_cast<int>(checks->size())));
            else
                strip->showMessage(MessageStrip::Level::Danger, tr("The case was altered or damaged"),
                                   failed.join(QStringLiteral("; ")), tr("Compare it with an export or a copy."));
        });
}

void WindowCommands::print()
{
    auto* printer = new QPrinter(QPrinter::HighResolution);
    printer->setPageOrientation(QPageLayout::Landscape);
    auto* dialog = new QPrintDialog(printer, m_window);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        QPainter painter(printer);
        const double factor = printer->resolution() / 96.0;
        painter.scale(factor, factor);
        m_window->timeline()->chart()->paint(painter,
                                             QRectF(0, 0, printer->width() / factor, printer->height() / factor * 0.6));
    });
    connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
    present(dialog);
}

void WindowCommands::rememberRecent()
{
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    recent.removeAll(m_window->session()->path());
    recent.prepend(m_window->session()->path());
    settings.setValue(QStringLiteral("recent"), recent.mid(0, recentKept));
}

void WindowCommands::askAuthor()
{
    CaseSession* session = m_window->session();
    if (session->isReadOnly() || !session->snapshot()->facts.info.author.isEmpty())
        return;
    const auto use = [this, session](const QString& name) {
        m_window->settings()->setValue(SettingId::Author, name);
        // Not an edit that one would want to undo: who works now is a fact.
        session->write(tr("Author"), [name](CaseFile& file, const Progress&) -> Result<void> {
            auto info = file.info();
            if (!info)
                return info.error();
            info->author = name;
            return file.setInfo(*info);
        });
    };
    const QString known = m_window->settings()->author();
    if (!known.isEmpty()) {
        use(known);
        return;
    }
    auto* prompt = present(new AuthorPrompt(qEnvironmentVariable("USER"), m_window));
    connect(prompt, &AuthorPrompt::named, session, use);
}

void WindowCommands::nextPanel()
{
    const QList<QWidget*> panels = {m_window->filterBar(), m_window->timeline()->view()->lanes(),
                                    m_window->timeline()->chart(), m_window->tables()->eventTable(),
                                    m_window->details()};
    const QWidget* focus = QApplication::focusWidget();
    int at = -1;
    for (int i = 0; i < panels.size(); ++i) {
        if (focus && (panels[i] == focus || panels[i]->isAncestorOf(focus)))
            at = i;
    }
    for (int step = 1; step <= panels.size(); ++step) {
        QWidget* next = panels[(at + step) % panels.size()];
        if (next->isVisible()) {
            if (next == m_window->filterBar())
                m_window->filterBar()->focusField();
            else
                next->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace tideline
