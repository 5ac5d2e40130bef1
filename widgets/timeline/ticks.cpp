// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tideline {

namespace {

enum class Unit { Year, Month, Day, Hour, Minute, Second, Micro };

struct Step
{
    Unit unit;
    int count;
    double micros; ///< about
};

constexpr double year = 365.2425 * double(microsPerDay), month = year / 12;
constexpr std::array steps = {
    Step{Unit::Micro, 1, 1},           Step{Unit::Micro, 5, 5},           Step{Unit::Micro, 10, 10},
    Step{Unit::Micro, 50, 50},         Step{Unit::Micro, 100, 100},       Step{Unit::Micro, 500, 500},
    Step{Unit::Micro, 1000, 1e3},      Step{Unit::Micro, 5000, 5e3},      Step{Unit::Micro, 10000, 1e4},
    Step{Unit::Micro, 50000, 5e4},     Step{Unit::Micro, 100000, 1e5},    Step{Unit::Micro, 500000, 5e5},
    Step{Unit::Second, 1, 1e6},        Step{Unit::Second, 5, 5e6},        Step{Unit::Second, 15, 15e6},
    Step{Unit::Minute, 1, 6e7},        Step{Unit::Minute, 5, 3e8},        Step{Unit::Minute, 15, 9e8},
    Step{Unit::Hour, 1, 3.6e9},        Step{Unit::Hour, 3, 1.08e10},      Step{Unit::Hour, 6, 2.16e10},
    Step{Unit::Day, 1, 8.64e10},       Step{Unit::Day, 7, 6.048e11},      Step{Unit::Month, 1, month},
    Step{Unit::Month, 3, 3 * month},   Step{Unit::Year, 1, year},         Step{Unit::Year, 2, 2 * year},
    Step{Unit::Year, 5, 5 * year},     Step{Unit::Year, 10, 10 * year},   Step{Unit::Year, 50, 50 * year},
    Step{Unit::Year, 100, 100 * year}, Step{Unit::Year, 500, 500 * year}, Step{Unit::Year, 1000, 1000 * year}};

int floorTo(int value, int step)
{
    return value >= 0 ? value / step * step : -((-value + step - 1) / step) * step;
}

/// The civil time at or before `c` where a step starts. Days of the week-long step are 1, 8, 15, 22 and 29.
CivilTime floored(CivilTime c, const Step& step)
{
    const auto reset = [&c](Unit from) {
        if (from <= Unit::Month)
            c.month = 1;
        if (from <= Unit::Day)
            c.day = 1;
        if (from <= Unit::Hour)
            c.hour = 0;
        if (from <= Unit::Minute)
            c.minute = 0;
        if (from <= Unit::Second)
            c.second = 0;
        c.micros = 0;
    };
    switch (step.unit) {
    case Unit::Year:
        c.year = std::max(1, floorTo(c.year, step.count));
        reset(Unit::Month);
        break;
    case Unit::Month:
        c.month = floorTo(c.month - 1, step.count) + 1;
        reset(Unit::Day);
        break;
    case Unit::Day:
        c.day = step.count == 1 ? c.day : std::min(29, floorTo(c.day - 1, 7) + 1);
        reset(Unit::Hour);
        break;
    case Unit::Hour:
        c.hour = floorTo(c.hour, step.count);
        reset(Unit::Minute);
        break;
    case Unit::Minute:
        c.minute = floorTo(c.minute, step.count);
        reset(Unit::Second);
        break;
    case Unit::Second:
        c.second = floorTo(c.second, step.count);
        c.micros = 0;
        break;
    case Unit::Micro:
        c.micros = floorTo(c.micros, step.count);
        break;
    }
    return c;
}

CivilTime following(const CivilTime& c, const Step& step)
{
    CivilTime next = c;
    switch (step.unit) {
    case Unit::Year:
        next.year = c.year < step.count ? step.count : c.year + step.count; // year 1 begins an odd first step
        return next;
    case Unit::Month:
        next.month += step.count;
        if (next.month > 12) {
            next.month -= 12;
            ++next.year;
        }
        return next;
    case Unit::Day: {
        // The fifth week-long step is cut by the end of the month.
        const CivilTime later = civilFromMicros(microsFromCivil(c) + step.count * microsPerDay);
        if (step.count == 7 && later.month != c.month)
            return floored(later, {Unit::Month, 1, 0});
        return later;
    }
    default: {
        static constexpr Micros lengths[] = {0, 0, 0, microsPerHour, microsPerMinute, microsPerSecond, 1};
        return civilFromMicros(microsFromCivil(c) + step.count * lengths[int(step.unit)]);
    }
    }
}

/// The coarser unit whose changes are labelled bold.
std::optional<Unit> contextOf(Unit unit)
{
    switch (unit) {
    case Unit::Year:
        return std::nullopt;
    case Unit::Month:
    case Unit::Day:
        return Unit::Year;
    case Unit::Hour:
    case Unit::Minute:
        return Unit::Day;
    default:
        return Unit::Minute;
    }
}

bool startsContext(const CivilTime& c, Unit context)
{
    const bool minuteStart = c.second == 0 && c.micros == 0;
    switch (context) {
    case Unit::Year:
        return c.month == 1 && c.day == 1 && c.hour == 0 && c.minute == 0 && minuteStart;
    case Unit::Day:
        return c.hour == 0 && c.minute == 0 && minuteStart;
    default:
        return minuteStart;
    }
}

QString two(int n)
{
    return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0'));
}

QString monthName(int n, const QLocale& locale)
{
    return locale.standaloneMonthName(n, QLocale::ShortFormat);
}

QString dayText(const CivilTime& c, bool withYear, const QLocale& locale)
{
    QString text = QStringLiteral("%1 %2").arg(c.day).arg(monthName(c.month, locale));
    return withYear ? text + QStringLiteral(" %1").arg(c.year) : text;
}

QString contextLabel(const CivilTime& c, Unit context, const QLocale& locale)
{
    switch (context) {
    case Unit::Year:
        return QString::number(c.year);
    case Unit::Day:
        return dayText(c, true, locale);
    default:
        return dayText(c, true, locale) + QStringLiteral(" %1:%2").arg(two(c.hour), two(c.minute));
    }
}

QString majorLabel(const CivilTime& c, Unit unit, const QLocale& locale)
{
    switch (unit) {
    case Unit::Year:
        return QString::number(c.year);
    case Unit::Month:
        return monthName(c.month, locale);
    case Unit::Day:
        return c.day == 1 ? monthName(c.month, locale) : QString::number(c.day);
    case Unit::Hour:
    case Unit::Minute:
        return two(c.hour) + u':' + two(c.minute);
    case Unit::Second:
        return QStringLiteral(":%1").arg(two(c.second));
    case Unit::Micro: {
        QString digits = QStringLiteral("%1").arg(c.micros, 6, 10, QLatin1Char('0'));
        while (digits.size() > 3 && digits.endsWith(QLatin1String("000")))
            digits.chop(3);
        return QStringLiteral(":%1.%2").arg(two(c.second), digits);
    }
    }
    return {};
}

/// The finest step whose ticks stand at least `pixels` apart.
std::size_t stepFor(double micros)
{
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].micros >= micros)
            return i;
    return steps.size() - 1;
}

