// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/digest.h"
#include "models/store/eventtable.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QHash>

#include <bit>
#include <cmath>
#include <map>
#include <tuple>

namespace tideline {
namespace {

constexpr qint64 fullTexts = 10'000; ///< rejected rows of a source whose text is kept
constexpr qsizetype textLimit = 4096;

using SeriesKey = std::tuple<QString, QString, QString>;

/// What makes two points the same row: everything but where they stood.
QByteArray pointKey(const SeriesPoint& point)
{
    return Digest()
        .add(point.span.from)
        .add(point.span.to)
        .add(std::bit_cast<qint64>(point.value))
        .add(point.key)
        .add(point.quantity)
        .add(point.unit)
        .result()
        .left(16);
}

qint64 seriesId(Database& database, const SeriesPoint& point, std::map<SeriesKey, qint64>& known)
{
    const SeriesKey key{point.key, point.quantity, point.unit};
    if (const auto found = known.find(key); found != known.end())
        return found->second;
    Statement(database, "INSERT INTO series(key, quantity, unit) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING")
        .bind(point.key, point.quantity, point.unit)
        .run();
    Statement row(database, "SELECT id FROM series WHERE key = ?1 AND quantity = ?2 AND unit = ?3");
    const qint64 id = row.bind(point.key, point.quantity, point.unit).step() ? row.integer(0) : 0;
    known.emplace(key, id);
    return id;
}

} // namespace

std::vector<SeriesPoint> loadPoints(Database& database)
{
    std::vector<SeriesPoint> points;
    QHash<qint64, SeriesPoint> series;
    {
        Statement rows(database, "SELECT id, key, quantity, unit FROM series");
        while (rows.step())
            series.insert(rows.integer(0), {{}, 0, rows.text(1), rows.text(2), rows.text(3), 0, 0});
    }
    Statement rows(database, "SELECT p.t_from, p.t_to, p.value, p.series, p.source, p.record, p.row_key FROM point p"
                             " JOIN source s ON s.id = p.source WHERE " TIDELINE_VISIBLE
                             " ORDER BY p.t_from, p.series, p.row_key, p.id");
    QByteArray previous;
    while (rows.step()) {
        QByteArray key = rows.blob(6);
        if (key == previous) // a source that was withdrawn and came back beside its twin
            continue;
        previous = std::move(key);
        SeriesPoint point = series.value(rows.integer(3));
        point.span = {rows.integer(0), rows.integer(1)};
        point.value = rows.real(2);
        point.source = rows.integer(4);
        point.record = rows.integer(5);
        points.push_back(std::move(point));
    }
    return points;
}

PointCounts insertPoints(const Transaction& transaction, qint64 source, int block,
                         const std::vector<SeriesPoint>& points)
{
    Database& database = transaction.database();
    std::map<SeriesKey, qint64> series;
    std::map<qint64, bool> isNew; // by record; one of no record stands for itself
    qint64 nameless = 0;
    Statement known(database, "SELECT 1 FROM point p JOIN source s ON s.id = p.source WHERE p.row_key = ?1"
                              " AND (p.source = ?2 OR (" TIDELINE_VISIBLE ")) LIMIT 1");
    Statement insert(database, "INSERT INTO point(source, block, record, series, t_from, t_to, value, row_key)"
                               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const SeriesPoint& point : points) {
        if (!std::isfinite(point.value)) {
            database.fail(Error{ErrorCode::BadArgument, StoreText::tr("A value of a series is not a number"), {}, {}});
            return {};
        }
        const QByteArray key = pointKey(point);
        const bool duplicate = known.bind(key, source).step();
        known.run();
        bool& isRecordNew = isNew[point.record > 0 ? point.record : --nameless];
        isRecordNew = isRecordNew || !duplicate;
        if (duplicate)
            continue;
        insert
            .bind(source, block, point.record, seriesId(database, point, series), point.span.from, point.span.to,
                  point.value, key)
            .run();
    }
    PointCounts counts;
    for (const auto& [record, isRecordNew] : isNew)
        ++(isRecordNew ? counts.accepted : counts.duplicates);
    return counts;
}

std::vector<Problem> loadProblems(Database& database, qint64 source, qint64 limit)
{
    std::vector<Problem> problems;
    Statement rows(database, source == 0 ? "SELECT p.source, p.line, p.field, p.reason, p.text FROM problem p"
                                           " JOIN source s ON s.id = p.source WHERE " TIDELINE_VISIBLE
                                           " ORDER BY p.source, p.line, p.id LIMIT ?1"
                                         : "SELECT p.source, p.line, p.field, p.reason, p.text FROM problem p"
                                           " JOIN source s ON s.id = p.source WHERE s.state = 1 AND p.source = ?2"
                                           " ORDER BY p.line, p.id LIMIT ?1");
    if (source == 0)
        rows.bind(limit);
    else
        rows.bind(limit, source);
    while (rows.step())
        problems.push_back({rows.integer(0), rows.integer(1), int(rows.integer(2)), rows.text(3), rows.text(4)});
    return problems;
}

void insertProblems(const Transaction& transaction, qint64 source, int block, const std::vector<Problem>& problems)
{
    if (problems.empty())
        return;
    Database& database = transaction.database();
    qint64 kept = 0;
    {
        Statement count(database, "SELECT count(*) FROM problem WHERE source = ?1");
        if (count.bind(source).step())
            kept = count.integer(0);
    }
    Statement insert(database, "INSERT INTO problem(source, block, line, field, reason, text)"
                               " VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    for (const Problem& problem : problems) {
        const QString text = kept++ < fullTexts ? problem.text.left(textLimit) : QString();
        insert.bind(source, block, problem.line, problem.column, problem.reason, text).run();
    }
}

} // namespace tideline
