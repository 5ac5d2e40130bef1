// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/importstep.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace tideline {

class CaseSession;
class DataTable;
class ImportList;
class MessageStrip;
class PairsPane;
class TableModel;

/// Steps 4 and 5 look alike: files with their counts, the first problems with their lines, progress and cancel. Step 4
/// reads everything and writes nothing; step 5 imports.
class ReportStep : public ImportStep
{
    Q_OBJECT

public:
    ReportStep(CaseSession* session, ImportList* list, bool imports, QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override;
    QString summary() const override;
    QString action() const override;
    bool isComplete() const override;
    void enter() override;
    PairsPane* pairs() const { return m_pairs; }

public slots:
    void saveSummary();
    void saveProblems();

private:
    void refresh();
    void showProgress();
    QTabWidget* buildTabs();
    bool isFinished() const;

    CaseSession* m_session;
    ImportList* m_list;
    bool m_imports;
    QLabel* m_figure;
    QLabel* m_line;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    MessageStrip* m_strip;
    TableModel* m_fileModel;
    TableModel* m_problemModel;
    TableModel* m_noteModel;
    DataTable* m_files;
    DataTable* m_problems;
    PairsPane* m_pairs;
    DataTable* m_notes;
    QTabWidget* m_tabs;
    QLabel* m_problemTitle;
    bool m_toldMerged = false;
    QPushButton* m_saveSummary;
    QPushButton* m_saveProblems;
};

} // namespace tideline
