// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>
#include <QStyledItemDelegate>

class QPainter;

namespace tideline {

/// Text whose digits all have the same width, so that numbers stand still while they change and columns line up.
/// Qt 6.4 cannot switch a font's tabular figures on, hence this.
double tabularWidth(const QString& text, const QFont& font);
/// At a baseline; `align` takes Qt::AlignLeft, AlignRight or AlignHCenter about the point.
void drawTabular(QPainter& painter, QPointF baseline, const QString& text, const QFont& font, const QColor& color,
                 Qt::Alignment align = Qt::AlignLeft);
/// The same with a halo of the given colour, for labels over marks and lines.
void drawHaloed(QPainter& painter, QPointF baseline, const QString& text, const QFont& font, const QColor& color,
                const QColor& halo, Qt::Alignment align = Qt::AlignLeft);
/// Cut at the end of a word, with an ellipsis; empty if not even one word fits.
QString elidedAtWord(const QString& text, const QFont& font, double width);
/// A tool tip that is never read as markup, whatever the data say.
QString plainToolTip(const QString& text);

/// Item views with tabular figures.
class TabularDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tideline
