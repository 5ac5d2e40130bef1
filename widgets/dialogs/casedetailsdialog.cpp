// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/casedetailsdialog.h"

#include "models/session/casesession.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/parts.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tideline {

CaseDetailsDialog::CaseDetailsDialog(CaseSession* session, QWidget* parent) : QDialog(parent), m_session(session)
{
    setWindowTitle(tr("Case details"));
    build(session->snapshot()->facts.info, tr("Save details"));
    connect(session, &CaseSession::closed, this, &QDialog::reject);
}

CaseDetailsDialog::CaseDetailsDialog(const CaseInfo& fresh, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("New case"));
    build(fresh, tr("Make the case"));
}

void CaseDetailsDialog::build(const CaseInfo& info, const QString& verb)
{
    m_info = info;
    m_title = new QLineEdit(info.title);
    m_number = new QLineEdit(info.number);
    m_examiner = new QLineEdit(info.examiner);
    m_classification = new QComboBox;
    m_author = new QLineEdit(info.author);
    m_zone = new ZoneCombo;
    m_problem = problemLabel();
    m_title->setPlaceholderText(tr("What this case is about"));
    m_number->setPlaceholderText(tr("As your registry has it"));
    m_author->setPlaceholderText(tr("Who is working now; the log names you"));
    m_classification->setEditable(true);
    m_classification->addItems({QString(), tr("Public"), tr("Internal"), tr("Confidential"), tr("TLP:CLEAR"),
                                tr("TLP:GREEN"), tr("TLP:AMBER"), tr("TLP:AMBER+STRICT"), tr("TLP:RED")});
    m_classification->setCurrentText(info.classification);
    m_zone->setZone(info.zone);

    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    QFrame* frame = card();
    frame->setMinimumWidth(490);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    auto* form = new QFormLayout(frame);
    form->setContentsMargins(16, 14, 16, 14);
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(10);
    const auto add = [form](const QString& text, QWidget* field) { form->addRow(fieldLabel(text, field), field); };
    add(tr("Title"), m_title);
    add(tr("Number"), m_number);
    add(tr("Examiner"), m_examiner);
    add(tr("Classification"), m_classification);
    add(tr("Author"), m_author);
    add(tr("Zone of the case"), m_zone);
    layout->addWidget(frame);
    layout->addWidget(wrappedLabel(
        tr("Times are kept in UTC. The zone says how they are read and printed where nothing else is said."), "dim"));
    layout->addWidget(m_problem);
    QPushButton* button = primaryButton(verb);
    button->setEnabled(!m_session || !m_session->isReadOnly());
    connect(button, &QPushButton::clicked, this, &CaseDetailsDialog::keep);
    layout->addLayout(buttonRow(this, button));
}

CaseInfo CaseDetailsDialog::info() const
{
    CaseInfo info = m_info;
    info.title = m_title->text().trimmed();
    info.number = m_number->text().trimmed();
    info.examiner = m_examiner->text().trimmed();
    info.classification = m_classification->currentText().trimmed();
    info.author = m_author->text().trimmed();
    info.zone = m_zone->zone();
    return info;
}

QString CaseDetailsDialog::problem() const
{
    if (m_title->text().trimmed().isEmpty())
        return tr("A case needs a title");
    return m_zone->problem();
}

void CaseDetailsDialog::keep()
{
    setProblem(m_problem, problem());
    setStyleProperty(m_title, "invalid", m_title->text().trimmed().isEmpty());
    if (!problem().isEmpty())
        return;
    if (m_session)
        m_session->saveInfo(info());
    accept();
}

} // namespace tideline
