// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace tideline {

class MessageStrip;
class SubjectForm;

/// Whose traffic is measured: several subjects, each with its members and calendar.
class SubjectsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SubjectsDialog(CaseSession* session, QWidget* parent = nullptr);

    SubjectForm* form() const { return m_form; }
    void select(const QString& name);

public slots:
    void add();
    void remove();
    void keep();

private:
    void refresh();
    void showSubject(int row);

    CaseSession* m_session;
    QListWidget* m_list;
    SubjectForm* m_form;
    MessageStrip* m_strip;
    QPushButton* m_save;
    QString m_shown; ///< name of the subject in the form; empty = a new one
    bool m_loading = false;
};

} // namespace tideline
