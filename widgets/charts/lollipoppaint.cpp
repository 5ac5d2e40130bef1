// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/lollipoppaint.h"

#include "models/core/money.h"
#include "widgets/charts/charttext.h"
#include "widgets/charts/usagescene.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr double leftRoom = 60, rightRoom = 12, topRoom = 46, bottomRoom = 24, headRadius = 4.5;

QString tr(const char* text)
{
    return QCoreApplication::translate("LollipopChart", text);
}

/// Circle, square, triangle, diamond: currencies are told apart without their colours too.
void paintHead(QPainter& painter, QPointF at, int currency, const QColor& color, bool filled, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(filled ? color : theme.color(Token::Surface));
    const double r = headRadius;
    switch (currency % 4) {
    case 0:
        painter.drawEllipse(at, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(at.x() - r + 0.5, at.y() - r + 0.5, 2 * r - 1, 2 * r - 1));
        break;
    case 2:
        painter.drawPolygon(QPolygonF({at + QPointF(0, -r), at + QPointF(r, r), at + QPointF(-r, r)}));
        break;
    default:
        painter.drawPolygon(
            QPolygonF({at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)}));
    }
}

struct Head
{
    QPointF at;
    double value;
    QString text;
    bool taken;
    QRectF stem; ///< its own: a label may stand on it
};

bool isFree(const QRectF& box, const std::vector<QRectF>& taken, const QRectF& except = {})
{
    return std::none_of(taken.begin(), taken.end(),
                        [&](const QRectF& other) { return other != except && other.intersects(box); });
}

/// Above the head, else beside it; the largest amounts first.
void paintLabels(QPainter& painter, const QRectF& plot, std::vector<Head> heads, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Axis);
    std::vector<QRectF> boxes, stems;
    for (const Head& head : heads)
        stems.push_back(head.stem);
    for (const Head& head : heads)
        boxes.emplace_back(head.at.x() - headRadius - 1, head.at.y() - headRadius - 1, 2 * headRadius + 2,
                           2 * headRadius + 2);
    std::stable_sort(heads.begin(), heads.end(),
                     [](const Head& a, const Head& b) { return a.taken != b.taken ? a.taken : a.value > b.value; });
    for (const Head& head : heads) {
        const double width = tabularWidth(head.text, font);
        const double middle =
            std::clamp(head.at.x() - width / 2, plot.left(), std::max(plot.left(), plot.right() - width));
        const QPointF places[] = {
            {middle, head.at.y() - 9}, {head.at.x() + 8, head.at.y() + 4}, {head.at.x() - 8 - width, head.at.y() + 4}};
        for (const QPointF& place : places) {
            const QRectF box(place.x() - 2, place.y() - 10, width + 4, 13);
            if (box.left() < plot.left() - 2 || box.right() > plot.right() + 4 || !isFree(box, boxes) ||
                !isFree(box, stems, head.stem))
                continue;
            drawHaloed(painter, place, head.text, font, theme.color(Token::Text), theme.color(Token::Surface));
            boxes.push_back(box);
            break;
        }
    }
}

void paintLegend(QPainter& painter, const QRectF& area, const LollipopData& data, const Theme& theme)
{
    const QFont font = theme.font(TextRole::Axis);
    const QColor dim = theme.color(Token::TextDim), text = theme.color(Token::Text);
    drawTabular(painter, {area.left(), area.top() + 12},
                elidedAtWord(tr("Amount, each in its own currency, log"), font, area.width() * 0.5), font, dim);
    double x = area.left();
    const double y = area.top() + 30;
    for (qsizetype i = 0; i < data.currencies.size() && i < seriesColorCount; ++i) {
        const double width = tabularWidth(data.currencies[i], font);
        if (x + width + 26 > area.right())
            return;
        paintHead(painter, {x + 6, y - 4}, int(i), theme.series(int(i)), true, theme);
        drawTabular(painter, {x + 16, y}, data.currencies[i], font, text);
        x += width + 32;
    }
    const QString words = tr("filled: taken, hollow: attempted");
    if (x + tabularWidth(words, font) < area.right())
        drawTabular(painter, {x, y}, words, font, dim);
    if (data.unplaced > 0) {
        const QString rest = tr("%1 without a date are in the table").arg(data.unplaced);
        if (tabularWidth(rest, font) < area.width() * 0.45)
            drawTabular(painter, {area.right(), area.top() + 12}, rest, font, dim, Qt::AlignRight);
    }
}

LogAxis axisOf(const LollipopData& data, const TimeRange& range)
{
    double least = 0, most = 0;
    for (const auto& stick : data.sticks)
        for (const auto& amount : {stick.taken, stick.attempted})
            if (stick.span.overlaps(range) && amount.value_or(0) > 0) {
                least = least > 0 ? std::min(least, *amount) : *amount;
                most = std::max(most, *amount);
            }
    return LogAxis::over(least, most);
}

void paintAmountAxis(QPainter& painter, const QRectF& plot, const LogAxis& axis, const Theme& theme,
                     const QLocale& locale)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int power = axis.low; power <= axis.high; ++power) {
        const double y = std::floor(plot.bottom() - axis.part(std::pow(10, power)) * plot.height()) + 0.5;
        painter.setPen(QPen(theme.color(power == axis.low ? Token::Axis : Token::Grid), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        drawTabular(painter, {plot.left() - 8, y + 4}, amountText(std::pow(10, power), locale),
                    theme.font(TextRole::Axis), theme.color(Token::TextDim), Qt::AlignRight);
    }
}

} // namespace

