// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <array>

namespace tideline {

/// Share of a week's bytes in each local hour, 24 for Monday first; the sum is 1.
using Rhythm = std::array<double, 168>;

/// Evenings and weekends: the use of 2017.
Rhythm eveningRhythm(const QList<int>& weekend);
/// Office hours on weekdays: the use of 2019. `shift` moves the day by whole hours.
Rhythm officeRhythm(const QList<int>& weekend, int shift = 0);
/// (1 - part) * first + part * second.
Rhythm mixedRhythm(const Rhythm& first, const Rhythm& second, double part);

/// Share of a whole week's bytes between these local hours on working days.
double officeHoursShare(const Rhythm& rhythm, const QList<int>& weekend, int from = 9, int to = 18);
/// Bytes of an average working day over those of an average day of the weekend.
double weekdayRatio(const Rhythm& rhythm, const QList<int>& weekend);

} // namespace tideline
