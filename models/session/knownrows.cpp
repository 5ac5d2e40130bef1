// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/knownrows.h"

#include <QDataStream>
#include <QIODevice>

#include <map>

namespace tideline {

Result<void> KnownRows::loadEvents()
{
    const auto events = m_file.separateEvents();
    if (!events)
        return events.error();
    for (const EventPtr& event : *events)
        m_events.insert(event->id);
    m_hasEvents = true;
    return {};
}

Result<void> KnownRows::loadPoints()
{
    const auto points = m_file.points();
    if (!points)
        return points.error();
    for (const SeriesPoint& point : *points)
        m_points.insert(keyOf(point));
    m_hasPoints = true;
    return {};
}

QByteArray KnownRows::keyOf(const SeriesPoint& point)
{
    QByteArray key;
    QDataStream stream(&key, QIODevice::WriteOnly);
    stream << point.key << point.quantity << point.unit << qint64(point.span.from) << qint64(point.span.to)
           << point.value;
    return key;
}

Result<qint64> KnownRows::count(const ParsedBlock& block)
{
    qint64 known = 0;
    if (!block.events.empty() && !m_hasEvents) {
        if (const auto loaded = loadEvents(); !loaded)
            return loaded.error();
    }
    for (const Event& event : block.events) {
        const qsizetype before = m_events.size();
        m_events.insert(event.id);
        known += m_events.size() == before;
    }
    if (!block.points.empty() && !m_hasPoints) {
        if (const auto loaded = loadPoints(); !loaded)
            return loaded.error();
    }
    std::map<qint64, bool> isNew; // a record may hold several values; one of no record stands for itself
    qint64 nameless = 0;
    for (const SeriesPoint& point : block.points) {
        const qsizetype before = m_points.size();
        m_points.insert(keyOf(point));
        bool& isRecordNew = isNew[point.record > 0 ? point.record : --nameless];
        isRecordNew = isRecordNew || m_points.size() != before;
    }
    for (const auto& entry : isNew)
        known += !entry.second;
    return known;
}

} // namespace tideline
