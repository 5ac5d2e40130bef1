// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/stackpaint.h"

#include "widgets/charts/charttext.h"
#include "widgets/charts/usagescene.h"
#include "widgets/theme/marks.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tideline {

namespace {

constexpr double leftRoom = 48, rightRoom = 12, topRoom = 46, bottomRoom = 24;

QString tr(const char* text)
{
    return QCoreApplication::translate("StackChart", text);
}

/// Categories keep the colours that they have in the lanes.
std::vector<QColor> colorsOf(const QStringList& keys, const Theme& theme)
{
    const CategoryMarks marks;
    std::vector<QColor> colors;
    for (const QString& key : keys)
        colors.push_back(CategoryMarks::known().contains(key) ? marks.color(key, theme)
                                                              : theme.series(int(colors.size())));
    return colors;
}

} // namespace

double StackData::Bin::total() const
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::optional<StackData> StackData::fromResult(const MeasureResult& result)
{
    const Table& table = result.table;
    const int start = table.columnIndex(u"start"), end = table.columnIndex(u"end"), key = table.columnIndex(u"key"),
              count = firstColumn(table, {"count", "value"});
    if (start < 0 || end < 0 || count < 0)
        return std::nullopt;
    StackData data;
    data.valueTitle = table.columns[std::size_t(count)].title;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const QString name = textOf(cellAt(table, i, key));
        if (!data.keys.contains(name))
            data.keys << name;
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto* from = std::get_if<qint64>(&cellAt(table, i, start));
        const auto* to = std::get_if<qint64>(&cellAt(table, i, end));
        if (!from || !to)
            continue;
        if (data.bins.empty() || data.bins.back().span.from != *from)
            data.bins.push_back({{*from, *to},
                                 std::vector<double>(std::size_t(data.keys.size()), 0.0),
                                 std::vector<int>(std::size_t(data.keys.size()), -1)});
        const auto k = std::size_t(data.keys.indexOf(textOf(cellAt(table, i, key))));
        data.bins.back().values[k] += numberOf(cellAt(table, i, count)).value_or(0);
        data.bins.back().rows[k] = int(i);
    }
    return data;
}

TimeRange StackData::span() const
{
    return bins.empty() ? TimeRange{} : TimeRange{bins.front().span.from, bins.back().span.to};
}

double StackData::largest(const TimeRange& range) const
{
    double most = 0;
    for (const Bin& bin : bins)
        if (bin.span.overlaps(range))
            most = std::max(most, bin.total());
    return most;
}

NiceAxis countAxis(double largest, int steps)
{
    NiceAxis axis = niceAxis(largest, steps);
    if (axis.step < 1)
        axis = {1, std::max(1.0, std::ceil(largest))};
    return axis;
}

ChartHits paintStacks(QPainter& painter, const QRectF& area, const StackData& data, const TimeRange& range,
                      const Zone& zone, const Theme& theme, const QLocale& locale)
{
    ChartHits hits;
    const QFont font = theme.font(TextRole::Axis);
    UsageFrame frame;
    frame.theme = theme;
    frame.locale = locale;
    frame.plot = area.adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom);
    frame.scale = {range, std::max(1.0, frame.plot.width())};
    frame.axis = countAxis(data.largest(range), frame.plot.height() > 120 ? 4 : 3);
    drawTabular(painter, {area.left(), area.top() + 12}, data.valueTitle, font, theme.color(Token::TextDim));
    const auto colors = colorsOf(data.keys, theme);
    QStringList names;
    for (const QString& key : data.keys)
        names << (CategoryMarks::known().contains(key) ? CategoryMarks::title(key) : key);
    paintKeys(painter, {area.left(), area.top() + 30}, area.right(), names, colors, font, theme.color(Token::Text));
    paintValueAxis(painter, frame);
    for (const auto& bin : data.bins) {
        if (!bin.span.overlaps(range) || bin.total() <= 0)
            continue;
        const double x1 = frame.plot.left() + std::max(0.0, frame.scale.toX(bin.span.from));
        const double x2 = frame.plot.left() + std::min(frame.scale.width, frame.scale.toX(bin.span.to));
        const double air = x2 - x1 > 6 ? 1 : 0;
        double sum = 0;
        for (std::size_t k = 0; k < bin.values.size(); ++k) {
            if (bin.values[k] <= 0)
                continue;
            const double below = frame.y(sum);
            sum += bin.values[k];
            const QRectF part(x1 + air, frame.y(sum), std::max(1.0, x2 - x1 - 2 * air), below - frame.y(sum));
            QColor fill = colors[k];
            fill.setAlphaF(0.85f);
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.fillRect(part.adjusted(0, part.height() > 3 ? 1 : 0, 0, 0), fill);
            hits.push_back({part, bin.rows[k],
                            QStringLiteral("%1: %2 %3")
                                .arg(rangeText(bin.span, zone, locale), locale.toString(bin.values[k], 'f', 0),
                                     names[qsizetype(k)])});
        }
        const QString total = locale.toString(sum, 'f', 0);
        if (x2 - x1 >= tabularWidth(total, font) + 1)
            drawTabular(painter, {(x1 + x2) / 2, frame.y(sum) - 4}, total, font, theme.color(Token::Text),
                        Qt::AlignHCenter);
    }
    if (hits.empty())
        drawTabular(painter, frame.plot.center(), tr("No events here"), theme.font(TextRole::Secondary),
                    theme.color(Token::TextDim), Qt::AlignHCenter);
    paintTimeAxis(painter, frame.plot, frame.scale, zone, theme, locale);
    return hits;
}

} // namespace tideline
