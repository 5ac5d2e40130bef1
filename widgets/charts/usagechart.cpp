// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/usagechart.h"

#include "widgets/charts/serieslegend.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <qcustomplot.h>

#include <algorithm>
#include <functional>

namespace tideline {

namespace {

constexpr int markerRoom = 24, footerRoom = 20, legendTop = 62, chooserHeight = 18; // up to the first label of the axis

/// Our own painting inside QCustomPlot's layers.
class PaintedLayer : public QCPLayerable
{
public:
    PaintedLayer(QCustomPlot* plot, const QString& layer, std::function<void(QPainter&)> paint)
        : QCPLayerable(plot, layer), m_paint(std::move(paint))
    {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    QRect clipRect() const override { return parentPlot()->rect(); }
    void draw(QCPPainter* painter) override { m_paint(*painter); }

private:
    std::function<void(QPainter&)> m_paint;
};

} // namespace

UsageChart::UsageChart(TimeAxis* axis, QWidget* parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_plot(new QCustomPlot(this))
    , m_legend(new SeriesLegend(this))
    , m_gestures(new TimeGestures(axis, this))
    , m_emptyText(tr("No traffic. Import a usage series or flow logs."))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Usage chart"));
    m_scene.title = tr("Volume");
    setUpPlot();
    connect(axis, &TimeAxis::rangeChanged, this, &UsageChart::refresh);
    connect(axis, &TimeAxis::zoneChanged, this, &UsageChart::refresh);
    connect(axis, &TimeAxis::cursorChanged, this, &UsageChart::describe);
    connect(m_gestures, &TimeGestures::clicked, this, &UsageChart::activate);
    connect(m_legend, &SeriesLegend::hiddenChanged, this, [this](const std::vector<bool>& hidden) {
        m_scene.hidden = hidden;
        refresh();
    });
    refreshStyle();
}

UsageChart::~UsageChart() = default;

void UsageChart::setUpPlot()
{
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setAccessibleName(tr("Plot"));
    m_plot->setInteractions({});
    m_plot->setNoAntialiasingOnDrag(true);
    QCPAxisRect* area = m_plot->axisRect();
    area->setAutoMargins(QCP::msNone);
    area->setMargins(QMargins(gutterWidth, markerRoom, rightMargin, footerRoom));
    m_plot->plotLayout()->setMargins({});
    m_plot->xAxis->setTicks(false);
    m_plot->xAxis->setTickLabels(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setTickLength(0);
    m_plot->yAxis->setTickPen(Qt::NoPen);
    m_plot->yAxis->setSubTicks(false);
    m_plot->yAxis->setTickLabelPadding(8);
    m_plot->yAxis->setPadding(0);
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    m_plot->yAxis->grid()->setZeroLinePen(Qt::NoPen);

    const auto add = [this](const char* layer, std::function<void(QPainter&)> paint) {
        new PaintedLayer(m_plot, QString::fromLatin1(layer), std::move(paint)); // the plot owns it
    };
    add("background", [this](QPainter& painter) {
        const Ticks ticks = makeTicks(m_frame.scale, m_axis->zone(), [](const QString&, bool) { return 0.0; });
        painter.setPen(QPen(m_frame.theme.color(Token::Grid), 0));
        for (const Tick& tick : ticks.ticks)
            if (tick.rank != TickRank::Minor)
                painter.drawLine(int(m_frame.plot.left() + tick.x), 0, int(m_frame.plot.left() + tick.x),
                                 int(m_frame.plot.bottom()));
    });
    add("main", [this](QPainter& painter) {
        if (m_scene.data.bins.empty())
            return;
        paintGaps(painter, m_scene, m_frame);
        painter.drawImage(m_frame.plot.topLeft(), stackImage(m_scene, m_frame, m_plot->bufferDevicePixelRatio()));
    });
    add("overlay", [this](QPainter& painter) {
        paintMeans(painter, m_scene, m_frame);
        paintMarkers(painter, m_scene, m_frame);
        const bool hasChooser = m_chooser && !m_chooser->isHidden();
        paintUsageGutter(painter, m_scene, m_frame, 12, 0, !hasChooser);
        paintFooter(painter, QRectF(gutterWidth, height() - footerRoom, m_frame.plot.width(), footerRoom), m_footer,
                    m_frame.theme);
        if (m_showsFocus) {
            painter.setPen(QPen(m_frame.theme.color(Token::Selection), 0));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect().adjusted(0, 0, -1, -1));
        }
        if (m_busy) { // the old picture at 60 %
            QColor veil = m_frame.theme.color(Token::Surface);
            veil.setAlphaF(0.4f);
            painter.fillRect(m_frame.plot, veil);
        }
        if (m_busy)
            painter.fillRect(0, 0, width(), 2, m_frame.theme.color(Token::Selection));
        if (m_scene.data.bins.empty())
            drawTabular(painter, m_frame.plot.center(), m_emptyText, m_frame.theme.font(TextRole::Secondary),
                        m_frame.theme.color(Token::TextDim), Qt::AlignHCenter);
    });
}

QRectF UsageChart::plotRect() const
{
    return {double(gutterWidth), double(markerRoom), std::max(1.0, double(width() - gutterWidth - rightMargin)),
            std::max(1.0, double(height() - markerRoom - footerRoom))};
}

void UsageChart::setResult(const MeasureResult& result)
{
    QStringList hiddenNames;
    for (qsizetype i = 0; i < m_scene.data.keys.size(); ++i)
        if (std::size_t(i) < m_scene.hidden.size() && m_scene.hidden[std::size_t(i)])
            hiddenNames << m_scene.data.keys[i];
    m_scene.data = UsageData::fromResult(result);
    m_scene.hidden.clear();
    for (const QString& key : std::as_const(m_scene.data.keys))
        m_scene.hidden.push_back(hiddenNames.contains(key));
    m_scene.means = windowMeans(m_scene.data, m_windows);
    m_footer = FigureFooter::fromResult(result);
    updateLegend();
    refresh();
}

void UsageChart::setCoverage(const std::vector<TimeRange>& coverage)
{
    m_scene.coverage = coverage;
    refresh();
}

void UsageChart::setWindows(const std::vector<Window>& windows)
{
    m_windows = windows;
    m_scene.means = windowMeans(m_scene.data, windows);
    refresh();
}

void UsageChart::setMarkers(const std::vector<EventMarker>& markers)
{
    m_scene.markers = markers;
    refresh();
}

void UsageChart::setTitle(const QString& title, const QString& splitBy)
{
    m_scene.title = title;
    m_scene.splitBy = splitBy;
    refresh();
}

void UsageChart::setChooser(QWidget* chooser)
{
    m_chooser = chooser;
    chooser->setParent(this);
    chooser->setGeometry(8, 0, gutterWidth - 16, chooserHeight);
}

void UsageChart::setBits(bool bits)
{
    m_scene.bits = bits;
    refresh();
}

void UsageChart::setBusy(bool busy)
{
    m_busy = busy;
    refresh();
}

void UsageChart::setEmptyText(const QString& text)
{
    m_emptyText = text;
    refresh();
}

void UsageChart::updateLegend()
{
    const bool split =
        m_scene.data.keys.size() > 1 || (m_scene.data.keys.size() == 1 && !m_scene.data.keys.front().isEmpty());
    m_legend->setKeys(split ? m_scene.data.keys : QStringList(), m_scene.hidden);
}

void UsageChart::refreshStyle()
{
    const Theme theme = Theme::of(this);
    m_plot->setBackground(theme.color(Token::Surface));
    m_plot->yAxis->setTickLabelColor(theme.color(Token::TextDim));
    m_plot->yAxis->setTickLabelFont(theme.font(TextRole::Axis));
    m_plot->yAxis->grid()->setPen(QPen(theme.color(Token::Grid), 0));
    m_plot->xAxis->setBasePen(QPen(theme.color(Token::Axis), 0));
    refresh();
}

void UsageChart::refresh()
{
    m_frame = usageFrame(m_scene, plotRect(), m_axis->range(), Theme::of(this));
    m_plot->yAxis->setRange(0, m_frame.axis.top);
    auto* ticker = static_cast<QCPAxisTickerText*>(m_plot->yAxis->ticker().data());
    ticker->clear();
    if (!m_scene.data.bins.empty())
        for (double value = 0; value <= m_frame.axis.top * 1.0001; value += m_frame.axis.step)
            ticker->addTick(value, shortAxisNumber(value, m_frame.axis.step));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    describe();
    update();
}

void UsageChart::describe()
{
    const TimeRange range = m_axis->range();
    if (m_scene.data.bins.empty()) {
        setAccessibleDescription(m_emptyText);
        return;
    }
    int gaps = 0;
    for (const TimeRange& gap : gapsIn(range, m_scene.data, m_scene.coverage))
        gaps += gap.isEmpty() ? 0 : 1;
    QString text = tr("%1, %2: at most %3; stretches without data: %4.")
                       .arg(m_scene.title, rangeText(range, m_axis->zone()),
                            m_scene.rateText(m_scene.data.largestRate(range, m_scene.hidden)), QString::number(gaps));
    if (m_footer.simulated)
        text += u' ' + tr("Simulated.");
    if (m_axis->cursor())
        text += u' ' + textAt(*m_axis->cursor());
    setAccessibleDescription(text);
}

QString UsageChart::textAt(Micros time) const
{
    const UsageBin* bin = m_scene.data.binAt(time);
    if (!bin)
        return {};
    const QString when = rangeText(bin->span, m_axis->zone());
    if (bin->gap)
        return tr("%1: no data").arg(when);
    QStringList parts;
    for (qsizetype k = m_scene.data.keys.size(); k-- > 0;)
        if (!m_scene.data.keys[k].isEmpty() &&
            !(std::size_t(k) < m_scene.hidden.size() && m_scene.hidden[std::size_t(k)]))
            parts << m_scene.data.keys[k] + u' ' + m_scene.rateText(m_scene.data.rate(*bin, std::size_t(k)));
    QString text = when + QStringLiteral(": ") + m_scene.rateText(m_scene.data.totalRate(*bin, m_scene.hidden));
    if (!parts.isEmpty())
        text += QStringLiteral(" (%1)").arg(parts.join(QStringLiteral(", ")));
    if (bin->covered < 0.995)
        text += QStringLiteral(", ") + tr("%1 % of it recorded").arg(qRound(bin->covered * 100));
    return text;
}

void UsageChart::activate(QPointF position)
{
    const double x = m_gestures->plotX(position);
    if (position.y() < markerRoom) {
        for (const EventMarker& marker : m_scene.markers) {
            const double at = m_frame.scale.toX(marker.time);
            if (x >= at - 4 && x <= at + 8 + tabularWidth(marker.label, m_frame.theme.font(TextRole::Axis))) {
                emit markerActivated(marker.id);
                return;
            }
        }
    }
    if (const UsageBin* bin = m_scene.data.binAt(m_frame.scale.toTime(x)))
        emit binActivated(bin->span);
}

void UsageChart::moveCursor(int bins)
{
    if (m_scene.data.bins.empty())
        return;
    const TimeRange range = m_axis->range();
    const Micros at = m_axis->cursor().value_or(range.from + range.length() / 2);
    const auto after = std::upper_bound(m_scene.data.bins.begin(), m_scene.data.bins.end(), at,
                                        [](Micros t, const UsageBin& bin) { return t < bin.span.from; });
    const auto now = std::max<std::ptrdiff_t>(0, after - m_scene.data.bins.begin() - 1);
    const auto next = std::clamp<std::ptrdiff_t>(now + bins, 0, std::ptrdiff_t(m_scene.data.bins.size()) - 1);
    const TimeRange span = m_scene.data.bins[std::size_t(next)].span;
    m_axis->setCursor(span.from + span.length() / 2);
    m_axis->reveal(*m_axis->cursor());
}

void UsageChart::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (control && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        moveCursor(event->key() == Qt::Key_Right ? 1 : -1);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_axis->cursor()) {
        if (const UsageBin* bin = m_scene.data.binAt(*m_axis->cursor()))
            emit binActivated(bin->span);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool UsageChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text =
            help->pos().x() < gutterWidth ? QString() : textAt(m_frame.scale.toTime(help->pos().x() - gutterWidth));
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return QWidget::event(event);
}

void UsageChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refreshStyle();
    QWidget::changeEvent(event);
}

void UsageChart::resizeEvent(QResizeEvent* event)
{
    m_plot->setGeometry(rect());
    m_legend->setGeometry(9, legendTop, gutterWidth - 40, m_legend->height());
    updateLegend();
    refresh();
    QWidget::resizeEvent(event);
}

void UsageChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(this).color(Token::Surface));
}

void UsageChart::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = isKeyboardFocus(event->reason());
    refresh();
    QWidget::focusInEvent(event);
}

void UsageChart::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    refresh();
    QWidget::focusOutEvent(event);
}

void UsageChart::paint(QPainter& painter, const QRectF& area) const
{
    const Theme theme = Theme::of(this);
    UsageScene scene = m_scene;
    scene.zone = m_axis->zone();
    paintUsage(painter, area.adjusted(0, 0, 0, -footerRoom), scene, m_axis->range(), theme);
    paintFooter(painter,
                QRectF(area.left() + gutterWidth, area.bottom() - footerRoom, area.width() - gutterWidth - rightMargin,
                       footerRoom),
                m_footer, theme);
}

} // namespace tideline
