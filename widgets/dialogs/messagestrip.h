// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace tideline {

/// One strip in a panel: what happened, where, and what to do about it. Hidden while there is nothing to say.
class MessageStrip : public QFrame
{
    Q_OBJECT

public:
    enum class Level { Warning, Danger };

    explicit MessageStrip(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showMessage(Level level, const QString& what, const QString& where = {}, const QString& remedy = {});
    /// A button that does something about it; empty = none.
    void setAction(const QString& text);
    void clear();
    QString text() const; ///< all that it says

signals:
    void actionTriggered();
    void dismissed();

private:
    QLabel* m_icon;
    QLabel* m_what;
    QLabel* m_where;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace tideline
