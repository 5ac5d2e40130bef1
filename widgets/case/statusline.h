// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tideline {

/// The foot of the window: zone with its offsets, sources, simulated, read-only, the time under the crosshair, running
/// tasks with a way to stop them, and when the case was last written.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(CaseSession* session, QWidget* parent = nullptr);

    void setCursor(std::optional<Micros> time);

private:
    void refresh();
    void refreshTasks();

    CaseSession* m_session;
    QLabel* m_zone;
    QLabel* m_sources;
    QLabel* m_simulated;
    QLabel* m_readOnly;
    QLabel* m_cursor;
    QLabel* m_task;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QLabel* m_saved;
};

} // namespace tideline
