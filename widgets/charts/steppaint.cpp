// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/steppaint.h"

#include "widgets/charts/charttext.h"
#include "widgets/charts/footer.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StepChart", text);
}

constexpr double leftRoom = 60, rightRoom = 74, topRoom = 30, bottomRoom = 24;

QPen seriesPen(const Theme& theme, int index)
{
    // Cosmetic and one pixel: wide polylines take seconds a frame in Qt 6.4's raster engine.
    QPen pen(theme.series(index), 0);
    if (index == 1) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({6, 4});
    }
    return pen;
}

/// Exact corners, cut to the plot by geometry.
void paintExact(QPainter& painter, const StepData::Series& series, const UsageFrame& frame)
{
    bool joined = false; // gaps stay open
    QPointF last;
    for (const StepData::Step& step : series.steps) {
        if (!step.value || !step.span.overlaps(frame.scale.range)) {
            joined = false;
            continue;
        }
        const double x1 = frame.plot.left() + std::max(0.0, frame.scale.toX(step.span.from));
        const double x2 = frame.plot.left() + std::min(frame.scale.width, frame.scale.toX(step.span.to));
        const double y = std::clamp(frame.y(*step.value * frame.unit.factor), frame.plot.top(), frame.plot.bottom());
        if (joined && std::abs(last.x() - x1) < 0.01)
            painter.drawLine(last, QPointF(x1, y));
        painter.drawLine(QPointF(x1, y), QPointF(x2, y));
        last = QPointF(x2, y);
        joined = true;
    }
}

void paintByPixel(QPainter& painter, const StepData::Series& series, const UsageFrame& frame)
{
    struct Extent
    {
        double least = 0, most = 0;
        bool any = false;
    };
    std::vector<Extent> columns(std::size_t(frame.scale.width) + 1);
    for (const StepData::Step& step : series.steps) {
        if (!step.value || !step.span.overlaps(frame.scale.range))
            continue;
        const auto first = std::size_t(std::max(0.0, frame.scale.toX(step.span.from)));
        const auto last =
            std::min(columns.size() - 1, std::size_t(std::max(0.0, std::ceil(frame.scale.toX(step.span.to)) - 1)));
        for (std::size_t x = first; x <= last; ++x) {
            Extent& column = columns[x];
            column.least = column.any ? std::min(column.least, *step.value) : *step.value;
            column.most = column.any ? std::max(column.most, *step.value) : *step.value;
            column.any = true;
        }
    }
    std::vector<QLineF> lines;
    double before = 0;
    for (std::size_t x = 0; x < columns.size(); ++x) {
        if (!columns[x].any)
            continue;
        const double at = frame.plot.left() + double(x);
        double top = std::floor(frame.y(columns[x].most * frame.unit.factor)),
               bottom = std::floor(frame.y(columns[x].least * frame.unit.factor));
        if (x > 0 && columns[x - 1].any) { // joined to its neighbour
            top = std::min(top, before);
            bottom = std::max(bottom, before);
        }
        before = std::floor(frame.y(columns[x].least * frame.unit.factor));
        lines.emplace_back(at, top, at, bottom);
        if (top == bottom)
            lines.back().setP2({at + 1, bottom});
    }
    painter.drawLines(lines.data(), int(lines.size()));
}

