// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/seriescsv.h"

#include "models/importers/eventscsv.h"
#include "models/importers/flowtext.h"
#include "models/importers/guess.h"

#include <QJsonArray>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tideline {

namespace {

/// "Share of users (% of population)" → "% of population".
QString unitFromName(const QString& column)
{
    const qsizetype open = column.lastIndexOf(u'(');
    return open > 0 && column.endsWith(u')') ? column.mid(open + 1, column.size() - open - 2).trimmed() : QString();
}

} // namespace

Result<void> SeriesCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    auto map = Mapping::fromOptions(options);
    if (!map)
        return map.error();
    const auto sign = decimalSign(options);
    if (!sign)
        return sign.error();
    m_decimal = sign.value();
    if (map->isEmpty())
        map = guessSeriesMap(head, m_decimal);
    auto mapping = Mapping::make(map.value(), head.columns);
    if (!mapping)
        return mapping.error();
    m_mapping = std::move(mapping).value();
    if (!m_mapping.field(u"time") && !m_mapping.field(u"date"))
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("No column is said to hold the time"),
                     {},
                     QStringLiteral("Set map.time to one of: %1.").arg(head.columns.join(QStringLiteral(", ")))};
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    if (m_time.epoch == TimeRules::Epoch::No && looksLikeEpoch(head, map.value()))
        m_time.epoch = TimeRules::Epoch::Any;
    m_missing = {QString(),
                 QStringLiteral("-"),
                 QStringLiteral("na"),
                 QStringLiteral("n/a"),
                 QStringLiteral("#n/a"),
                 QStringLiteral("nan"),
                 QStringLiteral("null"),
                 QStringLiteral("none")};
    const QJsonValue missing = options.value(QStringLiteral("missing"));
    for (const QJsonValue value : missing.isArray() ? missing.toArray() : QJsonArray{missing})
        m_missing.insert(value.isDouble() ? QString::number(value.toDouble()) : value.toString().toLower());
    if (auto bound = bindValues(head, options); !bound)
        return bound;
    return bindBins(head, options);
}

Result<void> SeriesCsvReader::bindValues(const CsvHead& head, const ReadOptions& options)
{
    m_values.clear();
    std::vector<Mapping::Rule> columns;
    if (const Mapping::Field* value = m_mapping.field(u"value")) {
        columns = value->rules;
    } else {
        for (const int column : numericColumns(head, m_decimal)) {
            if (!m_mapping.isUsed(column))
                columns.push_back({column, {}, {}, {}, {}, {}, {}});
        }
    }
    std::erase_if(columns, [](const Mapping::Rule& rule) { return rule.column < 0; });
    if (columns.empty())
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("No column is said to hold the values"),
                     {},
                     QStringLiteral("Set map.value to one of: %1.").arg(head.columns.join(QStringLiteral(", ")))};
    const QString unit = options.value(QStringLiteral("unit")).toString();
    for (const Mapping::Rule& rule : columns) {
        const QString name = head.columns[rule.column];
        const QString own = rule.unit.isEmpty() ? unitFromName(name) : rule.unit;
        m_values.push_back({rule.column, rule.name.isEmpty() ? name : rule.name, unit.isEmpty() ? own : unit});
    }
    return {};
}

Result<void> SeriesCsvReader::bindBins(const CsvHead& head, const ReadOptions& options)
{
    const QString bin = options.value(QStringLiteral("bin")).toString(QStringLiteral("start"));
    if (bin != u"start" && bin != u"middle" && bin != u"within")
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("Unknown value “%1” of bin").arg(bin),
                     {},
                     QStringLiteral("A time is the start or the middle of its bin, or within it.")};
    m_binMiddle = bin == u"middle";
    m_binWithin = bin == u"within";
    const QJsonValue width = options.value(QStringLiteral("bin_width"));
    m_binWidth = width.isDouble() ? QString::number(qint64(width.toDouble())) : width.toString();
    if (m_binWithin && !binFromName(m_binWidth))
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("A time within its bin needs a bin of the calendar"),
                     {},
                     QStringLiteral("Set bin_width to hour, day, week, month or year.")};
    if (!m_binWidth.isEmpty()) {
        if (binWidth(m_binWidth))
            return {};
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("“%1” is no width of a bin").arg(m_binWidth),
                     {},
                     QStringLiteral("Give seconds, 15min, 3h, 1d, or hour, day, week, month, year.")};
    }
    // The shortest step between two times of the head, where times are finer than days.
    std::vector<Micros> starts;
    for (const QStringList& texts : head.rows) {
        std::vector<std::string_view> fields;
        std::vector<std::string> bytes;
        for (const QString& text : texts)
            bytes.push_back(text.toStdString());
        fields.assign(bytes.begin(), bytes.end());
        const auto when = time(CsvRow{0, fields}, m_time.zone);
        if (when && when->range && when->precision >= Precision::Minute)
            starts.push_back(when->range->from);
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    Micros step = 0;
    for (std::size_t i = 1; i < starts.size(); ++i) {
        const Micros length = starts[i] - starts[i - 1];
        step = step == 0 ? length : std::min(step, length);
    }
    if (step >= microsPerSecond)
        m_binWidth = QString::number(step / microsPerSecond);
    return {};
}

