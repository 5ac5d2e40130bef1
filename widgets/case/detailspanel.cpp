// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/detailspanel.h"

#include "widgets/case/eventdetails.h"
#include "widgets/case/noteeditor.h"
#include "widgets/case/perioddetails.h"
#include "widgets/case/periodtext.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

DetailsPanel::DetailsPanel(CaseSession* session, QWidget* parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_event(new EventDetails(session))
    , m_period(new PeriodDetails(session))
    , m_editor(new NoteEditor)
    , m_empty(
          new QLabel(tr("Click an event to see everything about it. Shift+drag over the charts to measure a period.")))
{
    setObjectName(QStringLiteral("detailsPanel"));
    setAccessibleName(tr("Details"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setProperty("role", QStringLiteral("dim"));
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(12, 16, 12, 16);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_empty);
    layout->addWidget(m_event);
    layout->addWidget(m_editor);
    layout->addWidget(m_period);
    layout->addStretch();
    setWidget(page);

    connect(session, &CaseSession::selectionChanged, this, &DetailsPanel::refresh);
    connect(session, &CaseSession::snapshotChanged, this, [this] {
        refresh();
        m_period->refresh();
    });
    connect(session, &CaseSession::zoneChanged, this, &DetailsPanel::refresh);
    connect(session, &CaseSession::closed, this, &DetailsPanel::refresh);
    for (auto signal : {&CaseSession::brushChanged, &CaseSession::filterChanged, &CaseSession::subjectChanged,
                        &CaseSession::quantityChanged})
        connect(session, signal, this, [this] {
            m_period->refresh();
            m_empty->setVisible(!m_session->brush() && m_event->isHidden());
        });
    connect(m_event, &EventDetails::aroundRequested, this, &DetailsPanel::aroundRequested);
    connect(m_event, &EventDetails::editRequested, this, &DetailsPanel::editRequested);
    connect(m_event, &EventDetails::noteRequested, this, [this](const QString& id) {
        const auto& notes = m_session->snapshot()->facts.annotations;
        const auto it = std::find_if(notes.begin(), notes.end(), [&](const Annotation& a) { return a.id == id; });
        if (it == notes.end())
            editNote();
        else
            m_editor->edit(*it, tr("Edit note"));
    });
    connect(m_period, &PeriodDetails::compareRequested, this, &DetailsPanel::compareRequested);
    connect(m_period, &PeriodDetails::rowsRequested, this, &DetailsPanel::rowsRequested);
    connect(m_period, &PeriodDetails::pinRequested, this, &DetailsPanel::pinRequested);
    connect(m_period, &PeriodDetails::noteRequested, this, [this] {
        Annotation annotation = m_session->newAnnotation();
        annotation.period = *m_session->brush();
        m_editor->edit(annotation, tr("Note on %1").arg(periodText(annotation.period, m_session->zone())));
    });
    connect(m_editor, &NoteEditor::kept, m_session, &CaseSession::saveAnnotation);
    refresh();
    m_period->refresh();
}

void DetailsPanel::refresh()
{
    const EventPtr selected = m_session->chosenEvent();
    m_event->show(selected);
    m_empty->setVisible(!selected && !m_session->brush());
}

void DetailsPanel::editNote()
{
    if (!m_session->isOpen() || m_session->isReadOnly())
        return;
    if (!m_session->selectedEvent().isEmpty()) {
        Annotation annotation = m_session->annotationFor(m_session->selectedEvent());
        m_editor->edit(annotation, tr("Note on the event"));
    } else if (const auto brush = m_session->brush()) {
        Annotation annotation = m_session->newAnnotation();
        annotation.period = *brush;
        m_editor->edit(annotation, tr("Note on %1").arg(periodText(*brush, m_session->zone())));
    }
    ensureWidgetVisible(m_editor);
}

void DetailsPanel::editTags()
{
    if (!m_session->isOpen() || m_session->isReadOnly() || m_session->selectedEvent().isEmpty())
        return;
    m_editor->edit(m_session->annotationFor(m_session->selectedEvent()), tr("Tags of the event"), true);
    ensureWidgetVisible(m_editor);
}

} // namespace tideline
