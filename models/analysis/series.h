// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/coverage.h"
#include "models/analysis/measure.h"

#include <QMap>

namespace tideline {

/// A usage series of the case as it is measured. Points into the facts.
struct Series
{
    QString name; ///< see seriesName
    QString unit;
    std::vector<const SeriesPoint*> points; ///< by time, none longer than a bin
    Coverage coverage;                      ///< what they span
    int tooLong = 0;                        ///< points left out: longer than a bin, they say nothing of any one
};

/// The names of all series, sorted.
QStringList seriesNames(const std::vector<SeriesPoint>& points);
/// When a series has values, and the finest bin that is as long as most of them.
struct SeriesShape
{
    Coverage coverage;
    Bin bin = Bin::Minute;
};
/// Those of all series, by name.
QMap<QString, SeriesShape> seriesShapes(const std::vector<SeriesPoint>& points);
/// The one of the known series that a name picks: the one so called, else the only one whose name has all these words,
/// in any order and case ("close btc"). NotFound with the nearest names, BadArgument with those that it fits.
Result<QString> pickedSeries(const QString& name, const QStringList& known);

/// The ids of the sources whose points lie in the range.
std::vector<qint64> sourcesOf(const Series& series, const TimeRange& range);

/// From the first point to the last of a series that there is.
TimeRange seriesSpan(const QString& name, const CaseFacts& facts);
/// The finest bin that is as long as most of its points.
Bin seriesBin(const QString& name, const CaseFacts& facts);
/// BadArgument if all points of the series are longer than the bins that they begin or end in.
Result<Series> seriesNamed(const QString& name, const CaseFacts& facts, Bin bin, const Zone& zone);

} // namespace tideline
