// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/series.h"

#include "models/query/fields.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tideline {

namespace {

constexpr qsizetype mostNamed = 5;

/// Names of points, each made once.
class Names
{
public:
    const QString& of(const SeriesPoint& point)
    {
        const auto [known, isNew] = m_names.try_emplace(std::tie(point.key, point.quantity, point.unit));
        if (isNew)
            known->second = seriesName(point);
        return known->second;
    }
    QStringList sorted() const
    {
        QStringList names;
        for (const auto& [parts, name] : m_names)
            names.append(name);
        names.removeDuplicates();
        names.sort();
        return names;
    }

private:
    std::map<std::tuple<QString, QString, QString>, QString> m_names;
};

std::vector<const SeriesPoint*> pointsOf(const QString& name, const CaseFacts& facts)
{
    Names names;
    std::vector<const SeriesPoint*> found;
    for (const SeriesPoint& point : facts.points) {
        if (names.of(point) == name)
            found.push_back(&point);
    }
    return found;
}

QStringList wordsOf(const QString& name)
{
    QString words = name.toCaseFolded();
    for (const QChar mark : QStringLiteral("·/(),"))
        words.replace(mark, u' ');
    return words.split(u' ', Qt::SkipEmptyParts);
}

/// Those that have all the words.
QStringList havingWords(const QStringList& names, const QStringList& wanted)
{
    QStringList having;
    for (const QString& name : names) {
        const QStringList words = wordsOf(name);
        if (std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) { return words.contains(word); }))
            having.append(name);
    }
    return wanted.isEmpty() ? QStringList() : having;
}

/// Those that would have all the words if each were spelt as the nearest there is.
QStringList nearestSeries(const QString& name, const QStringList& known)
{
    QStringList vocabulary;
    for (const QString& each : known)
        vocabulary += wordsOf(each);
    vocabulary.removeDuplicates();
    QStringList words;
    for (const QString& word : wordsOf(name)) {
        const QStringList nearest = nearestNames(word, vocabulary, 1);
        if (nearest.isEmpty())
            return {};
        words += nearest;
    }
    return havingWords(known, words);
}

QString listed(const QStringList& names)
{
    const QString more =
        names.size() > mostNamed ? QStringLiteral(" and %1 more").arg(names.size() - mostNamed) : QString();
    return names.mid(0, mostNamed).join(QStringLiteral(", ")) + more;
}

Error noSuchSeries(const QString& name, const QStringList& known)
{
    const QStringList near =
        nearestNames(name, {QStringLiteral("bytes"), QStringLiteral("packets"), QStringLiteral("flows")}, 1) +
        nearestSeries(name, known);
    const QString remedy = !near.isEmpty()    ? QStringLiteral("Nearest: %1").arg(listed(near))
                           : !known.isEmpty() ? QStringLiteral("Known: %1").arg(listed(known))
                                              : QStringLiteral("The case has no usage series; import one");
    return {ErrorCode::NotFound, QStringLiteral("there is no series “%1”").arg(name), {}, remedy};
}

Micros lengthOfBin(Micros at, Bin bin, const Zone& zone)
{
    const Micros start = binStart(at, bin, zone);
    return nextBin(start, bin, zone) - start;
}

/// A day of 25 hours is no reason to leave out a point of 24 that begins in it.
bool isLongerThanBin(const TimeRange& span, Bin bin, const Zone& zone)
{
    return span.length() > lengthOfBin(span.from, bin, zone) && span.length() > lengthOfBin(span.to - 1, bin, zone);
}

/// The finest bin that is as long as most of them.
Bin binOf(const std::vector<TimeRange>& spans)
{
    std::vector<Micros> lengths;
    for (const TimeRange& span : spans)
        lengths.push_back(span.length());
    const auto middle = lengths.begin() + std::ptrdiff_t(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    constexpr Micros clockChange = microsPerHour; // by which a clock may be set back
    constexpr std::pair<Bin, Micros> coarser[] = {{Bin::QuarterHour, microsPerMinute},
                                                  {Bin::Hour, 15 * microsPerMinute},
                                                  {Bin::Day, microsPerHour},
                                                  {Bin::Week, microsPerDay + clockChange},
                                                  {Bin::Month, 7 * microsPerDay + clockChange},
                                                  {Bin::Quarter, 31 * microsPerDay + clockChange},
                                                  {Bin::Year, 92 * microsPerDay + clockChange}};
    Bin fitting = Bin::Minute;
    for (const auto& [bin, length] : coarser) {
        if (*middle > length)
            fitting = bin;
    }
    return fitting;
}

} // namespace

QStringList seriesNames(const std::vector<SeriesPoint>& points)
{
    Names names;
    for (const SeriesPoint& point : points)
        names.of(point);
    return names.sorted();
}

QMap<QString, SeriesShape> seriesShapes(const std::vector<SeriesPoint>& points)
{
    Names names;
    QMap<QString, SeriesShape> shapes;
    for (const SeriesPoint& point : points)
        shapes[names.of(point)].coverage.push_back(point.span);
    for (SeriesShape& shape : shapes) {
        shape.bin = binOf(shape.coverage);
        shape.coverage = mergedCoverage(std::move(shape.coverage));
    }
    return shapes;
}

Result<QString> pickedSeries(const QString& name, const QStringList& known)
{
    if (known.contains(name))
        return name;
    const QStringList fitting = havingWords(known, wordsOf(name));
    if (fitting.isEmpty())
        return noSuchSeries(name, known);
    if (fitting.size() > 1) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("“%1” may be any of %2 series").arg(name, QString::number(fitting.size())),
                     {},
                     QStringLiteral("Choose one: %1").arg(listed(fitting))};
    }
    return fitting.first();
}

std::vector<qint64> sourcesOf(const Series& series, const TimeRange& range)
{
    std::set<qint64> ids;
    for (const SeriesPoint* point : series.points) {
        if (point->span.overlaps(range))
            ids.insert(point->source);
    }
    return {ids.begin(), ids.end()};
}

TimeRange seriesSpan(const QString& name, const CaseFacts& facts)
{
    const std::vector<const SeriesPoint*> points = pointsOf(name, facts);
    TimeRange span = points.front()->span;
    for (const SeriesPoint* point : points)
        span = span.united(point->span);
    return span;
}

Bin seriesBin(const QString& name, const CaseFacts& facts)
{
    std::vector<TimeRange> spans;
    for (const SeriesPoint* point : pointsOf(name, facts))
        spans.push_back(point->span);
    return binOf(spans);
}

Result<Series> seriesNamed(const QString& name, const CaseFacts& facts, Bin bin, const Zone& zone)
{
    Series series;
    series.name = name;
    std::vector<TimeRange> spans;
    for (const SeriesPoint* point : pointsOf(name, facts)) {
        if (isLongerThanBin(point->span, bin, zone)) {
            ++series.tooLong;
            continue;
        }
        series.unit = point->unit;
        series.points.push_back(point);
        spans.push_back(point->span);
    }
    if (series.points.empty()) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("every value of “%1” spans more than one %2").arg(name, binName(bin)),
                     {},
                     QStringLiteral("Choose another series, or wider bins where the measure has them")};
    }
    series.coverage = mergedCoverage(std::move(spans));
    return series;
}

} // namespace tideline
