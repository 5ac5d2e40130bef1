// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/lagpaint.h"

#include "widgets/charts/charttext.h"
#include "widgets/charts/usagedata.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr double leftRoom = 60, rightRoom = 16, topRoom = 30, bottomRoom = 42;

QString tr(const char* text)
{
    return QCoreApplication::translate("LagChart", text);
}

QString factor(double ratio, const QLocale& locale)
{
    return QChar(0xd7) + locale.toString(ratio, 'g', 3);
}

QString dayText(int days)
{
    return days > 0 ? QStringLiteral("+%1").arg(days) : QString::number(days).replace(u'-', QChar(0x2212));
}

struct Frame
{
    QRectF plot;
    double least = 1, most = 1, column = 1;

    double x(std::size_t lag) const { return plot.left() + (double(lag) + 0.5) * column; }
    double y(double ratio) const
    {
        return plot.bottom() - (std::log(ratio) - std::log(least)) / (std::log(most) - std::log(least)) * plot.height();
    }
};

void paintAxes(QPainter& painter, const LagData& data, const Frame& frame, const Theme& theme, const QLocale& locale)
{
    const QFont font = theme.font(TextRole::Axis);
    const QColor dim = theme.color(Token::TextDim);
    const double step = niceAxis(frame.most - frame.least).step;
    for (double tick = std::ceil(frame.least / step) * step; tick < frame.most; tick += step) {
        const double y = std::floor(frame.y(tick)) + 0.5;
        const bool isUsual = std::abs(tick - 1) < step / 2;
        painter.setPen(QPen(theme.color(isUsual ? Token::Axis : Token::Grid), 1));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        drawTabular(painter, {frame.plot.left() - 8, y + 4}, isUsual ? tr("usual") : factor(tick, locale), font, dim,
                    Qt::AlignRight);
    }
    for (std::size_t i = 0; i < data.lags.size(); ++i)
        drawTabular(painter, {frame.x(i), frame.plot.bottom() + 17}, dayText(data.lags[i].days), font, dim,
                    Qt::AlignHCenter);
    drawTabular(painter, {frame.plot.center().x(), frame.plot.bottom() + 34}, tr("days after the events"), font, dim,
                Qt::AlignHCenter);
}

} // namespace

std::optional<LagData> LagData::fromResult(const MeasureResult& result, const QLocale& locale)
{
    const Table& table = result.table;
    const int lag = table.columnIndex(u"lag"), ratio = table.columnIndex(u"ratio");
    if (lag < 0 || ratio < 0)
        return std::nullopt;
    LagData data;
    data.valueTitle = table.columns[std::size_t(ratio)].title;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto at = [&](const char* key) {
            const auto value = numberOf(cellAt(table, i, table.columnIndex(QString::fromLatin1(key))));
            return value && *value > 0 ? value : std::nullopt;
        };
        Lag own{int(numberOf(cellAt(table, i, lag)).value_or(0)),
                at("ratio"),
                at("low"),
                at("high"),
                at("placebo_low"),
                at("placebo_high"),
                int(i),
                {}};
        own.text = tr("%1 d: %2").arg(dayText(own.days), own.ratio ? ratioText(*own.ratio) : tr("no data"));
        if (own.low && own.high)
            own.text += QStringLiteral(", %1 – %2").arg(factor(*own.low, locale), factor(*own.high, locale));
        for (const auto& value : {own.ratio, own.low, own.high, own.bandLow, own.bandHigh}) {
            data.least = std::min(data.least, value.value_or(1));
            data.most = std::max(data.most, value.value_or(1));
        }
        data.lags.push_back(std::move(own));
    }
    const double air = std::max(0.02, std::log(data.most / data.least) * 0.06);
    data.least *= std::exp(-air);
    data.most *= std::exp(air);
    return data;
}

ChartHits paintLags(QPainter& painter, const QRectF& area, const LagData& data, const Theme& theme,
                    const QLocale& locale)
{
    ChartHits hits;
    if (data.lags.empty())
        return hits;
    Frame frame{area.adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom), data.least, data.most, 1};
    frame.column = frame.plot.width() / double(data.lags.size());
    const QFont font = theme.font(TextRole::Axis);
    const QColor dim = theme.color(Token::TextDim), mark = theme.series(0), band = theme.color(Token::Band);
    drawTabular(painter, {area.left(), area.top() + 12}, data.valueTitle, font, dim);
    paintKeys(painter, {area.left() + tabularWidth(data.valueTitle, font) + 24, area.top() + 12}, area.right(),
              {tr("event days, with 95 % interval"), tr("95 % of any dates")}, {mark, band}, font, dim);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < data.lags.size(); ++i) {
        const LagData::Lag& lag = data.lags[i];
        if (lag.bandLow && lag.bandHigh)
            painter.fillRect(QRectF(QPointF(frame.x(i) - frame.column / 2, frame.y(*lag.bandHigh)),
                                    QPointF(frame.x(i) + frame.column / 2, frame.y(*lag.bandLow))),
                             band);
    }
    paintAxes(painter, data, frame, theme, locale);
    for (std::size_t i = 0; i < data.lags.size(); ++i) {
        const LagData::Lag& lag = data.lags[i];
        painter.setRenderHint(QPainter::Antialiasing);
        if (lag.low && lag.high)
            painter.fillRect(
                QRectF(QPointF(frame.x(i) - 1, frame.y(*lag.high)), QPointF(frame.x(i) + 1, frame.y(*lag.low))), mark);
        if (lag.ratio) {
            painter.setPen(QPen(theme.color(Token::Surface), 1));
            painter.setBrush(mark);
            painter.drawEllipse(QPointF(frame.x(i), frame.y(*lag.ratio)), 4, 4);
        }
        hits.push_back({QRectF(frame.x(i) - frame.column / 2, frame.plot.top(), frame.column, frame.plot.height()),
                        lag.row, lag.text});
    }
    return hits;
}

} // namespace tideline