void paintReference(QPainter& painter, const StepData& data, const UsageFrame& frame)
{
    if (!data.reference)
        return;
    const double y = std::floor(frame.y(*data.reference * frame.unit.factor)) + 0.5;
    QPen pen(frame.theme.color(Token::Text), 1, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
    drawTabular(painter, {frame.plot.right() + 6, y + 4}, data.referenceLabel, frame.theme.font(TextRole::Axis),
                frame.theme.color(Token::TextDim));
}

/// Each event lifts the line of all and that of its own kind; both hold until the next one.
std::optional<StepData> ladder(const MeasureResult& result)
{
    const Table& table = result.table;
    const int time = table.columnIndex(u"time"), all = table.columnIndex(u"cumulative"),
              own = table.columnIndex(u"cumulative_key"), key = table.columnIndex(u"key"),
              title = table.columnIndex(u"title");
    StepData data;
    data.valueTitle = table.columns[std::size_t(all)].title;
    data.marked = true;
    data.series.push_back({tr("all"), {}});
    Micros latest = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto* at = std::get_if<qint64>(&cellAt(table, i, time));
        if (!at)
            continue;
        latest = std::max<Micros>(latest, *at);
        const QString kind = textOf(cellAt(table, i, key));
        const auto add = [&](const QString& name, const std::optional<double>& value) {
            auto series =
                std::find_if(data.series.begin(), data.series.end(), [&](const auto& s) { return s.name == name; });
            if (series == data.series.end())
                series = data.series.insert(series, StepData::Series{name, {}});
            if (!series->steps.empty())
                series->steps.back().span.to = *at;
            series->steps.push_back(
                {{*at, *at}, value, int(i), kind + QStringLiteral(": ") + textOf(cellAt(table, i, title))});
        };
        add(tr("all"), numberOf(cellAt(table, i, all)));
        if (own >= 0)
            add(kind, numberOf(cellAt(table, i, own)));
    }
    // The last steps still hold: a little air after them lets all lines end together.
    const Micros first = data.series.front().steps.empty() ? 0 : data.series.front().steps.front().span.from;
    const Micros end = latest + std::max<Micros>(microsPerDay, (latest - first) / 40);
    for (auto& series : data.series)
        if (!series.steps.empty())
            series.steps.back().span.to = end;
    std::stable_sort(data.series.begin(), data.series.end(), [](const auto& a, const auto& b) {
        const auto last = [](const StepData::Series& s) {
            return s.steps.empty() ? 0 : s.steps.back().value.value_or(0);
        };
        return last(a) > last(b);
    });
    return data;
}

std::vector<StepData::Step> withinCoverage(const std::vector<StepData::Step>& steps,
                                           const std::vector<TimeRange>& coverage)
{
    std::vector<StepData::Step> parts;
    auto first = coverage.begin();
    for (const StepData::Step& step : steps) {
        while (first != coverage.end() && first->to <= step.span.from)
            ++first;
        for (auto covered = first; covered != coverage.end() && covered->from < step.span.to; ++covered) {
            parts.push_back(step);
            parts.back().span = step.span.intersected(*covered);
        }
    }
    return parts;
}

/// The level from one change to the next, over the asked time; where that is a window, with a little air.
StepData changesOfLevel(const MeasureResult& result, const std::vector<TimeRange>& coverage)
{
    const Table& table = result.table;
    const int at = table.columnIndex(u"at"), before = table.columnIndex(u"before"), after = table.columnIndex(u"after");
    StepData data;
    const TableColumn& column = table.columns[std::size_t(after)];
    data.valueTitle = result.question.contains(QLatin1String("series")) ? tr("Level") : tr("Per covered day");
    data.unit = column.unit;
    std::vector<StepData::Step> steps;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto* time = std::get_if<qint64>(&cellAt(table, i, at));
        if (!time)
            continue;
        if (steps.empty())
            steps.push_back({{*time, *time}, numberOf(cellAt(table, i, before)), int(i)});
        steps.back().span.to = *time;
        steps.push_back({{*time, *time}, numberOf(cellAt(table, i, after)), int(i)});
    }
    if (steps.empty())
        return data;
    const Micros first = steps.front().span.to, last = steps.back().span.from;
    const Micros air = std::max<Micros>(7 * microsPerDay, (last - first) / 20);
    const TimeRange asked = FigureFooter::fromResult(result).span.value_or(TimeRange{first - air, last + air});
    steps.front().span.from = std::min(asked.from, first);
    steps.back().span.to = std::max(asked.to, last);
    data.series.push_back({QString(), coverage.empty() ? std::move(steps) : withinCoverage(steps, coverage)});
    return data;
}

} // namespace

