// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/usagedata.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tideline {

namespace {

double number(const Cell& cell, double missing = 0)
{
    if (const auto* d = std::get_if<double>(&cell))
        return std::isfinite(*d) ? *d : missing;
    if (const auto* i = std::get_if<qint64>(&cell))
        return double(*i);
    if (const auto* money = std::get_if<Decimal>(&cell))
        return money->toDouble();
    return missing;
}

Micros time(const Cell& cell)
{
    const auto* t = std::get_if<qint64>(&cell);
    return t ? *t : 0;
}

/// The column that splits: the first text column.
int keyColumn(const Table& table)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].type == ColumnType::String)
            return int(i);
    return -1;
}

/// Largest first, and what is beyond the eighth joined: nine colours cannot be told apart.
void orderAndJoin(UsageData& data)
{
    const std::size_t n = std::size_t(data.keys.size());
    std::vector<double> totals(n, 0);
    for (UsageBin& bin : data.bins) {
        bin.values.resize(n, 0);
        for (std::size_t k = 0; k < n; ++k)
            totals[k] += bin.values[k];
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return totals[a] > totals[b]; });
    const std::size_t kept = n > seriesColorCount ? seriesColorCount - 1 : n;
    QStringList keys;
    for (std::size_t i = 0; i < kept; ++i)
        keys << data.keys[qsizetype(order[i])];
    if (kept < n)
        keys << QCoreApplication::translate("UsageChart", "other (%1)").arg(n - kept);
    for (UsageBin& bin : data.bins) {
        std::vector<double> values(std::size_t(keys.size()), 0);
        for (std::size_t i = 0; i < n; ++i)
            values[std::min(i, values.size() - 1)] += bin.values[order[i]];
        bin.values = std::move(values);
    }
    data.keys = keys;
}

} // namespace

double UsageBin::total() const
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

UsageData UsageData::fromResult(const MeasureResult& result)
{
    UsageData data;
    const Table& table = result.table;
    const int start = table.columnIndex(u"start"), end = table.columnIndex(u"end"), value = table.columnIndex(u"value");
    const int covered = table.columnIndex(u"covered"), key = keyColumn(table);
    if (start < 0 || end < 0 || value < 0)
        return data;
    data.unit = table.columns[std::size_t(value)].unit;
    data.isLevel = !result.question.value(QLatin1String("series")).toString().isEmpty();
    QHash<QString, int> indexOfKey;
    for (const auto& row : table.rows) {
        const TimeRange span{time(row[std::size_t(start)]), time(row[std::size_t(end)])};
        if (data.bins.empty() || data.bins.back().span != span)
            data.bins.push_back({span, covered < 0 ? 1 : number(row[std::size_t(covered)]), true, {}});
        UsageBin& bin = data.bins.back();
        const auto* text = key < 0 ? nullptr : std::get_if<QString>(&row[std::size_t(key)]);
        const QString name = text ? *text : QString();
        if (!indexOfKey.contains(name)) {
            indexOfKey.insert(name, int(data.keys.size()));
            data.keys << name;
        }
        const std::size_t k = std::size_t(indexOfKey.value(name));
        if (bin.values.size() <= k)
            bin.values.resize(k + 1, 0);
        if (std::holds_alternative<std::monostate>(row[std::size_t(value)]))
            continue;
        bin.gap = false;
        bin.values[k] += number(row[std::size_t(value)]);
    }
    Micros longest = 0;
    for (const UsageBin& bin : data.bins)
        longest = std::max(longest, bin.span.length());
    data.per = longest >= 23 * microsPerHour ? microsPerDay : microsPerHour;
    if (!data.keys.isEmpty())
        orderAndJoin(data);
    return data;
}

double UsageData::recorded(const UsageBin& bin)
{
    // A value in a bin of which coverage knows nothing is still a value; then the bin's length has to do.
    return double(bin.span.length()) * (bin.covered > 0 ? bin.covered : 1);
}

double UsageData::rate(const UsageBin& bin, std::size_t key) const
{
    if (isLevel)
        return bin.values[key];
    return recorded(bin) > 0 ? bin.values[key] * double(per) / recorded(bin) : 0;
}

