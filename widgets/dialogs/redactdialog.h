// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tideline {

class DataTable;
class MessageStrip;
class TableModel;

/// Takes a text out of the case for good, after it was said where it stands and what goes.
class RedactDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RedactDialog(CaseSession* session, QWidget* parent = nullptr);

    QLineEdit* field() const { return m_field; }
    QPushButton* redactButton() const { return m_redact; }
    QString said() const; ///< what was found, in one sentence
    const Table& found() const;

public slots:
    void look();
    void redact();

private:
    void forget();
    void showForecast(const Result<RedactionForecast>& forecast);

    CaseSession* m_session;
    MessageStrip* m_strip;
    QLineEdit* m_field;
    QPushButton* m_look;
    QLabel* m_said;
    TableModel* m_model;
    DataTable* m_table;
    QPushButton* m_redact;
    QString m_looked; ///< the text that the forecast is about
    quint64 m_task = 0;
    quint64 m_generation = 0;
};

/// Where a text stands and what would become of it, a row for each place.
Table forecastTable(const RedactionForecast& forecast);

} // namespace tideline
