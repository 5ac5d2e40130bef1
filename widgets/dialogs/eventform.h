// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/result.h"
#include "models/core/zone.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace tideline {

class RecordTable;
class TimeField;
class ZoneCombo;

/// Every field of an event. What is not touched stays as it was, to the letter.
class EventForm : public QWidget
{
    Q_OBJECT

public:
    /// `known`: events whose categories, actors, targets … are offered while typing.
    explicit EventForm(const std::vector<EventPtr>& known, QWidget* parent = nullptr);

    void setEvent(const Event& event, const Zone& zone);
    /// The event as the form says it, or the first thing that is wrong with it.
    Result<Event> event() const;
    void focusFirst();

    TimeField* time() const { return m_time; }
    TimeField* until() const { return m_until; }
    ZoneCombo* zone() const { return m_zone; }
    QLineEdit* title() const { return m_title; }
    QComboBox* category() const { return m_category; }
    RecordTable* citations() const { return m_citations; }
    RecordTable* amounts() const { return m_amounts; }

signals:
    void changed();

private:
    void addTimeRow(QGridLayout* grid, int row);
    void addTexts(QGridLayout* grid, int row, const std::vector<EventPtr>& known);
    void addLists(const std::vector<EventPtr>& known);
    void fillLists(const Event& event);
    Result<void> readTime(Event& event) const;
    void readLists(Event& event) const;
    void checkSpan();
    void updateTabs();

    Event m_event;
    QString m_shownTime;
    QString m_shownUntil;
    QString m_shownZone;
    TimeField* m_time;
    TimeField* m_until;
    ZoneCombo* m_zone;
    QLineEdit* m_title;
    QLabel* m_titleProblem;
    QComboBox* m_category;
    QLineEdit* m_subtype;
    QLineEdit* m_actor;
    QLineEdit* m_target;
    QLineEdit* m_countries;
    QLineEdit* m_channels;
    QLineEdit* m_tags;
    QComboBox* m_certainty;
    QCheckBox* m_verified;
    QTabWidget* m_tabs;
    RecordTable* m_citations;
    RecordTable* m_amounts;
    RecordTable* m_places;
    RecordTable* m_claims;
    QPlainTextEdit* m_note;
};

} // namespace tideline
