// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"
#include "widgets/timeline/timeaxis.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace tideline {

/// A strip over the shared axis. It paints into a pixmap, so that the crosshair above it moves for nothing, and keeps a
/// one-sentence description for assistive techniques up to date.
class TimePanel : public QWidget
{
    Q_OBJECT
public:
    TimePanel(TimeAxis* axis, QWidget* parent = nullptr);

    TimeAxis* axis() const { return m_axis; }
    TimeScale scale() const;

protected:
    virtual void paintPanel(QPainter& painter, const Theme& theme) = 0;
    virtual QString describe() const = 0;
    /// Repaint, and describe again once things have settled.
    void refresh();

    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    TimeAxis* m_axis;
    QPixmap m_picture;
    bool m_stale = true;
    bool m_showsFocus = false;
    QTimer m_describe;
};

} // namespace tideline
