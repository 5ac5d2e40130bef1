// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/importwindow.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/importing/choosestep.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/mapstep.h"
#include "widgets/importing/recognisestep.h"
#include "widgets/importing/reportstep.h"
#include "widgets/importing/reporttable.h"
#include "widgets/importing/steprail.h"
#include "widgets/theme/parts.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tideline {

namespace {
constexpr int railWidth = 204;
} // namespace

ImportWindow::ImportWindow(CaseSession* session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new ImportList(session, this))
    , m_map(new MapStep(session, m_list))
    , m_stack(new QStackedWidget)
    , m_title(plainLabel({}, "title"))
    , m_subtitle(wrappedLabel({}, "dim"))
    , m_corner(new QWidget)
    , m_promise(wrappedLabel({}, "dim"))
    , m_strip(new MessageStrip)
    , m_status(plainLabel({}, "dim"))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_back(new QPushButton(tr("Back")))
    , m_next(primaryButton({}))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(session->isOpen() ? tr("Import into “%1”").arg(session->snapshot()->facts.info.title)
                                     : tr("Import"));
    resize(1240, 700); // fits a screen of 1366x768
    m_steps = {new ChooseStep(m_list), new RecogniseStep(session, m_list), m_map,
               new ReportStep(session, m_list, false), new ReportStep(session, m_list, true)};
    for (ImportStep* page : m_steps) {
        m_stack->addWidget(page);
        connect(page, &ImportStep::changed, this, &ImportWindow::refresh);
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rail());
    auto* right = new QWidget;
    right->setProperty("panel", true);
    right->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(16, 14, 16, 12);
    body->setSpacing(12);
    auto* head = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    head->addLayout(words, 1);
    auto* corner = new QHBoxLayout(m_corner);
    corner->setContentsMargins(0, 0, 0, 0);
    head->addWidget(m_corner, 0, Qt::AlignTop);
    corner->addWidget(m_map->corner());
    body->addLayout(head);
    body->addWidget(m_strip);
    body->addWidget(m_stack, 1);
    column->addLayout(body, 1);
    column->addWidget(footer());
    layout->addWidget(right, 1);

    connect(m_list, &ImportList::changed, this, &ImportWindow::refresh);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    if (session->isReadOnly())
        m_strip->showMessage(MessageStrip::Level::Warning,
                             tr("The case is read-only: files can be looked at, not imported"),
                             session->readOnlyReason());
    goTo(Choose);
}

QWidget* ImportWindow::rail()
{
    auto* side = new QWidget;
    side->setFixedWidth(railWidth);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 10, 0, 14);
    layout->setSpacing(0);
    const QString names[] = {tr("Choose"), tr("Recognise"), tr("Map columns"), tr("Check"), tr("Import")};
    for (int i = 0; i < int(std::size(names)); ++i) {
        auto* button = new StepButton(i + 1, names[i]);
        connect(button, &QAbstractButton::clicked, this, [this, i] { goTo(i); });
        m_buttons += button;
        layout->addWidget(button);
    }
    layout->addStretch();
    m_promise->setContentsMargins(14, 0, 10, 0);
    layout->addWidget(m_promise);
    return side;
}

QWidget* ImportWindow::footer()
{
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("importFooter"));
    auto* outer = new QVBoxLayout(bar);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* line = new QFrame;
    line->setProperty("line", true);
    outer->addWidget(line);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    outer->addLayout(row);
    row->addWidget(m_status, 1);
    for (QPushButton* button : {m_cancel, m_back, m_next}) {
        button->setMinimumWidth(92);
        row->addWidget(button);
    }
    m_next->setObjectName(QStringLiteral("importNext"));
    m_cancel->setAutoDefault(false);
    m_back->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::close);
    connect(m_back, &QPushButton::clicked, this, &ImportWindow::back);
    connect(m_next, &QPushButton::clicked, this, &ImportWindow::next);
    return bar;
}

void ImportWindow::addFiles(const QStringList& paths)
{
    m_list->add(paths);
    if (step() == Choose)
        goTo(Recognise);
}

