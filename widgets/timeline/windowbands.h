// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "widgets/timeline/timegestures.h"
#include "widgets/timeline/timepanel.h"

namespace tideline {

/// The named study windows as bars above everything else.
class WindowBands : public TimePanel
{
    Q_OBJECT
public:
    explicit WindowBands(TimeAxis* axis, QWidget* parent = nullptr);

    void setWindows(const std::vector<Window>& windows);
    QSize sizeHint() const override { return {600, 34}; }

signals:
    void windowActivated(const QString& name); ///< clicked, or Enter on the cursor; a double click also shows it

protected:
    void paintPanel(QPainter& painter, const Theme& theme) override;
    QString describe() const override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Window* windowAt(QPointF position) const;

    std::vector<Window> m_windows;
    int m_current = -1; ///< keyboard cursor
    TimeGestures* m_gestures;
};

} // namespace tideline
