// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace tideline {

/// Asks once who is working: every row of the log carries that name.
class AuthorPrompt : public QDialog
{
    Q_OBJECT

public:
    explicit AuthorPrompt(const QString& suggestion, QWidget* parent = nullptr);

    QString author() const;
    QLineEdit* edit() const { return m_name; }

signals:
    void named(const QString& author);

private:
    QLineEdit* m_name;
};

} // namespace tideline
