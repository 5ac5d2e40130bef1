// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace tideline {

class FieldGrid;
class FlowLayout;

/// The upper half of the details: one event with everything that is known, rival claims one under the other, and the
/// way back to the line of its source.
class EventDetails : public QWidget
{
    Q_OBJECT

public:
    explicit EventDetails(CaseSession* session, QWidget* parent = nullptr);

    void show(const EventPtr& event);

signals:
    void aroundRequested(tideline::Micros at, tideline::Micros halfWidth);
    void editRequested(const QString& eventId);
    void noteRequested(const QString& annotationId);
    void tagsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMarks(const Event& event);
    void fillFields(const Event& event);
    void fillMerged(const Event& event);
    void fillNotes(const Event& event);

    CaseSession* m_session;
    QString m_id;
    QLabel* m_mark;
    QLabel* m_kind;
    QToolButton* m_star;
    QLabel* m_title;
    FieldGrid* m_fields;
    QFrame* m_merged; ///< shows where the event is one of several sources
    FieldGrid* m_mergedFields;
    QPushButton* m_split;
    QLabel* m_note;
    QLabel* m_coverage;
    FlowLayout* m_actions;
    QVBoxLayout* m_notes;
};

} // namespace tideline
