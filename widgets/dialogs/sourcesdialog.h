// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>
#include <QFutureWatcher>

class QLabel;
class QPushButton;

namespace tideline {

class DataTable;
class MessageStrip;
class TableModel;

/// What was imported, with counts, hash and span; withdraw, restore and remove, and the rows that were rejected.
class SourcesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SourcesDialog(CaseSession* session, QWidget* parent = nullptr);

    DataTable* table() const { return m_table; }
    void select(qint64 source);
    qint64 selected() const; ///< 0 = none

public slots:
    void toggleWithdrawn();
    void askToRemove(); ///< and removes the chosen source for good if that is confirmed

private:
    using Problems = std::shared_ptr<Result<std::vector<Problem>>>;
    void refresh();
    void showSource();
    void showProblems();
    const Source* current() const;

    CaseSession* m_session;
    TableModel* m_model;
    TableModel* m_problemModel;
    DataTable* m_table;
    DataTable* m_problems;
    MessageStrip* m_strip;
    QLabel* m_facts;
    QLabel* m_hash;
    QLabel* m_problemTitle;
    QWidget* m_below;
    QWidget* m_problemFrame;
    QPushButton* m_toggle;
    QPushButton* m_remove;
    QFutureWatcher<Problems> m_watcher;
    quint64 m_generation = 0;
    quint64 m_asked = 0;
};

/// Sources as a table, withdrawn ones too.
Table sourceList(const std::vector<Source>& sources);

} // namespace tideline
