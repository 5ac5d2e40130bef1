// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/steprail.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace tideline {

namespace {
constexpr int left = 14;
constexpr int side = 20;
constexpr int textLeft = 44;
constexpr int lineHeight = 17;
} // namespace

StepButton::StepButton(int number, const QString& name, QWidget* parent) : QAbstractButton(parent), m_number(number)
{
    setText(name);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepButton::setState(bool current, bool done, const QString& summary)
{
    m_current = current;
    m_done = done;
    m_summary = summary;
    setAccessibleName(tr("Step %1, %2%3")
                          .arg(m_number)
                          .arg(text(), done      ? tr(", done")
                                       : current ? tr(", now")
                                                 : QString()));
    setAccessibleDescription(summary);
    updateGeometry();
    update();
}

QSize StepButton::sizeHint() const
{
    return {204, m_summary.isEmpty() ? 42 : 54};
}

void StepButton::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_current)
        painter.fillRect(rect(), theme.color(Token::SelectionFill));
    const QRectF circle(left, 10, side, side);
    const QColor edge = m_done      ? theme.color(Token::Good)
                        : m_current ? theme.color(Token::Selection)
                                    : theme.color(Token::Axis);
    painter.setPen(QPen(edge, 1.2));
    painter.setBrush(m_done      ? theme.color(Token::GoodFill)
                     : m_current ? theme.color(Token::Selection)
                                 : QColor(Qt::transparent));
    painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_done) {
        themedIcon(QStringLiteral("check"), theme, Token::Good).paint(&painter, circle.adjusted(4, 4, -4, -4).toRect());
    } else {
        painter.setFont(theme.font(TextRole::Axis));
        painter.setPen(m_current ? theme.color(Token::OnSelection) : theme.color(Token::TextDim));
        painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
    }
    painter.setFont(theme.font(TextRole::Strong));
    painter.setPen(theme.color(isEnabled() || m_current ? Token::Text : Token::TextDim));
    painter.drawText(QRect(textLeft, 10, width() - textLeft - 8, side), Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(theme.font(TextRole::Secondary));
    painter.setPen(theme.color(Token::TextDim));
    const QString line = QFontMetrics(painter.font()).elidedText(m_summary, Qt::ElideRight, width() - textLeft - 8);
    painter.drawText(QRect(textLeft, 30, width() - textLeft - 8, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, line);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Selection), 1));
        painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

} // namespace tideline
