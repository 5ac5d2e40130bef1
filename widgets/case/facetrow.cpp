// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/facetrow.h"

#include "widgets/theme/text.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>

namespace tideline {

FacetRow::FacetRow(const QString& text, const QString& detail, const QIcon& mark, QWidget* parent)
    : QAbstractButton(parent), m_detail(detail), m_mark(mark)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(detail.isEmpty() ? text : tr("%1, %2").arg(text, detail));
    setToolTip(plainToolTip(tr("%1. Alt+click: only this").arg(text)));
    setAttribute(Qt::WA_Hover);
}

void FacetRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    if (underMouse() || hasFocus())
        painter.fillRect(rect(), theme.color(Token::SurfaceRaised));
    int x = 2;
    if (isCheckable()) {
        QStyleOptionButton box;
        box.initFrom(this);
        box.rect = QRect(x, (height() - 16) / 2, 16, 16);
        box.state.setFlag(isChecked() ? QStyle::State_On : QStyle::State_Off);
        style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &painter, this);
        x += 24;
    }
    if (!m_mark.isNull()) {
        m_mark.paint(&painter, QRect(x, (height() - 14) / 2, 14, 14));
        x += 22;
    }
    const QFont body = theme.font(TextRole::Body);
    const QFont secondary = theme.font(TextRole::Secondary);
    const double baseline = (height() + QFontMetricsF(body).ascent() - QFontMetricsF(body).descent()) / 2;
    const double detailWidth = tabularWidth(m_detail, secondary);
    drawTabular(painter, {width() - 4.0, baseline}, m_detail, secondary, theme.color(Token::TextDim), Qt::AlignRight);
    const QString shown = QFontMetricsF(body).elidedText(text(), Qt::ElideRight, width() - x - detailWidth - 12);
    painter.setFont(body);
    painter.setPen(theme.color(isEnabled() ? Token::Text : Token::TextDim));
    painter.drawText(QPointF(x, baseline), shown);
    if (hasFocus()) {
        painter.setPen(theme.color(Token::Selection));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void FacetRow::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->modifiers().testFlag(Qt::AltModifier) && event->button() == Qt::LeftButton) {
        setDown(false);
        emit toggledAlone();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void FacetRow::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (isCheckable())
        QAbstractButton::mouseDoubleClickEvent(event);
    else
        emit toggledAlone();
}

} // namespace tideline
