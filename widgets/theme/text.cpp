// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/text.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace tideline {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

double digitWidth(const QFontMetricsF& metrics)
{
    // Zero is among the widest digits of every text font.
    return metrics.horizontalAdvance(u'0');
}

/// Calls place(run, x) for every run of text and every digit, x from 0.
template <typename Place> double layOut(const QString& text, const QFontMetricsF& metrics, Place place)
{
    const double cell = digitWidth(metrics);
    double x = 0;
    for (qsizetype i = 0; i < text.size();) {
        if (isDigit(text[i])) {
            const double own = metrics.horizontalAdvance(text[i]);
            place(text.mid(i, 1), x + (cell - own) / 2);
            x += cell;
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !isDigit(text[end]))
            ++end;
        const QString run = text.mid(i, end - i);
        place(run, x);
        x += metrics.horizontalAdvance(run);
        i = end;
    }
    return x;
}

double startOf(QPointF baseline, double width, Qt::Alignment align)
{
    if (align & Qt::AlignRight)
        return baseline.x() - width;
    if (align & Qt::AlignHCenter)
        return baseline.x() - width / 2;
    return baseline.x();
}

bool sameDigits(const QFontMetricsF& metrics)
{
    return qFuzzyCompare(metrics.horizontalAdvance(u'1'), metrics.horizontalAdvance(u'0'));
}

} // namespace

double tabularWidth(const QString& text, const QFont& font)
{
    const QFontMetricsF metrics(font);
    return layOut(text, metrics, [](const QString&, double) {});
}

void drawTabular(QPainter& painter, QPointF baseline, const QString& text, const QFont& font, const QColor& color,
                 Qt::Alignment align)
{
    const QFontMetricsF metrics(font);
    const double left = startOf(baseline, tabularWidth(text, font), align);
    painter.setFont(font);
    painter.setPen(color);
    if (sameDigits(metrics)) {
        painter.drawText(QPointF(left, baseline.y()), text);
        return;
    }
    layOut(text, metrics,
           [&](const QString& run, double x) { painter.drawText(QPointF(left + x, baseline.y()), run); });
}

void drawHaloed(QPainter& painter, QPointF baseline, const QString& text, const QFont& font, const QColor& color,
                const QColor& halo, Qt::Alignment align)
{
    const QFontMetricsF metrics(font);
    const QPointF start(startOf(baseline, tabularWidth(text, font), align), baseline.y());
    if (painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster) {
        // Glyphs come from a cache: eight copies are far cheaper than one stroked outline.
        for (const double dx : {-1.2, 0.0, 1.2})
            for (const double dy : {-1.2, 0.0, 1.2})
                if (dx != 0 || dy != 0)
                    drawTabular(painter, start + QPointF(dx, dy), text, font, halo);
    } else {
        QPainterPath path;
        layOut(text, metrics, [&](const QString& run, double x) { path.addText(start + QPointF(x, 0), font, run); });
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.strokePath(path, QPen(halo, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.restore();
    }
    drawTabular(painter, start, text, font, color);
}

QString elidedAtWord(const QString& text, const QFont& font, double width)
{
    if (tabularWidth(text, font) <= width)
        return text;
    QString shorter = text;
    for (;;) {
        const qsizetype blank = shorter.lastIndexOf(u' ');
        if (blank <= 0)
            return {};
        shorter.truncate(blank);
        while (!shorter.isEmpty() && !shorter.back().isLetterOrNumber() && shorter.back() != u')')
            shorter.chop(1);
        const QString candidate = shorter + QChar(0x2026);
        if (!shorter.isEmpty() && tabularWidth(candidate, font) <= width)
            return candidate;
    }
}

QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    return QStringLiteral("<div style='white-space:pre-wrap'>%1</div>").arg(text.toHtmlEscaped());
}

void TabularDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QFontMetricsF metrics(item.font);
    const bool hasDigit = std::any_of(item.text.cbegin(), item.text.cend(), isDigit);
    if (!hasDigit || sameDigits(metrics)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const QString text = item.text;
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    item.text = text;
    QRect area = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget).adjusted(3, 0, -3, 0);
    QString shown = text;
    if (tabularWidth(shown, item.font) > area.width())
        shown = metrics.elidedText(text, Qt::ElideRight, area.width() - 2);
    const bool right = item.displayAlignment & Qt::AlignRight;
    const double y = area.center().y() + 1 + (metrics.ascent() - metrics.descent()) / 2;
    painter->save();
    painter->setClipRect(area);
    const QColor color =
        item.palette.color(item.state & QStyle::State_Enabled ? QPalette::Normal : QPalette::Disabled,
                           item.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text);
    drawTabular(*painter, {double(right ? area.right() + 1 : area.left()), y}, shown, item.font, color,
                right ? Qt::AlignRight : Qt::AlignLeft);
    painter->restore();
}

} // namespace tideline
