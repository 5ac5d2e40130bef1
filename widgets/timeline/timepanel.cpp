// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timepanel.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace tideline {

TimePanel::TimePanel(TimeAxis* axis, QWidget* parent) : QWidget(parent), m_axis(axis)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_describe.setSingleShot(true);
    m_describe.setInterval(0);
    connect(&m_describe, &QTimer::timeout, this, [this] {
        const QString text = describe();
        if (text != accessibleDescription())
            setAccessibleDescription(text);
    });
    connect(axis, &TimeAxis::rangeChanged, this, &TimePanel::refresh);
    connect(axis, &TimeAxis::zoneChanged, this, &TimePanel::refresh);
}

TimeScale TimePanel::scale() const
{
    return {m_axis->range(), std::max(1.0, double(width() - gutterWidth - rightMargin))};
}

void TimePanel::refresh()
{
    m_stale = true;
    m_describe.start();
    update();
}

void TimePanel::paintEvent(QPaintEvent* event)
{
    const double ratio = devicePixelRatioF();
    if (m_stale || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        const Theme theme = Theme::of(this);
        m_picture.fill(theme.color(Token::Surface));
        QPainter painter(&m_picture);
        paintPanel(painter, theme);
        if (m_showsFocus) {
            painter.setClipping(false);
            painter.setPen(theme.color(Token::Selection));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect().adjusted(0, 0, -1, -1));
        }
        m_stale = false;
    }
    QPainter painter(this);
    painter.setClipRegion(event->region());
    painter.drawPixmap(0, 0, m_picture);
}

void TimePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        refresh();
    QWidget::changeEvent(event);
}

void TimePanel::resizeEvent(QResizeEvent* event)
{
    refresh();
    QWidget::resizeEvent(event);
}

void TimePanel::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = isKeyboardFocus(event->reason());
    refresh();
    QWidget::focusInEvent(event);
}

void TimePanel::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    refresh();
    QWidget::focusOutEvent(event);
}

} // namespace tideline