std::optional<StepData> StepData::fromResult(const MeasureResult& result, const std::vector<TimeRange>& coverage)
{
    const Table& table = result.table;
    if (table.columnIndex(u"before") >= 0 && table.columnIndex(u"after") >= 0 && table.columnIndex(u"at") >= 0)
        return changesOfLevel(result, coverage);
    if (table.columnIndex(u"time") >= 0 && table.columnIndex(u"cumulative") >= 0)
        return ladder(result);
    const int start = table.columnIndex(u"start"), end = table.columnIndex(u"end"), value = table.columnIndex(u"value");
    if (start < 0 || end < 0 || value < 0)
        return std::nullopt;
    StepData data;
    const TableColumn& column = table.columns[std::size_t(value)];
    data.valueTitle = column.title;
    data.unit = column.unit;
    int key = -1;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (key < 0 && table.columns[i].type == ColumnType::String)
            key = int(i);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto* from = std::get_if<qint64>(&row[std::size_t(start)]);
        const auto* to = std::get_if<qint64>(&row[std::size_t(end)]);
        if (!from || !to)
            continue;
        const auto* text = key < 0 ? nullptr : std::get_if<QString>(&row[std::size_t(key)]);
        const QString name = text ? *text : QString();
        auto series =
            std::find_if(data.series.begin(), data.series.end(), [&](const Series& s) { return s.name == name; });
        if (series == data.series.end())
            series = data.series.insert(series, Series{name, {}});
        series->steps.push_back({{*from, *to}, numberOf(row[std::size_t(value)]), int(i), {}});
    }
    if (result.measure == u"index") {
        data.reference = 100;
        data.referenceLabel = tr("base = 100");
    }
    return data;
}

TimeRange StepData::span() const
{
    std::optional<TimeRange> all;
    for (const Series& s : series)
        for (const Step& step : s.steps)
            all = all ? all->united(step.span) : step.span;
    return all.value_or(TimeRange{});
}

ChartHits paintSteps(QPainter& painter, const QRectF& area, const StepData& data, const TimeRange& range,
                     const std::vector<EventMarker>& markers, const Zone& zone, const Theme& theme,
                     const QLocale& locale, bool byPixel)
{
    UsageFrame frame;
    frame.theme = theme;
    frame.locale = locale;
    frame.plot = area.adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom);
    frame.scale = {range, std::max(1.0, frame.plot.width())};
    double largest = data.reference.value_or(0);
    for (const auto& series : data.series)
        for (const auto& step : series.steps)
            if (step.value && step.span.overlaps(range))
                largest = std::max(largest, *step.value);
    frame.unit = scaledUnit(largest, data.unit);
    frame.axis = niceAxis(largest * frame.unit.factor);

    // Negative values do not occur in what is measured here; the axis starts at zero.
    const QString scaled =
        frame.unit.text.isEmpty() ? data.valueTitle : QStringLiteral("%1, %2").arg(data.valueTitle, frame.unit.text);
    drawTabular(painter, {area.left(), area.top() + 12}, scaled, theme.font(TextRole::Axis),
                theme.color(Token::TextDim));
    paintValueAxis(painter, frame);
    UsageScene scene;
    scene.markers = markers;
    ChartHits hits;
    double labelY = -1e9;
    for (std::size_t i = 0; i < data.series.size() && i < seriesColorCount; ++i) {
        const auto& series = data.series[i];
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(seriesPen(theme, int(i)));
        if (byPixel && double(series.steps.size()) > frame.scale.width)
            paintByPixel(painter, series, frame);
        else
            paintExact(painter, series, frame);
        double lastY = frame.plot.bottom();
        for (const auto& step : series.steps) {
            if (!step.span.overlaps(range))
                continue;
            const double x1 = frame.plot.left() + std::max(0.0, frame.scale.toX(step.span.from));
            const double x2 = frame.plot.left() + std::min(frame.scale.width, frame.scale.toX(step.span.to));
            if (step.value)
                lastY = frame.y(*step.value * frame.unit.factor);
            if (data.marked) {
                if (step.value && step.span.from >= range.from) {
                    painter.fillRect(QRectF(x1 - 1.5, lastY - 1.5, 4, 4), theme.series(int(i)));
                    hits.push_back(
                        {QRectF(x1 - 5, lastY - 6, 11, 12), step.row,
                         QStringLiteral("%1 (%2, %3 %4)")
                             .arg(step.text, rangeText({step.span.from, step.span.from + microsPerDay}, zone, locale),
                                  series.name, shortNumber(*step.value, locale))});
                }
                continue;
            }
            hits.push_back({QRectF(x1, frame.plot.top(), std::max(1.0, x2 - x1), frame.plot.height()), step.row,
                            rangeText(step.span, zone, locale) + QStringLiteral(": ") +
                                (series.name.isEmpty() ? QString() : series.name + u' ') +
                                (step.value ? shortNumber(*step.value, locale) : tr("no data"))});
        }
        if (!series.name.isEmpty()) {
            labelY = std::max(labelY + 13, lastY + 4);
            QFont bold = theme.font(TextRole::Axis);
            bold.setWeight(QFont::DemiBold);
            drawTabular(painter, {frame.plot.right() + 6, labelY}, elidedAtWord(series.name, bold, rightRoom + 20),
                        bold, theme.color(Token::Text));
        }
    }
    paintReference(painter, data, frame);
    paintMarkers(painter, scene, frame);
    paintTimeAxis(painter, frame.plot, frame.scale, zone, theme, locale);
    if (data.series.size() > seriesColorCount)
        drawTabular(painter, {frame.plot.left(), area.top() + 12},
                    tr("%1 more series are in the table").arg(data.series.size() - seriesColorCount),
                    theme.font(TextRole::Axis), theme.color(Token::TextDim));
    return hits;
}

