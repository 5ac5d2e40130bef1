// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/heatpaint.h"

#include "widgets/charts/usagedata.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("HeatMap", text);
}

constexpr double left = 44, top = 20, barsRoom = 66, numbersRoom = 38, sumRoom = 50, legendRoom = 46, legendLine = 15;
constexpr double foldBars = 400, foldNumbers = 250, wordsBeside = 480;
constexpr std::array<double, rampSteps> shareSteps = {0, 0.25, 0.5, 0.75, 1.0, 1.4, 1.9};
// Changes are symmetric in the logarithm: over ÷4, ÷2–4, ÷1.25, same, ×1.25, ×2–4, over ×4.
constexpr std::array<double, rampSteps> ratioSteps = {0, 0.25, 0.5, 0.8, 1.25, 2, 4};

double cellNumber(const Cell& cell)
{
    if (const auto* d = std::get_if<double>(&cell))
        return *d;
    const auto* i = std::get_if<qint64>(&cell);
    return i ? double(*i) : 0;
}

QString two(int n)
{
    return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0'));
}

bool withSums(const HeatData& data)
{
    return data.kind != HeatData::Kind::Ratio;
}

double rowSum(const HeatData& data, int weekday)
{
    double sum = 0;
    for (const auto& cell : data.cells[std::size_t(weekday)])
        sum += cell.value_or(0);
    return sum;
}

double hourSum(const HeatData& data, int hour)
{
    double sum = 0;
    for (const auto& row : data.cells)
        sum += row[std::size_t(hour)].value_or(0);
    return sum;
}

QString sumText(const HeatData& data, double value)
{
    if (data.kind == HeatData::Kind::Share)
        return QStringLiteral("%1 %").arg(data.locale.toString(value, 'f', 0));
    const ScaledUnit scaled = scaledUnit(value, data.unit);
    return QStringLiteral("%1 %2").arg(shortNumber(value * scaled.factor, data.locale), scaled.text);
}

void paintSums(QPainter& painter, const HeatData& data, const HeatLayout& g, const Theme& theme)
{
    QFont small = theme.font(TextRole::Axis);
    small.setPixelSize(std::max(1, small.pixelSize() - 1));
    QColor fill = theme.series(0);
    fill.setAlphaF(0.75f);
    double mostRow = 0, mostHour = 0;
    for (int d = 0; d < 7; ++d)
        mostRow = std::max(mostRow, rowSum(data, d));
    for (int h = 0; h < 24; ++h)
        mostHour = std::max(mostHour, hourSum(data, h));
    const double x = g.origin.x() + 24 * g.cellWidth + 6;
    for (int d = 0; d < 7 && mostRow > 0; ++d) {
        if (g.rowSums == HeatLayout::Sums::None)
            break;
        const double width = g.rowSums == HeatLayout::Sums::Bars ? rowSum(data, d) / mostRow * 26 : -4;
        const double y = g.cell(d, 0).center().y();
        painter.fillRect(QRectF(x, y - 5, std::max(0.0, width), 10), fill);
        drawTabular(painter, {x + width + 4, y + 4}, sumText(data, rowSum(data, d)), small, theme.color(Token::Text));
    }
    const double base = std::floor(g.origin.y() + 7 * g.cellHeight + sumRoom - 6) + 0.5;
    for (int h = 0; h < 24 && mostHour > 0; ++h) {
        const double height = std::round(hourSum(data, h) / mostHour * (sumRoom - 14));
        painter.fillRect(QRectF(g.cell(0, h).left(), base - height, g.cellWidth - 1, height), fill);
    }
    painter.setPen(QPen(theme.color(Token::Axis), 1));
    painter.drawLine(QPointF(g.origin.x(), base), QPointF(g.origin.x() + 24 * g.cellWidth, base));
    drawTabular(painter, {g.origin.x() - 8, base - 2}, tr("hour"), small, theme.color(Token::TextDim), Qt::AlignRight);
}

