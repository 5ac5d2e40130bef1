// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "widgets/exporting/caseexport.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tideline {

class MessageStrip;
class TableModel;
class ZoneCombo;

/// What leaves the program, where to, and of which period; says before what will be written, and checks it afterwards.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `visible`: the period that the time axis shows.
    ExportDialog(CaseSession* session, const TimeRange& visible, QWidget* parent = nullptr);
    ~ExportDialog() override;

    enum class Range { Visible, Brush, All };
    void setFormat(const QString& name);
    void setRange(Range range);
    void setPath(const QString& path);
    ExportRequest request() const;
    QString forecast() const; ///< what will be written
    bool isRunning() const { return m_task != 0; }

public slots:
    void start();
    void verify();

signals:
    void exported(const QString& path);
    void verified(bool intact);

private:
    QWidget* choices();
    QWidget* outcome();
    void refresh();
    void choosePath();
    QString suggestedPath() const;
    TimeRange period() const;
    void watch();
    void showChecks(const Result<std::vector<BagCheck>>& checks);

    CaseSession* m_session;
    TimeRange m_visible;
    MessageStrip* m_strip;
    QComboBox* m_format;
    QLineEdit* m_path;
    QButtonGroup* m_range;
    QLineEdit* m_where;
    QLabel* m_whereProblem;
    ZoneCombo* m_zone;
    QCheckBox* m_guard;
    QLabel* m_forecast;
    QProgressBar* m_bar;
    QLabel* m_result;
    TableModel* m_checks;
    QTableView* m_checkView;
    QPushButton* m_verify;
    QPushButton* m_start;
    quint64 m_task = 0;
    QString m_written; ///< path of the last export
    bool m_pathChosen = false;
};

} // namespace tideline
