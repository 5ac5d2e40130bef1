// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/moneypaint.h"

#include "models/core/money.h"
#include "widgets/charts/charttext.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr double panelHead = 24, panelFoot = 22, panelGap = 12, leastRow = 17, mostRow = 34, leastPanel = 215;

QString tr(const char* text)
{
    return QCoreApplication::translate("MoneyChart", text);
}

QString kindTitle(MoneyKind kind)
{
    switch (kind) {
    case MoneyKind::Attempted:
        return tr("Attempted");
    case MoneyKind::Executed:
        return tr("Executed");
    case MoneyKind::Taken:
        return tr("Taken");
    case MoneyKind::Recovered:
        return tr("Recovered");
    case MoneyKind::Outstanding:
        return tr("Outstanding");
    }
    return {};
}

std::size_t mostBars(const MoneyData& data)
{
    std::size_t most = 1;
    for (const auto& panel : data.panels)
        most = std::max(most, panel.bars.size());
    return most;
}

LogAxis axisOf(const MoneyData::Panel& panel)
{
    double least = 0, most = 0;
    for (const auto& bar : panel.bars)
        if (bar.amount.value_or(0) > 0) {
            least = least > 0 ? std::min(least, *bar.amount) : *bar.amount;
            most = std::max(most, *bar.amount);
        }
    return LogAxis::over(least, most);
}

void paintLogTicks(QPainter& painter, const QRectF& plot, const LogAxis& axis, const Theme& theme,
                   const QLocale& locale)
{
    const QFont font = theme.font(TextRole::Axis);
    const int step = axis.step(plot.width());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int power = axis.low; power <= axis.high; ++power) {
        const double x = std::floor(plot.left() + axis.part(std::pow(10, power)) * plot.width()) + 0.5;
        painter.setPen(QPen(theme.color(power == axis.low ? Token::Axis : Token::Grid), 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if ((power - axis.low) % step == 0)
            drawTabular(painter, {x, plot.bottom() + 14}, amountText(std::pow(10, power), locale), font,
                        theme.color(Token::TextDim), Qt::AlignHCenter);
    }
}

void paintPanel(QPainter& painter, const QRectF& area, const MoneyData::Panel& panel, const Theme& theme,
                const QLocale& locale, ChartHits& hits)
{
    const QFont font = theme.font(TextRole::Secondary), strong = theme.font(TextRole::Strong),
                small = theme.font(TextRole::Axis);
    const QColor text = theme.color(Token::Text), dim = theme.color(Token::TextDim);
    drawTabular(painter, {area.left(), area.top() + 13}, panel.currency, strong, text);
    const QString events = panel.events == 1 ? tr("1 event") : tr("%1 events").arg(locale.toString(panel.events));
    drawTabular(painter, {area.left() + tabularWidth(panel.currency, strong) + 8, area.top() + 13},
                tr("log · %1").arg(events), small, dim);
    const double room = area.height() - panelHead - panelFoot;
    const auto fitting = std::size_t(std::max(1.0, std::floor(room / leastRow)));
    const std::size_t shown = panel.bars.size() > fitting ? std::max<std::size_t>(1, fitting - 1) : panel.bars.size();
    // The head names the currency; each number does too where there is room for it.
    const auto words = [&](const MoneyData::Bar& bar) {
        return bar.amount && area.width() > 2 * leastPanel ? panel.currency + u' ' + bar.text : bar.text;
    };
    double labelWidth = 0, textWidth = 0;
    for (std::size_t i = 0; i < shown; ++i) {
        labelWidth = std::max(labelWidth, tabularWidth(panel.bars[i].label, font));
        textWidth = std::max(textWidth, tabularWidth(words(panel.bars[i]), font));
    }
    labelWidth = std::min(labelWidth, area.width() * 0.4);
    const double rowHeight = std::clamp(room / double(panel.bars.size()), leastRow, mostRow);
    const double left = area.left() + labelWidth + 10;
    const QRectF plot(left, area.top() + panelHead, std::max(24.0, area.right() - left - textWidth - 10),
                      rowHeight * double(shown));
    const LogAxis axis = axisOf(panel);
    paintLogTicks(painter, plot, axis, theme, locale);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& bar = panel.bars[i];
        const double y = plot.top() + double(i) * rowHeight, baseline = y + rowHeight / 2 + 4;
        if (i == 0 || bar.label != panel.bars[i - 1].label)
            drawTabular(painter, {left - 10, baseline}, elidedAtWord(bar.label, font, labelWidth), font, text,
                        Qt::AlignRight);
        const double length = axis.part(bar.amount.value_or(0)) * plot.width();
        const double thick = std::min(18.0, rowHeight - 6);
        QColor fill = theme.series(bar.kind);
        fill.setAlphaF(0.8f);
        painter.setRenderHint(QPainter::Antialiasing, false);
        if (length > 0)
            painter.fillRect(QRectF(left, y + (rowHeight - thick) / 2, length, thick), fill);
        drawHaloed(painter, {left + length + 6, baseline}, words(bar), font, bar.amount ? text : dim,
                   theme.color(Token::Surface));
        hits.push_back({QRectF(area.left(), y, area.width(), rowHeight), bar.row,
                        QStringLiteral("%1 %2: %3").arg(panel.currency, bar.label, bar.text)});
    }
    if (shown < panel.bars.size())
        drawTabular(painter, {left, plot.bottom() + 14 + leastRow},
                    tr("%1 more not drawn; all are in the table").arg(panel.bars.size() - shown), small, dim);
}

} // namespace

