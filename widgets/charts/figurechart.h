// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/figure.h"
#include "widgets/charts/heatpaint.h"

#include <QPixmap>
#include <QWidget>

namespace tideline {

/// Any result as an interactive chart: arrow keys move a cursor over its bars, cells or bins, Enter opens the rows.
class FigureChart : public QWidget
{
    Q_OBJECT
public:
    explicit FigureChart(QWidget* parent = nullptr);

    void setResult(const MeasureResult& result);
    /// Theme and size are the widget's own; the rest is honoured.
    void setOptions(const FigureOptions& options);
    void setEmptyText(const QString& text);

    int currentRow() const; ///< of the result's table; -1 without cursor
    QString currentText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, 140}; }

signals:
    void rowActivated(int row);      ///< Enter or click
    void currentRowChanged(int row); ///< the cursor moved

protected:
    /// Paints into the widget's size; the hits are what the cursor moves over.
    virtual ChartHits paintChart(QPainter& painter, const QSize& size, const Theme& theme);
    virtual QString describeChart() const;
    void refresh();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int hitAt(QPointF position) const;
    void setCurrent(int hit);
    int neighbour(int dx, int dy) const;
    void render();

    MeasureResult m_result;
    FigureOptions m_options;
    QString m_emptyText;
    ChartHits m_hits;
    QPixmap m_picture;
    bool m_stale = true;
    int m_current = -1;
    bool m_showsFocus = false;
};

/// The hours of the week. Two maps that are compared share a scale through setLargest.
class HeatMap : public FigureChart
{
    Q_OBJECT
public:
    using FigureChart::FigureChart;
    void setData(const HeatData& heat);
    void setLargest(std::optional<double> largest);
    QSize sizeHint() const override;

protected:
    ChartHits paintChart(QPainter& painter, const QSize& size, const Theme& theme) override;
    QString describeChart() const override;

private:
    HeatData m_data;
    std::optional<double> m_largest;
};

} // namespace tideline
