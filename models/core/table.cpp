// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/table.h"

#include "models/core/timetext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tideline {

namespace {

constexpr const char* typeNames[] = {"string", "integer", "number", "money", "time", "duration", "share"};
constexpr QChar minusSign(0x2212);
constexpr QChar timesSign(0x00D7);
constexpr QChar nothing(0x2013); ///< what people see where a cell is missing

/// "-1234567.5" -> "−1,234,567.5".
QString grouped(QString digits)
{
    const bool negative = digits.startsWith(u'-');
    if (negative)
        digits.remove(0, 1);
    const qsizetype point = digits.indexOf(u'.');
    for (qsizetype at = (point < 0 ? digits.size() : point) - 3; at > 0; at -= 3)
        digits.insert(at, u',');
    return negative ? minusSign + digits : digits;
}

QString fixed(double value, int decimals)
{
    return grouped(QString::number(value, 'f', decimals));
}

/// About three digits that count; whole numbers without a fraction.
QString numberText(double value)
{
    const double size = std::abs(value);
    if (size >= 1000 || value == std::round(value))
        return size < 1e15 ? fixed(value, 0) : QString::number(value, 'g', 4);
    if (size >= 1)
        return fixed(value, size >= 10 ? 1 : 2);
    QString text = QString::number(value, 'g', 3);
    return text.startsWith(u'-') ? minusSign + text.mid(1) : text;
}

QString factorText(double ratio)
{
    const double size = std::abs(ratio);
    if (std::round(size * 10) >= 100)
        return fixed(ratio, 0);
    if (size > 0 && std::round(size * 10) < 1) // "×0.0" would say that nothing is left
        return QString::number(ratio, 'g', 1);
    const bool isNearOne = std::abs(size - 1) < 0.0995 && std::round(size * 100) != 100; // "+5 %" is not "×1.1"
    return fixed(ratio, isNearOne ? 2 : 1);
}

/// With a decimal more where rounding would say "−100 %" of what is still there.
QString percentText(double percent)
{
    int decimals = 0;
    while (percent > -100 && decimals < 3 && QString::number(percent, 'f', decimals).toDouble() <= -100)
        ++decimals;
    const QString text = fixed(percent, decimals);
    if (std::round(percent * std::pow(10, decimals)) == 0)
        return QStringLiteral("±0 %");
    return (percent > 0 ? u'+' + text : text) + QStringLiteral(" %");
}

/// Units that take "k", "M" … directly before them: "GB" but "3.4 k flows".
bool takesPrefix(const QString& unit)
{
    static constexpr std::array units = {"B", "B/s", "bit", "bit/s", "b/s", "H/s", "Hz", "W"};
    return std::any_of(units.begin(), units.end(), [&](const char* known) { return unit == QLatin1String(known); });
}

/// Numbers that name something are not grouped: AS131279 is not 131,279.
bool namesSomething(const QString& key)
{
    static constexpr std::array names = {"id", "year", "month",  "hour",   "weekday",  "port",   "asn",
                                         "as", "line", "record", "column", "protocol", "source", "length"};
    const QString last = key.section(u'_', -1);
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return last == QLatin1String(name); });
}

QString integerText(qint64 value, const TableColumn& column)
{
    const QString digits = QString::number(value);
    return namesSomething(column.key) ? digits : grouped(digits);
}

double toNumber(const Cell& cell)
{
    if (const auto* integer = std::get_if<qint64>(&cell))
        return double(*integer);
    if (const auto* number = std::get_if<double>(&cell))
        return *number;
    if (const auto* decimal = std::get_if<Decimal>(&cell))
        return decimal->toDouble();
    return std::numeric_limits<double>::quiet_NaN();
}

QString measuredText(const Cell& cell, const TableColumn& column)
{
    if (column.type == ColumnType::Duration)
        return durationText(Micros(std::llround(std::clamp(toNumber(cell), -9e12, 9e12) * microsPerSecond)));
    if (column.type == ColumnType::Share)
        return fixed(toNumber(cell) * 100, 1) + QStringLiteral(" %");
    if (takesPrefix(column.unit))
        return quantityText(toNumber(cell), column.unit);
    if (const auto* integer = std::get_if<qint64>(&cell))
        return integerText(*integer, column);
    if (const auto* decimal = std::get_if<Decimal>(&cell))
        return grouped(decimal->toString());
    return numberText(toNumber(cell));
}

} // namespace

QString columnTypeName(ColumnType type)
{
    return QString::fromLatin1(typeNames[static_cast<int>(type)]);
}

int Table::columnIndex(QStringView key) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const TableColumn& column) { return column.key == key; });
    return found == columns.end() ? -1 : int(found - columns.begin());
}

bool MeasureResult::simulated() const
{
    return std::any_of(sources.begin(), sources.end(), [](const SourceRef& source) { return source.simulated; });
}

QString ratioText(double ratio)
{
    if (!std::isfinite(ratio))
        return QStringLiteral("no base");
    return percentText((ratio - 1) * 100) + QStringLiteral(" (") + timesSign + factorText(ratio) + u')';
}

QString quantityText(double value, const QString& unit)
{
    static constexpr std::array prefixes = {"", "k", "M", "G", "T", "P", "E"};
    if (!std::isfinite(value))
        return nothing;
    std::size_t power = 0;
    double scaled = value;
    // 999.96 k rounds to 1,000.0 k, which is 1.0 M.
    while (power + 1 < prefixes.size() && std::abs(scaled) >= (power == 0 ? 999.5 : 999.95)) {
        scaled /= 1000;
        ++power;
    }
    const QString number = power == 0 ? numberText(scaled) : fixed(scaled, std::abs(scaled) >= 99.95 ? 0 : 1);
    const QString prefix = QString::fromLatin1(prefixes[power]);
    const QString tail = takesPrefix(unit) || prefix.isEmpty() || unit.isEmpty() ? prefix + unit : prefix + u' ' + unit;
    return tail.isEmpty() ? number : number + u' ' + tail;
}

QString cellText(const Cell& cell, const TableColumn& column, const Zone& zone, bool withUnit)
{
    if (const auto* text = std::get_if<QString>(&cell))
        return *text;
    if (std::holds_alternative<std::monostate>(cell))
        return nothing;
    if (const auto* time = std::get_if<qint64>(&cell); time && column.type == ColumnType::Time)
        return timeText(*time, Precision::Second, zone);
    if (!std::isfinite(toNumber(cell)))
        return nothing;
    const QString text = measuredText(cell, column);
    const bool hasUnit =
        column.type == ColumnType::Duration || column.type == ColumnType::Share || takesPrefix(column.unit);
    if (!withUnit || hasUnit || column.unit.isEmpty())
        return text;
    return column.unit == u"x" ? timesSign + text : text + u' ' + column.unit;
}

} // namespace tideline
