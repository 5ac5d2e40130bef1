// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/charttext.h"

#include "widgets/theme/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

QLocale figureLocale()
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // C alone writes no thousands signs
    return locale;
}

std::optional<double> numberOf(const Cell& cell)
{
    if (const auto* d = std::get_if<double>(&cell))
        return std::isfinite(*d) ? std::optional(*d) : std::nullopt;
    if (const auto* i = std::get_if<qint64>(&cell))
        return double(*i);
    if (const auto* money = std::get_if<Decimal>(&cell))
        return money->toDouble();
    return std::nullopt;
}

QString textOf(const Cell& cell)
{
    const auto* text = std::get_if<QString>(&cell);
    return text ? *text : QString();
}

int firstColumn(const Table& table, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        if (const int i = table.columnIndex(QString::fromLatin1(key)); i >= 0)
            return i;
    return -1;
}

const Cell& cellAt(const Table& table, std::size_t row, int column)
{
    static const Cell missing;
    const auto& cells = table.rows[row];
    return column < 0 || std::size_t(column) >= cells.size() ? missing : cells[std::size_t(column)];
}

QString amountText(double value, const QLocale& locale)
{
    struct Size
    {
        double factor;
        const char* name;
    };
    static constexpr Size sizes[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}, {1e3, " k"}, {1, ""}};
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    // 999.96 m rounds to 1,000 m, which is 1 bn.
    const auto* unit = std::find_if(std::begin(sizes), std::end(sizes) - 1,
                                    [size](const Size& each) { return size >= each.factor * 0.9995; });
    const double scaled = value / unit->factor;
    const double shown = std::abs(scaled);
    const int digits = shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
    QString text = locale.toString(scaled, 'f', digits);
    if (digits > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (!text.back().isDigit())
            text.chop(1);
    }
    return text + QLatin1String(unit->name);
}

QString moneyText(double value, const QString& currency, const QLocale& locale)
{
    return currency.isEmpty() ? amountText(value, locale) : currency + u' ' + amountText(value, locale);
}

LogAxis LogAxis::over(double least, double most)
{
    if (!(least > 0) || !(most >= least) || !std::isfinite(most))
        return {};
    LogAxis axis;
    axis.low = int(std::floor(std::log10(least) - 0.05));
    axis.high = std::max(axis.low + 1, int(std::ceil(std::log10(most) - 1e-9)));
    return axis;
}

double LogAxis::part(double value) const
{
    return value > 0 ? std::clamp((std::log10(value) - low) / (high - low), 0.0, 1.0) : 0;
}

int LogAxis::step(double length) const
{
    int step = 1;
    while (step < high - low && length / (high - low) * step < 44)
        ++step;
    return step;
}

double paintKeys(QPainter& painter, QPointF baseline, double right, const QStringList& names,
                 const std::vector<QColor>& colors, const QFont& font, const QColor& text)
{
    double x = baseline.x();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (qsizetype i = 0; i < names.size() && std::size_t(i) < colors.size(); ++i) {
        const double width = tabularWidth(names[i], font);
        if (x + 15 + width > right)
            break;
        painter.fillRect(QRectF(x, baseline.y() - 9, 10, 10), colors[std::size_t(i)]);
        drawTabular(painter, {x + 15, baseline.y()}, names[i], font, text);
        x += width + 31;
    }
    return x;
}

} // namespace tideline
