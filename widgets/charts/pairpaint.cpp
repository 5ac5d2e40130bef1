// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/pairpaint.h"

#include "models/core/country.h"
#include "widgets/charts/charttext.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tideline {

namespace {

constexpr double legendRoom = 24, leastPairRow = 28, leastPlainRow = 18;
constexpr double tooFarApart = 200; // a bar 200 times as long as another leaves that one invisible

QString tr(const char* text)
{
    return QCoreApplication::translate("PairChart", text);
}

QString named(const MeasureResult& result, const char* key, const QString& otherwise)
{
    const QString name = result.question.value(QLatin1String(key)).toString();
    return name.isEmpty() ? otherwise : name;
}

QString valueText(const Table& table, std::size_t row, int column)
{
    const auto number = numberOf(cellAt(table, row, column));
    if (!number)
        return {};
    const TableColumn& described = table.columns[std::size_t(column)];
    return described.type == ColumnType::Number ? quantityText(*number, described.unit)
                                                : QString::number(qint64(std::llround(*number)));
}

/// A factor as short as it can be read: 3.9, 18, 0.42.
QString factorText(double factor, const QLocale& locale)
{
    return QChar(0xd7) + locale.toString(factor, 'f', factor >= 9.95 ? 0 : factor >= 0.995 ? 1 : 2);
}

void addRatio(PairData::Row& entry, const Table& table, const QLocale& locale)
{
    const std::size_t row = std::size_t(entry.row);
    const auto ratio = numberOf(cellAt(table, row, table.columnIndex(u"ratio")));
    entry.ratio = ratio ? ratioText(*ratio) : tr("no base");
    const auto low = numberOf(cellAt(table, row, table.columnIndex(u"low"))),
               high = numberOf(cellAt(table, row, table.columnIndex(u"high")));
    if (ratio && low && high)
        entry.interval = factorText(*low, locale) + QChar(0x2013) + factorText(*high, locale);
}

struct Columns
{
    double label = 0, value = 0, ratio = 0, interval = 0;
};

Columns columnsOf(const PairData& data, const std::vector<std::size_t>& order, double width, const QFont& font,
                  const QFont& strong, const QFont& small)
{
    Columns c;
    for (const std::size_t i : order) {
        const auto& row = data.rows[i];
        c.label = std::max(c.label, tabularWidth(row.label, font));
        c.value = std::max({c.value, tabularWidth(row.ownText, small), tabularWidth(row.baseText, small)});
        c.ratio = std::max(c.ratio, tabularWidth(row.ratio, strong));
        c.interval = std::max(c.interval, tabularWidth(row.interval, small));
    }
    c.label = std::min(c.label, width * 0.3);
    // The interval stands behind the ratio where there is room, else under it.
    if (c.ratio + c.interval > width * 0.3)
        c.ratio = std::max(c.ratio, c.interval), c.interval = 0;
    return c;
}

} // namespace

std::optional<PairData> PairData::fromResult(const MeasureResult& result, const QLocale& locale)
{
    const Table& table = result.table;
    const bool ofCases = result.measure == u"cases";
    // Over each other as they are read: first what came before or was stated, then what is compared with it.
    const int own = ofCases ? table.columnIndex(u"events") : firstColumn(table, {"per_day", "per_day_after"});
    const int base = ofCases ? table.columnIndex(u"stated") : firstColumn(table, {"per_day_against", "per_day_before"});
    const int label = firstColumn(table, {"key", "coin", "country"});
    if (own < 0 || base < 0 || label < 0)
        return std::nullopt;
    PairData data;
    const TableColumn& column = table.columns[std::size_t(own)];
    data.valueTitle = ofCases ? QString() : tr("per covered day");
    data.ownTitle = ofCases ? column.title : named(result, "window", tr("after"));
    data.baseTitle = ofCases ? table.columns[std::size_t(base)].title : named(result, "against", tr("before"));
    double least = 0, most = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Row row;
        row.row = int(i);
        row.label = textOf(cellAt(table, i, label));
        if (ofCases)
            row.label = countryText(row.label);
        row.own = numberOf(cellAt(table, i, own));
        row.base = numberOf(cellAt(table, i, base));
        row.ownText = valueText(table, i, own);
        row.baseText = valueText(table, i, base);
        if (!ofCases)
            addRatio(row, table, locale);
        for (const auto& value : {row.own, row.base})
            if (value.value_or(0) > 0) {
                least = least > 0 ? std::min(least, *value) : *value;
                most = std::max(most, *value);
            }
        data.rows.push_back(row);
    }
    data.keepsLast = ofCases && !data.rows.empty() && data.rows.back().label == u"unknown";
    if (data.keepsLast)
        data.rows.back().label = tr("not located");
    data.log = !ofCases && most > least * tooFarApart;
    return data;
}

