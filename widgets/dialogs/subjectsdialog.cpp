// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/subjectsdialog.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/subjectform.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

SubjectsDialog::SubjectsDialog(CaseSession* session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new QListWidget)
    , m_form(new SubjectForm)
    , m_strip(new MessageStrip)
    , m_save(primaryButton(tr("Save subject")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Subjects"));
    resize(840, 520);
    m_list->setAccessibleName(tr("Subjects"));
    auto* left = new QVBoxLayout;
    QFrame* frame = card();
    frame->setFixedWidth(200);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_list);
    left->addWidget(frame, 1);
    auto* fresh = new QPushButton(themedIcon(QStringLiteral("plus")), tr("Add"));
    auto* drop = new QPushButton(themedIcon(QStringLiteral("trash-2")), tr("Remove"));
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {fresh, drop}) {
        button->setAutoDefault(false);
        button->setEnabled(!session->isReadOnly());
        row->addWidget(button);
    }
    left->addLayout(row);
    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addLayout(left);
    body->addWidget(m_form, 1);

    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addLayout(body, 1);
    layout->addLayout(buttonRow(this, m_save, tr("Close")));
    m_save->setEnabled(false);
    connect(fresh, &QPushButton::clicked, this, &SubjectsDialog::add);
    connect(drop, &QPushButton::clicked, this, &SubjectsDialog::remove);
    connect(m_save, &QPushButton::clicked, this, &SubjectsDialog::keep);
    connect(m_list, &QListWidget::currentRowChanged, this, &SubjectsDialog::showSubject);
    connect(m_form, &SubjectForm::changed, this, [this] {
        if (!m_loading)
            m_save->setEnabled(!m_session->isReadOnly());
        m_strip->clear();
    });
    connect(session, &CaseSession::snapshotChanged, this, &SubjectsDialog::refresh);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    refresh();
}

void SubjectsDialog::refresh()
{
    const bool unsaved = m_save->isEnabled();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto& subjects = m_session->snapshot()->facts.subjects;
    for (const Subject& subject : subjects)
        m_list->addItem(subject.name);
    int at = -1;
    for (int i = 0; i < m_list->count(); ++i)
        at = m_list->item(i)->text() == m_shown ? i : at;
    if (at < 0 && !unsaved && m_list->count() > 0)
        at = 0;
    m_list->setCurrentRow(at);
    if (!unsaved) // what somebody is typing stays
        showSubject(at);
}

void SubjectsDialog::showSubject(int row)
{
    const auto& subjects = m_session->snapshot()->facts.subjects;
    const bool known = row >= 0 && row < int(subjects.size());
    m_loading = true;
    m_form->setSubject(known ? subjects[std::size_t(row)] : Subject{});
    m_loading = false;
    m_shown = known ? subjects[std::size_t(row)].name : QString();
    m_save->setEnabled(false);
}

void SubjectsDialog::select(const QString& name)
{
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->text() == name)
            m_list->setCurrentRow(i);
    }
}

void SubjectsDialog::add()
{
    m_list->setCurrentRow(-1);
    showSubject(-1);
    m_form->name()->setFocus();
}

void SubjectsDialog::remove()
{
    if (m_shown.isEmpty())
        return;
    m_save->setEnabled(false);
    m_session->removeSubject(m_shown);
}

void SubjectsDialog::keep()
{
    const auto subject = m_form->subject();
    if (!subject) {
        m_strip->showError(subject.error());
        return;
    }
    const auto& subjects = m_session->snapshot()->facts.subjects;
    const bool taken =
        subject->name != m_shown && std::any_of(subjects.begin(), subjects.end(),
                                                [&](const Subject& other) { return other.name == subject->name; });
    if (taken) {
        m_strip->showError({ErrorCode::BadInput,
                            tr("There is a subject called %1 already").arg(subject->name),
                            {},
                            tr("Choose another name.")});
        return;
    }
    const bool renamed = !m_shown.isEmpty() && m_shown != subject->name;
    if (renamed) {
        m_session->undoStack()->beginMacro(tr("Rename subject %1").arg(m_shown));
        m_session->removeSubject(m_shown);
    }
    m_session->saveSubject(*subject);
    if (renamed)
        m_session->undoStack()->endMacro();
    m_shown = subject->name;
    m_save->setEnabled(false);
}

} // namespace tideline
