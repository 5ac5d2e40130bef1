// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporting/figureoptions.h"

#include <QSet>

#include <algorithm>

namespace tideline {

FigureOptions figureOptions(const MeasureResult& result, const CaseSnapshot& snapshot, const QSize& size)
{
    const CaseFacts& facts = snapshot.facts;
    FigureOptions options;
    options.size = size;
    options.windows = facts.windows;
    const QString series = result.question[QStringLiteral("series")].toString();
    options.coverage = series.isEmpty() ? facts.coverage() : snapshot.series.value(series).coverage;
    const QString subject = result.question[QStringLiteral("subject")].toString();
    for (const Subject& each : facts.subjects) {
        if (each.name == subject) {
            options.weekend = each.weekend;
            options.officeFrom = each.officeFrom;
            options.officeTo = each.officeTo;
        }
    }
    const QString by = result.question[QStringLiteral("by")].toString();
    if (!by.isEmpty())
        options.splitBy = QStringLiteral("by %1").arg(by == u"route" ? QStringLiteral("upstream") : by);
    return options;
}

std::vector<EventMarker> chartMarkers(const std::vector<EventPtr>& events, const std::vector<Annotation>& annotations,
                                      int most)
{
    QSet<QString> starred;
    for (const Annotation& annotation : annotations) {
        if (annotation.starred)
            starred.insert(annotation.eventId);
    }
    // Only events known to the day or finer can have a vertical: a month is no line.
    const auto rank = [&](const Event& event) {
        if (starred.contains(event.id))
            return 0;
        return event.category == u"network change" && event.time.precision >= Precision::Second ? 1 : 9;
    };
    std::vector<EventPtr> chosen;
    for (const EventPtr& event : events) {
        if (event->time.range && event->time.precision >= Precision::Day && rank(*event) < 9)
            chosen.push_back(event);
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const EventPtr& a, const EventPtr& b) { return rank(*a) < rank(*b); });
    if (chosen.size() > static_cast<std::size_t>(most))
        chosen.resize(static_cast<std::size_t>(most));
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const EventPtr& a, const EventPtr& b) { return a->time.range->from < b->time.range->from; });
    std::vector<EventMarker> markers;
    for (const EventPtr& event : chosen)
        markers.push_back({event->time.range->from, event->title, event->id});
    return markers;
}

} // namespace tideline
