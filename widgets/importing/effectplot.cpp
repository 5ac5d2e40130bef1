// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/effectplot.h"

#include "models/core/timetext.h"
#include "widgets/theme/marks.h"
#include "widgets/theme/text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace tideline {

namespace {

constexpr int labelHeight = 16;
constexpr int binsWanted = 90;

EffectBars barsOf(const std::vector<std::pair<Micros, QString>>& times, int undated, const Zone& zone)
{
    EffectBars bars;
    bars.undated = undated;
    bars.total = int(times.size()) + undated;
    if (times.empty())
        return bars;
    const auto [first, last] = std::minmax_element(times.begin(), times.end());
    bars.span = {first->first, last->first + 1};
    Bin bin = fittingBin(bars.span, binsWanted);
    bars.edges = binEdges(bars.span, bin, zone);
    if (bars.edges.size() < 2)
        return bars;
    std::vector<int> sums(bars.edges.size() - 1);
    for (const auto& [time, category] : times) {
        const auto after = std::upper_bound(bars.edges.begin(), bars.edges.end(), time);
        const auto at = std::size_t(std::max<std::ptrdiff_t>(0, after - bars.edges.begin() - 1));
        auto& counts = bars.counts[category];
        counts.resize(sums.size());
        if (at < sums.size()) {
            ++counts[at];
            bars.highest = std::max(bars.highest, ++sums[at]);
        }
    }
    return bars;
}

} // namespace

EffectBars effectBars(const std::vector<Event>& events, const Zone& zone)
{
    std::vector<std::pair<Micros, QString>> times;
    int undated = 0;
    for (const Event& event : events) {
        if (event.time.range)
            times.emplace_back(event.time.range->from, event.category);
        else
            ++undated;
    }
    return barsOf(times, undated, zone);
}

EffectBars effectBars(const std::vector<SeriesPoint>& points, const Zone& zone)
{
    std::vector<std::pair<Micros, QString>> times;
    for (const SeriesPoint& point : points)
        times.emplace_back(point.span.from, QString());
    return barsOf(times, 0, zone);
}

EffectPlot::EffectPlot(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(70);
    setAccessibleName(tr("On the axis it will look like this"));
}

void EffectPlot::setBars(const EffectBars& bars, const Zone& zone)
{
    m_bars = bars;
    m_zone = zone;
    const QString text = bars.edges.empty() ? tr("Nothing with a date yet")
                                            : tr("%n row(s) from %1 to %2", nullptr, bars.total)
                                                  .arg(timeText(bars.span.from, Precision::Day, zone),
                                                       timeText(bars.span.to - 1, Precision::Day, zone));
    setAccessibleDescription(text);
    setToolTip(plainToolTip(text));
    update();
}

void EffectPlot::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    const QRect plot = rect().adjusted(0, 0, 0, -labelHeight);
    painter.fillRect(plot, theme.color(Token::SurfaceRaised));
    painter.setFont(theme.font(TextRole::Axis));
    if (m_bars.edges.size() < 2) {
        painter.setPen(theme.color(Token::TextDim));
        painter.drawText(plot, Qt::AlignCenter, tr("Nothing with a date yet"));
        return;
    }
    const double length = double(m_bars.edges.back() - m_bars.edges.front());
    const auto x = [&](Micros time) {
        return plot.left() + plot.width() * double(time - m_bars.edges.front()) / length;
    };
    const CategoryMarks marks(m_bars.counts.keys());
    std::vector<int> below(m_bars.edges.size() - 1);
    for (auto it = m_bars.counts.begin(); it != m_bars.counts.end(); ++it) {
        const QColor color = it.key().isEmpty() ? theme.series(0) : marks.color(it.key(), theme);
        for (std::size_t i = 0; i < below.size() && i < it.value().size(); ++i) {
            const int count = it.value()[i];
            if (count == 0)
                continue;
            const double unit = (plot.height() - 6.0) / m_bars.highest;
            const int top = plot.bottom() - int((below[i] + count) * unit);
            const int bottom = plot.bottom() - int(below[i] * unit);
            const int left = int(x(m_bars.edges[i]));
            const int right = std::max(left + 2, int(x(m_bars.edges[i + 1])) - 1);
            painter.fillRect(QRect(left, top, right - left, std::max(1, bottom - top)), color);
            below[i] += count;
        }
    }
    const Micros inside = TimeRange{m_bars.span.from, m_bars.span.to}.length();
    const Precision precision = inside > 4 * 366 * microsPerDay ? Precision::Year : Precision::Day;
    const double baseline = height() - 4;
    drawTabular(painter, {double(plot.left()), baseline}, timeText(m_bars.span.from, precision, m_zone), painter.font(),
                theme.color(Token::TextDim));
    drawTabular(painter, {double(plot.right()), baseline}, timeText(m_bars.span.to - 1, precision, m_zone),
                painter.font(), theme.color(Token::TextDim), Qt::AlignRight);
}

} // namespace tideline
