// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/figurechart.h"

#include "widgets/charts/barpaint.h"
#include "widgets/charts/pairpaint.h"
#include "widgets/theme/text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tideline {

FigureChart::FigureChart(QWidget* parent) : QWidget(parent), m_emptyText(tr("Nothing to show yet"))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chart"));
    m_options.decorated = false;
    m_options.byPixel = true;
}

void FigureChart::setResult(const MeasureResult& result)
{
    m_result = result;
    m_current = -1;
    setAccessibleName(measureTitle(result));
    updateGeometry();
    refresh();
}

void FigureChart::setOptions(const FigureOptions& options)
{
    m_options = options;
    m_options.byPixel = true;
    refresh();
}

void FigureChart::setEmptyText(const QString& text)
{
    m_emptyText = text;
    refresh();
}

QSize FigureChart::sizeHint() const
{
    // Narrow enough that two cards stand side by side; what is wider is used.
    const ChartKind kind = chartKind(m_result);
    const auto rows = int(m_result.table.rows.size());
    if (kind == ChartKind::Bars || kind == ChartKind::Table)
        return {320, std::clamp(rows * int(barRow) + 10, 140, 640)};
    if (kind == ChartKind::Pairs)
        return {320, std::clamp(rows * int(pairRow) + 40, 140, 640)};
    return {320, 320};
}

void FigureChart::refresh()
{
    m_stale = true;
    render();
    update();
}

ChartHits FigureChart::paintChart(QPainter& painter, const QSize& size, const Theme& theme)
{
    FigureOptions options = m_options;
    options.size = size;
    options.theme = theme;
    options.locale = QLocale();
    if (m_result.table.rows.empty()) {
        drawTabular(painter, {size.width() / 2.0, size.height() / 2.0}, m_emptyText, theme.font(TextRole::Secondary),
                    theme.color(Token::TextDim), Qt::AlignHCenter);
        return {};
    }
    return renderFigure(m_result, options, painter);
}

QString FigureChart::describeChart() const
{
    if (m_result.table.rows.empty())
        return m_emptyText;
    QString text = tr("%1, rows: %2.").arg(measureTitle(m_result)).arg(m_result.table.rows.size());
    if (!m_result.headline.text.isEmpty())
        text += u' ' + m_result.headline.text + u'.';
    if (m_result.simulated())
        text += u' ' + tr("Simulated.");
    return text;
}

/// Painted when asked for, not only when shown: cursor and description need the hits.
void FigureChart::render()
{
    const double ratio = devicePixelRatioF();
    if (!m_stale && m_picture.devicePixelRatio() == ratio)
        return;
    const Theme theme = Theme::of(this);
    m_picture = QPixmap(size().expandedTo({1, 1}) * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(theme.color(Token::Surface));
    QPainter painter(&m_picture);
    m_hits = paintChart(painter, size(), theme);
    m_current = m_current < int(m_hits.size()) ? m_current : -1;
    m_stale = false;
    QString text = describeChart();
    if (m_current >= 0)
        text += u' ' + currentText();
    setAccessibleDescription(text);
}

void FigureChart::paintEvent(QPaintEvent*)
{
    render();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const Theme theme = Theme::of(this);
    painter.setBrush(Qt::NoBrush);
    if (m_current >= 0) {
        painter.setPen(QPen(theme.color(Token::Selection), 2));
        painter.drawRect(m_hits[std::size_t(m_current)].area.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (m_showsFocus) {
        painter.setPen(theme.color(Token::Selection));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

int FigureChart::currentRow() const
{
    return m_current < 0 ? -1 : m_hits[std::size_t(m_current)].row;
}

QString FigureChart::currentText() const
{
    return m_current < 0 ? QString() : m_hits[std::size_t(m_current)].text;
}

int FigureChart::hitAt(QPointF position) const
{
    for (std::size_t i = 0; i < m_hits.size(); ++i)
        if (m_hits[i].area.contains(position))
            return int(i);
    return -1;
}

void FigureChart::setCurrent(int hit)
{
    if (hit == m_current)
        return;
    m_current = hit;
    setAccessibleDescription(m_current < 0 ? describeChart() : currentText() + QStringLiteral(". ") + describeChart());
    emit currentRowChanged(currentRow());
    update();
}

int FigureChart::neighbour(int dx, int dy) const
{
    if (m_hits.empty())
        return -1;
    if (m_current < 0)
        return 0;
    const QPointF from = m_hits[std::size_t(m_current)].area.center();
    int best = m_current;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_hits.size(); ++i) {
        const QPointF by = m_hits[i].area.center() - from;
        const double along = by.x() * dx + by.y() * dy, across = std::abs(by.x() * dy) + std::abs(by.y() * dx);
        const double cost = along + 4 * across;
        if (along > 0.5 && cost < least) {
            least = cost;
            best = int(i);
        }
    }
    return best;
}

void FigureChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(neighbour(-1, 0));
        break;
    case Qt::Key_Right:
        setCurrent(neighbour(1, 0));
        break;
    case Qt::Key_Up:
        setCurrent(neighbour(0, -1));
        break;
    case Qt::Key_Down:
        setCurrent(neighbour(0, 1));
        break;
    case Qt::Key_Home:
        setCurrent(m_hits.empty() ? -1 : 0);
        break;
    case Qt::Key_End:
        setCurrent(int(m_hits.size()) - 1);
        break;
    case Qt::Key_Escape:
        if (m_current < 0)
            event->ignore();
        setCurrent(-1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentRow() >= 0)
            emit rowActivated(currentRow());
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FigureChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    setCurrent(hitAt(event->position()));
    if (currentRow() >= 0)
        emit rowActivated(currentRow());
}

bool FigureChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int hit = hitAt(help->pos());
        QToolTip::showText(help->globalPos(), plainToolTip(hit < 0 ? QString() : m_hits[std::size_t(hit)].text), this);
        return true;
    }
    return QWidget::event(event);
}

void FigureChart::resizeEvent(QResizeEvent* event)
{
    refresh();
    QWidget::resizeEvent(event);
}

void FigureChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    QWidget::changeEvent(event);
}

void FigureChart::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = isKeyboardFocus(event->reason());
    update();
    QWidget::focusInEvent(event);
}

void FigureChart::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    update();
    QWidget::focusOutEvent(event);
}

void HeatMap::setData(const HeatData& heat)
{
    m_data = heat;
    setAccessibleName(tr("Hours of the week"));
    refresh();
}

void HeatMap::setLargest(std::optional<double> largest)
{
    m_largest = largest;
    refresh();
}

QSize HeatMap::sizeHint() const
{
    return {std::min(320, int(heatMapSize(m_data).width())), int(heatMapSize(m_data).height())};
}

ChartHits HeatMap::paintChart(QPainter& painter, const QSize& size, const Theme& theme)
{
    return paintHeatMap(painter, QRectF(QPointF(), QSizeF(size)).adjusted(2, 2, -2, -2), m_data, theme, m_largest);
}

QString HeatMap::describeChart() const
{
    int day = -1, hour = -1;
    for (int d = 0; d < 7; ++d)
        for (int h = 0; h < 24; ++h) {
            const auto value = m_data.cells[std::size_t(d)][std::size_t(h)];
            if (value && (day < 0 || *value > *m_data.cells[std::size_t(day)][std::size_t(hour)])) {
                day = d;
                hour = h;
            }
        }
    return day < 0 ? tr("Hours of the week: no data.")
                   : tr("Hours of the week, highest at %1.").arg(m_data.cellText(day, hour));
}

} // namespace tideline