std::optional<IntervalData> IntervalData::fromResult(const MeasureResult& result, const Zone& zone,
                                                     const QLocale& locale)
{
    const Table& table = result.table;
    int from = table.columnIndex(u"from"), to = table.columnIndex(u"to");
    if (from < 0 || to < 0) {
        from = table.columnIndex(u"first");
        to = table.columnIndex(u"last");
    }
    int kind = table.columnIndex(u"kind");
    for (std::size_t i = 0; kind < 0 && i < table.columns.size(); ++i)
        if (table.columns[i].type == ColumnType::String)
            kind = int(i);
    if (from < 0 || to < 0 || kind < 0)
        return std::nullopt;
    IntervalData data;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto* a = std::get_if<qint64>(&row[std::size_t(from)]);
        const auto* b = std::get_if<qint64>(&row[std::size_t(to)]);
        const auto* name = std::get_if<QString>(&row[std::size_t(kind)]);
        if (!a || !b)
            continue;
        const QString label = name ? *name : QString();
        if (!data.kinds.contains(label))
            data.kinds << label;
        data.intervals.push_back(
            {{*a, std::max(*a + 1, *b)},
             label,
             QStringLiteral("%1: %2, %3")
                 .arg(label, rangeText({*a, *b}, zone, locale), lengthText(double(*b - *a), locale)),
             int(i)});
    }
    return data;
}

ChartHits paintIntervals(QPainter& painter, const QRectF& area, const IntervalData& data, const TimeRange& range,
                         const Zone& zone, const Theme& theme, const QLocale& locale)
{
    ChartHits hits;
    const QFont font = theme.font(TextRole::Axis);
    const QRectF plot = area.adjusted(gutterWidth, 4, -rightMargin, -bottomRoom);
    const TimeScale scale{range, std::max(1.0, plot.width())};
    const int most = std::max(1, int(plot.height() / 14)), shown = std::min<int>(int(data.kinds.size()), most);
    const double rowHeight = std::min(30.0, plot.height() / std::max(1, shown));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int k = 0; k < shown; ++k) {
        const double middle = plot.top() + (k + 0.5) * rowHeight;
        drawTabular(painter, {plot.left() - 8, middle + 4}, elidedAtWord(data.kinds[k], font, gutterWidth - 20), font,
                    theme.color(Token::Text), Qt::AlignRight);
        painter.setPen(QPen(theme.color(Token::Grid), 1));
        painter.drawLine(QPointF(plot.left(), middle), QPointF(plot.right(), middle));
        for (const auto& interval : data.intervals) {
            if (interval.kind != data.kinds[k] || !interval.span.overlaps(range))
                continue;
            const double x1 = plot.left() + std::max(0.0, scale.toX(interval.span.from));
            const double x2 = plot.left() + std::min(scale.width, scale.toX(interval.span.to));
            const QRectF bar(x1, middle - rowHeight * 0.3, std::max(2.0, x2 - x1), rowHeight * 0.6);
            painter.fillRect(bar, theme.series(k));
            hits.push_back({bar.adjusted(-2, -2, 2, 2), interval.row, interval.text});
        }
    }
    if (shown < data.kinds.size())
        drawTabular(painter, {plot.left(), plot.top() + 8},
                    tr("%1 more rows are in the table").arg(data.kinds.size() - shown), font,
                    theme.color(Token::TextDim));
    painter.setPen(QPen(theme.color(Token::Axis), 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    paintTimeAxis(painter, plot, scale, zone, theme, locale);
    return hits;
}

} // namespace tideline
