// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/barpaint.h"

#include "models/core/country.h"
#include "widgets/charts/charttext.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("BarChart", text);
}

int firstTextColumn(const Table& table)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].type == ColumnType::String)
            return int(i);
    return -1;
}

QString elided(const QString& text, const QFont& font, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace

std::optional<BarData> BarData::fromResult(const MeasureResult& result, const Zone& zone, const QLocale& locale)
{
    const Table& table = result.table;
    const int label = firstTextColumn(table);
    const int value = firstColumn(table, {"value", "count", "per_day", "taken", "events"});
    if (label < 0 || value < 0)
        return std::nullopt;
    BarData data;
    const TableColumn& column = table.columns[std::size_t(value)];
    data.valueTitle = column.title;
    const int share = table.columnIndex(u"share"), present = table.columnIndex(u"present"),
              hosts = table.columnIndex(u"hosts"), currency = table.columnIndex(u"currency");
    data.parts =
        share >= 0 && (result.measure == u"content" || result.measure == u"routes" || result.measure == u"obfuscation");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto number = numberOf(row[std::size_t(value)]);
        if (!number)
            continue;
        Bar bar;
        bar.label = textOf(row[std::size_t(label)]);
        bar.value = *number;
        bar.row = int(i);
        const QString money = currency >= 0 ? textOf(row[std::size_t(currency)]) : QString();
        bar.text = column.type == ColumnType::MoneyAmount ? moneyText(*number, money, locale)
                                                          : cellText(row[std::size_t(value)], column, zone, true);
        if (bar.label.isEmpty())
            bar.label = tr("(none)");
        else if (table.columns[std::size_t(label)].key == u"country")
            bar.label = countryText(bar.label);
        if (share >= 0)
            if (const auto part = numberOf(row[std::size_t(share)])) {
                bar.share = *part;
                bar.more = cellText(row[std::size_t(share)], table.columns[std::size_t(share)], zone, true);
            }
        if (hosts >= 0)
            if (const auto count = numberOf(row[std::size_t(hosts)]))
                bar.more += QStringLiteral(" · ") + tr("%1 hosts").arg(locale.toString(*count, 'f', 0));
        if (present >= 0) {
            bar.marked = textOf(row[std::size_t(present)]) == u"yes";
            if (*bar.marked)
                bar.mark = tr("present");
        }
        data.bars.push_back(bar);
    }
    return data;
}

namespace {

/// The shares as one bar of 100 %, in the colours of the bars below it.
void paintParts(QPainter& painter, const QRectF& strip, const BarData& data, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Axis);
    double x = strip.left();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < data.bars.size(); ++i) {
        const double width = data.bars[i].share * strip.width();
        QColor fill = i < seriesColorCount ? theme.series(int(i)) : theme.color(Token::Axis);
        fill.setAlphaF(0.75f);
        painter.fillRect(QRectF(x, strip.top(), std::max(0.0, width - 1), strip.height()), fill);
        x += width;
    }
    painter.setPen(QPen(theme.color(Token::Border), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(strip.adjusted(0, 0, -1, 0));
    drawTabular(painter, {strip.left() - 10, strip.center().y() + 4}, tr("100 %"), font, theme.color(Token::TextDim),
                Qt::AlignRight);
}

QColor barFill(const BarData& data, std::size_t index, const Theme& theme)
{
    QColor fill =
        data.parts ? index < seriesColorCount ? theme.series(int(index)) : theme.color(Token::Axis) : theme.series(0);
    fill.setAlphaF(data.bars[index].marked.value_or(true) ? 0.75f : 0.28f);
    return fill;
}

} // namespace