std::vector<Micros> tickTimes(const TimeScale& scale, const Zone& zone, const Step& step)
{
    std::vector<Micros> times;
    CivilTime c = floored(zone.civil(scale.range.from), step);
    for (int guard = 0; guard < 5000; ++guard) {
        const Micros t = zone.toUtc(c);
        if (t >= scale.range.to || c.year > 9999)
            break;
        if (t >= scale.range.from && (times.empty() || t > times.back()))
            times.push_back(t);
        c = following(c, step);
    }
    return times;
}

} // namespace

Ticks makeTicks(const TimeScale& scale, const Zone& zone,
                const std::function<double(const QString&, bool bold)>& labelWidth, const QLocale& locale)
{
    constexpr double closest = 8, minorDistance = 6, majorDistance = 46;
    Ticks result;
    if (scale.width < 10 || scale.range.isEmpty())
        return result;
    const Step& major = steps[stepFor(scale.microsPerPixel() * majorDistance)];
    const Step& minor = steps[std::min(stepFor(scale.microsPerPixel() * minorDistance), stepFor(major.micros))];
    const auto context = contextOf(major.unit);

    for (const Micros t : tickTimes(scale, zone, minor))
        result.ticks.push_back({t, scale.toX(t), TickRank::Minor, {}});
    for (const Micros t : tickTimes(scale, zone, major)) {
        const CivilTime c = zone.civil(t);
        const bool bold = context ? startsContext(c, *context) : true;
        const Tick tick{t, scale.toX(t), bold ? TickRank::Context : TickRank::Major,
                        bold && context ? contextLabel(c, *context, locale) : majorLabel(c, major.unit, locale)};
        const auto at = std::lower_bound(result.ticks.begin(), result.ticks.end(), t,
                                         [](const Tick& a, Micros b) { return a.time < b; });
        if (at != result.ticks.end() && at->time == t)
            *at = tick;
        else
            result.ticks.insert(at, tick);
    }

    // Context labels stand right of their tick, others are centred on it; context wins.
    std::vector<std::pair<double, double>> taken;
    const auto place = [&](Tick& tick) {
        const bool bold = tick.rank == TickRank::Context;
        const double w = labelWidth(tick.label, bold);
        const double left = bold ? tick.x + 6 : tick.x - w / 2;
        const bool free =
            left >= 0 && left + w <= scale.width && std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
                return left < other.second + closest && left + w + closest > other.first;
            });
        if (free)
            taken.emplace_back(left, left + w);
        else
            tick.label.clear();
    };
    for (Tick& tick : result.ticks)
        if (tick.rank == TickRank::Context)
            place(tick);
    if (context) {
        const QString label = contextLabel(floored(zone.civil(scale.range.from), {*context, 1, 0}), *context, locale);
        const double w = labelWidth(label, true) + 6;
        if (taken.empty() || taken.front().first > w + closest) {
            result.pinned = label;
            taken.emplace_back(0, w);
        }
    }
    for (Tick& tick : result.ticks)
        if (tick.rank == TickRank::Major)
            place(tick);
    return result;
}

