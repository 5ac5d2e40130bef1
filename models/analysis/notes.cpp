// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/notes.h"

#include "models/analysis/statistics.h"
#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <algorithm>

namespace tideline {

namespace {

/// What is measured of a series, and what its points leave open.
QStringList seriesNotes(const Asked& asked)
{
    const Series& series = *asked.series;
    QStringList notes{QStringLiteral("Measured is the series %1: the level of a day, or of any bin, is the mean of its "
                                     "values by the time that each spans there.")
                          .arg(series.name)};
    if (series.tooLong > 0)
        notes.append(QStringLiteral("%1 longer than a bin left out.").arg(counted(series.tooLong, "value", "values")));
    const Bin bin = asked.question.bin.value_or(Bin::Day);
    qint64 across = 0;
    Micros together = 0;
    for (const SeriesPoint* point : series.points) {
        across += point->span.to > nextBin(binStart(point->span.from, bin, asked.zone), bin, asked.zone) ? 1 : 0;
        together += std::max<Micros>(0, point->span.intersected(asked.range).length());
    }
    if (across > 0) {
        notes.append(QStringLiteral("%1 of %2 reach from one bin into the next and count in both by their time; in a "
                                    "zone other than %3 they may fit.")
                         .arg(across)
                         .arg(counted(qint64(series.points.size()), "value", "values"), asked.zone.name()));
    }
    if (const Micros twice = together - coveredLength(asked.coverage, asked.range); twice > 0) {
        notes.append(QStringLiteral("For %1 several values stand beside each other, perhaps of several sources: their "
                                    "mean counts.")
                         .arg(durationText(twice)));
    }
    return notes;
}

} // namespace

MeasureResult startResult(const Asked& asked)
{
    MeasureResult result;
    result.measure = asked.question.measure;
    result.question = asked.question.toJson();
    result.zone = asked.zone.name();
    result.notes.append(asked.measure->definition);
    if (asked.series) {
        result.notes.append(seriesNotes(asked));
    } else if (asked.measure->ofFlows) {
        result.notes.append(QStringLiteral("A flow counts at the time of its first packet."));
        result.notes.append(asked.question.subject.isEmpty()
                                ? QStringLiteral("All flows count; “out” is what the side that started the flow sent.")
                                : QStringLiteral("Flows with exactly one end inside %1 count; “out” is what it sent.")
                                      .arg(asked.question.subject));
    }
    if (asked.leftTermsOut) {
        result.notes.append(asked.measure->ofFlows
                                ? QStringLiteral("Terms of the filter that speak of events only are left out here.")
                                : QStringLiteral("Terms of the filter that speak of flows only are left out here."));
    }
    return result;
}

QStringList gapNotes(const Coverage& coverage, const std::vector<TimeRange>& ranges)
{
    qint64 count = 0;
    Micros length = 0;
    for (const TimeRange& range : mergedCoverage(ranges)) {
        for (const TimeRange& gap : gapsWithin(coverage, range)) {
            ++count;
            length += gap.length();
        }
    }
    if (count == 0)
        return {};
    return {QStringLiteral("%1, together %2, left out: nothing was recorded then.")
                .arg(counted(count, "gap", "gaps"), durationText(length))};
}

QString intervalNote(int block)
{
    if (block == 0)
        return QStringLiteral("No interval: fewer than 5 covered days on one side, or no base.");
    return QStringLiteral("95 % interval by block bootstrap over whole days: %1 resamples, blocks of %2, seed %3.")
        .arg(bootstrapResamples)
        .arg(counted(block, "day", "days"))
        .arg(bootstrapSeed);
}

QString titleOf(Dimension dimension)
{
    QString title = dimensionName(dimension);
    title[0] = title[0].toUpper();
    return dimension == Dimension::Asn ? QStringLiteral("AS number") : title;
}

QString titleOfField(const QString& name)
{
    if (const EventField* field = eventField(name))
        return QString::fromUtf8(field->title);
    QString title = name.isEmpty() ? QStringLiteral("key") : name;
    title[0] = title[0].toUpper();
    return title;
}

QString shareText(double share)
{
    const double percent = share * 100;
    const bool isSmall = percent > 0 && percent < 10;
    return QString::number(percent, 'f', isSmall ? 1 : 0) + QStringLiteral(" %");
}

Cell cellOf(const std::optional<double>& value)
{
    Cell cell;
    if (value)
        cell = *value;
    return cell;
}

Cell cellUnless(bool isMissing, double value)
{
    return cellOf(isMissing ? std::nullopt : std::optional(value));
}

Cell shareCell(double part, double whole)
{
    return cellUnless(whole <= 0, part / whole);
}

Cell lowCell(const std::optional<std::pair<double, double>>& interval)
{
    return cellUnless(!interval, interval ? interval->first : 0);
}

Cell highCell(const std::optional<std::pair<double, double>>& interval)
{
    return cellUnless(!interval, interval ? interval->second : 0);
}

} // namespace tideline