ChartHits paintBars(QPainter& painter, const QRectF& whole, const BarData& data, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Secondary);
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const QColor text = theme.color(Token::Text), dim = theme.color(Token::TextDim);
    ChartHits hits;
    if (data.bars.empty()) {
        drawTabular(painter, whole.center(), tr("Nothing to show"), font, dim, Qt::AlignHCenter);
        return hits;
    }
    const bool withParts = data.parts && whole.height() > 5 * barRow;
    const QRectF area = whole.adjusted(0, withParts ? barRow + 8 : 0, 0, 0);
    const int room = std::max(1, int(area.height() / barRow));
    const int n = int(data.bars.size()), shown = n > room ? std::max(1, room - 1) : n;
    double labelWidth = 0, textWidth = 0, moreWidth = 0, markWidth = 0, most = 0;
    for (int i = 0; i < shown; ++i) {
        const auto& bar = data.bars[std::size_t(i)];
        labelWidth = std::max(labelWidth, tabularWidth(bar.label, bar.marked.value_or(false) ? bold : font));
        textWidth = std::max(textWidth, tabularWidth(bar.text, font));
        if (!bar.more.isEmpty())
            moreWidth = std::max(moreWidth, tabularWidth(QStringLiteral(" · ") + bar.more, font));
        if (!bar.mark.isEmpty())
            markWidth = std::max(markWidth, tabularWidth(bar.mark, bold) + 12);
        most = std::max(most, std::abs(bar.value));
    }
    labelWidth = std::min(labelWidth, area.width() * 0.35);
    const double x = area.left() + labelWidth + 12;
    // What is beside the number gives way before the bars do; the table and the tip have it.
    const bool withMore = area.right() - x - textWidth - moreWidth - markWidth - 16 > 60;
    const double width = std::max(20.0, area.right() - x - textWidth - (withMore ? moreWidth : 0) - markWidth - 16);
    if (withParts)
        paintParts(painter, {x, whole.top() + 4, width, barRow - 6}, data, theme);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < shown; ++i) {
        const auto& bar = data.bars[std::size_t(i)];
        const double y = area.top() + i * barRow, baseline = y + 17;
        const double length = most > 0 ? std::abs(bar.value) / most * width : 0;
        const QFont& labelFont = bar.marked.value_or(false) ? bold : font;
        drawTabular(painter, {x - 10, baseline}, elided(bar.label, labelFont, labelWidth + 1), labelFont, text,
                    Qt::AlignRight);
        painter.fillRect(QRectF(x, y + 5, std::max(length, bar.value != 0 ? 1.0 : 0.0), barRow - 10),
                         barFill(data, std::size_t(i), theme));
        const QString all = bar.more.isEmpty() ? bar.text : bar.text + QStringLiteral(" · ") + bar.more;
        const QString words = withMore ? all : bar.text;
        drawTabular(painter, {x + length + 7, baseline}, words, font, dim);
        if (!bar.mark.isEmpty())
            drawTabular(painter, {x + length + 17 + tabularWidth(words, font), baseline}, bar.mark, bold, text);
        hits.push_back({QRectF(area.left(), y, area.width(), barRow), bar.row,
                        bar.label + QStringLiteral(": ") + all + (bar.mark.isEmpty() ? QString() : u' ' + bar.mark)});
    }
    painter.setPen(QPen(theme.color(Token::Axis), 1));
    painter.drawLine(QPointF(x - 0.5, area.top()), QPointF(x - 0.5, area.top() + shown * barRow));
    if (shown < n)
        drawTabular(painter, {x, area.top() + shown * barRow + 17},
                    tr("%1 more not drawn; all are in the table").arg(n - shown), font, dim);
    return hits;
}

std::optional<RatioData> RatioData::fromResult(const MeasureResult& result)
{
    const Table& table = result.table;
    const int ratio = table.columnIndex(u"ratio");
    if (ratio < 0)
        return std::nullopt;
    const int low = table.columnIndex(u"low"), high = table.columnIndex(u"high");
    const int label = firstColumn(table, {"window", "key", "role"});
    const int after = firstColumn(table, {"per_day", "per_day_after"});
    const int before = firstColumn(table, {"per_day_against", "per_day_before"});
    RatioData data;
    const auto quantity = [&](const std::vector<Cell>& row, int column) {
        const auto number = column < 0 ? std::nullopt : numberOf(row[std::size_t(column)]);
        return number ? quantityText(*number, table.columns[std::size_t(column)].unit) : QString();
    };
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        Entry entry;
        entry.row = int(i);
        entry.label = label < 0 ? result.measure : textOf(row[std::size_t(label)]);
        entry.ratio = numberOf(row[std::size_t(ratio)]);
        if (low >= 0 && high >= 0)
            if (const auto a = numberOf(row[std::size_t(low)]), b = numberOf(row[std::size_t(high)]); a && b)
                entry.interval = std::pair(*a, *b);
        const QString now = quantity(row, after), base = quantity(row, before);
        entry.detail = base.isEmpty() ? now : base + QStringLiteral(" → ") + now;
        if (!entry.detail.isEmpty())
            entry.detail += u' ' + tr("per covered day");
        data.entries.push_back(entry);
    }
    return data;
}

