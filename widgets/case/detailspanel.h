// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/periodsummary.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace tideline {

class EventDetails;
class NoteEditor;
class PeriodDetails;

/// Everything about what is selected: the event down to its source line, and the brushed period measured against a
/// base. Notes are written here.
class DetailsPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit DetailsPanel(CaseSession* session, QWidget* parent = nullptr);

    /// Opens the editor on the selected event, else on the brushed period.
    void editNote();
    void editTags();

signals:
    void aroundRequested(tideline::Micros at, tideline::Micros halfWidth);
    void editRequested(const QString& eventId);
    void compareRequested();
    void rowsRequested();
    void pinRequested(const tideline::MeasureResult& result);

private:
    void refresh();

    CaseSession* m_session;
    EventDetails* m_event;
    PeriodDetails* m_period;
    NoteEditor* m_editor;
    QLabel* m_empty;
};

} // namespace tideline