double UsageData::totalRate(const UsageBin& bin, const std::vector<bool>& hidden) const
{
    double sum = 0;
    for (std::size_t k = 0; k < bin.values.size(); ++k)
        if (k >= hidden.size() || !hidden[k])
            sum += rate(bin, k);
    return sum;
}

double UsageData::largestRate(const TimeRange& range, const std::vector<bool>& hidden) const
{
    double most = 0;
    for (const UsageBin& bin : bins)
        if (!bin.gap && bin.span.overlaps(range))
            most = std::max(most, totalRate(bin, hidden));
    return most;
}

bool UsageData::hasBelowZero() const
{
    return std::any_of(bins.begin(), bins.end(), [](const UsageBin& bin) { return !bin.gap && bin.total() < 0; });
}

TimeRange UsageData::span() const
{
    return bins.empty() ? TimeRange{} : TimeRange{bins.front().span.from, bins.back().span.to};
}

const UsageBin* UsageData::binAt(Micros t) const
{
    const auto after =
        std::upper_bound(bins.begin(), bins.end(), t, [](Micros a, const UsageBin& bin) { return a < bin.span.from; });
    if (after == bins.begin() || !std::prev(after)->span.contains(t))
        return nullptr;
    return &*std::prev(after);
}

std::vector<TimeRange> gapsIn(const TimeRange& range, const UsageData& data, const std::vector<TimeRange>& coverage)
{
    std::vector<TimeRange> recorded = coverage;
    if (recorded.empty())
        for (const UsageBin& bin : data.bins)
            if (!bin.gap)
                recorded.push_back(bin.span);
    std::sort(recorded.begin(), recorded.end(), [](const TimeRange& a, const TimeRange& b) { return a.from < b.from; });
    std::vector<TimeRange> gaps;
    Micros at = range.from;
    for (const TimeRange& span : recorded) {
        if (span.from > at && at < range.to)
            gaps.push_back({at, std::min(span.from, range.to)});
        at = std::max(at, span.to);
    }
    if (at < range.to)
        gaps.push_back({at, range.to});
    return gaps;
}

std::vector<WindowMean> windowMeans(const UsageData& data, const std::vector<Window>& windows)
{
    std::vector<WindowMean> means;
    for (const Window& window : windows) {
        double sum = 0, recorded = 0;
        for (const UsageBin& bin : data.bins) {
            // A bin belongs to a window when its middle does: bins of a day never straddle windows of whole days.
            if (bin.gap || !window.range.contains(bin.span.from + bin.span.length() / 2))
                continue;
            sum += data.totalRate(bin, {}) * UsageData::recorded(bin);
            recorded += UsageData::recorded(bin);
        }
        if (recorded > 0)
            means.push_back({window.range, sum / recorded});
    }
    return means;
}

NiceAxis niceAxis(double largest, int steps)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return {0.25, 1};
    const double rough = largest / (steps + 1);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double candidate : {1.0, 2.0, 5.0})
        if (candidate * power >= rough * 0.999) {
            step = candidate * power;
            break;
        }
    return {step, std::ceil(largest / step - 1e-9) * step};
}

ScaledUnit scaledUnit(double largest, const QString& unit)
{
    static constexpr const char* prefixes[] = {"", "k", "M", "G", "T", "P", "E"};
    int power = 0;
    double value = std::abs(largest);
    while (value >= 1000 && power < 6) {
        value /= 1000;
        ++power;
    }
    const QString prefix = QString::fromLatin1(prefixes[power]);
    const bool attached = unit == u"B" || unit == u"bit";
    return {std::pow(1000.0, -power), attached || power == 0 ? prefix + unit : prefix + u' ' + unit};
}

QString shortNumber(double value, const QLocale& locale)
{
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (size >= 1000)
        return locale.toString(std::round(value), 'f', 0);
    const int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 4;
    return locale.toString(value, 'f', digits);
}

QString shortAxisNumber(double value, double step, const QLocale& locale)
{
    const int digits = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return locale.toString(value, 'f', digits);
}

} // namespace tideline
