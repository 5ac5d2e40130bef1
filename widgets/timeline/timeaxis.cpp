// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timeaxis.h"

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

constexpr std::size_t historyLimit = 200;
constexpr int settleTime = 400, jumpTime = 180;

TimeRange between(const TimeRange& a, const TimeRange& b, double share)
{
    const auto mix = [share](Micros from, Micros to) {
        return from + Micros(std::llroundl((long double)(to - from) * share));
    };
    return {mix(a.from, b.from), mix(a.to, b.to)};
}

} // namespace

TimeAxis::TimeAxis(QObject* parent) : QObject(parent), m_history{m_range}
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleTime);
    connect(&m_settled, &QTimer::timeout, this, &TimeAxis::remember);
    m_jump.setDuration(jumpTime);
    m_jump.setEasingCurve(QEasingCurve::OutCubic);
    m_jump.setStartValue(0.0);
    m_jump.setEndValue(1.0);
    connect(&m_jump, &QVariantAnimation::valueChanged, this, [this](const QVariant& share) {
        // The animation announces its start value while it is being set up.
        if (m_jump.state() == QAbstractAnimation::Running)
            apply(between(m_jumpFrom, m_jumpTo, share.toDouble()));
    });
    connect(&m_jump, &QVariantAnimation::finished, this, [this] { apply(m_jumpTo); });
}

void TimeAxis::setFullRange(const TimeRange& range)
{
    const TimeRange full = withinLimits(range);
    if (full == m_full)
        return;
    m_full = full;
    emit fullRangeChanged();
}

void TimeAxis::setZone(const Zone& zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit zoneChanged();
}

void TimeAxis::setCursor(std::optional<Micros> time)
{
    if (time == m_cursor)
        return;
    m_cursor = time;
    emit cursorChanged(time);
}

void TimeAxis::setBrush(std::optional<TimeRange> range)
{
    if (range && range->to < range->from)
        std::swap(range->from, range->to);
    if (range && range->isEmpty())
        range.reset();
    if (range == m_brush)
        return;
    m_brush = range;
    emit brushChanged(range);
}

void TimeAxis::setSelection(const QString& eventId)
{
    if (eventId == m_selection)
        return;
    m_selection = eventId;
    emit selectionChanged(eventId);
}

void TimeAxis::apply(const TimeRange& range)
{
    const TimeRange limited = withinLimits(range);
    if (limited == m_range)
        return;
    m_range = limited;
    emit rangeChanged(limited);
}

void TimeAxis::setRange(const TimeRange& range)
{
    m_jump.stop();
    const TimeRange before = m_range;
    apply(range);
    if (m_range == before)
        return;
    m_unremembered = true;
    m_settled.start();
    emit historyChanged();
}

void TimeAxis::remember()
{
    m_settled.stop();
    m_unremembered = false;
    const TimeRange settled = m_jump.state() == QAbstractAnimation::Running ? m_jumpTo : m_range;
    if (m_history[m_at] == settled)
        return;
    m_history.resize(m_at + 1);
    m_history.push_back(settled);
    if (m_history.size() > historyLimit)
        m_history.erase(m_history.begin());
    m_at = m_history.size() - 1;
    emit historyChanged();
}

void TimeAxis::jumpTo(const TimeRange& range)
{
    if (m_unremembered)
        remember();
    m_jump.stop();
    m_jumpFrom = m_range;
    m_jumpTo = withinLimits(range);
    if (m_motion && m_jumpFrom != m_jumpTo)
        m_jump.start();
    else
        apply(m_jumpTo);
    remember();
}

void TimeAxis::goBack()
{
    if (m_unremembered)
        remember();
    if (m_at == 0)
        return;
    m_jump.stop();
    apply(m_history[--m_at]);
    emit historyChanged();
}

void TimeAxis::goForward()
{
    if (m_unremembered)
        remember();
    if (!canGoForward())
        return;
    m_jump.stop();
    apply(m_history[++m_at]);
    emit historyChanged();
}

void TimeAxis::showStart()
{
    jumpTo({m_full.from, m_full.from + m_range.length()});
}

void TimeAxis::showEnd()
{
    jumpTo({m_full.to - m_range.length(), m_full.to});
}

void TimeAxis::reveal(Micros time)
{
    const Micros margin = m_range.length() / 20;
    const TimeRange inner{m_range.from + margin, m_range.to - margin};
    if (inner.contains(time))
        return;
    const Micros by = time < inner.from ? time - inner.from : time - inner.to + 1;
    jumpTo({m_range.from + by, m_range.to + by});
}

} // namespace tideline
