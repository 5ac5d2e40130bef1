// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/result.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace tideline {

class CaseSession;
class ZoneCombo;

/// The cover sheet of a case: of a new one before it is made, or of the open one.
class CaseDetailsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Of the open case: keeping writes it through the session, undoably.
    explicit CaseDetailsDialog(CaseSession* session, QWidget* parent = nullptr);
    /// Of a case to be made: read `info()` once it is accepted.
    explicit CaseDetailsDialog(const CaseInfo& fresh, QWidget* parent = nullptr);

    CaseInfo info() const;
    QLineEdit* title() const { return m_title; }
    QLineEdit* author() const { return m_author; }

public slots:
    void keep();

private:
    void build(const CaseInfo& info, const QString& verb);
    QString problem() const;

    CaseSession* m_session = nullptr;
    CaseInfo m_info;
    QLineEdit* m_title;
    QLineEdit* m_number;
    QLineEdit* m_examiner;
    QComboBox* m_classification;
    QLineEdit* m_author;
    ZoneCombo* m_zone;
    QLabel* m_problem;
};

} // namespace tideline