std::optional<TimeRange> timeOfKey(const QString& key, const Zone& zone)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d{4})(?:-Q([1-4])|-(\\d{2})(?:-(\\d{2}))?)?$"));
    const auto match = shape.match(key);
    if (!match.hasMatch())
        return std::nullopt;
    const int year = match.captured(1).toInt(), quarter = match.captured(2).toInt(), month = match.captured(3).toInt(),
              day = match.captured(4).toInt();
    if (year < 1 || year > 9998 || month > 12 || day > 31 || (match.hasCaptured(3) && month < 1) ||
        (match.hasCaptured(4) && day < 1))
        return std::nullopt;
    CivilTime from;
    from.year = year;
    from.month = quarter ? 3 * quarter - 2 : std::max(1, month);
    from.day = std::max(1, day);
    if (day > 0) {
        const Micros midnight = microsFromCivil(from);
        return TimeRange{zone.toUtc(from), zone.toUtc(civilFromMicros(midnight + microsPerDay))};
    }
    CivilTime to = from;
    to.month += quarter ? 3 : month ? 1 : 12;
    if (to.month > 12) {
        to.month -= 12;
        ++to.year;
    }
    return TimeRange{zone.toUtc(from), zone.toUtc(to)};
}

std::optional<LollipopData> LollipopData::fromResult(const MeasureResult& result, const Zone& zone,
                                                     const QLocale& locale)
{
    const Table& table = result.table;
    const int key = table.columnIndex(u"key"), currency = table.columnIndex(u"currency");
    if (key < 0 || currency < 0)
        return std::nullopt;
    LollipopData data;
    QMap<QString, int> counts;
    std::vector<QString> names;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto span = timeOfKey(textOf(cellAt(table, i, key)), zone);
        const QString name = textOf(cellAt(table, i, currency));
        if (!span) {
            ++data.unplaced;
            continue;
        }
        Stick stick{*span,
                    0,
                    numberOf(cellAt(table, i, table.columnIndex(u"taken"))),
                    numberOf(cellAt(table, i, table.columnIndex(u"attempted"))),
                    {},
                    int(i)};
        QStringList parts;
        for (const MoneyKind kind : allMoneyKinds)
            if (const auto amount = numberOf(cellAt(table, i, table.columnIndex(moneyKindName(kind)))))
                parts << moneyText(*amount, name, locale) + u' ' + moneyKindName(kind);
        stick.text = textOf(cellAt(table, i, key)) + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
        data.sticks.push_back(stick);
        names.push_back(name);
        ++counts[name];
    }
    if (data.sticks.empty())
        return std::nullopt;
    data.currencies = counts.keys();
    std::stable_sort(data.currencies.begin(), data.currencies.end(),
                     [&](const QString& a, const QString& b) { return counts[a] > counts[b]; });
    for (std::size_t i = 0; i < names.size(); ++i)
        data.sticks[i].currency = int(data.currencies.indexOf(names[i]));
    return data;
}

TimeRange LollipopData::span() const
{
    std::optional<TimeRange> all;
    for (const Stick& stick : sticks)
        all = all ? all->united(stick.span) : stick.span;
    return all.value_or(TimeRange{});
}

ChartHits paintLollipops(QPainter& painter, const QRectF& area, const LollipopData& data, const TimeRange& range,
                         const Zone& zone, const Theme& theme, const QLocale& locale)
{
    ChartHits hits;
    const QRectF plot = area.adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom);
    const TimeScale scale{range, std::max(1.0, plot.width())};
    const LogAxis axis = axisOf(data, range);
    paintLegend(painter, area, data, theme);
    paintAmountAxis(painter, plot, axis, theme, locale);
    std::vector<Head> heads;
    for (const auto& stick : data.sticks) {
        const double middle = scale.toX(stick.span.from + stick.span.length() / 2);
        if (!stick.span.overlaps(range) || middle < 0 || middle > scale.width)
            continue;
        // Sticks of one bin in several currencies stand beside each other.
        const double x = std::floor(plot.left() + middle) + 0.5 + 7 * stick.currency;
        const QColor color = theme.series(stick.currency);
        const auto y = [&](double amount) { return plot.bottom() - axis.part(amount) * plot.height(); };
        const double highest = std::max(stick.taken.value_or(0), stick.attempted.value_or(0));
        const double top = highest > 0 ? y(highest) : plot.bottom();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(color, 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, top));
        for (const auto& [amount, taken] : {std::pair(stick.attempted, false), std::pair(stick.taken, true)}) {
            if (!amount || (!taken && stick.attempted == stick.taken))
                continue;
            if (*amount <= 0 && stick.attempted.value_or(0) > 0)
                continue; // nothing of what was attempted: the hollow head says so
            const QPointF at(x, *amount > 0 ? y(*amount) : plot.bottom());
            paintHead(painter, at, stick.currency, color, taken, theme);
            heads.push_back({at, *amount, moneyText(*amount, data.currencies[stick.currency], locale), taken,
                             QRectF(x - 1, top, 2, plot.bottom() - top)});
        }
        hits.push_back({QRectF(QPointF(x - 7, top - 8), QPointF(x + 7, plot.bottom())), stick.row, stick.text});
    }
    paintLabels(painter, plot, heads, theme);
    paintTimeAxis(painter, plot, scale, zone, theme, locale);
    return hits;
}

} // namespace tideline