ChartHits paintRatios(QPainter& painter, const QRectF& area, const RatioData& data, const Theme& theme)
{
    constexpr double rowHeight = 62, lowest = -2, highest = 3; // ÷4 to ×8, in powers of two
    double least = lowest, most = highest;
    for (const auto& entry : data.entries)
        for (const auto value : {entry.ratio, entry.interval ? std::optional(entry.interval->first) : std::nullopt,
                                 entry.interval ? std::optional(entry.interval->second) : std::nullopt})
            if (value && *value > 0) {
                least = std::min(least, std::floor(std::log2(*value)));
                most = std::max(most, std::ceil(std::log2(*value)));
            }
    const QFont font = theme.font(TextRole::Axis), body = theme.font(TextRole::Body);
    QFont figure = theme.font(TextRole::Title), small = font;
    small.setPixelSize(std::max(1, font.pixelSize() - 1));
    const QColor text = theme.color(Token::Text), dim = theme.color(Token::TextDim);
    const auto x = [&](double ratio) {
        return area.left() + 16 +
               (std::clamp(std::log2(ratio), least, most) - least) / (most - least) * (area.width() - 32);
    };
    ChartHits hits;
    double y = area.top();
    for (std::size_t i = 0; i < data.entries.size(); ++i) {
        if (y + rowHeight > area.bottom() + 1 && i > 0) {
            drawTabular(painter, {area.left(), std::min(y + 12, area.bottom())},
                        tr("%1 more not drawn; all are in the table").arg(data.entries.size() - i), font, dim);
            break;
        }
        const auto& entry = data.entries[i];
        const QString words = entry.ratio                        ? ratioText(*entry.ratio)
                              : i == 0 || entry.detail.isEmpty() ? tr("no base")
                                                                 : tr("base");
        drawTabular(painter, {area.left(), y + 18}, entry.label, body, text);
        drawTabular(painter, {area.left() + area.width() * 0.3, y + 18}, words, figure, text);
        drawTabular(painter, {area.right(), y + 18}, entry.detail, body, dim, Qt::AlignRight);
        const double line = std::floor(y + 34) + 0.5;
        if (entry.ratio && *entry.ratio > 0) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(QPen(theme.color(Token::Border), 1));
            painter.drawLine(QPointF(x(std::exp2(least)), line), QPointF(x(std::exp2(most)), line));
            const int step = most - least > 10 ? 2 : 1;
            for (int power = int(least); power <= int(most); power += step) {
                const double at = std::floor(x(std::exp2(power))) + 0.5;
                painter.setPen(QPen(theme.color(power == 0 ? Token::Axis : Token::Border), 1));
                painter.drawLine(QPointF(at, line - 5), QPointF(at, line + 5));
                const QString label =
                    power == 0
                        ? tr("same")
                        : (power < 0 ? QStringLiteral("÷%1") : QStringLiteral("×%1")).arg(std::exp2(std::abs(power)));
                drawTabular(painter, {at, line + 17}, label, small, dim, Qt::AlignHCenter);
            }
            painter.setRenderHint(QPainter::Antialiasing);
            if (entry.interval && entry.interval->first > 0)
                painter.fillRect(QRectF(QPointF(x(entry.interval->first), line - 1.5),
                                        QPointF(x(entry.interval->second), line + 1.5)),
                                 theme.color(Token::Selection));
            painter.setPen(QPen(theme.color(Token::Surface), 1));
            painter.setBrush(theme.color(Token::Selection));
            painter.drawEllipse(QPointF(x(*entry.ratio), line), 4, 4);
        }
        hits.push_back({QRectF(area.left(), y, area.width(), rowHeight), entry.row,
                        entry.label + QStringLiteral(": ") + words +
                            (entry.detail.isEmpty() ? QString() : QStringLiteral(", ") + entry.detail)});
        y += entry.ratio ? rowHeight : 30;
    }
    return hits;
}

ChartHits paintTable(QPainter& painter, const QRectF& area, const Table& table, const Zone& zone, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Secondary), head = theme.font(TextRole::Strong);
    const QColor dim = theme.color(Token::TextDim);
    ChartHits hits;
    const int n = int(table.columns.size());
    if (n == 0)
        return hits;
    const int room = std::max(1, int(area.height() / barRow) - 1);
    const int total = int(table.rows.size()), shown = total > room ? std::max(0, room - 1) : total;
    const double column = area.width() / n;
    const auto draw = [&](double y, int c, const QString& text, const QFont& f, const QColor& color) {
        const bool right = table.columns[std::size_t(c)].type != ColumnType::String &&
                           table.columns[std::size_t(c)].type != ColumnType::Time;
        const double x = area.left() + c * column;
        drawTabular(painter, {right ? x + column - 8 : x + 2, y + 17}, elided(text, f, column - 10), f, color,
                    right ? Qt::AlignRight : Qt::AlignLeft);
    };
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), barRow), theme.color(Token::SurfaceRaised));
    for (int c = 0; c < n; ++c)
        draw(area.top(), c, table.columns[std::size_t(c)].title, head, dim);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < shown; ++i) {
        const double y = area.top() + (i + 1) * barRow;
        QStringList parts;
        for (int c = 0; c < n; ++c) {
            const QString text =
                cellText(table.rows[std::size_t(i)][std::size_t(c)], table.columns[std::size_t(c)], zone, true);
            draw(y, c, text, font, theme.color(Token::Text));
            parts << table.columns[std::size_t(c)].title + u' ' + text;
        }
        painter.setPen(QPen(theme.color(Token::Grid), 1));
        painter.drawLine(QPointF(area.left(), y + barRow - 0.5), QPointF(area.right(), y + barRow - 0.5));
        hits.push_back({QRectF(area.left(), y, area.width(), barRow), i, parts.join(QStringLiteral(", "))});
    }
    if (shown < total)
        drawTabular(painter, {area.left() + 2, area.top() + (shown + 1) * barRow + 17},
                    tr("%1 more rows not drawn; all are in the table").arg(total - shown), font, dim);
    return hits;
}

} // namespace tideline
