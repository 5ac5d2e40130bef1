// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/eventeditor.h"

#include "models/core/timetext.h"
#include "widgets/dialogs/eventform.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/timefield.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QUuid>
#include <QVBoxLayout>

namespace tideline {

namespace {

/// Where a stored event comes from, so that nobody mistakes an edited row for the source's own.
QString originText(const Event& event, const std::vector<Source>& sources)
{
    for (const Source& source : sources) {
        if (source.id == event.source && event.source != 0)
            return EventEditor::tr("From %1, line %2. The file stays as it is; the change is logged and can be undone.")
                .arg(source.name)
                .arg(event.record);
    }
    return EventEditor::tr("Entered by hand. Every change is logged and can be undone.");
}

} // namespace

EventEditor::EventEditor(CaseSession* session, const QString& id, QWidget* parent, std::optional<Micros> at)
    : QDialog(parent)
    , m_session(session)
    , m_id(id)
    , m_form(new EventForm(session->snapshot()->facts.events))
    , m_strip(new MessageStrip)
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 640);
    Event event;
    for (const EventPtr& known : session->snapshot()->facts.events) {
        if (!id.isEmpty() && known->id == id)
            event = *known;
    }
    const bool isNew = event.id.isEmpty();
    m_id = isNew ? QUuid::createUuid().toString(QUuid::WithoutBraces) : event.id;
    setWindowTitle(isNew ? tr("New event") : tr("Edit event"));
    if (isNew) {
        event.id = m_id;
        event.verified = false;
        event.category = QStringLiteral("hack");
        event.time.zone = session->zone().name();
    }

    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addWidget(m_form, 1);
    if (!isNew)
        layout->addWidget(wrappedLabel(originText(event, session->snapshot()->allSources), "dim"));
    QPushButton* keep = primaryButton(isNew ? tr("Add event") : tr("Save event"));
    keep->setObjectName(QStringLiteral("saveEvent"));
    QHBoxLayout* row = buttonRow(this, keep);
    if (!isNew) {
        auto* drop = new QPushButton(themedIcon(QStringLiteral("trash-2")), tr("Remove event"));
        drop->setAutoDefault(false);
        connect(drop, &QPushButton::clicked, this, &EventEditor::remove);
        row->insertWidget(0, drop);
    }
    layout->addLayout(row);
    connect(keep, &QPushButton::clicked, this, &EventEditor::save);
    auto* shortcut = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    connect(shortcut, &QShortcut::activated, this, &EventEditor::save);
    m_form->setEvent(event, session->zone());
    if (isNew && at)
        m_form->time()->setText(timeText(*at, Precision::Minute, session->zone()));
    m_form->focusFirst();
    connect(m_form, &EventForm::changed, m_strip, &MessageStrip::clear);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    if (session->isReadOnly()) {
        keep->setEnabled(false);
        m_strip->showMessage(MessageStrip::Level::Warning, tr("The case is read-only"), session->readOnlyReason());
    }
}

void EventEditor::save()
{
    if (m_session->isReadOnly())
        return;
    const auto event = m_form->event();
    if (!event) {
        m_strip->showError(event.error());
        return;
    }
    m_session->saveEvent(*event);
    emit saved(m_id);
    accept();
}

void EventEditor::remove()
{
    m_session->removeEvent(m_id);
    accept();
}

} // namespace tideline