Result<EventTime> SeriesCsvReader::time(const CsvRow& row, const Zone& zone) const
{
    const auto text = [&](QStringView key) {
        const Mapping::Field* field = m_mapping.field(key);
        return field ? field->text(row) : QString();
    };
    QString when = text(u"time");
    if (when.isEmpty())
        when = QStringLiteral("%1 %2").arg(text(u"date"), text(u"clock")).trimmed();
    return readTime(when, zone, m_time);
}

bool SeriesCsvReader::isMissing(std::string_view text) const
{
    return text.size() < 40 && m_missing.contains(QString::fromUtf8(text.data(), qsizetype(text.size())).toLower());
}

std::optional<double> SeriesCsvReader::number(std::string_view text) const
{
    if (text.ends_with('%'))
        text = trimmed(text.substr(0, text.size() - 1));
    if (m_decimal == u'.') {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size())
            return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
    }
    const auto decimal = Decimal::parse(QString::fromUtf8(text.data(), qsizetype(text.size())), m_decimal);
    return decimal ? std::optional<double>(decimal->toDouble()) : std::nullopt;
}

std::optional<CsvFault> SeriesCsvReader::row(const CsvRow& row, Context& context) const
{
    const Zone* zone = &m_time.zone;
    if (const Mapping::Field* field = m_mapping.field(u"zone")) {
        if (const QString name = field->text(row); !name.isEmpty()) {
            zone = context.zones.find(name);
            if (!zone)
                return CsvFault{field->column(), QStringLiteral("unknown time zone “%1”").arg(name.left(80))};
        }
    }
    const auto when = time(row, *zone);
    const Mapping::Field* timeField = m_mapping.field(u"time");
    const int timeColumn = timeField ? timeField->column() : 0;
    if (!when)
        return CsvFault{timeColumn, when.error().text()};
    if (!when->range)
        return CsvFault{timeColumn, QStringLiteral("no time")};
    TimeRange span = *when->range;
    if (m_binWithin) {
        const Bin bin = *binFromName(m_binWidth);
        const Micros from = binStart(span.from, bin, *zone);
        span = {from, nextBin(from, bin, *zone)};
    } else if (!m_binWidth.isEmpty()) {
        span = binAt(span.from, m_binWidth, *zone);
        const Micros shift = m_binMiddle ? span.length() / 2 : 0;
        span = {span.from - shift, span.to - shift};
    }
    const auto text = [&](QStringView key) {
        const Mapping::Field* field = m_mapping.field(key);
        return field ? field->texts(row) : QStringList();
    };
    const QString key = text(u"key").join(QStringLiteral(" / "));
    const QString unit = text(u"unit").join(u' ');
    const QString quantity = m_values.size() == 1 ? text(u"quantity").join(u' ') : QString();
    std::vector<SeriesPoint> points;
    for (const Value& value : m_values) {
        const std::string_view cell = trimmed(row.fields[std::size_t(value.column)]);
        if (isMissing(cell))
            continue;
        const auto read = number(cell);
        if (!read)
            return CsvFault{value.column + 1, QStringLiteral("“%1” is no number").arg(row.text(value.column).left(60))};
        points.push_back({span, *read, key, quantity.isEmpty() ? value.quantity : quantity,
                          unit.isEmpty() ? value.unit : unit, 0, row.line});
    }
    const auto say = [&context](const QString& note) {
        if (!context.out.notes.contains(note))
            context.out.notes << note;
    };
    if (points.empty()) {
        say(QStringLiteral("rows without any value are gaps: they are listed as rejected with the reason “no data”"));
        return CsvFault{m_values.front().column + 1, QStringLiteral("no data")};
    }
    if (points.size() < m_values.size())
        say(QStringLiteral("some rows hold no data in some of their columns; those are no points"));
    std::move(points.begin(), points.end(), std::back_inserter(context.out.points));
    return std::nullopt;
}

} // namespace tideline