QString lengthText(double micros, const QLocale& locale)
{
    struct Named
    {
        double micros;
        const char* name;
    };
    static constexpr Named units[] = {{year, QT_TRANSLATE_N_NOOP("TimeAxis", "%1 years")},
                                      {double(microsPerDay), QT_TRANSLATE_N_NOOP("TimeAxis", "%1 days")},
                                      {double(microsPerHour), QT_TRANSLATE_N_NOOP("TimeAxis", "%1 h")},
                                      {double(microsPerMinute), QT_TRANSLATE_N_NOOP("TimeAxis", "%1 min")},
                                      {double(microsPerSecond), QT_TRANSLATE_N_NOOP("TimeAxis", "%1 s")},
                                      {1e3, QT_TRANSLATE_N_NOOP("TimeAxis", "%1 ms")},
                                      {1, QT_TRANSLATE_N_NOOP("TimeAxis", "%1 µs")}};
    const Named* unit = &units[std::size(units) - 1];
    for (const Named& candidate : units) {
        // Days are easier to read than years below two of these.
        const double least = candidate.micros == year ? 1.99 * year : 0.995 * candidate.micros;
        if (micros >= least) {
            unit = &candidate;
            break;
        }
    }
    const double value = micros / unit->micros;
    const double rounded = value < 9.95 ? std::round(value * 10) / 10 : std::round(value);
    QString text = QCoreApplication::translate("TimeAxis", unit->name)
                       .arg(locale.toString(rounded, 'f', rounded == std::floor(rounded) ? 0 : 1));
    if (rounded == 1)
        text.replace(QLatin1String("days"), QLatin1String("day"));
    return text;
}

QString countText(int events)
{
    return events == 1 ? QCoreApplication::translate("TimeAxis", "1 event")
                       : QCoreApplication::translate("TimeAxis", "%L1 events").arg(events);
}

QString scaleText(const TimeScale& scale, const QLocale& locale)
{
    return QCoreApplication::translate("TimeAxis", "%1 · 1 px = %2")
        .arg(lengthText(double(scale.range.length()), locale), lengthText(scale.microsPerPixel(), locale));
}

QString rangeText(const TimeRange& range, const Zone& zone, const QLocale& locale)
{
    const CivilTime from = zone.civil(range.from), end = zone.civil(range.to);
    const auto midnight = [](const CivilTime& c) {
        return c.hour == 0 && c.minute == 0 && c.second == 0 && c.micros == 0;
    };
    if (midnight(from) && midnight(end)) {
        const CivilTime last = zone.civil(std::max(range.from, range.to - 1));
        if (from.year == last.year && from.month == last.month && from.day == last.day)
            return dayText(from, true, locale);
        return QStringLiteral("%1 – %2").arg(dayText(from, from.year != last.year, locale),
                                             dayText(last, true, locale));
    }
    const auto clock = [](const CivilTime& c) {
        QString text = two(c.hour) + u':' + two(c.minute);
        if (c.second || c.micros)
            text += u':' + two(c.second);
        if (c.micros)
            text += QStringLiteral(".%1").arg(c.micros, 6, 10, QLatin1Char('0'));
        return text;
    };
    if (range.length() > 30 * microsPerDay)
        return QStringLiteral("%1 – %2").arg(dayText(from, from.year != end.year, locale), dayText(end, true, locale));
    const bool sameDay = from.year == end.year && from.month == end.month && from.day == end.day;
    return sameDay ? QStringLiteral("%1 %2 – %3").arg(dayText(from, true, locale), clock(from), clock(end))
                   : QStringLiteral("%1 %2 – %3 %4")
                         .arg(dayText(from, from.year != end.year, locale), clock(from), dayText(end, true, locale),
                              clock(end));
}

} // namespace tideline