ImportWindow::Step ImportWindow::step() const
{
    return Step(m_stack->currentIndex());
}

bool ImportWindow::isSkipped(int step) const
{
    return step == Map && m_list->mapped().isEmpty();
}

bool ImportWindow::canGoTo(int step) const
{
    if (m_list->isBusy() || isSkipped(step) || (step == Import && m_session->isReadOnly()))
        return false;
    const bool imported = m_reached == Import;
    if (imported && step < Import)
        return false; // it is done: another import begins anew
    for (int before = 0; before < step; ++before) {
        if (!isSkipped(before) && !m_steps[before]->isComplete())
            return false;
    }
    return true;
}

void ImportWindow::goTo(int step)
{
    if (!canGoTo(step))
        return;
    // The button says so before: going to step 5 is what writes.
    m_stack->setCurrentIndex(step);
    m_reached = std::max(m_reached, step);
    m_steps[step]->enter();
    m_steps[step]->setFocus();
    refresh();
}

void ImportWindow::next()
{
    if (step() == Import) {
        accept();
        return;
    }
    int wanted = step() + 1;
    while (isSkipped(wanted))
        ++wanted;
    goTo(wanted);
}

void ImportWindow::back()
{
    int wanted = step() - 1;
    while (wanted > 0 && isSkipped(wanted))
        --wanted;
    if (wanted >= 0)
        goTo(wanted);
}

void ImportWindow::refresh()
{
    ImportStep* page = m_steps[step()];
    m_title->setText(page->title());
    m_subtitle->setText(page->subtitle());
    m_corner->setVisible(step() == Map);
    const QString kept = tr("The file stays as it is; the case keeps its SHA-256.");
    m_promise->setText(step() == Import ? kept : tr("Nothing is written until step 5. %1").arg(kept));
    for (int i = 0; i < m_buttons.size(); ++i) {
        const bool done = i < step() || (i == Import && step() == Import && page->isComplete());
        m_buttons[i]->setState(i == step(), done && !isSkipped(i), m_steps[i]->summary());
        m_buttons[i]->setEnabled(i == step() || (i < Import && canGoTo(i) && i <= std::max(m_reached, step() + 1)));
    }
    m_next->setText(page->action());
    const bool allowed =
        step() == Import || (page->isComplete() && !m_list->isBusy() && !(step() == Check && m_session->isReadOnly()));
    m_next->setEnabled(allowed && !m_list->isBusy());
    m_back->setVisible(step() != Import);
    m_back->setEnabled(step() > Choose && !m_list->isBusy());
    m_cancel->setText(step() == Import ? tr("Close") : tr("Cancel"));
    m_cancel->setVisible(step() != Import || m_list->isBusy());
    QString status;
    if (step() == Recognise && m_list->isInspecting())
        status = tr("Looking into the files…");
    else if (step() == Map && m_map->effect())
        status = tr("%Ln row(s) read · %1 rejected so far", nullptr, int(m_map->effect()->read))
                     .arg(m_map->effect()->problems.size());
    else if (step() == Map && !page->isComplete())
        status = tr("Some columns are still needed");
    else if (step() == Import && m_list->isBusy())
        status = tr("You can close this window: the import goes on.");
    m_status->setText(status);
}

void ImportWindow::done(int result)
{
    if (m_list->isBusy() && step() == Import) { // goes on, and shows in the status bar
        setAttribute(Qt::WA_DeleteOnClose, false);
        hide();
        connect(m_list, &ImportList::importFinished, this, &QObject::deleteLater);
        return;
    }
    if (m_list->isBusy())
        m_list->cancel();
    QDialog::done(result);
}

void ImportWindow::keyPressEvent(QKeyEvent* event)
{
    const bool alt = event->modifiers() & Qt::AltModifier;
    if (alt && event->key() == Qt::Key_Left)
        back();
    else if (alt && event->key() == Qt::Key_Right && m_next->isEnabled() && step() != Import && step() != Check)
        next();
    else
        QDialog::keyPressEvent(event);
}

} // namespace tideline