ChartHits paintPairs(QPainter& painter, const QRectF& area, const PairData& data, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Secondary), strong = theme.font(TextRole::Strong),
                small = theme.font(TextRole::Axis);
    const QColor text = theme.color(Token::Text), dim = theme.color(Token::TextDim);
    ChartHits hits;
    if (data.rows.empty()) {
        drawTabular(painter, area.center(), tr("Nothing to show"), font, dim, Qt::AlignHCenter);
        return hits;
    }
    QColor baseFill = theme.series(1), ownFill = theme.series(0);
    baseFill.setAlphaF(0.35f);
    ownFill.setAlphaF(0.8f);
    const double legendEnd = paintKeys(painter, {area.left(), area.top() + 12}, area.right(),
                                       {data.baseTitle, data.ownTitle}, {baseFill, ownFill}, small, text);
    QStringList words;
    if (!data.valueTitle.isEmpty())
        words << data.valueTitle;
    if (data.log)
        words << tr("log");
    drawTabular(painter, {legendEnd, area.top() + 12},
                elidedAtWord(words.join(QStringLiteral(", ")), small, area.right() - legendEnd), small, dim);

    const double room = area.height() - legendRoom;
    const bool withRatios =
        std::any_of(data.rows.begin(), data.rows.end(), [](const auto& row) { return !row.ratio.isEmpty(); });
    const double rowHeight =
        std::clamp(room / double(data.rows.size()), withRatios ? leastPairRow : leastPlainRow, pairRow);
    const auto fitting = std::size_t(std::max(1.0, std::floor((room + 1) / rowHeight)));
    const std::size_t shown = data.rows.size() > fitting ? std::max<std::size_t>(1, fitting - 1) : data.rows.size();
    // Rows in the order of the table; the one that is kept takes the last place.
    std::vector<std::size_t> order(shown);
    std::iota(order.begin(), order.end(), 0);
    if (data.keepsLast)
        order.back() = data.rows.size() - 1;
    const Columns c = columnsOf(data, order, area.width(), font, strong, small);
    const double x = area.left() + c.label + 12;
    const double right = area.right() - c.ratio - (c.interval > 0 ? c.interval + 10 : 0) - (c.ratio > 0 ? 14 : 0);
    const double width = std::max(20.0, right - x - (rowHeight < leastPairRow ? 2 * c.value + 14 : c.value) - 8);
    double least = 0, most = 0;
    for (const std::size_t i : order)
        for (const auto& value : {data.rows[i].own, data.rows[i].base})
            if (value.value_or(0) > 0) {
                least = least > 0 ? std::min(least, *value) : *value;
                most = std::max(most, *value);
            }
    const LogAxis axis = LogAxis::over(least, most);
    const auto length = [&](const std::optional<double>& value) {
        if (value.value_or(0) <= 0 || most <= 0)
            return 0.0;
        return std::max(1.0, (data.log ? axis.part(*value) : *value / most) * width);
    };
    const bool isTight = rowHeight < leastPairRow;
    const double thick = std::floor((rowHeight - (isTight ? 4 : 8)) / 2);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& row = data.rows[order[i]];
        const double y = std::floor(area.top() + legendRoom + double(i) * rowHeight), middle = y + rowHeight / 2 + 4;
        drawTabular(painter, {x - 10, middle}, elidedAtWord(row.label, font, c.label + 1), font, text, Qt::AlignRight);
        const QRectF baseBar(x, y + (isTight ? 2 : 3), length(row.base), thick),
            ownBar(x, baseBar.bottom(), length(row.own), thick);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(baseBar, baseFill);
        if (baseBar.width() > 1) { // outlined: told apart without its colour too
            painter.setPen(QPen(theme.series(1), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(baseBar.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        painter.fillRect(ownBar, ownFill);
        if (isTight) { // two lines of digits would touch
            QStringList both = {row.baseText, row.ownText};
            both.removeAll(QString());
            drawTabular(painter, {std::max(baseBar.right(), ownBar.right()) + 6, middle},
                        both.join(QStringLiteral(" · ")), small, text);
        } else {
            drawTabular(painter, {baseBar.right() + 6, baseBar.center().y() + 4}, row.baseText, small, dim);
            drawTabular(painter, {ownBar.right() + 6, ownBar.center().y() + 4}, row.ownText, small, text);
        }
        if (!row.ratio.isEmpty()) {
            const bool under = c.interval <= 0 && !row.interval.isEmpty();
            drawTabular(painter, {right + 14 + c.ratio, under ? middle - 6 : middle}, row.ratio, strong, text,
                        Qt::AlignRight);
            drawTabular(painter, {area.right(), under ? middle + 7 : middle}, row.interval, small, dim, Qt::AlignRight);
        }
        QString said = QStringLiteral("%1: %2 %3, %4 %5")
                           .arg(row.label, data.baseTitle, row.baseText.isEmpty() ? tr("none") : row.baseText,
                                data.ownTitle, row.ownText.isEmpty() ? tr("none") : row.ownText);
        if (!row.ratio.isEmpty())
            said += QStringLiteral(", ") + row.ratio;
        hits.push_back({QRectF(area.left(), y, area.width(), rowHeight), row.row, said});
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.color(Token::Axis), 1));
    const double top = area.top() + legendRoom;
    painter.drawLine(QPointF(x - 0.5, top), QPointF(x - 0.5, top + double(shown) * rowHeight));
    if (shown < data.rows.size())
        drawTabular(painter, {x, top + double(shown) * rowHeight + 16},
                    tr("%1 more not drawn; all are in the table").arg(data.rows.size() - shown), small, dim);
    return hits;
}

} // namespace tideline
