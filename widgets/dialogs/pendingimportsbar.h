// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace tideline {

/// Offers to finish or to discard imports that were interrupted, one after the other. Hidden while there is none.
class PendingImportsBar : public QFrame
{
    Q_OBJECT

public:
    explicit PendingImportsBar(CaseSession* session, QWidget* parent = nullptr);

    int waiting() const { return int(m_waiting.size()); }

public slots:
    void resume();
    void discard();

private:
    void refresh();
    void next();
    void showPending(const PendingImport& pending);

    CaseSession* m_session;
    std::vector<PendingImport> m_waiting;
    QLabel* m_text;
    QPushButton* m_resume;
    QPushButton* m_discard;
};

} // namespace tideline
