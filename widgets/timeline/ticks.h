// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "widgets/timeline/timescale.h"

#include <QLocale>
#include <QString>

#include <functional>
#include <vector>

namespace tideline {

enum class TickRank {
    Minor,  ///< a bare line
    Major,  ///< with label
    Context ///< with bold label: the year, or the day when hours are shown
};

struct Tick
{
    Micros time = 0;
    double x = 0;
    TickRank rank = TickRank::Minor;
    QString label; ///< empty where there was no room
};

struct Ticks
{
    std::vector<Tick> ticks; ///< by time
    QString pinned;          ///< the context at the left edge when no context tick stands near it
};

/// Two ranks of ticks in local time; labels never stand closer than 8 px. `labelWidth` measures a label in pixels.
Ticks makeTicks(const TimeScale& scale, const Zone& zone,
                const std::function<double(const QString&, bool bold)>& labelWidth, const QLocale& locale = QLocale());

/// "3 years · 1 px = 1.3 days", for the gutter.
QString scaleText(const TimeScale& scale, const QLocale& locale = QLocale());
/// "1 May – 1 Nov 2019": the local days (or minutes) of a half-open range; the last one is named, not the day after.
QString rangeText(const TimeRange& range, const Zone& zone, const QLocale& locale = QLocale());
/// "1 event", "1,096 events".
QString countText(int events);
/// A length in its largest fitting unit: "185 days", "6 h", "1.3 days".
QString lengthText(double micros, const QLocale& locale = QLocale());

} // namespace tideline