void paintHeatLegend(QPainter& painter, const HeatData& data, const HeatLayout& g, double y,
                     const std::array<double, rampSteps>& steps, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Axis);
    const double share = g.legendBelow ? 1 : 0.6;
    const double width = std::min(48.0, 24 * g.cellWidth * share / rampSteps), x = g.origin.x();
    const bool ratio = data.kind == HeatData::Kind::Ratio;
    const ScaledUnit scaled = scaledUnit(steps.back(), data.unit);
    const QStringList ratioWords = {tr("over ÷4"), tr("÷2–4"), tr("÷1.25"),  tr("same"),
                                    tr("×1.25"),   tr("×2–4"), tr("over ×4")};
    double taken = -1e9;
    for (int i = 0; i < rampSteps; ++i) {
        const QRectF box(x + i * width, y, width - 1, 11);
        painter.fillRect(box, ratio ? theme.diverging(i) : theme.sequential(i));
        painter.setPen(QPen(theme.color(Token::Border), 0.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
        const QString text = ratio ? ratioWords[i]
                             : data.kind == HeatData::Kind::Share
                                 ? data.locale.toString(steps[std::size_t(i)], 'f', i ? 2 : 0)
                                 : shortNumber(steps[std::size_t(i)] * scaled.factor, data.locale);
        if (box.left() < taken)
            continue; // the next step says it
        drawTabular(painter, {box.left(), y + 25}, text, font, theme.color(Token::TextDim));
        taken = box.left() + tabularWidth(text, font) + 4;
    }
    const double textX = g.legendBelow ? g.origin.x() - left : x + rampSteps * width + 10;
    const double textY = g.legendBelow ? y + 25 + legendLine : y + 9;
    const QString what = ratio ? tr("change of each hour's share")
                         : data.kind == HeatData::Kind::Share
                             ? tr("share of the week per hour, % (0.60 = spread evenly)")
                             : tr("%1 per covered hour").arg(scaled.text);
    const double room = g.origin.x() + 24 * g.cellWidth + g.rightRoom - textX;
    drawTabular(painter, {textX, textY}, elidedAtWord(what, font, room), font, theme.color(Token::TextDim));
    drawTabular(painter, {textX, textY + 16},
                elidedAtWord(tr("dashed frame: office hours %1:00–%2:00").arg(two(data.officeFrom), two(data.officeTo)),
                             font, room),
                font, theme.color(Token::TextDim));
}

/// The working days as frames: one for Mon–Fri, two where the weekend lies within the week.
void paintOfficeHours(QPainter& painter, const HeatData& data, const HeatLayout& g, const Theme& theme)
{
    if (data.officeFrom >= data.officeTo)
        return;
    QPen pen(theme.color(Token::Text), 1.5, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
    pen.setDashPattern({3.3, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (int d = 0; d < 7; ++d) {
        if (data.weekend.contains(d + 1))
            continue;
        int last = d;
        while (last + 1 < 7 && !data.weekend.contains(last + 2))
            ++last;
        const QRectF frame = g.cell(d, data.officeFrom).united(g.cell(last, data.officeTo - 1));
        painter.drawRect(frame.adjusted(-1, -1, 0.5, 0.5));
        d = last;
    }
}

} // namespace

HeatData HeatData::fromResult(const MeasureResult& result, Kind kind)
{
    HeatData data;
    data.kind = kind;
    const Table& table = result.table;
    const int weekday = table.columnIndex(u"weekday"), hour = table.columnIndex(u"hour");
    int value = table.columnIndex(u"per_hour");
    if (value < 0)
        value = table.columnIndex(u"value");
    if (weekday < 0 || hour < 0 || value < 0)
        return data;
    data.unit = table.columns[std::size_t(value)].unit;
    double sum = 0;
    for (const auto& row : table.rows) {
        const int d = int(cellNumber(row[std::size_t(weekday)])) - 1, h = int(cellNumber(row[std::size_t(hour)]));
        if (d < 0 || d > 6 || h < 0 || h > 23 || std::holds_alternative<std::monostate>(row[std::size_t(value)]))
            continue;
        data.cells[std::size_t(d)][std::size_t(h)] = cellNumber(row[std::size_t(value)]);
        sum += cellNumber(row[std::size_t(value)]);
    }
    if (kind == Kind::Share && sum > 0)
        for (auto& cells : data.cells)
            for (auto& cell : cells)
                if (cell)
                    *cell *= 100 / sum;
    return data;
}

HeatData HeatData::ratio(const HeatData& after, const HeatData& before)
{
    HeatData data = after;
    data.kind = Kind::Ratio;
    for (std::size_t d = 0; d < 7; ++d)
        for (std::size_t h = 0; h < 24; ++h) {
            const auto a = after.cells[d][h], b = before.cells[d][h];
            data.cells[d][h] = a && b && *b > 0 ? std::optional(*a / *b) : std::nullopt;
        }
    return data;
}

double HeatData::largest() const
{
    double most = 0;
    for (const auto& row : cells)
        for (const auto& cell : row)
            most = std::max(most, cell.value_or(0));
    return most;
}

QString HeatData::cellText(int weekday, int hour) const
{
    const QString when =
        QStringLiteral("%1 %2:00–%3:00")
            .arg(locale.standaloneDayName(weekday + 1, QLocale::ShortFormat), two(hour), two(hour + 1));
    const auto value = cells[std::size_t(weekday)][std::size_t(hour)];
    if (!value)
        return kind == Kind::Ratio ? tr("%1: no base").arg(when) : tr("%1: no data").arg(when);
    if (kind == Kind::Ratio)
        return when + QStringLiteral(": ") + ratioText(*value);
    if (kind == Kind::Share)
        return tr("%1: %2 % of the week").arg(when, locale.toString(*value, 'f', 2));
    return tr("%1: %2 per hour").arg(when, quantityText(*value, unit));
}

std::array<double, rampSteps> heatSteps(const HeatData& data, double largest)
{
    if (data.kind == HeatData::Kind::Ratio)
        return ratioSteps;
    // Even spread is 0.6 %: the usual steps tell rhythms apart unless one hour towers over all others.
    if (data.kind == HeatData::Kind::Share && largest <= 4)
        return shareSteps;
    std::array<double, rampSteps> steps{};
    const double step = niceAxis(largest, rampSteps).step;
    for (int i = 0; i < rampSteps; ++i)
        steps[std::size_t(i)] = step * i;
    return steps;
}

int heatStep(const HeatData& data, const std::array<double, rampSteps>& steps, double value)
{
    Q_UNUSED(data);
    int step = 0;
    for (int i = 0; i < rampSteps; ++i)
        if (value >= steps[std::size_t(i)])
            step = i;
    return step;
}

QSizeF heatMapSize(const HeatData& data)
{
    return {left + 24 * 18.7 + (withSums(data) ? barsRoom : 8),
            top + 7 * 22 + legendRoom + (withSums(data) ? sumRoom : 4)};
}

HeatLayout HeatLayout::of(const QRectF& area, const HeatData& data)
{
    HeatLayout g;
    g.rowSums = !withSums(data) || area.width() < foldNumbers ? Sums::None
                : area.width() < foldBars                     ? Sums::Numbers
                                                              : Sums::Bars;
    g.rightRoom = g.rowSums == Sums::Bars ? barsRoom : g.rowSums == Sums::Numbers ? numbersRoom : 8;
    g.legendBelow = area.width() < wordsBeside;
    const double below = legendRoom + (g.legendBelow ? 2 * legendLine : 0) + (withSums(data) ? sumRoom : 4);
    g.cellWidth = std::floor(std::max(4.0, (area.width() - left - g.rightRoom) / 24) * 10) / 10;
    g.cellHeight = std::max(6.0, std::floor((area.height() - top - below) / 7));
    g.origin = {area.left() + left, area.top() + top};
    return g;
}

ChartHits paintHeatMap(QPainter& painter, const QRectF& area, const HeatData& data, const Theme& theme,
                       std::optional<double> largest)
{
    const HeatLayout g = HeatLayout::of(area, data);
    const auto steps = heatSteps(data, largest.value_or(data.largest()));
    const QFont font = theme.font(TextRole::Axis);
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int h = 0; h < 24; h += g.cellWidth < 8 ? 6 : 3)
        drawTabular(painter, {g.cell(0, h).center().x(), area.top() + 13}, two(h), font, theme.color(Token::TextDim),
                    Qt::AlignHCenter);
    ChartHits hits;
    for (int d = 0; d < 7; ++d) {
        const bool rest = data.weekend.contains(d + 1);
        drawTabular(painter, {g.origin.x() - 8, g.cell(d, 0).center().y() + 4},
                    data.locale.standaloneDayName(d + 1, QLocale::ShortFormat), rest ? bold : font,
                    theme.color(rest ? Token::Text : Token::TextDim), Qt::AlignRight);
        for (int h = 0; h < 24; ++h) {
            const auto value = data.cells[std::size_t(d)][std::size_t(h)];
            const QRectF cell = g.cell(d, h);
            if (value) {
                const int step = heatStep(data, steps, *value);
                painter.fillRect(cell,
                                 data.kind == HeatData::Kind::Ratio ? theme.diverging(step) : theme.sequential(step));
            } else {
                painter.setPen(QPen(theme.color(Token::Hatch), 1));
                painter.drawLine(cell.bottomLeft(), cell.topRight());
            }
            hits.push_back({cell, d * 24 + h, data.cellText(d, h)});
        }
    }
    if (withSums(data))
        paintSums(painter, data, g, theme);
    paintOfficeHours(painter, data, g, theme);
    paintHeatLegend(painter, data, g, g.origin.y() + 7 * g.cellHeight + (withSums(data) ? sumRoom : 4) + 6, steps,
                    theme);
    return hits;
}

} // namespace tideline
