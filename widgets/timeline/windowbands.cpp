// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/windowbands.h"

#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace tideline {

namespace {

constexpr int barTop = 12, barHeight = 22;

} // namespace

WindowBands::WindowBands(TimeAxis* axis, QWidget* parent) : TimePanel(axis, parent)
{
    setFixedHeight(34);
    setAccessibleName(tr("Study windows"));
    m_gestures = new TimeGestures(axis, this);
    connect(m_gestures, &TimeGestures::clicked, this, [this](QPointF position) {
        if (const Window* window = windowAt(position))
            emit windowActivated(window->name);
    });
    connect(m_gestures, &TimeGestures::doubleClicked, this, [this](QPointF position, bool* handled) {
        if (const Window* window = windowAt(position)) {
            *handled = true;
            this->axis()->jumpTo(withMargin(window->range, 0.05));
        }
    });
}

void WindowBands::setWindows(const std::vector<Window>& windows)
{
    m_windows = windows;
    m_current = -1;
    refresh();
}

const Window* WindowBands::windowAt(QPointF position) const
{
    if (position.x() < gutterWidth || position.y() < barTop || position.y() > barTop + barHeight)
        return nullptr;
    const Micros t = scale().toTime(position.x() - gutterWidth);
    const auto found = std::find_if(m_windows.begin(), m_windows.end(),
                                    [t](const Window& window) { return window.range.contains(t); });
    return found == m_windows.end() ? nullptr : &*found;
}

void WindowBands::paintPanel(QPainter& painter, const Theme& theme)
{
    const QFont dimFont = theme.font(TextRole::Axis);
    QFont nameFont = dimFont;
    nameFont.setWeight(QFont::DemiBold);
    const double baseline = barTop + 15;
    drawTabular(painter, {12, baseline}, tr("Study windows"), dimFont, theme.color(Token::TextDim));
    const TimeScale s = scale();
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        const Window& window = m_windows[i];
        if (!window.range.overlaps(s.range))
            continue;
        const double left = gutterWidth + std::max(0.0, s.toX(window.range.from));
        const double right = gutterWidth + std::min(s.width, s.toX(window.range.to));
        const bool current = hasFocus() && int(i) == m_current;
        painter.setPen(QPen(theme.color(current ? Token::Selection : Token::Border), current ? 2 : 1));
        painter.setBrush(theme.color(Token::Band));
        painter.drawRoundedRect(QRectF(left + 0.5, barTop + 0.5, std::max(1.0, right - left - 1), barHeight - 1), 3, 3);
        const double nameWidth = tabularWidth(window.name, nameFont);
        if (nameWidth + 10 > right - left)
            continue;
        drawTabular(painter, {left + 6, baseline}, window.name, nameFont, theme.color(Token::Text));
        const QString length = lengthText(double(window.range.length()));
        if (nameWidth + tabularWidth(length, dimFont) + 18 < right - left)
            drawTabular(painter, {left + 11 + nameWidth, baseline}, length, dimFont, theme.color(Token::TextDim));
    }
}

QString WindowBands::describe() const
{
    QStringList parts;
    for (const Window& window : m_windows)
        parts << tr("%1, %2").arg(window.name, rangeText(window.range, axis()->zone()));
    if (parts.isEmpty())
        return tr("No study windows.");
    QString text = tr("Study windows: %1.").arg(parts.join(QStringLiteral("; ")));
    if (m_current >= 0 && m_current < int(m_windows.size()))
        text += u' ' + tr("Cursor on %1.").arg(m_windows[std::size_t(m_current)].name);
    return text;
}

bool WindowBands::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Window* window = windowAt(help->pos());
        QString text;
        if (window)
            text = window->name + QStringLiteral("\n") + rangeText(window->range, axis()->zone()) +
                   QStringLiteral(" · ") + lengthText(double(window->range.length())) +
                   (window->note.isEmpty() ? QString() : u'\n' + window->note);
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return TimePanel::event(event);
}

void WindowBands::keyPressEvent(QKeyEvent* event)
{
    const int n = int(m_windows.size());
    if (n > 0 && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        m_current = event->key() == Qt::Key_Down ? (m_current + 1) % n : (m_current <= 0 ? n : m_current) - 1;
        refresh();
    } else if (m_current >= 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit windowActivated(m_windows[std::size_t(m_current)].name);
    } else {
        TimePanel::keyPressEvent(event);
    }
}

} // namespace tideline
