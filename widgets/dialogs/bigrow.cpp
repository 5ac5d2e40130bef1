// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/bigrow.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QFontMetrics>
#include <QPainter>

namespace tideline {

namespace {
constexpr int rowHeight = 68;
constexpr int iconSide = 24;
constexpr int textLeft = 60;
} // namespace

BigRow::BigRow(const QString& icon, const QString& title, const QString& line, QWidget* parent)
    : QPushButton(title, parent), m_icon(icon), m_line(line)
{
    setAccessibleDescription(line);
    setCursor(Qt::PointingHandCursor);
    setMinimumHeight(rowHeight);
}

void BigRow::setPrimary(bool primary)
{
    m_primary = primary;
    setDefault(primary);
    update();
}

QSize BigRow::sizeHint() const
{
    return {480, rowHeight};
}

void BigRow::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = hasFocus() || underMouse();
    QColor fill = theme.color(m_primary ? Token::Selection : Token::Surface);
    if (isDown() || (underMouse() && !m_primary))
        fill = m_primary ? fill.darker(110) : theme.color(Token::SurfaceRaised);
    painter.setBrush(fill);
    painter.setPen(QPen(lit && !m_primary ? theme.color(Token::Selection)
                        : m_primary       ? fill
                                          : theme.color(Token::Border),
                        1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_primary ? theme.color(Token::OnSelection) : theme.color(Token::Selection), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 4, 4);
    }
    const Token ink = m_primary ? Token::OnSelection : Token::Text;
    const QIcon icon = themedIcon(m_icon, theme, m_primary ? Token::OnSelection : Token::Selection);
    icon.paint(&painter, QRect(20, (height() - iconSide) / 2, iconSide, iconSide));
    const int middle = height() / 2;
    painter.setOpacity(isEnabled() ? 1 : 0.5);
    painter.setFont(theme.font(TextRole::Title));
    painter.setPen(theme.color(ink));
    painter.drawText(QRect(textLeft, middle - 24, width() - textLeft - 16, 24), Qt::AlignLeft | Qt::AlignVCenter,
                     text());
    painter.setFont(theme.font(TextRole::Secondary));
    painter.setPen(theme.color(m_primary ? Token::OnSelection : Token::TextDim));
    const QString line = QFontMetrics(painter.font()).elidedText(m_line, Qt::ElideMiddle, width() - textLeft - 16);
    painter.drawText(QRect(textLeft, middle, width() - textLeft - 16, 20), Qt::AlignLeft | Qt::AlignVCenter, line);
}

} // namespace tideline
