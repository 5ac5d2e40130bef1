// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/momentpaint.h"

#include "widgets/charts/charttext.h"
#include "widgets/charts/usagescene.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr double topRoom = 20, bottomRoom = 24, leastRow = 15, mostRow = 28;

QString tr(const char* text)
{
    return QCoreApplication::translate("MomentChart", text);
}

/// Starts of recordings after at least as long a break as counts as unsure.
std::vector<Micros> startsOf(const std::vector<TimeRange>& coverage)
{
    std::vector<Micros> starts;
    std::optional<Micros> end;
    for (const TimeRange& span : coverage) {
        if (!end || span.from - *end >= unsureFor)
            starts.push_back(span.from);
        end = end ? std::max(*end, span.to) : span.to;
    }
    return starts;
}

void paintGapsBehind(QPainter& painter, const QRectF& plot, const TimeScale& scale,
                     const std::vector<TimeRange>& coverage, const Theme& theme)
{
    Micros from = scale.range.from;
    const auto hatch = [&](Micros a, Micros b) {
        const double left = std::max(0.0, scale.toX(a)), right = std::min(scale.width, scale.toX(b));
        if (right - left >= 2)
            paintHatch(painter, QRectF(plot.left() + left, plot.top(), right - left, plot.height()), theme);
    };
    for (const TimeRange& span : coverage) {
        if (span.from > from)
            hatch(from, std::min(span.from, scale.range.to));
        from = std::max(from, span.to);
        if (from >= scale.range.to)
            return;
    }
    if (!coverage.empty())
        hatch(from, scale.range.to);
}

/// Nothing is drawn across a gap.
std::vector<TimeRange> recordedParts(const TimeRange& span, const std::vector<TimeRange>& coverage)
{
    if (coverage.empty())
        return {span};
    std::vector<TimeRange> parts;
    for (const TimeRange& covered : coverage)
        if (covered.overlaps(span))
            parts.push_back(covered.intersected(span));
    return parts;
}

void paintMarker(QPainter& painter, QPointF at, bool hollow, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.series(0), 1.5));
    painter.setBrush(hollow ? theme.color(Token::Surface) : theme.series(0));
    painter.drawPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
}

} // namespace

std::optional<MomentData> MomentData::fromResult(const MeasureResult& result, const std::vector<TimeRange>& coverage)
{
    const Table& table = result.table;
    const int first = table.columnIndex(u"first"), last = table.columnIndex(u"last"), key = table.columnIndex(u"key");
    if (first < 0 || last < 0 || key < 0)
        return std::nullopt;
    MomentData data;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto* from = std::get_if<qint64>(&cellAt(table, i, first));
        const auto* to = std::get_if<qint64>(&cellAt(table, i, last));
        if (from)
            data.moments.push_back(
                {textOf(cellAt(table, i, key)), {*from, std::max(*from + 1, to ? *to : *from)}, false, int(i)});
    }
    std::vector<Micros> starts = startsOf(coverage);
    if (starts.empty() && !data.moments.empty())
        starts.push_back(data.span().from);
    for (Moment& moment : data.moments)
        moment.unsure = std::any_of(starts.begin(), starts.end(), [&](Micros start) {
            return moment.seen.from >= start && moment.seen.from - start < unsureFor;
        });
    return data;
}

TimeRange MomentData::span() const
{
    std::optional<TimeRange> all;
    for (const Moment& moment : moments)
        all = all ? all->united(moment.seen) : moment.seen;
    return all.value_or(TimeRange{});
}

ChartHits paintMoments(QPainter& painter, const QRectF& area, const MomentData& data, const TimeRange& range,
                       const std::vector<TimeRange>& coverage, const Zone& zone, const Theme& theme,
                       const QLocale& locale)
{
    ChartHits hits;
    const QFont font = theme.font(TextRole::Secondary), small = theme.font(TextRole::Axis);
    const QColor text = theme.color(Token::Text), dim = theme.color(Token::TextDim);
    double labels = 0;
    for (const auto& moment : data.moments)
        labels = std::max(labels, tabularWidth(moment.label, font));
    labels = std::min(labels, area.width() * 0.25) + 12;
    const QRectF plot = area.adjusted(labels, topRoom, -12, -bottomRoom);
    const TimeScale scale{range, std::max(1.0, plot.width())};
    const double room = plot.height(), n = double(std::max<std::size_t>(1, data.moments.size()));
    const double rowHeight = std::clamp(room / n, leastRow, mostRow);
    const auto fitting = std::size_t(std::max(1.0, std::floor((room + 1) / rowHeight)));
    const std::size_t shown =
        data.moments.size() > fitting ? std::max<std::size_t>(1, fitting - 1) : data.moments.size();
    drawTabular(painter, {area.left(), area.top() + 12},
                elidedAtWord(tr("filled: first seen; hollow: within 7 days of the start of a recording, may be older"),
                             small, area.width()),
                small, dim);
    const QRectF used(plot.left(), plot.top(), plot.width(), std::min(room, rowHeight * n));
    paintGapsBehind(painter, used, scale, coverage, theme);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& moment = data.moments[i];
        const double y = std::floor(plot.top() + (double(i) + 0.5) * rowHeight) + 0.5;
        drawTabular(painter, {plot.left() - 10, y + 4}, elidedAtWord(moment.label, font, labels - 12), font, text,
                    Qt::AlignRight);
        if (!moment.seen.overlaps(range))
            continue;
        const double x1 = plot.left() + std::max(0.0, scale.toX(moment.seen.from));
        const double x2 = plot.left() + std::min(scale.width, scale.toX(moment.seen.to));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.series(0), 1));
        for (const TimeRange& part : recordedParts(moment.seen.intersected(range), coverage))
            painter.drawLine(QPointF(plot.left() + scale.toX(part.from), y),
                             QPointF(plot.left() + scale.toX(part.to), y));
        painter.drawLine(QPointF(x2, y - 4), QPointF(x2, y + 4));
        const Micros begin = moment.seen.from;
        if (range.contains(begin))
            paintMarker(painter, {x1, y}, moment.unsure, theme);
        const CivilTime local = zone.civil(begin);
        const QString when = QStringLiteral("%1 %2 %3")
                                 .arg(local.day)
                                 .arg(locale.standaloneMonthName(local.month, QLocale::ShortFormat))
                                 .arg(local.year);
        const double width = tabularWidth(when, small);
        const double at = x1 + 9 + width <= plot.right() ? x1 + 9 : x1 - 9 - width;
        if (at >= plot.left()) {
            painter.fillRect(QRectF(at - 3, y - 6, width + 6, 12), theme.color(Token::Surface));
            drawTabular(painter, {at, y + 4}, when, small, moment.unsure ? dim : text);
        }
        hits.push_back({QRectF(area.left(), y - rowHeight / 2, area.width(), rowHeight), moment.row,
                        tr("%1: first seen %2%3, last %4")
                            .arg(moment.label, when, moment.unsure ? tr(" (may be older)") : QString(),
                                 rangeText({moment.seen.to - 1, moment.seen.to}, zone, locale)
                                     .section(QStringLiteral(" – "), 0, 0))});
    }
    if (shown < data.moments.size())
        drawTabular(painter, {plot.left(), plot.top() + double(shown) * rowHeight + 11},
                    tr("%1 more not drawn; all are in the table").arg(data.moments.size() - shown), small, dim);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.color(Token::Axis), 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    paintTimeAxis(painter, plot, scale, zone, theme, locale);
    return hits;
}

} // namespace tideline