std::optional<MoneyData> MoneyData::fromResult(const MeasureResult& result, const QLocale& locale)
{
    const Table& table = result.table;
    const int currency = table.columnIndex(u"currency"), events = table.columnIndex(u"events"),
              key = table.columnIndex(u"key");
    if (currency < 0 || firstColumn(table, {"taken", "attempted", "executed", "recovered", "outstanding"}) < 0)
        return std::nullopt;
    MoneyData data;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const QString name = textOf(cellAt(table, i, currency));
        auto panel = std::find_if(data.panels.begin(), data.panels.end(),
                                  [&](const Panel& each) { return each.currency == name; });
        if (panel == data.panels.end())
            panel = data.panels.insert(panel, Panel{name, 0, {}});
        panel->events += qint64(numberOf(cellAt(table, i, events)).value_or(0));
        for (const MoneyKind kind : allMoneyKinds) {
            const int column = table.columnIndex(moneyKindName(kind));
            const auto amount = numberOf(cellAt(table, i, column));
            if (column < 0 || (key >= 0 && !amount)) // by a field only what is stated: there are many rows
                continue;
            const QString value = amount ? amountText(*amount, locale) : tr("not stated");
            panel->bars.push_back({key < 0 ? kindTitle(kind) : textOf(cellAt(table, i, key)), amount,
                                   key < 0 ? value : value + u' ' + kindTitle(kind).toLower(), int(kind), int(i)});
        }
    }
    data.panels.erase(
        std::remove_if(data.panels.begin(), data.panels.end(), [](const Panel& panel) { return panel.bars.empty(); }),
        data.panels.end());
    std::stable_sort(data.panels.begin(), data.panels.end(),
                     [](const Panel& a, const Panel& b) { return a.events > b.events; });
    return data;
}

std::vector<QRectF> moneyPanels(const QRectF& area, const MoneyData& data)
{
    const int n = int(data.panels.size());
    const double least = panelHead + panelFoot + leastRow * double(std::min<std::size_t>(mostBars(data), 8));
    int columns = 1;
    const int most = std::max(1, int((area.width() + panelGap) / (leastPanel + panelGap)));
    while (columns < std::min(n, most) && ((n + columns - 1) / columns) * (least + panelGap) > area.height() + panelGap)
        ++columns;
    int rows = std::max(1, (n + columns - 1) / std::max(1, columns));
    rows = std::clamp(rows, 1, std::max(1, int((area.height() + panelGap) / (least + panelGap))));
    const double width = (area.width() - (columns - 1) * panelGap * 2) / columns;
    const double height = std::min((area.height() - (rows - 1) * panelGap) / rows,
                                   panelHead + panelFoot + mostRow * double(mostBars(data)));
    std::vector<QRectF> panels;
    for (int i = 0; i < std::min(n, rows * columns); ++i)
        panels.emplace_back(area.left() + (i % columns) * (width + 2 * panelGap),
                            area.top() + (i / columns) * (height + panelGap), width, height);
    return panels;
}

ChartHits paintMoney(QPainter& painter, const QRectF& area, const MoneyData& data, const Theme& theme,
                     const QLocale& locale)
{
    ChartHits hits;
    if (data.panels.empty()) {
        drawTabular(painter, area.center(), tr("No event states an amount"), theme.font(TextRole::Secondary),
                    theme.color(Token::TextDim), Qt::AlignHCenter);
        return hits;
    }
    const QRectF inside = area.adjusted(0, 0, 0, -14);
    std::vector<QRectF> panels = moneyPanels(area, data);
    const bool leavesOut = panels.size() < data.panels.size();
    if (leavesOut)
        panels = moneyPanels(inside, data);
    for (std::size_t i = 0; i < panels.size(); ++i)
        paintPanel(painter, panels[i], data.panels[i], theme, locale, hits);
    if (leavesOut)
        drawTabular(painter, {area.left(), area.bottom() - 2},
                    tr("%1 more currencies are in the table").arg(data.panels.size() - panels.size()),
                    theme.font(TextRole::Axis), theme.color(Token::TextDim));
    return hits;
}

} // namespace tideline
